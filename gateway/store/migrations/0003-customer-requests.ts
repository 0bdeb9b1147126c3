import type { Migration } from './migration.ts';

/**
 * Requests of customers, the files that came with them, and the mails that they set off.
 *
 * `sealed` is everything that was asked and by whom, encrypted with a key that the database does not have; address, network
 * and key of the request are hashes. What stands readable is what the gateway looks for: tenant, kind, the customer's id,
 * reference, instants, and what became of it. A file is gone when the supplier has it, a request after its time.
 */
export const customerRequests: Migration = {
  name: '0003-customer-requests',
  statements: [
    `CREATE TABLE customer_requests (
      id text PRIMARY KEY,
      tenant text NOT NULL,
      reference text NOT NULL,
      kind text NOT NULL,
      customer text,
      key_hash bytea NOT NULL,
      content_hash bytea NOT NULL,
      address_key text,
      network_key text NOT NULL,
      sealed bytea NOT NULL,
      received_at timestamptz NOT NULL,
      forwarded_at timestamptz,
      outcome text NOT NULL,
      end_at timestamptz,
      refusal text,
      called_at timestamptz,
      terminated_before timestamptz,
      attempts integer NOT NULL DEFAULT 0,
      next_try_at timestamptz NOT NULL,
      leased_until timestamptz NOT NULL,
      UNIQUE (tenant, key_hash),
      UNIQUE (tenant, reference)
    )`,
    `CREATE INDEX customer_requests_by_customer ON customer_requests (tenant, customer, received_at)`,
    `CREATE INDEX customer_requests_by_address ON customer_requests (tenant, address_key, received_at)`,
    `CREATE INDEX customer_requests_by_network ON customer_requests (network_key, received_at)`,
    `CREATE INDEX customer_requests_open ON customer_requests (next_try_at) WHERE outcome = 'open'`,
    `CREATE TABLE customer_request_attachments (
      request text PRIMARY KEY REFERENCES customer_requests (id) ON DELETE CASCADE,
      sealed bytea NOT NULL
    )`,
    `CREATE TABLE customer_request_mails (
      request text NOT NULL REFERENCES customer_requests (id) ON DELETE CASCADE,
      purpose text NOT NULL,
      attempts integer NOT NULL DEFAULT 0,
      next_try_at timestamptz NOT NULL,
      leased_until timestamptz NOT NULL,
      sent_at timestamptz,
      given_up_at timestamptz,
      PRIMARY KEY (request, purpose)
    )`,
    `CREATE INDEX customer_request_mails_due ON customer_request_mails (next_try_at)
      WHERE sent_at IS NULL AND given_up_at IS NULL`,
  ],
};
