import type { Migration } from './migration.ts';

/** Webhooks that have been passed on, so that none is twice. Ids of events alone: they say nothing about anybody. */
export const webhookEvents: Migration = {
  name: '0007-webhook-events',
  statements: [
    `CREATE TABLE webhook_events (
      tenant text NOT NULL,
      id text NOT NULL,
      received_at timestamptz NOT NULL,
      PRIMARY KEY (tenant, id)
    )`,
    'CREATE INDEX webhook_events_received_at ON webhook_events (received_at)',
  ],
};
