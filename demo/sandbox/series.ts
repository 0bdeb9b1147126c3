import {
  addDays,
  addMonths,
  berlinDateOf,
  berlinTimeLabel,
  quarterHoursOfDay,
  startOfBerlinDay,
  startOfMonth,
  type BerlinDate,
} from '../../src/domain/berlin-calendar.ts';
import { noise, seedOf } from './identifiers.ts';
import type { LoadTable, SpotSeries } from './series-files.ts';
import { offsetAt } from './wall-clock.ts';

const hour = 3_600_000;
const week = 7 * 24 * hour;
const vat = 1.19;

/** What stands beside the spot price, net, in ct/kWh; the same all day. */
export interface Tariff {
  resolution: '15min' | 'hourly';
  margin: number;
  gridFee: number;
  /** Electricity tax, KWKG, offshore and grid usage surcharges, concession fee: 2026. */
  levies: number;
  feedIn: boolean;
}

/** A quarter-hour of prices, gross ct/kWh. */
export interface PricePoint {
  at: Date;
  electricity: number;
  grid: number;
  levies: number;
  amount: number;
}

/** A quarter-hour of usage. */
export interface UsagePoint {
  at: Date;
  kWh: number;
}

/** How somebody uses electricity. */
export interface Household {
  /** Subscription id: seeds the noise. */
  id: string;
  annualKWh: number;
  feedIn: boolean;
}

const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** Prices and usage of the sandbox: made up, but the same in every run; or real ones from files. */
export class Series {
  readonly #spot: SpotSeries | undefined;
  readonly #load: LoadTable | undefined;
  readonly #priceDays = new Map<string, PricePoint[]>();
  readonly #usageDays = new Map<string, UsagePoint[]>();

  constructor({ spot, load }: { spot?: SpotSeries | undefined; load?: LoadTable | undefined } = {}) {
    this.#spot = spot;
    this.#load = load;
  }

  /** The prices of a Berlin day: `(spot + margin + grid fee + levies) x 1.19`; for feed-in what is paid out of the spot price. */
  prices(tariff: Tariff, date: BerlinDate): PricePoint[] {
    const key = `${JSON.stringify(tariff)} ${date}`;
    return kept(this.#priceDays, key, () => {
      const quarters = quarterHoursOfDay(date).map((at) => ({ at, spot: this.#spotCtPerKWh(at) }));
      const hourly = tariff.resolution === 'hourly';
      return quarters
        .filter((_, i) => !hourly || i % 4 === 0)
        .map(({ at, spot }, i) => {
          const mean = quarters.slice(i * 4, i * 4 + 4).reduce((sum, quarter) => sum + quarter.spot / 4, 0);
          const energy = hourly ? mean : spot;
          if (tariff.feedIn) return point(at, energy - tariff.margin, 0, 0);
          return point(at, (energy + tariff.margin) * vat, tariff.gridFee * vat, tariff.levies * vat);
        });
    });
  }

  /** The usage of a Berlin day by quarter-hours. */
  usage(household: Household, date: BerlinDate): UsagePoint[] {
    const key = `${household.id} ${household.annualKWh} ${date}`;
    return kept(this.#usageDays, key, () => {
      const seed = seedOf(household.id);
      const kind = dayKind(date);
      const month = Number(date.slice(5, 7)) - 1;
      // Some days somebody bakes, on others nobody is at home.
      const mood = 0.65 + 0.7 * noise(seed, Date.parse(date) / 86_400_000);
      return quarterHoursOfDay(date).map((at) => {
        const quarter = quarterOfWallClock(at);
        const listed = this.#load?.[kind][month]?.[quarter];
        const shape =
          listed !== undefined && !household.feedIn
            ? listed / 1_000_000
            : household.feedIn
              ? sunShape(quarter, month) / 35_040
              : (mood * householdShape(quarter, kind, month) * (0.6 + 0.8 * noise(seed, at.getTime() / 900_000))) /
                35_040;
        return { at, kWh: round(household.annualKWh * shape, 4) };
      });
    });
  }

  /** Spot price in ct/kWh: 1 EUR/MWh is 0.1 ct/kWh. */
  #spotCtPerKWh(at: Date): number {
    const spot = this.#spot;
    if (!spot) return madeUpSpot(at);
    return knownBefore(spot, spot.eurPerMWh.has(at.getTime()) ? at.getTime() : repeated(spot, at)) / 10;
  }
}

/**
 * The instant of the series that stands for one that it does not cover: whole weeks away by the wall clock of Berlin, so that
 * weekday and time of day fit in summer and in winter; whole days away where the series is shorter than a week.
 */
function repeated(spot: SpotSeries, at: Date): number {
  const span = spot.end - spot.start;
  const unit = span >= week ? week : 24 * hour;
  const length = Math.max(unit, Math.floor(span / unit) * unit);
  const wallStart = spot.start + offsetAt(spot.start);
  const wall = at.getTime() + offsetAt(at.getTime());
  const target = wallStart + ((((wall - wallStart) % length) + length) % length);
  return target - offsetAt(target - hour);
}

