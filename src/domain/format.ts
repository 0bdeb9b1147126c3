import { addDays, berlinDateOf, berlinTimeLabel, startOfBerlinDay, type BerlinDate } from './berlin-calendar.ts';
import type { Period } from './period.ts';

/** Numbers, dates and units as a person reads them. Nothing else in the library rounds. */
export interface Formats {
  /** The language, as it was asked for. */
  readonly locale: string;
  /** An amount of money: `1.234,56 €`, `€1,234.56`. */
  eur(amount: number): string;
  /** An amount of money in whole euros. */
  eurRounded(amount: number): string;
  /** A range of money in whole euros: `58–74 €`, `€58–€74`; one amount when the ends round to the same. */
  eurRange(low: number, high: number): string;
  /** An amount of energy: `12,3 kWh`. */
  kWh(amount: number): string;
  /** A price of energy: `21,09 ct/kWh`. */
  ctPerKWh(amount: number): string;
  /** A share: 0.46 is `46 %`. */
  percent(share: number): string;
  /** A number with so many decimals. */
  number(value: number, decimals?: number): string;
  /** A day: `11.08.2026`, `11 Aug 2026`. */
  date(date: BerlinDate): string;
  /** A day with its weekday: `Dienstag, 11. August 2026`. */
  dateLong(date: BerlinDate): string;
  /** A day without its year: `11.08.`, `11 Aug`. */
  dayAndMonth(date: BerlinDate): string;
  /** A month: `August 2026`. */
  month(date: BerlinDate): string;
  /** First and last day of a period. */
  period(period: Period): string;
  /** A time of day in Berlin: `08:30 Uhr`, `08:30`. */
  time(utcInstant: Date | string): string;
  /** A span of time within a day: `08:30–08:45 Uhr`. */
  timeRange(startUtcInstant: Date | string, endUtcInstant: Date | string): string;
  /** Day and time. */
  dateTime(utcInstant: Date | string): string;
}

const noBreak = '\u00a0';

/** A real minus sign, and none before a zero. */
const signed = (text: string): string => text.replace(/^(\D*)-/u, '$1\u2212');

/**
 * Formats for a language: `de` (also `de-informal`), `tr`, or `en` in its British form. Dates and times are Berlin's,
 * whatever the zone of the machine.
 */
export function createFormats(locale: string): Formats {
  const german = locale.startsWith('de');
  const tag = locale === 'en' ? 'en-GB' : locale;
  const numberFormat = kept(
    (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, { signDisplay: 'negative', ...options }),
  );
  const dateFormat = kept(
    (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { timeZone: 'Europe/Berlin', ...options }),
  );

  const number = (value: number, decimals = 0): string =>
    signed(numberFormat({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value));
  const money = (amount: number, decimals: number): string =>
    signed(
      numberFormat({
        style: 'currency',
        currency: 'EUR',
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(amount),
    );
  const ofDay = (options: Intl.DateTimeFormatOptions) => {
    return (date: BerlinDate): string => dateFormat(options).format(startOfBerlinDay(date));
  };
  const date = ofDay(
    german
      ? { day: '2-digit', month: '2-digit', year: 'numeric' }
      : { day: 'numeric', month: 'short', year: 'numeric' },
  );
  const oClock = german ? `${noBreak}Uhr` : '';
  const time = (utcInstant: Date | string): string => berlinTimeLabel(utcInstant) + oClock;

  return {
    locale,
    eur: (amount) => money(amount, 2),
    eurRounded: (amount) => money(amount, 0),
    eurRange: (low, high) => {
      const [from, to] = [Math.round(low), Math.round(high)];
      if (from === to) return money(from, 0);
      const format = numberFormat({ style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });
      return format.formatRange(from, to).replace(/-(?=[\d€])/g, '\u2212');
    },
    kWh: (amount) => `${number(amount, 1)}${noBreak}kWh`,
    ctPerKWh: (amount) => `${number(amount, 2)}${noBreak}ct/kWh`,
    percent: (share) =>
      signed(numberFormat({ style: 'percent', maximumFractionDigits: 0 }).format(share)).replace(' ', noBreak),
    number,
    date,
    dateLong: ofDay({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    dayAndMonth: ofDay(german ? { day: '2-digit', month: '2-digit' } : { day: 'numeric', month: 'short' }),
    month: ofDay({ month: 'long', year: 'numeric' }),
    period: ({ start, endExclusive }) => {
      const last = addDays(endExclusive, -1);
      return start === last ? date(start) : `${date(start)} – ${date(last)}`;
    },
    time,
    timeRange: (start, end) => `${berlinTimeLabel(start)}–${berlinTimeLabel(end)}${oClock}`,
    dateTime: (utcInstant) => `${date(berlinDateOf(utcInstant))}, ${time(utcInstant)}`,
  };
}

/** Makes a format once for the same options: that takes longer than formatting a thousand numbers. */
function kept<Options, Format>(make: (options: Options) => Format): (options: Options) => Format {
  const formats = new Map<string, Format>();
  return (options) => {
    const key = JSON.stringify(options);
    let format = formats.get(key);
    if (!format) formats.set(key, (format = make(options)));
    return format;
  };
}
