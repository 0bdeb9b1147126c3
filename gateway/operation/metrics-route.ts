import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Gauge } from 'prom-client';
import { unauthorized } from '../errors.ts';
import type { Database } from '../store/database.ts';
import type { Metrics } from './metrics.ts';

/** The database is counted at most this often, however many ask. */
const countedMilliseconds = 10_000;

/** Everything that is counted in the database, in one look: what, of which tenant or outbox, how many or how long. */
const counts = `
  SELECT 'sessions' AS what, tenant AS label, count(*)::float8 AS value FROM sessions WHERE expires_at > $1 GROUP BY tenant
  UNION ALL
  SELECT 'mailsWaiting', 'codes', count(*) FROM sign_in_deliveries
  UNION ALL
  SELECT 'mailsWaitingSeconds', 'codes', extract(epoch FROM $1 - min(created_at))
    FROM sign_in_deliveries JOIN sign_in_challenges ON id = challenge
  UNION ALL
  SELECT 'mailsWaiting', 'notices', count(*) FROM change_notices WHERE sealed IS NOT NULL
  UNION ALL
  SELECT 'mailsWaitingSeconds', 'notices', extract(epoch FROM $1 - min(created_at))
    FROM change_notices WHERE sealed IS NOT NULL
  UNION ALL
  SELECT 'mailsWaiting', 'requests', count(*) FROM customer_request_mails WHERE sent_at IS NULL AND given_up_at IS NULL
  UNION ALL
  SELECT 'mailsWaitingSeconds', 'requests', extract(epoch FROM $1 - min(received_at))
    FROM customer_request_mails JOIN customer_requests ON id = request WHERE sent_at IS NULL AND given_up_at IS NULL
  UNION ALL
  SELECT 'mailsGivenUp', NULL, count(*) FROM customer_request_mails WHERE given_up_at IS NOT NULL
  UNION ALL
  SELECT 'requestsUnforwarded', tenant, count(*) FROM customer_requests WHERE forwarded_at IS NULL GROUP BY tenant
  UNION ALL
  SELECT 'requestsOpen', tenant, count(*) FROM customer_requests WHERE outcome = 'open' GROUP BY tenant`;

interface CountRow {
  what: Exclude<keyof Metrics['stored'], 'databaseUp'>;
  label: string | null;
  value: number | null;
}

/** `/metrics`: the numbers in the format of Prometheus, in production to who knows the token only. */
export function metricsRoute(
  app: FastifyInstance,
  metrics: Metrics,
  {
    database,
    clock,
    production,
    token,
  }: { database: Database; clock: () => Date; production: boolean; token: string | undefined },
): void {
  const { databaseUp, ...gauges } = metrics.stored;
  let counting: Promise<void> | undefined;
  let countedAt = -Infinity;

  const count = async (): Promise<void> => {
    try {
      const rows = await database.query<CountRow>(counts, [clock()]);
      for (const gauge of Object.values(gauges)) gauge.reset();
      for (const { what, label, value } of rows) {
        // None waits: nothing has been waiting for any time.
        setGauge(gauges[what], label, value ?? 0);
      }
      databaseUp.set(1);
      countedAt = clock().getTime();
    } catch (error) {
      app.log.error({ err: error }, 'the database cannot be counted');
      databaseUp.set(0);
      // What was true a while ago must not pass for now.
      for (const gauge of Object.values(gauges)) gauge.reset();
    } finally {
      counting = undefined;
    }
  };

  if (production && !token) return;
  app.get('/metrics', async (request, reply) => {
    if (token && !isSame(request.headers.authorization ?? '', `Bearer ${token}`)) throw unauthorized();
    if (clock().getTime() - countedAt >= countedMilliseconds) await (counting ??= count());
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

function setGauge(gauge: Gauge<'tenant'> | Gauge<'outbox'> | Gauge, label: string | null, value: number): void {
  const [name] = (gauge as unknown as { labelNames: string[] }).labelNames;
  if (name === undefined || label === null) gauge.set(value);
  else (gauge as Gauge).set({ [name]: label }, value);
}

/** Compares without telling by its time how much of it is right. */
function isSame(given: string, wanted: string): boolean {
  const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hashOf(given), hashOf(wanted));
}