/** The price of an instant, or the last one before it where the series has a hole. */
function knownBefore(spot: SpotSeries, instant: number): number {
  for (let at = instant; at >= spot.start; at -= hour / 4) {
    const price = spot.eurPerMWh.get(at);
    if (price !== undefined) return price;
  }
  return spot.eurPerMWh.get(spot.start) ?? 0;
}

function point(at: Date, electricity: number, grid: number, levies: number): PricePoint {
  const parts = { electricity: round(electricity, 6), grid: round(grid, 6), levies: round(levies, 6) };
  return { at, ...parts, amount: round(parts.electricity + parts.grid + parts.levies, 6) };
}

function kept<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  let value = cache.get(key);
  if (value === undefined) {
    if (cache.size > 20_000) cache.clear();
    cache.set(key, (value = make()));
  }
  return value;
}

/** The quarter-hour of the wall clock, 0 to 95; in October two quarter-hours share each of the repeated ones. */
function quarterOfWallClock(at: Date): number {
  const wall = new Date(at.getTime() + offsetAt(at.getTime()));
  return wall.getUTCHours() * 4 + wall.getUTCMinutes() / 15;
}

function dayKind(date: BerlinDate): 'SA' | 'FT' | 'WT' {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (weekday === 6) return 'SA';
  return weekday === 0 ? 'FT' : 'WT';
}

const bump = (x: number, centre: number, width: number): number => Math.exp(-(((x - centre) / width) ** 2));

/** A household: breakfast, supper, a base; a little more in winter and at weekends. Its mean is about one. */
function householdShape(quarter: number, kind: 'SA' | 'FT' | 'WT', month: number): number {
  const clock = quarter / 4;
  const day = kind === 'WT' ? 0.25 : 0.6;
  const shape = 0.5 + 0.8 * bump(clock, 7.5, 1.3) + day * bump(clock, 12.5, 2.5) + 1.4 * bump(clock, 19.5, 2.6);
  return shape * (1 + 0.18 * Math.cos((month / 12) * 2 * Math.PI));
}

/** A roof in the sun: its mean is about one over a year. */
function sunShape(quarter: number, month: number): number {
  const season = 1 - 0.75 * Math.cos(((month + 0.5) / 12) * 2 * Math.PI);
  return 4.2 * season * Math.max(0, bump(quarter / 4, 13, 2.9) - 0.04);
}

/** So far below zero, in ct/kWh, that the whole price is negative, fees and levies included. */
const glutPrice = -24;

/** One hour in which nobody knows what to do with the electricity: the 10th of March, May, July, September and November, 13:00. */
function isGlut(wall: Date): boolean {
  return wall.getUTCDate() === 10 && [2, 4, 6, 8, 10].includes(wall.getUTCMonth()) && wall.getUTCHours() === 13;
}

/** A made-up day-ahead price: dear mornings and evenings, cheap noons, now and then negative on sunny Sundays. */
function madeUpSpot(at: Date): number {
  const wall = new Date(at.getTime() + offsetAt(at.getTime()));
  const clock = wall.getUTCHours() + wall.getUTCMinutes() / 60;
  const month = wall.getUTCMonth();
  if (isGlut(wall)) return glutPrice;
  const dayNumber = Math.floor(wall.getTime() / 86_400_000);
  const weekday = wall.getUTCDay();
  const mood = noise(7, dayNumber);
  const sun = (0.35 + 0.65 * Math.sin(((month + 0.5) / 12) * Math.PI)) * (0.3 + 0.7 * noise(11, dayNumber));
  const demand = weekday === 0 ? 0.75 : weekday === 6 ? 0.87 : 1;
  const price =
    demand * (6.5 + 3 * mood + 4.5 * bump(clock, 8, 1.8) + 7 * bump(clock, 19, 2.2)) -
    9.5 * sun * bump(clock, 13.5, 2.8) * (weekday === 0 ? 1.5 : 1) +
    1.2 * (noise(13, at.getTime() / 900_000) - 0.5);
  return round(price, 3);
}

/** Whether Berlin's clocks show this time of day, or a later day, at an instant. */
function isPast(date: BerlinDate, clock: string, now: Date): boolean {
  const today = berlinDateOf(now);
  return today > date || (today === date && berlinTimeLabel(now).slice(0, 5) >= clock);
}

/** Whether the usage of a Berlin day can be had at an instant: from 16:00 on the next day. */
export function usageIsAvailable(date: BerlinDate, now: Date): boolean {
  return isPast(addDays(date, 1), '16:00', now);
}

/** Whether the usage of a day is final: from the eighth working day (Monday to Friday) of the next month. */
export function usageIsFinal(date: BerlinDate, now: Date): boolean {
  let day = startOfMonth(addMonths(startOfMonth(date), 1));
  for (let workingDays = 0; ; day = addDays(day, 1)) {
    if (dayKind(day) === 'WT') workingDays += 1;
    if (workingDays === 8) break;
  }
  return now >= startOfBerlinDay(day);
}

/** Whether the prices of a Berlin day are published: those of tomorrow at 13:10 of today. */
export function pricesArePublished(date: BerlinDate, now: Date): boolean {
  const today = berlinDateOf(now);
  if (date <= today) return true;
  return date === addDays(today, 1) && isPast(today, '13:10', now);
}
