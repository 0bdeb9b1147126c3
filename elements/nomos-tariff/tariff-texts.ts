import { msg, str } from '@lit/localize';
import type { Terms } from '../../src/contract/gateway/terms.ts';
import type { ContractStanding } from '../../src/domain/contract-standing.ts';
import type { Formats } from '../../src/domain/format.ts';
import type { StatusLabel } from '../../src/i18n/invoice-labels.ts';
import { subscriptionStatusLabel } from '../../src/i18n/subscription-labels.ts';
import type { LoadedTariff } from './tariff-state.ts';

/** What a part of a price is paid for. A kind that we do not know is shown as the API names it. */
export function partLabel(kind: string, feedIn: boolean): string {
  switch (kind) {
    case 'energy':
    case 'electricity':
      return feedIn ? msg('Vergütung', { id: 'tariff.part.payout' }) : msg('Energie', { id: 'tariff.part.energy' });
    case 'fee':
      return msg('Gebühr des Lieferanten', { id: 'tariff.part.fee' });
    case 'grid':
      return msg('Netzentgelte', { id: 'tariff.part.grid' });
    case 'metering':
      return msg('Messstellenbetrieb', { id: 'tariff.part.metering' });
    case 'levies':
      return msg('Steuern, Abgaben und Umlagen', { id: 'tariff.part.levies' });
    default:
      return kind;
  }
}

/** The status of a contract in a word; of one that is going to end, that it is. */
export function standingLabel({ status }: LoadedTariff['subscription'], standing: ContractStanding): StatusLabel {
  switch (standing.type) {
    case 'ending':
      return { text: msg('Gekündigt', { id: 'tariff.status.terminated' }), tone: 'warning' };
    case 'never-begins':
      return { text: msg('Beginnt nicht', { id: 'tariff.status.never-begins' }), tone: 'neutral' };
    case 'ended':
      return subscriptionStatusLabel({ status: 'ended' });
    default:
      return subscriptionStatusLabel({ status });
  }
}

/** What somebody has to know before all prices; empty while supply simply runs. */
export function standingText(standing: ContractStanding, feedIn: boolean, formats: Formats): string {
  switch (standing.type) {
    case 'running':
      return '';
    case 'pending': {
      if (!standing.start) {
        return feedIn
          ? msg('Wann Ihre Einspeisung beginnt, steht noch nicht fest.', { id: 'tariff.standing.pending-feed-in' })
          : msg('Wann Ihre Belieferung beginnt, steht noch nicht fest.', { id: 'tariff.standing.pending' });
      }
      const start = formats.date(standing.start);
      return feedIn
        ? msg(str`Ihre Einspeisung beginnt am ${start}.`, { id: 'tariff.standing.pending-date-feed-in' })
        : msg(str`Ihre Belieferung beginnt am ${start}.`, { id: 'tariff.standing.pending-date' });
    }
    case 'ending': {
      const lastDay = formats.date(standing.lastDay);
      return feedIn
        ? msg(str`Ihr Vertrag ist gekündigt. Wir vergüten Ihren Strom noch bis zum ${lastDay}.`, {
            id: 'tariff.standing.ending-feed-in',
          })
        : msg(str`Ihr Vertrag ist gekündigt. Wir beliefern Sie noch bis zum ${lastDay}.`, {
            id: 'tariff.standing.ending',
          });
    }
    case 'ended': {
      if (!standing.lastDay) return msg('Ihr Vertrag ist beendet.', { id: 'tariff.standing.ended' });
      const lastDay = formats.date(standing.lastDay);
      return feedIn
        ? msg(str`Ihr Vertrag ist beendet. Vergütet haben wir bis zum ${lastDay}.`, {
            id: 'tariff.standing.ended-date-feed-in',
          })
        : msg(str`Ihr Vertrag ist beendet. Beliefert haben wir Sie bis zum ${lastDay}.`, {
            id: 'tariff.standing.ended-date',
          });
    }
    case 'never-begins':
      return msg('Ihr Vertrag wurde beendet, bevor er begonnen hat.', { id: 'tariff.standing.never-begins' });
  }
}

/** How long before the end a cancellation has to be declared. */
export function noticePeriodLabel({ count, unit }: NonNullable<Terms['notice_period']>): string {
  switch (unit) {
    case 'day':
      return count === 1
        ? msg('1 Tag', { id: 'tariff.notice.day' })
        : msg(str`${count} Tage`, { id: 'tariff.notice.days' });
    case 'week':
      return count === 1
        ? msg('1 Woche', { id: 'tariff.notice.week' })
        : msg(str`${count} Wochen`, { id: 'tariff.notice.weeks' });
    case 'month':
      return count === 1
        ? msg('1 Monat', { id: 'tariff.notice.month' })
        : msg(str`${count} Monate`, { id: 'tariff.notice.months' });
  }
}
