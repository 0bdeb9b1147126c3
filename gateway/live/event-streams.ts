import type { FastifyBaseLogger } from 'fastify';
import { subscriptionListItemSchema } from '../../src/contract/nomos/subscription.ts';
import { tooManyRequests, unavailable } from '../errors.ts';
import { eachItem } from '../nomos-api/each-item.ts';
import type { UpstreamOf } from '../nomos-api/upstream.ts';
import { reasonOf } from '../operation/logging.ts';
import type { Metrics } from '../operation/metrics.ts';
import type { Session, Sessions } from '../sessions/sessions.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Change, Changes } from './changes.ts';
import { EventStream } from './event-stream.ts';

/** How many streams a process, a customer and a session may have open, and how often they are looked after. */
export interface StreamLimits {
  perProcess: number;
  /** On all devices together: of sessions anybody can have many. */
  perCustomer: number;
  perSession: number;
  /** How often something is written to every stream, and the sessions behind them are looked at. */
  beatMilliseconds: number;
}

export const streamLimits: StreamLimits = {
  perProcess: 5000,
  perCustomer: 40,
  perSession: 8,
  beatMilliseconds: 20_000,
};

/** How long not to ask again for subscriptions that the API did not tell, in milliseconds. */
const learnAgainMilliseconds = 30_000;

/** A customer who listens, on one or several devices. */
interface Listener {
  tenant: Tenant;
  customer: string;
  streams: Set<EventStream>;
  /** The ids of their subscriptions; `undefined` while the API has not told them. */
  subscriptions: Set<string> | undefined;
  learning: Promise<void> | undefined;
  learnAfter: number;
}

export type EventStreams = ReturnType<typeof createEventStreams>;

/** The open streams of this process, and what is sent to them. */
export function createEventStreams({
  changes,
  sessions,
  upstreamOf,
  metrics,
  logger,
  limits = streamLimits,
}: {
  changes: Changes;
  sessions: Sessions;
  upstreamOf: UpstreamOf;
  metrics: Metrics;
  logger: Pick<FastifyBaseLogger, 'warn'>;
  limits?: StreamLimits | undefined;
}) {
  const listeners = new Map<string, Listener>();
  let count = 0;
  let closing = false;

  const allStreams = (): EventStream[] => [...listeners.values()].flatMap(({ streams }) => [...streams]);

  /** Ends the streams whose session is over. The word of the database counts; without one they go on. */
  const endOver = async (streams: readonly EventStream[]): Promise<void> => {
    if (streams.length === 0) return;
    try {
      const alive = await sessions.alive([...new Set(streams.map(({ session }) => session))]);
      for (const stream of streams) {
        if (alive.has(stream.session)) continue;
        stream.send('ended');
        stream.end();
      }
    } catch (error) {
      logger.warn({ reason: reasonOf(error) }, 'sessions of streams cannot be looked at');
    }
  };

  /** Finds out which subscriptions are a listener's, once for all their streams. */
  const learn = (listener: Listener): Promise<void> => {
    if (listener.subscriptions || listener.learnAfter > performance.now()) return Promise.resolve();
    const { tenant, customer } = listener;
    const found = new Set<string>();
    listener.learning ??= eachItem(
      upstreamOf(tenant),
      `/subscriptions?limit=100&filter[customer][eq]=${encodeURIComponent(customer)}`,
      subscriptionListItemSchema,
      (subscription) => {
        if (subscription.customer === customer) found.add(subscription.id);
        return false;
      },
    )
      .then(() => void (listener.subscriptions = found))
      .catch((error: unknown) => {
        listener.learnAfter = performance.now() + learnAgainMilliseconds;
        logger.warn({ tenant: tenant.slug, reason: reasonOf(error) }, 'whose events are whose cannot be said yet');
      })
      .finally(() => (listener.learning = undefined));
    return listener.learning;
  };

  /** Whether a change is a listener's. Who cannot be known to be concerned is not told. */
  const concerns = async (listener: Listener, { customer, subscription }: Change): Promise<boolean> => {
    if (customer !== undefined) return customer === listener.customer;
    if (subscription === undefined) return false;
    if (!listener.subscriptions) await learn(listener);
    return listener.subscriptions?.has(subscription) ?? false;
  };

  const tell = async (listener: Listener, change: Change): Promise<void> => {
    if (!(await concerns(listener, change))) return;
    if (change.subscription !== undefined) listener.subscriptions?.add(change.subscription);
    await endOver([...listener.streams]);
    for (const stream of listener.streams) stream.send('changed', { topics: change.topics });
  };

  const onChange = (change: Change): void => {
    for (const listener of listeners.values()) {
      if (listener.tenant.slug === change.tenant) void tell(listener, change);
    }
  };

  const onGap = (): void => {
    for (const stream of allStreams()) stream.send('missed');
  };

  const beat = setInterval(() => {
    const streams = allStreams();
    for (const stream of streams) stream.beat();
    void endOver(streams);
  }, limits.beatMilliseconds).unref();

  const listenerOf = (tenant: Tenant, { customer }: Session): Listener => {
    const key = `${tenant.slug} ${customer}`;
    let listener = listeners.get(key);
    if (!listener) {
      const unknown = { subscriptions: undefined, learning: undefined, learnAfter: 0 };
      listeners.set(key, (listener = { tenant, customer, streams: new Set(), ...unknown }));
    }
    return listener;
  };

  return {
    /** Begins to hear what the replicas tell. */
    watch(): void {
      changes.hear(onChange, onGap);
    },

    /**
     * Opens a stream for a session.
     *
     * @throws {GatewayError} 429 when the session or its customer has too many, 503 when the process has, or is about to end.
     */
    open(tenant: Tenant, session: Session): EventStream {
      if (closing || count >= limits.perProcess) throw unavailable('No further stream can be opened here', 10);
      const listener = listenerOf(tenant, session);
      const own = [...listener.streams].filter((stream) => stream.session === session.id);
      if (own.length >= limits.perSession || listener.streams.size >= limits.perCustomer) throw tooManyRequests(60);
      const stream = new EventStream(session.id);
      count += 1;
      metrics.eventStreams.inc();
      listener.streams.add(stream);
      stream.body.once('close', () => {
        count -= 1;
        metrics.eventStreams.dec();
        listener.streams.delete(stream);
        if (listener.streams.size === 0) listeners.delete(`${tenant.slug} ${session.customer}`);
      });
      void learn(listener);
      return stream;
    },

    /** Ends all streams and opens no others: browsers come back, to another replica. */
    end(): void {
      closing = true;
      clearInterval(beat);
      for (const stream of allStreams()) stream.end();
    },
  };
}
