import { waitUntil as waitFor } from '@open-wc/testing';

/**
 * As the one of @open-wc/testing, with the patience that a busy machine needs: what comes is waited for no longer, what does
 * not come fails a little later.
 */
export const waitUntil: typeof waitFor = (predicate, message, options) =>
  waitFor(predicate, message, { timeout: 9000, ...options });
