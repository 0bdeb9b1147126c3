import { msg, str } from '@lit/localize';
import type { GridFeeReduction } from '../contract/nomos/grid-fee-reduction.ts';
import type { BerlinDate } from '../domain/berlin-calendar.ts';
import type { Formats } from '../domain/format.ts';
import { reductionTypes, type Product } from '../domain/order-offers.ts';
import { validityOf } from '../domain/validity.ts';
import type { StatusLabel } from './invoice-labels.ts';
import { productExplanation, productName } from './product-labels.ts';

/** The module that a reduction is of, or `null` for a type that we do not know. */
function moduleOf({ type }: Pick<GridFeeReduction, 'type'>): Product | null {
  const modules = Object.keys(reductionTypes) as (keyof typeof reductionTypes)[];
  return modules.find((module) => reductionTypes[module] === type) ?? null;
}

/** What a reduction is called; a type that we do not know as the API names it. */
export function reductionName(reduction: Pick<GridFeeReduction, 'type'>): string {
  const module = moduleOf(reduction);
  return module ? productName(module) : reduction.type;
}

/** What it is, in a sentence or two; empty for a type that we do not know. */
export function reductionExplanation(reduction: Pick<GridFeeReduction, 'type'>): string {
  const module = moduleOf(reduction);
  return module ? productExplanation(module) : '';
}

/** How far a reduction has got, in a word. */
export function reductionStatusLabel({ status }: Pick<GridFeeReduction, 'status'>): StatusLabel {
  switch (status) {
    case 'intended':
      return { text: msg('Vorgemerkt', { id: 'reduction.status.intended' }), tone: 'neutral' };
    case 'ordered':
      return { text: msg('Bestellt', { id: 'reduction.status.ordered' }), tone: 'neutral' };
    case 'rejected':
      return { text: msg('Abgelehnt', { id: 'reduction.status.rejected' }), tone: 'bad' };
    case 'activated':
      return { text: msg('Aktiv', { id: 'reduction.status.activated' }), tone: 'good' };
    case 'ended':
      return { text: msg('Beendet', { id: 'reduction.status.ended' }), tone: 'neutral' };
    default:
      return { text: status, tone: 'neutral' };
  }
}

/** From when to when it holds, in a sentence; empty where nothing is known of that. */
function validityLabel(reduction: GridFeeReduction, today: BerlinDate, formats: Formats): string {
  const { from, lastDay } = validityOf(reduction.valid_from, reduction.valid_until);
  const start = from && formats.date(from);
  const end = lastDay && formats.date(lastDay);
  const isOver = reduction.status === 'ended' || (lastDay !== null && lastDay < today);
  if (start && end) {
    return isOver
      ? msg(str`Galt vom ${start} bis zum ${end}.`, { id: 'reduction.valid.was-from-to' })
      : msg(str`Gilt vom ${start} bis zum ${end}.`, { id: 'reduction.valid.from-to' });
  }
  if (end) {
    return isOver
      ? msg(str`Galt bis zum ${end}.`, { id: 'reduction.valid.was-to' })
      : msg(str`Gilt bis zum ${end}.`, { id: 'reduction.valid.to' });
  }
  if (!start || isOver) return '';
  return from > today
    ? msg(str`Gilt ab dem ${start}.`, { id: 'reduction.valid.from' })
    : msg(str`Gilt seit dem ${start}.`, { id: 'reduction.valid.since' });
}

/** What its status means and from when to when it holds. */
export function reductionStandingLabel(reduction: GridFeeReduction, today: BerlinDate, formats: Formats): string {
  const validity = validityLabel(reduction, today, formats);
  switch (reduction.status) {
    case 'intended':
      return msg('Wir bestellen sie beim Netzbetreiber, sobald Ihr Vertrag bestätigt ist.', {
        id: 'reduction.standing.intended',
      });
    case 'ordered':
      return msg('Wir warten auf die Zusage des Netzbetreibers. Sie müssen nichts tun.', {
        id: 'reduction.standing.ordered',
      });
    case 'rejected':
      return msg('Der Netzbetreiber hat abgelehnt. Warum, weiß der Kundenservice; Sie können noch einmal bestellen.', {
        id: 'reduction.standing.rejected',
      });
    case 'ended':
      return validity || msg('Diese Ermäßigung gilt nicht mehr.', { id: 'reduction.standing.ended' });
    default:
      return validity;
  }
}
