import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { UpstreamCall } from '../nomos-api/upstream.ts';

/** What the gateway counts. Labels are few and never personal. docs/gateway.md lists them, which a test holds to this. */
export type Metrics = ReturnType<typeof createMetrics>;

const seconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];

  const requests = new Histogram({
    name: 'gateway_request_seconds',
    help: 'Answers of the gateway, from the head of the request to the end of the answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: seconds,
    registers,
  });
  const upstreamCalls = new Histogram({
    name: 'gateway_upstream_seconds',
    help: 'Calls to the Nomos API until the head of the answer; the status is none when there was no answer',
    labelNames: ['method', 'status'] as const,
    buckets: seconds,
    registers,
  });
  const upstreamWaits = new Histogram({
    name: 'gateway_upstream_wait_seconds',
    help: 'How long calls to the Nomos API waited for their turn',
    buckets: seconds,
    registers,
  });

  return {
    registry,
    requests,
    upstreamCalls,
    upstreamWaits,
    foreignObjects: new Counter({
      name: 'gateway_foreign_objects_total',
      help: 'Objects of other customers that the Nomos API gave and that were held back',
      labelNames: ['tenant'] as const,
      registers,
    }),
    signIns: new Counter({
      name: 'gateway_sign_ins_total',
      help: 'Sessions that were begun',
      labelNames: ['tenant'] as const,
      registers,
    }),
    refusedCodes: new Counter({
      name: 'gateway_refused_codes_total',
      help: 'Codes that were not accepted, of sign-ins and step-ups',
      labelNames: ['tenant', 'problem'] as const,
      registers,
    }),
    rateLimited: new Counter({
      name: 'gateway_rate_limited_total',
      help: 'Requests that one of the limits of the gateway refused',
      labelNames: ['tenant', 'route'] as const,
      registers,
    }),
    mails: new Counter({
      name: 'gateway_mails_total',
      help: 'Tries to send a mail: sent, failed for now, or refused for good',
      labelNames: ['tenant', 'outcome'] as const,
      registers,
    }),
    eventStreams: new Gauge({
      name: 'gateway_event_streams',
      help: 'Streams of events to open pages',
      registers,
    }),
    /** Of the database: the same on every replica. */
    stored: {
      databaseUp: new Gauge({
        name: 'gateway_database_up',
        help: 'Whether the database answered just now',
        registers,
      }),
      sessions: new Gauge({
        name: 'gateway_sessions',
        help: 'Sessions that hold',
        labelNames: ['tenant'] as const,
        registers,
      }),
      mailsWaiting: new Gauge({
        name: 'gateway_mails_waiting',
        help: 'Mails that are not out yet',
        labelNames: ['outbox'] as const,
        registers,
      }),
      mailsWaitingSeconds: new Gauge({
        name: 'gateway_mails_waiting_seconds',
        help: 'How long the oldest mail that is not out yet has been waiting',
        labelNames: ['outbox'] as const,
        registers,
      }),
      mailsGivenUp: new Gauge({
        name: 'gateway_mails_given_up',
        help: 'Confirmations of requests that the mail server refused for good',
        registers,
      }),
      requestsUnforwarded: new Gauge({
        name: 'gateway_requests_unforwarded',
        help: 'Requests of customers that the supplier does not have yet',
        labelNames: ['tenant'] as const,
        registers,
      }),
      requestsOpen: new Gauge({
        name: 'gateway_requests_open',
        help: 'Requests of customers that the Nomos API has not carried out yet',
        labelNames: ['tenant'] as const,
        registers,
      }),
    },
    countCall: ({ method, status, waitedSeconds, seconds: took }: UpstreamCall): void => {
      upstreamWaits.observe(waitedSeconds);
      upstreamCalls.observe({ method, status: status === null ? 'none' : String(status) }, took);
    },
  };
}
