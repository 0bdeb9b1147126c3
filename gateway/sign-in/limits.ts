const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** So many in so long. */
export interface Limit {
  count: number;
  milliseconds: number;
}

/** How long a code holds. */
export const codeLifetimeMilliseconds = 10 * minute;

/** How long a link holds that a supplier's backend asked for. */
export const magicLinkMilliseconds = minute;

/** How often a code may be guessed. */
export const attemptsPerChallenge = 5;

/** How often a code may be sent to one address: once a minute, five times an hour, ten times a day. */
export const sendLimitsPerAddress: readonly Limit[] = [
  { count: 1, milliseconds: minute },
  { count: 5, milliseconds: hour },
  { count: 10, milliseconds: day },
];

/** How often codes may be sent on behalf of one network address. */
export const sendLimitsPerNetwork: readonly Limit[] = [{ count: 20, milliseconds: hour }];

/** How often an address may fail. A new code does not reset it. */
export const failureLimitsPerAddress: readonly Limit[] = [
  { count: 10, milliseconds: hour },
  { count: 20, milliseconds: day },
];

/**
 * How long to wait until one more is within all limits; 0 when it is already.
 *
 * @param instants - When the ones before happened, newest first.
 */
export function secondsToWait(limits: readonly Limit[], instants: readonly Date[], now: Date): number {
  let wait = 0;
  for (const { count, milliseconds } of limits) {
    const blocking = instants[count - 1];
    if (blocking) wait = Math.max(wait, blocking.getTime() + milliseconds - now.getTime());
  }
  return Math.ceil(wait / second);
}

/** The longest span that any of the limits looks back. */
export function longestSpan(limits: readonly Limit[]): number {
  return Math.max(...limits.map(({ milliseconds }) => milliseconds));
}

/** The largest number that any of the limits counts to. */
export function largestCount(limits: readonly Limit[]): number {
  return Math.max(...limits.map(({ count }) => count));
}
