/**
 * Why a token is wanted: `start`, none is there yet; `expired`, the one that is there ends soon; `refused`, the server takes it
 * no longer, so that handing out the same one again would help nobody.
 */
export type SessionReason = 'start' | 'expired' | 'refused';

/** A token for the customer who is signed in at the page's own site. */
export interface FetchedSession {
  /** As the gateway's `POST /admin/widget_session` gave it, or one for the Nomos API where there is no gateway. */
  token: string;
  /** Until when it is good: a UTC instant, or milliseconds since 1970. A clock that is wrong does no harm. */
  expiresAt: string | number | Date;
  /** Whose it is (`cus_…`). Needed without a gateway, when the token can read several customers. */
  customer?: string | undefined;
}

/**
 * How a page's own site vouches for its customer: asks its backend for a token. Called once for all widgets, when a token is
 * needed and not before; it has ten seconds. `null` when nobody is signed in there.
 */
export type FetchSession = (reason: SessionReason) => Promise<FetchedSession | null> | FetchedSession | null;
