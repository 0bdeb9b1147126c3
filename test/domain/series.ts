import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Price } from '../../src/contract/nomos/price.ts';
import type { Usage } from '../../src/contract/nomos/usage.ts';
import { addDays, hoursOfDay, quarterHoursOfDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import type { Period } from '../../src/domain/period.ts';

export const date = (text: string): BerlinDate => text as BerlinDate;

export const between = (start: string, endExclusive: string): Period => ({
  start: date(start),
  endExclusive: date(endExclusive),
});

export const usageOf = (
  resolution: string,
  data: readonly (readonly [start: string, kWh: number, type?: string])[],
): Usage => ({
  meter_type: 'smart',
  resolution,
  data: data.map(([start, kWh, type = 'final']) => ({ start, usage: kWh, type })),
});

export const priceOf = (
  resolution: string,
  items: readonly (readonly [timestamp: string, amount: number | null])[],
): Price => ({
  subscription: 'sub_1',
  unit: 'ct/kWh',
  resolution,
  items: items.map(([timestamp, amount]) => ({ timestamp, amount, components: [] })),
});

/** The starts of a period's quarter-hours or hours. */
export function instantsOf({ start, endExclusive }: Period, resolution: '15min' | 'hour'): string[] {
  const list: string[] = [];
  for (let day = start; day < endExclusive; day = addDays(day, 1)) {
    const instants = resolution === 'hour' ? hoursOfDay(day) : quarterHoursOfDay(day);
    list.push(...instants.map((at) => at.toISOString()));
  }
  return list;
}

/** Numbers from a seed, 0 to 1: long series for which fast-check's own arrays would take too long. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const list = [...items];
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j] as Item, list[i] as Item];
  }
  return list;
}

/** One to five days, often with a day on which the clocks change. */
export const anyPeriod: fc.Arbitrary<Period> = fc
  .tuple(
    fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25', '2026-06-01', '2025-12-30', '2024-02-28'),
    fc.integer({ min: -3, max: 0 }),
    fc.integer({ min: 1, max: 5 }),
  )
  .map(([day, back, length]) => ({
    start: addDays(date(day), back),
    endExclusive: addDays(date(day), back + length),
  }));

const file = new URL('../../../shared/data/de-lu-day-ahead-15min-2026q1.csv', import.meta.url);

/** Why tests with prices of the exchange are skipped, or `false` when their file lies next to the project. */
export const withoutExchangePrices = existsSync(file) ? false : 'the file of exchange prices is not there';

/** Day-ahead prices of the first quarter of 2026, in ct/kWh. */
export function exchangePrices(): Price {
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
  return priceOf(
    '15min',
    lines.map((line) => {
      const [timestamp = '', eurPerMWh = ''] = line.split(',');
      return [timestamp, Number(eurPerMWh) / 10] as const;
    }),
  );
}

export const near = (a: number | null, b: number | null, tolerance = 1e-9): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= tolerance;
