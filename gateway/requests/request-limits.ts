import type { Limit } from '../sign-in/limits.ts';

const hour = 3_600_000;
const day = 24 * hour;

/**
 * How many requests are taken from one network address (IPv6 by /64) without a session. Many may share one: an office, the
 * customers of a mobile operator.
 */
export const requestLimitsPerNetwork: readonly Limit[] = [
  { count: 20, milliseconds: hour },
  { count: 60, milliseconds: day },
];

/**
 * How many requests may name one e-mail address, with a session or without: each sends it a mail, and whoever names the address
 * need not own it.
 */
export const requestLimitsPerAddress: readonly Limit[] = [
  { count: 5, milliseconds: hour },
  { count: 10, milliseconds: day },
];

/** How many requests a signed-in customer may make. */
export const requestLimitsPerCustomer: readonly Limit[] = [
  { count: 20, milliseconds: hour },
  { count: 50, milliseconds: day },
];

/** How long a request is kept once the supplier has it: long enough to look it up, the supplier's own files are for later. */
export const requestLifetimeMilliseconds = 90 * day;
