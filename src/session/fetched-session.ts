import type { NomosApiError } from '../api/nomos-api-error.ts';
import type { FetchedSession, FetchSession, SessionReason } from './fetch-session.ts';
import type { NomosSessionErrorCode } from './session-error.ts';

/** How long a page's own site may take for a token. */
export const fetchSessionMilliseconds = 10_000;

/** What goes into a header (RFC 6750, section 2.1). */
const tokenPattern = /^[\w.~+/-]{1,8000}=*$/;

/**
 * Asks a page's own site for a token. An answer that comes too late is not taken.
 *
 * @throws {NomosApiError} Made by `report`: it threw, it hung, or what it gave is no token.
 */
export async function fetchedSession(
  fetchSession: FetchSession,
  reason: SessionReason,
  report: (code: NomosSessionErrorCode, message: string, cause?: unknown) => NomosApiError,
): Promise<FetchedSession | null> {
  const late = Symbol('late');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), fetchSessionMilliseconds);
  });
  let answer: unknown;
  try {
    answer = await Promise.race([Promise.resolve(fetchSession(reason)), timeout]);
  } catch (cause) {
    throw report('fetch-session-failed', 'fetchSession threw', cause);
  } finally {
    clearTimeout(timer);
  }
  if (answer === late) throw report('fetch-session-timeout', 'fetchSession did not answer in time');
  // Nobody: `null`, or nothing at all from a function that ends without a word.
  if (answer === null || answer === undefined) return null;
  if (isFetchedSession(answer)) return answer;
  throw report('fetch-session-malformed', 'fetchSession gave neither { token, expiresAt } nor null');
}

// By hand: what a schema needs beyond those of the API would weigh on every element.
function isFetchedSession(value: unknown): value is FetchedSession {
  const { token, expiresAt, customer } = Object(value) as Record<keyof FetchedSession, unknown>;
  const hasEnd = ['string', 'number'].includes(typeof expiresAt) || expiresAt instanceof Date;
  return (
    typeof token === 'string' &&
    tokenPattern.test(token) &&
    hasEnd &&
    !Number.isNaN(new Date(expiresAt as FetchedSession['expiresAt']).getTime()) &&
    (customer === undefined || typeof customer === 'string')
  );
}
