/** What of a customer's may have changed, as browsers are told: a word to look again, never data. */
export const liveTopics = [
  'customer',
  'subscriptions',
  'prices',
  'usage',
  'invoices',
  'meter-readings',
  'meter-orders',
  'grid-fee-reductions',
  'customer-requests',
  'devices',
] as const;

export type LiveTopic = (typeof liveTopics)[number];

/**
 * Server-sent events of whoever is signed in, by cookie or, on a supplier's own site, by token; 204 for anybody else, which
 * browsers take as "do not ask again", and 401 for a token that is not good. A stream outlives the token that it was opened
 * with, as long as the session goes on. `changed` carries `{"topics":["invoices"]}`, `missed` says that something may have gone unheard, `ended` that the session
 * is over. The latter two carry `{}`.
 */
export const eventsPath = '/gateway/events';

/** Where the Nomos API delivers its webhooks. */
export const webhookPath = '/gateway/webhooks/nomos';

/** Names of the server-sent events. */
export type LiveEvent = 'changed' | 'missed' | 'ended';
