const second = 1000;
const longest = 15 * 60 * second;

/**
 * How long to wait before the next try, in milliseconds: 5 seconds, then three times as long each time, at most 15 minutes. It
 * never ends: what is to be delivered stays to be delivered.
 *
 * @param attempts - How many tries have failed.
 */
export function pauseAfter(attempts: number): number {
  return Math.min(longest, 5 * second * 3 ** Math.min(Math.max(attempts - 1, 0), 10));
}
