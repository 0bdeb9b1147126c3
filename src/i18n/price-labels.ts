import { msg, str } from '@lit/localize';
import { berlinDateOf, daysBetween } from '../domain/berlin-calendar.ts';
import type { Formats } from '../domain/format.ts';
import type { NegativePrice } from '../domain/price-statement.ts';

/** Today or tomorrow in a word, else the date; Berlin days. */
function dayWord(utcInstant: Date, now: Date, formats: Formats): string {
  const date = berlinDateOf(utcInstant);
  switch (daysBetween(berlinDateOf(now), date)) {
    case 0:
      return msg('heute', { id: 'prices.day.today' });
    case 1:
      return msg('morgen', { id: 'prices.day.tomorrow' });
    default:
      return formats.date(date);
  }
}

/**
 * A span of time with its day: `heute 12:30–15:30 Uhr`, `heute 23:00 Uhr bis morgen 02:00 Uhr`; of one that has begun only
 * the end: `jetzt bis heute 15:30 Uhr`.
 */
export function spanLabel({ start, end }: { start: Date; end: Date }, now: Date, formats: Formats): string {
  const last = new Date(end.getTime() - 1);
  if (start > now && berlinDateOf(start) === berlinDateOf(last)) {
    return `${dayWord(start, now, formats)} ${formats.timeRange(start, end)}`;
  }
  // The midnight with which a day ends belongs to it.
  const endTime = formats.time(end).replace('00:00', '24:00');
  const to = `${dayWord(last, now, formats)} ${endTime}`;
  if (start <= now) return msg(str`jetzt bis ${to}`, { id: 'prices.span-until' });
  const from = instantLabel(start, now, formats);
  return msg(str`${from} bis ${to}`, { id: 'prices.span-over-midnight' });
}

/** An instant with its day: `morgen 00:00 Uhr`. */
export function instantLabel(utcInstant: Date, now: Date, formats: Formats): string {
  return `${dayWord(utcInstant, now, formats)} ${formats.time(utcInstant)}`;
}

/** How a price stands to the mean of its day. */
export interface Standing {
  text: string;
  direction: 'below' | 'same' | 'above';
}

/**
 * How a price stands to the mean of its day, in words; the same is what reads the same.
 *
 * @param differenceCtPerKWh - The price less the mean.
 * @param complete - Whether the mean is that of the whole day.
 */
export function standingLabel(differenceCtPerKWh: number, complete: boolean, formats: Formats): Standing {
  const amount = formats.ctPerKWh(Math.abs(differenceCtPerKWh));
  if (amount === formats.ctPerKWh(0)) {
    const text = complete
      ? msg('So viel wie im Tagesschnitt', { id: 'prices.standing.same' })
      : msg('So viel wie im Schnitt der bekannten Preise von heute', { id: 'prices.standing.same-incomplete' });
    return { text, direction: 'same' };
  }
  if (differenceCtPerKWh < 0) {
    const text = complete
      ? msg(str`${amount} unter dem Tagesschnitt`, { id: 'prices.standing.below' })
      : msg(str`${amount} unter dem Schnitt der bekannten Preise von heute`, {
          id: 'prices.standing.below-incomplete',
        });
    return { text, direction: 'below' };
  }
  const text = complete
    ? msg(str`${amount} über dem Tagesschnitt`, { id: 'prices.standing.above' })
    : msg(str`${amount} über dem Schnitt der bekannten Preise von heute`, { id: 'prices.standing.above-incomplete' });
  return { text, direction: 'above' };
}

/** What it means that a price is below zero. Of the total and of the energy in it these are two statements. */
export function negativeLabel(negative: NegativePrice, feedIn: boolean): string {
  if (feedIn) {
    return msg('Die Vergütung ist negativ: Für jede eingespeiste Kilowattstunde zahlen Sie.', {
      id: 'prices.negative.payout',
    });
  }
  return negative === 'total'
    ? msg('Der Gesamtpreis ist negativ: Für jede verbrauchte Kilowattstunde bekommen Sie Geld.', {
        id: 'prices.negative.total',
      })
    : msg('Nur der Energieanteil ist negativ: Mit Netz, Steuern und Abgaben zahlen Sie trotzdem.', {
        id: 'prices.negative.energy',
      });
}
