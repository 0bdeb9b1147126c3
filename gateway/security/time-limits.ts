/**
 * How long a caller may take, in milliseconds: whoever sends a byte a minute must not hold a connection for ever.
 *
 * Files that customers send along are the longest requests; the elements give them two minutes on a slow line.
 */
export interface TimeLimits {
  /** For the headers of a request. */
  headers: number;
  /** For a request as a whole. */
  request: number;
  /** For a connection on which nothing moves: longer than the gateway itself waits for the Nomos API and its second try. */
  idle: number;
  /** How often connections are looked at. */
  check: number;
}

export const timeLimits: TimeLimits = { headers: 20_000, request: 150_000, idle: 90_000, check: 10_000 };
