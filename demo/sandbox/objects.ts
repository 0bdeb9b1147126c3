import {
  addDays,
  addMonths,
  berlinDateOf,
  startOfBerlinDay,
  startOfMonth,
  type BerlinDate,
} from '../../src/domain/berlin-calendar.ts';
import { contractNumber } from './billing.ts';
import { emailOfPerson, type Person, type PlanRecord } from './customers.ts';
import { customerIdOf, fractionOf, idOf, subscriptionIdOf } from './identifiers.ts';
import type { ApiObject, Party } from './world.ts';

const instant = (date: BerlinDate, clock = 0): string =>
  new Date(startOfBerlinDay(date).getTime() + clock * 3_600_000).toISOString();

/** A plan as the API gives it. */
export function planObject(plan: PlanRecord): ApiObject {
  const { id, name, slug, description, price, type } = plan;
  return {
    object: 'plan',
    id,
    name,
    slug,
    description,
    price,
    currency: 'EUR',
    created_at: '2021-01-01T00:00:00.000Z',
    type,
  };
}

/** A customer as the API gives it. */
export function customerObject(person: Person): ApiObject {
  const first = person.contracts[0]?.start ?? ('2026-01-05' as BerlinDate);
  return {
    object: 'customer',
    id: customerIdOf(person.name),
    type: person.company ? 'company' : 'person',
    first_name: person.firstName,
    last_name: person.lastName,
    ...(person.company ? { company_name: person.company, vat_id: 'DE123456789' } : { vat_id: null }),
    email: emailOfPerson(person),
    created_at: instant(addDays(first, -45), 9 + fractionOf(person.name)),
  };
}

/** Where a customer's invoices go: one row, which all subscriptions of the customer refer to. */
export function billingAddress(person: Person): ApiObject {
  const [first] = person.contracts;
  return {
    object: 'address',
    id: idOf('adr', `${person.name} billing`),
    street: first?.street,
    house_number: first?.houseNumber,
    zip: first?.zip,
    city: first?.city,
    created_at: customerObject(person).created_at,
  };
}

/** A subscription with its parts, as it stands at an instant. */
export function subscriptionObject(
  { person, contract, plan }: Pick<Party, 'person' | 'contract' | 'plan'>,
  { customer, billing }: { customer: ApiObject; billing: ApiObject },
  now: Date,
): ApiObject {
  const today = berlinDateOf(now);
  const name = `${person.name} ${contract.name}`;
  const createdAt = instant(contract.concluded ?? addDays(contract.start, -40), 9 + fractionOf(name));
  const address = {
    object: 'address',
    id: idOf('adr', name),
    street: contract.street,
    house_number: contract.houseNumber,
    zip: contract.zip,
    city: contract.city,
    created_at: createdAt,
  };
  const ended = contract.end !== null && contract.end <= today;
  return {
    object: 'subscription',
    id: subscriptionIdOf(person.name, contract.name),
    plan: plan.id,
    customer,
    address,
    billing_address: billing,
    meter: {
      object: 'meter',
      id: idOf('mtr', name),
      number: `1APA0${String(Math.floor(fractionOf(`${name} meter`) * 1e9)).padStart(9, '0')}`,
      type: contract.meter,
      melo: `DE000${String(Math.floor(fractionOf(`${name} melo`) * 1e12)).padStart(28, '0')}`,
      malo: '41373559241',
      created_at: createdAt,
    },
    payment_method: {
      object: 'payment_method',
      id: idOf('pm', name),
      type: 'sepa_debit',
      sepa_debit: { iban: 'DE************6485', account_holder: `${person.firstName} ${person.lastName}` },
      created_at: createdAt,
    },
    supplier: contract.previousSupplier
      ? {
          object: 'supplier',
          id: idOf('mp', contract.previousSupplier),
          name: contract.previousSupplier,
          country: 'DE',
          created_at: '2021-01-01T00:00:00.000Z',
        }
      : null,
    number: contractNumber(person, contract),
    status: ended ? 'ended' : contract.start > today ? 'pending' : 'active',
    estimated_usage: contract.annualKWh,
    created_at: createdAt,
    updated_at: createdAt,
    start_at: instant(contract.start),
    terminated_at: contract.end ? instant(addDays(contract.end, -30), 10) : null,
    end_at: contract.end ? instant(contract.end) : null,
    metadata: null,
    type: plan.type,
  };
}

/** Readings of an analog meter: one by the customer at the start, estimates by the grid, one by the grid each year. */
export function readingsOf(subscription: string, { person, contract }: Party, now: Date): ApiObject[] {
  if (contract.meter !== 'analog') return [];
  const readings: ApiObject[] = [];
  const end = contract.end ?? berlinDateOf(now);
  let value = 18_250;
  for (let date = contract.start, n = 0; date <= end; date = addMonths(contract.start, 3 * n)) {
    const createdAt = instant(date, 12);
    if (createdAt > now.toISOString()) break;
    const type =
      n === 0 ? 'customer_report' : n % 4 === 0 ? 'grid_reading' : n === 3 ? 'customer_report' : 'grid_estimation';
    readings.push({
      object: 'meter_reading',
      id: idOf('mr', `${subscription} ${date}`),
      customer: customerIdOf(person.name),
      subscription,
      meter: idOf('mtr', `${person.name} ${contract.name}`),
      value,
      timestamp: instant(date),
      type,
      created_at: createdAt,
    });
    n += 1;
    value += Math.round((contract.annualKWh / 4) * (0.92 + 0.16 * fractionOf(`${subscription} ${n}`)));
  }
  return readings;
}

/** The orders of smart meters that there have been. */
export function meterOrdersOf(subscription: string, { person, contract }: Party, now: Date): ApiObject[] {
  const created = addDays(contract.start, 3);
  const common = {
    object: 'meter_order',
    id: idOf('prdo', subscription),
    subscription,
    customer: customerIdOf(person.name),
    provider: 'inexogy',
    created_at: instant(created, 9),
    installed_at: null,
    activated_at: null,
    cancelled_at: null,
    cancelled_reason: null,
    blocked_at: null,
    blocked_reason: null,
    appointment_at: null,
  };
  if (person.name === 'smart') {
    return [
      {
        ...common,
        status: 'activated',
        appointment_at: instant(addDays(created, 20), 9),
        installed_at: instant(addDays(created, 20), 10),
        activated_at: instant(addDays(created, 27), 10),
      },
    ];
  }
  if (person.name === 'analog') {
    return [{ ...common, status: 'scheduled', appointment_at: instant(addDays(berlinDateOf(now), 9), 10) }];
  }
  return [];
}

/** The grid fee reductions of a subscription (section 14a EnWG). */
export function reductionsOf(subscription: string, { person, contract }: Party): ApiObject[] {
  if (person.name !== 'smart') return [];
  const start = startOfMonth(addMonths(contract.start, 2));
  return [
    {
      object: 'grid_fee_reduction',
      id: idOf('gfr', subscription),
      subscription,
      type: 'enwg-14a-module-1',
      status: 'activated',
      valid_from: instant(start),
      valid_until: null,
      created_at: instant(addDays(start, -30), 9),
      updated_at: instant(start),
      customer: customerIdOf(person.name),
    },
  ];
}
