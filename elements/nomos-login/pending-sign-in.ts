/**
 * A code that is on its way, kept over a reload: phones drop the tab while its owner looks for the mail.
 *
 * It holds no secret. The challenge alone opens nothing without the code, and it lives no longer than the tab.
 */
export interface PendingSignIn {
  email: string;
  challenge: string;
  remember: boolean;
  /** UTC instant, ISO 8601. */
  expiresAt: string;
  /** UTC instant, ISO 8601, from which another code may be asked for. */
  resendAt: string;
}

const key = 'nomos.pending-sign-in';

/** The code on its way in this tab, unless it has expired; `null` too where the browser keeps no storage. */
export function readPendingSignIn(now: Date): PendingSignIn | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Partial<PendingSignIn> | null;
    if (
      typeof kept?.email !== 'string' ||
      typeof kept.challenge !== 'string' ||
      typeof kept.expiresAt !== 'string' ||
      typeof kept.resendAt !== 'string' ||
      !(new Date(kept.expiresAt) > now)
    ) {
      return null;
    }
    return { ...(kept as PendingSignIn), remember: kept.remember === true };
  } catch {
    return null;
  }
}

/** Keeps the code on its way, or forgets it (`null`). */
export function keepPendingSignIn(pending: PendingSignIn | null): void {
  try {
    if (pending) sessionStorage.setItem(key, JSON.stringify(pending));
    else sessionStorage.removeItem(key);
  } catch {
    // Storage is blocked: a reload will ask for the address again.
  }
}
