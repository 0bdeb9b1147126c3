import { berlinDateOf, startOfBerlinDay, startOfMonth } from '../../src/domain/berlin-calendar.ts';
import { ApiError, refusal } from './errors.ts';
import { idOf } from './identifiers.ts';
import type { Happening } from './webhooks.ts';
import type { OrganisationData, World } from './world.ts';

/** What a supplier does, or has done, as far as the sandbox can be told that it has just happened. */
interface Told {
  method: string;
  /** Of the path, after `/sandbox`. */
  segments: string[];
  body: Record<string, unknown>;
}

/**
 * Lets something happen, in any organisation:
 *
 * - `POST /sandbox/subscriptions/{id}/activate`: supply begins today.
 * - `POST /sandbox/subscriptions/{id}/invoices`: an invoice over this month so far. Body `{ "total": 12.34 }`, in EUR.
 * - `PATCH /sandbox/meter-orders/{id}`: the appointment of an order. Body `{ "appointment_at": "2026-12-01T09:00:00Z" }`.
 *
 * @returns The organisation, and what it is to be told.
 * @throws {ApiError} 404 for what is not there, 400 for what cannot be understood.
 */
export function letHappen(world: World, told: Told): { organisation: string; happening: Happening } {
  const [kind, id = '', what] = told.segments;
  const change = `${told.method} ${kind ?? ''}${what === undefined ? '' : ` ${what}`}`;
  const data = world.organisations
    .map(({ slug }) => world.organisation(slug))
    .find(
      (candidate) => candidate && [...candidate.subscriptions, ...candidate.meterOrders].some((it) => it.id === id),
    );
  if (!data) throw new ApiError(404, 'There is no such object');
  const organisation = data.organisation.slug;
  switch (change) {
    case 'POST subscriptions activate':
      world.change(id, { start_at: startOfBerlinDay(berlinDateOf(world.now)).toISOString() });
      return { organisation, happening: { topic: 'subscription.activated', context: { subscription: id } } };
    case 'POST subscriptions invoices': {
      const invoice = issueInvoice(world, data, id, told.body);
      return { organisation, happening: { topic: 'invoice.created', context: { invoice, subscription: id } } };
    }
    case 'PATCH meter-orders': {
      const { appointment_at: appointment } = told.body;
      if (typeof appointment !== 'string' || Number.isNaN(Date.parse(appointment))) {
        throw refusal(400, 'invalid_type', 'appointment_at', 'has to be an instant');
      }
      const order = data.meterOrders.find((candidate) => candidate.id === id);
      world.change(id, { status: 'scheduled', appointment_at: new Date(appointment).toISOString() });
      const subscription = String(order?.subscription);
      return {
        organisation,
        happening: { topic: 'meter_order.scheduled', context: { meter_order: id, subscription } },
      };
    }
    default:
      throw new ApiError(404, 'There is no such path');
  }
}

/** Gives the invoice's id. */
function issueInvoice(world: World, data: OrganisationData, subscription: string, { total }: Told['body']): string {
  const newest = world.invoices(data, subscription)[0];
  if (!newest) throw new ApiError(400, 'A first invoice has to be there');
  if (typeof total !== 'number') throw refusal(400, 'invalid_type', 'total', 'has to be a number');
  const { voids: _, ...usual } = newest;
  const today = berlinDateOf(world.now);
  const issuedAt = world.now.toISOString();
  const id = idOf('inv', `${subscription} ${issuedAt}`);
  world.issue({
    ...usual,
    id,
    invoice_number: `${newest.invoice_number}-${id.slice(-4).toUpperCase()}`,
    month: Number(today.slice(5, 7)),
    year: Number(today.slice(0, 4)),
    period_start: startOfBerlinDay(startOfMonth(today)).toISOString(),
    period_end: startOfBerlinDay(today).toISOString(),
    period_number: newest.period_number + 1,
    status: 'open',
    paid_at: null,
    issued_at: issuedAt,
    total,
  });
  return id;
}
