import { msg, str } from '@lit/localize';
import type { Subscription } from '../contract/nomos/subscription.ts';
import { addDays, berlinDateOf } from '../domain/berlin-calendar.ts';
import type { Formats } from '../domain/format.ts';
import type { StatusLabel } from './invoice-labels.ts';

/** The status of a contract in a word. */
export function subscriptionStatusLabel({ status }: Pick<Subscription, 'status'>): StatusLabel {
  switch (status) {
    case 'active':
      return { text: msg('Aktiv', { id: 'subscription.status.active' }), tone: 'good' };
    case 'pending':
      return { text: msg('Beginnt bald', { id: 'subscription.status.pending' }), tone: 'warning' };
    case 'ended':
      return { text: msg('Beendet', { id: 'subscription.status.ended' }), tone: 'neutral' };
    default:
      return { text: status, tone: 'neutral' };
  }
}

/**
 * From when to when electricity is supplied, in a sentence. The API's `end_at` is an exclusive midnight: the last day of
 * supply is the day before it.
 */
export function supplyLabel(
  { status, start_at: startAt, end_at: endAt }: Pick<Subscription, 'status' | 'start_at' | 'end_at'>,
  formats: Formats,
): string {
  const start = startAt ? formats.date(berlinDateOf(startAt)) : null;
  const lastDay = endAt ? formats.date(addDays(berlinDateOf(endAt), -1)) : null;
  if (status === 'ended' && lastDay) {
    return msg(str`Beliefert bis ${lastDay}`, { id: 'subscription.supplied-until' });
  }
  if (status === 'pending') {
    return start
      ? msg(str`Belieferung ab ${start}`, { id: 'subscription.supplied-from' })
      : msg('Der Beginn steht noch nicht fest.', { id: 'subscription.start-unknown' });
  }
  if (start && lastDay) {
    return msg(str`Beliefert seit ${start}, gekündigt zum ${lastDay}`, { id: 'subscription.supplied-until-end' });
  }
  return start ? msg(str`Beliefert seit ${start}`, { id: 'subscription.supplied-since' }) : '';
}

/** What a meter is, in words. */
export function meterTypeLabel(type: string): string {
  switch (type) {
    case 'smart':
      return msg('Smart Meter', { id: 'meter.type.smart' });
    case 'analog':
      return msg('Analoger Zähler', { id: 'meter.type.analog' });
    default:
      return type;
  }
}

/** What a component of a price is, in a word. */
export function priceComponentLabel(type: string): string {
  switch (type) {
    case 'electricity':
      return msg('Energie', { id: 'price.component.electricity' });
    case 'grid':
      return msg('Netz', { id: 'price.component.grid' });
    case 'levies':
      return msg('Steuern und Abgaben', { id: 'price.component.levies' });
    default:
      return type;
  }
}
