import { msg, str } from '@lit/localize';
import type { CustomerRequest } from '../contract/gateway/requests.ts';
import { addDays } from '../domain/berlin-calendar.ts';
import { dateOf } from '../domain/contract-standing.ts';
import type { Formats } from '../domain/format.ts';
import type { StatusLabel } from './invoice-labels.ts';

/** What a request asks for, in a word. A kind that we do not know is shown as the gateway names it. */
export function customerRequestKindLabel({ kind }: Pick<CustomerRequest, 'kind'>): string {
  switch (kind) {
    case 'cancellation':
      return msg('Kündigung', { id: 'customer-request.kind.cancellation' });
    case 'withdrawal':
      return msg('Widerruf', { id: 'customer-request.kind.withdrawal' });
    case 'meter-swap':
      return msg('Zählerwechsel', { id: 'customer-request.kind.meter-swap' });
    case 'contact':
      return msg('Nachricht', { id: 'customer-request.kind.contact' });
    default:
      return kind;
  }
}

/** How far a request has got, in a word. */
export function customerRequestStateLabel({ state }: Pick<CustomerRequest, 'state'>): StatusLabel {
  switch (state) {
    case 'received':
      return { text: msg('Eingegangen', { id: 'customer-request.state.received' }), tone: 'warning' };
    case 'forwarded':
      return { text: msg('In Bearbeitung', { id: 'customer-request.state.forwarded' }), tone: 'warning' };
    case 'applied':
      return { text: msg('Erledigt', { id: 'customer-request.state.applied' }), tone: 'good' };
    default:
      return { text: state, tone: 'neutral' };
  }
}

/** What comes of a request, in a sentence; empty where there is nothing to add to its state. */
export function customerRequestOutcomeLabel(
  { end_at: endAt, refusal, state }: Pick<CustomerRequest, 'end_at' | 'refusal' | 'state'>,
  formats: Formats,
): string {
  const end = dateOf(endAt);
  if (end) {
    const lastDay = formats.date(addDays(end, -1));
    return msg(str`Letzter Tag der Belieferung: ${lastDay}`, { id: 'customer-request.outcome.last-day' });
  }
  if (refusal) {
    return msg('Das prüft der Kundenservice und meldet sich bei Ihnen.', { id: 'customer-request.outcome.refused' });
  }
  return state === 'received'
    ? msg('Gespeichert und unterwegs zum Kundenservice.', { id: 'customer-request.outcome.received' })
    : '';
}
