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

/** A span of time with its day: `heute 12:30–15:30 Uhr`, `heute 23:00 Uhr bis morgen 02:00 Uhr`. */
export function spanLabel({ start, end }: { start: Date; end: Date }, now: Date, formats: Formats): string {
  const first = dayWord(start, now, formats);
  // A span that ends at midnight is of the day before.
  if (berlinDateOf(start) === berlinDateOf(new Date(end.getTime() - 1))) {
    return `${first} ${formats.timeRange(start, end)}`;
  }
  const from = `${first} ${formats.time(start)}`;
  const to = `${dayWord(end, now, formats)} ${formats.time(end)}`;
  return msg(str`${from} bis ${to}`, { id: 'prices.span-over-midnight' });
}

/** An instant with its day: `morgen 00:00 Uhr`. */
export function instantLabel(utcInstant: Date, now: Date, formats: Formats): string {
  return `${dayWord(utcInstant, now, formats)} ${formats.time(utcInstant)}`;
}

/**
 * How a price stands to the mean of its day, in words.
 *
 * @param differenceCtPerKWh - The price less the mean.
 * @param complete - Whether the mean is that of the whole day.
 */
export function standingLabel(differenceCtPerKWh: number, complete: boolean, formats: Formats): string {
  const amount = formats.ctPerKWh(Math.abs(differenceCtPerKWh));
  if (amount === formats.ctPerKWh(0)) {
    return complete
      ? msg('So viel wie im Tagesschnitt', { id: 'prices.standing.same' })
      : msg('So viel wie im Schnitt der bekannten Preise von heute', { id: 'prices.standing.same-incomplete' });
  }
  if (differenceCtPerKWh < 0) {
    return complete
      ? msg(str`${amount} unter dem Tagesschnitt`, { id: 'prices.standing.below' })
      : msg(str`${amount} unter dem Schnitt der bekannten Preise von heute`, {
          id: 'prices.standing.below-incomplete',
        });
  }
  return complete
    ? msg(str`${amount} über dem Tagesschnitt`, { id: 'prices.standing.above' })
    : msg(str`${amount} über dem Schnitt der bekannten Preise von heute`, { id: 'prices.standing.above-incomplete' });
}

/** What it means that a price is below zero. Of the total and of the energy in it these are two statements. */
export function negativeLabel(negative: NegativePrice, feedIn: boolean): string {
  if (feedIn) {
    return msg('Die Vergütung ist negativ: Wer jetzt einspeist, zahlt dafür.', { id: 'prices.negative.payout' });
  }
  return negative === 'total'
    ? msg('Der Gesamtpreis ist negativ: Für jede verbrauchte Kilowattstunde bekommen Sie Geld.', {
        id: 'prices.negative.total',
      })
    : msg('Nur der Energieanteil ist negativ: Mit Netz, Steuern und Abgaben zahlen Sie trotzdem.', {
        id: 'prices.negative.energy',
      });
}
