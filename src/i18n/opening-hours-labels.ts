import { msg, str } from '@lit/localize';
import { addDays, berlinDateOf, startOfWeek, type BerlinDate } from '../domain/berlin-calendar.ts';
import type { Formats } from '../domain/format.ts';
import { nearness, weekdays, type OpeningHours, type OpeningState, type Weekday } from '../domain/opening-hours.ts';

/** A day in the language in force: `Montag`, `Monday`; short `Mo`, `Mon`. */
function weekdayName(date: BerlinDate, { locale }: Formats, weekday: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`));
}

/** `Mo–Fr`, `Sa`: days that follow each other are drawn together. */
function daysLabel(days: readonly Weekday[], formats: Formats): string {
  // Any week will do.
  const monday = startOfWeek('2026-01-07' as BerlinDate);
  const name = (day: number): string => weekdayName(addDays(monday, day), formats, 'short');
  const runs: { first: number; last: number }[] = [];
  for (const [day, weekday] of weekdays.entries()) {
    if (!days.includes(weekday)) continue;
    const run = runs.at(-1);
    if (run?.last === day - 1) run.last = day;
    else runs.push({ first: day, last: day });
  }
  return runs
    .map(({ first, last }) => {
      if (first === last) return name(first);
      return `${name(first)}${last === first + 1 ? ', ' : '–'}${name(last)}`;
    })
    .join(', ');
}

/** When somebody answers, a line for each of the hours: `Mo–Fr 08:00–18:00 Uhr`. */
export function openingHoursLines(hours: readonly OpeningHours[], formats: Formats): string[] {
  return hours.map(({ days, from, to }) => {
    const label = daysLabel(days, formats);
    return msg(str`${label} ${from}–${to} Uhr`, { id: 'opening-hours.line' });
  });
}

/** Whether somebody answers now, in a word. */
export function openingLabel({ type }: OpeningState): string {
  return type === 'open'
    ? msg('Jetzt erreichbar', { id: 'opening-hours.open' })
    : msg('Zurzeit nicht erreichbar', { id: 'opening-hours.closed' });
}

/** Until when, or from when on; empty where there is nothing to say. */
export function openingChangeLabel(state: OpeningState, now: Date, formats: Formats): string {
  const today = berlinDateOf(now);
  if (state.type === 'open') {
    return state.until ? msg(str`bis ${formats.time(state.until)}`, { id: 'opening-hours.until' }) : '';
  }
  if (!state.next) return '';
  const date = berlinDateOf(state.next);
  const time = formats.time(state.next);
  const holiday = state.holiday ? `${msg('Heute ist Feiertag.', { id: 'opening-hours.holiday' })} ` : '';
  switch (nearness(date, today)) {
    case 'today':
      return holiday + msg(str`Wieder heute ab ${time}.`, { id: 'opening-hours.today' });
    case 'tomorrow':
      return holiday + msg(str`Wieder morgen ab ${time}.`, { id: 'opening-hours.tomorrow' });
    case 'this-week':
      return holiday + msg(str`Wieder ${weekdayName(date, formats)} ab ${time}.`, { id: 'opening-hours.weekday' });
    case 'later':
      return holiday + msg(str`Wieder ab ${formats.date(date)}, ${time}.`, { id: 'opening-hours.date' });
  }
}
