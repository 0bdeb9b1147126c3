import { berlinDateOf, startOfBerlinDay, addDays } from '../../src/domain/berlin-calendar.ts';
import { find, type Answer, type Call } from './call.ts';
import { refusal } from './errors.ts';
import { isIban } from './iban.ts';
import { idOf } from './identifiers.ts';
import { idOfReference, type ApiObject, type World } from './world.ts';

/** What the API document says of a text: its length in characters, and its form. */
interface TextRule {
  least: number;
  most?: number;
  pattern?: RegExp;
}

const nameRule: TextRule = { least: 1, most: 100 };

const addressRules: Record<string, TextRule> = {
  street: { least: 2, most: 100, pattern: /[a-zA-ZäöüßÄÖÜ]/ },
  house_number: { least: 1, most: 10, pattern: /^[A-Za-z0-9\-/\s]+$/ },
  zip: { least: 5, most: 5, pattern: /^\d+$/ },
  city: { least: 2, most: 100, pattern: /^[^\d]*$/ },
};

/** `PATCH /customers/{id}`: names. */
export function changeCustomer(world: World, { segments, body, data }: Call): Answer {
  const customer = find(data.customers, segments[1]);
  const change: Record<string, unknown> = {};
  for (const field of ['first_name', 'last_name', 'company_name']) {
    if (body[field] !== undefined) change[field] = textOf(body[field], field, nameRule);
  }
  if (change.company_name !== undefined && customer.type !== 'company') {
    throw refusal(400, 'custom', 'company_name', 'is for companies');
  }
  world.change(customer.id, change);
  return { body: { ...customer, ...change } };
}

/** `PATCH /subscriptions/{id}`: billing address (of all the customer's subscriptions), mandate, metadata. All or nothing. */
export function changeSubscription(world: World, { segments, body, data }: Call): Answer {
  const subscription = find(data.subscriptions, segments[1]);
  const now = world.now.toISOString();
  const change: Record<string, unknown> = { updated_at: now };
  const { billing_address: address, payment_method: payment, metadata } = body;
  if (payment !== undefined)
    change.payment_method = paymentMethod(payment, idOf('pm', `${subscription.id} ${now}`), now);
  if (metadata !== undefined) change.metadata = mergedMetadata(subscription.metadata, metadata);
  if (address !== undefined) {
    if (!isObject(address)) throw refusal(400, 'invalid_type', 'billing_address', 'has to be an object');
    const fields = Object.entries(addressRules).map(([field, rule]) => [
      field,
      textOf(address[field], `billing_address.${field}`, rule),
    ]);
    world.change(idOfReference(subscription.billing_address), Object.fromEntries(fields) as Record<string, string>);
  }
  world.change(subscription.id, change);
  return { body: find(world.organisation(data.organisation.slug)?.subscriptions ?? [], subscription.id) };
}

/** @throws {ApiError} 400 that names the field. */
function textOf(value: unknown, field: string, { least, most, pattern }: TextRule): string {
  if (typeof value !== 'string') throw refusal(400, 'invalid_type', field, 'has to be a text');
  if (value.length < least) throw refusal(400, 'too_small', field, `has to have ${least} characters or more`);
  if (most !== undefined && value.length > most) {
    throw refusal(400, 'too_big', field, `has to have ${most} characters or fewer`);
  }
  if (pattern && !pattern.test(value)) throw refusal(400, 'invalid_format', field, `has to match ${pattern.source}`);
  return value;
}

/** `POST /subscriptions/{id}/terminate`: to the end of a Berlin day. */
export function terminate(world: World, { segments, body, data }: Call): Answer {
  const subscription = find(data.subscriptions, segments[1]);
  const { reason, intended_end_at: intended } = body;
  if (intended !== undefined && typeof intended !== 'string') {
    throw refusal(400, 'invalid_type', 'intended_end_at', 'has to be a timestamp');
  }
  const now = world.now;
  const earliest = startOfBerlinDay(addDays(berlinDateOf(now), reason === 'ORDINARY' ? 30 : 7));
  if (subscription.status === 'ended') throw refusal(409, 'ended_subscription', 'id', 'The subscription has ended');
  if (reason === 'WITHDRAWAL') {
    const created = Date.parse(String(subscription.created_at));
    if (now.getTime() - created > 14 * 86_400_000) {
      throw refusal(409, 'withdrawal_not_allowed', 'reason', 'The fourteen days are over');
    }
  } else if (reason !== 'ORDINARY' && reason !== 'MOVE_OUT') {
    throw refusal(400, 'invalid_value', 'reason', 'is not known');
  }
  if (reason === 'MOVE_OUT' && !intended) throw refusal(400, 'invalid_type', 'intended_end_at', 'is missing');
  const end = intended === undefined ? earliest : new Date(intended);
  if (Number.isNaN(end.getTime()) || end.getTime() !== startOfBerlinDay(berlinDateOf(end)).getTime()) {
    throw refusal(400, 'invalid_format', 'intended_end_at', 'has to be a midnight in Berlin');
  }
  if (end < earliest) {
    throw refusal(409, 'invalid_termination_date', 'intended_end_at', 'is too early');
  }
  world.change(subscription.id, { terminated_at: now.toISOString(), end_at: end.toISOString() });
  return {
    body: { reason, intended_end_at: end.toISOString() },
    event: { topic: 'subscription.terminated', context: { subscription: subscription.id } },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A new mandate. Of the account number only the ends are told again. */
function paymentMethod(payment: unknown, id: string, now: string): ApiObject {
  if (!isObject(payment)) throw refusal(400, 'invalid_type', 'payment_method', 'has to be an object');
  if (payment.type !== 'sepa_debit') throw refusal(400, 'invalid_value', 'payment_method.type', 'has to be sepa_debit');
  const debit = payment.sepa_debit;
  if (!isObject(debit)) throw refusal(400, 'invalid_type', 'payment_method.sepa_debit', 'is missing');
  const path = 'payment_method.sepa_debit';
  const holder = textOf(debit.account_holder, `${path}.account_holder`, { least: 1 });
  const iban = textOf(debit.iban, `${path}.iban`, { least: 1, pattern: /^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$/ });
  if (!isIban(iban)) throw refusal(422, 'invalid_iban', `${path}.iban`, 'is no IBAN');
  return {
    object: 'payment_method',
    id,
    type: 'sepa_debit',
    sepa_debit: { iban: `${iban.slice(0, 2)}************${iban.slice(-4)}`, account_holder: holder },
    created_at: now,
  };
}

/** Key by key: one that is set to `null` goes; `null` for all of it clears it. */
function mergedMetadata(stored: unknown, change: unknown): Record<string, unknown> | null {
  if (change === null) return null;
  if (!isObject(change)) throw refusal(400, 'invalid_type', 'metadata', 'has to be an object');
  const merged = { ...(isObject(stored) ? stored : {}), ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}
