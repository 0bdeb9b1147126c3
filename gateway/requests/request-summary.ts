import type { BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { createFormats } from '../../src/domain/format.ts';
import type { RequestContent, StoredRequest, SummaryLine } from './customer-request.ts';
import { lineLabels, nameOf, requestNames } from './request-texts.ts';

/** A request's content as people read it, in the language of the request: for the answer, the mails and the receipt. */
export function summaryOf({
  content,
  known,
  attachmentName,
}: Pick<StoredRequest, 'content' | 'known' | 'attachmentName'>): SummaryLine[] {
  const { locale } = content;
  const labels = lineLabels[locale];
  const formats = createFormats(locale);
  const lines: SummaryLine[] = [];
  const line = (label: keyof typeof labels, value: string | null): void => {
    if (value !== null && value !== '') lines.push({ label: labels[label], value });
  };
  const day = (date: string): string => formats.date(date as BerlinDate);
  const kWh = (amount: number): string => `${formats.number(amount, decimalsOf(amount))}\u00a0kWh`;

  line('kind', requestNames[locale][nameOf(content)]);
  if (content.kind === 'meter-swap') line('name', known?.name ?? null);
  else line('name', content.name);
  if (content.kind !== 'meter-swap') line('email', content.email);
  line('contract', contractOf(content, known));
  line('deliveryAddress', known?.deliveryAddress ?? null);
  switch (content.kind) {
    case 'cancellation': {
      const { last_day: lastDay, reason, new_address: address } = content;
      line('lastDay', lastDay === null ? labels.earliest : day(lastDay));
      line('reason', reason);
      line('newAddress', address && `${address.street} ${address.house_number}, ${address.zip} ${address.city}`);
      break;
    }
    case 'withdrawal':
      line('note', content.note);
      break;
    case 'meter-swap':
      line('exchangedOn', day(content.exchanged_on));
      line('oldMeter', content.old_meter_number);
      line('oldReading', kWh(content.old_reading_kwh));
      line('newMeter', content.new_meter_number);
      line('newReading', kWh(content.new_reading_kwh));
      line('note', content.note);
      break;
    case 'contact':
      line('topic', content.topic);
      line('message', content.message);
      break;
  }
  line('attachment', attachmentName);
  return lines;
}

/** The contract's number, as it is known or as a person gave it; else the subscription, which the supplier can look up. */
function contractOf(content: RequestContent, known: StoredRequest['known']): string | null {
  const stated = 'contract' in content ? content.contract : null;
  const named = [known?.contractNumber, stated].filter((name) => name != null);
  return named.length > 0 ? [...new Set(named)].join(', ') : content.subscription;
}

/** What a meter shows is said as it was reported. */
function decimalsOf(amount: number): number {
  return Math.min(3, String(amount).split('.')[1]?.length ?? 0);
}
