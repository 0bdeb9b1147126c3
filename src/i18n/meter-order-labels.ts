import { msg, str } from '@lit/localize';
import type { MeterOrder } from '../contract/nomos/meter-order.ts';
import { meterOrderStanding, type MeterOrderMilestone } from '../domain/meter-order-timeline.ts';
import type { StatusLabel } from './invoice-labels.ts';

/** How far the order of a smart meter is, in a word. A status that we do not know is shown as the API names it. */
export function meterOrderStatusLabel(order: MeterOrder): StatusLabel {
  if (meterOrderStanding(order) === 'blocked') {
    return { text: msg('Angehalten', { id: 'meter-order.status.blocked' }), tone: 'warning' };
  }
  switch (order.status) {
    case 'created':
    case 'placed':
      return { text: msg('Bestellt', { id: 'meter-order.status.ordered' }), tone: 'neutral' };
    case 'check_submitted':
    case 'check_reviewed':
      return { text: msg('In Prüfung', { id: 'meter-order.status.check' }), tone: 'neutral' };
    case 'scheduled':
      return { text: msg('Einbau geplant', { id: 'meter-order.status.scheduled' }), tone: 'neutral' };
    case 'installed':
      return { text: msg('Eingebaut', { id: 'meter-order.status.installed' }), tone: 'neutral' };
    case 'activated':
      return { text: msg('Aktiv', { id: 'meter-order.status.activated' }), tone: 'good' };
    case 'cancelled':
      return { text: msg('Storniert', { id: 'meter-order.status.cancelled' }), tone: 'neutral' };
    default:
      return { text: order.status, tone: 'neutral' };
  }
}

/** A milestone of the roll-out. */
export function milestoneLabel(milestone: MeterOrderMilestone): string {
  switch (milestone) {
    case 'created':
      return msg('Bestellung angelegt', { id: 'meter-order.milestone.created' });
    case 'placed':
      return msg('Beim Messstellenbetreiber bestellt', { id: 'meter-order.milestone.placed' });
    case 'check_submitted':
      return msg('Smart-Meter-Check eingereicht', { id: 'meter-order.milestone.check-submitted' });
    case 'check_reviewed':
      return msg('Smart-Meter-Check geprüft', { id: 'meter-order.milestone.check-reviewed' });
    case 'scheduled':
      return msg('Einbau geplant', { id: 'meter-order.status.scheduled' });
    case 'installed':
      return msg('Eingebaut', { id: 'meter-order.status.installed' });
    case 'activated':
      return msg('Smart Meter sendet Werte', { id: 'meter-order.milestone.activated' });
  }
}

/** Who installs and runs the meter. */
export function meterProviderName(provider: string): string {
  return provider === 'energy-metering' ? 'Energy Metering' : provider;
}

/** Why an order does not go on, and what to do about it. */
export function blockLabel({ blocked_reason: reason, provider }: MeterOrder): { why: string; what: string } {
  switch (reason) {
    case 'check_missing':
      return {
        why: msg('Der Smart-Meter-Check fehlt noch. Vorher gibt es keinen Termin.', {
          id: 'meter-order.blocked.check-missing',
        }),
        what: msg(
          str`Sehen Sie nach, ob ${meterProviderName(provider)} Ihnen dazu geschrieben hat, und beantworten Sie die Nachricht. Finden Sie keine, hilft der Kundenservice.`,
          { id: 'meter-order.blocked.check-missing.what' },
        ),
      };
    case 'grid_operator_registration':
      return {
        why: msg('Die Anmeldung beim Netzbetreiber steht noch aus.', { id: 'meter-order.blocked.grid-operator' }),
        what: msg('Sie müssen nichts tun. Sobald der Netzbetreiber geantwortet hat, geht es weiter.', {
          id: 'meter-order.blocked.grid-operator.what',
        }),
      };
    default:
      return {
        why: msg('Die Bestellung kommt gerade nicht voran.', { id: 'meter-order.blocked.other' }),
        what: msg('Woran es liegt, weiß der Kundenservice.', { id: 'meter-order.blocked.other.what' }),
      };
  }
}

/** Why an order was cancelled. */
export function cancellationReasonLabel({ cancelled_reason: reason }: MeterOrder): string {
  switch (reason) {
    case 'pre_existing':
      return msg(
        'An Ihrer Adresse war schon ein Smart Meter eingebaut. Ist das nicht so, hilft Ihnen der Kundenservice.',
        { id: 'meter-order.cancelled.pre-existing' },
      );
    case 'customer_request':
      return msg('Die Bestellung wurde auf Ihren Wunsch oder vom Kundenservice storniert.', {
        id: 'meter-order.cancelled.customer-request',
      });
    default:
      return msg('Warum, weiß der Kundenservice.', { id: 'meter-order.cancelled.other' });
  }
}
