import { msg, str } from '@lit/localize';
import type { MeterOrder } from '../../src/contract/nomos/meter-order.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { calendarFile } from '../../src/domain/calendar-file.ts';
import { appointmentOf } from '../../src/domain/meter-order-timeline.ts';
import { meterProviderName } from '../../src/i18n/meter-order-labels.ts';
import { saveFile } from '../../src/ui/save-file.ts';

/** How long before the appointment a calendar reminds. */
const reminderHours = 24;

/**
 * Hands the appointment to install a smart meter to the browser, as a file that calendars take.
 *
 * @param supplier - Who supplies, for the text; `null` while that is not known.
 */
export function saveAppointment(order: MeterOrder, { address, meter }: Subscription, supplier: string | null): void {
  const appointment = appointmentOf(order);
  if (!appointment) return;
  const { date, utcInstant } = appointment;
  const provider = meterProviderName(order.provider);
  const summary = msg('Einbau Smart Meter', { id: 'meter-order.calendar.summary' });
  const description = [
    msg(str`${provider} tauscht den Zähler ${meter.number} gegen einen Smart Meter.`, {
      id: 'meter-order.calendar.description',
    }),
    msg('Bitte sorgen Sie dafür, dass jemand da ist und der Zähler frei zugänglich ist.', {
      id: 'meter-order.appointment.prepare',
    }),
    supplier ?? '',
  ];
  const file = calendarFile({
    uid: `${order.id}@nomos.energy`,
    start: utcInstant ? { utcInstant } : { date },
    createdAt: new Date(),
    summary,
    description: description.filter(Boolean).join('\n'),
    location: `${address.street} ${address.house_number}, ${address.zip} ${address.city}`,
    reminderHours,
  });
  saveFile(new Blob([file], { type: 'text/calendar;charset=utf-8' }), `smart-meter-${date}.ics`);
}
