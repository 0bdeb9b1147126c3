import { berlinOffsetMilliseconds } from '../../src/domain/berlin-calendar.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** By UTC day: the offset, or `null` on the two days of a year on which it changes. */
const offsets = new Map<number, number | null>();

/**
 * How far Berlin is ahead of UTC, in milliseconds. As `berlinOffsetMilliseconds`, but the calendar is asked twice a day and
 * not for every quarter-hour: a year of them has to be there in a moment.
 */
export function offsetAt(utcMilliseconds: number): number {
  const n = Math.floor(utcMilliseconds / day);
  let offset = offsets.get(n);
  if (offset === undefined) {
    const [first, last] = [new Date(n * day), new Date((n + 1) * day - hour)].map(berlinOffsetMilliseconds);
    offset = first !== undefined && first === last ? first : null;
    offsets.set(n, offset);
  }
  return offset ?? berlinOffsetMilliseconds(new Date(utcMilliseconds));
}
