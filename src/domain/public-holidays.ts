import { addDays, type BerlinDate } from './berlin-calendar.ts';

/**
 * The day of Easter Sunday in the Gregorian calendar, by the algorithm that Nature printed anonymously in 1876 and that is known
 * by the names of Meeus, Jones and Butcher.
 */
export function easterSunday(year: number): BerlinDate {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const leapCorrection = Math.floor((century + 8) / 25);
  const moonCorrection = Math.floor((century - leapCorrection + 1) / 3);
  const epact = (19 * a + century - Math.floor(century / 4) - moonCorrection + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const correction = Math.floor((a + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * correction + 114;
  const month = Math.floor(days / 31);
  return `${year}-${String(month).padStart(2, '0')}-${String((days % 31) + 1).padStart(2, '0')}` as BerlinDate;
}

/**
 * Whether a day is a public holiday in all of Germany: the nine that every one of the states has by its law on holidays
 * (3 October by the Unification Treaty, article 2). Easter Sunday and Whit Sunday are Sundays anyway. Those of single states
 * are left out: a supplier's customers live in all of them.
 */
export function isNationwideHoliday(date: BerlinDate): boolean {
  const fixed = ['01-01', '05-01', '10-03', '12-25', '12-26'];
  if (fixed.includes(date.slice(5))) return true;
  const easter = easterSunday(Number(date.slice(0, 4)));
  // Good Friday, Easter Monday, Ascension Day, Whit Monday.
  return [-2, 1, 39, 50].some((days) => addDays(easter, days) === date);
}
