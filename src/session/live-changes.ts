import { liveTopics, type LiveTopic } from '../contract/gateway/live.ts';
import { readStream } from './event-stream.ts';
import type { SessionStore } from './session-store.ts';

/** By topic, the queries to ask again, by the beginning of their keys. Customer and subscriptions are the store's own. */
const keysOf: Record<LiveTopic, readonly string[]> = {
  customer: [],
  subscriptions: [],
  prices: ['prices', ...derivedKeys()],
  usage: ['usage', ...derivedKeys()],
  invoices: ['invoices', 'invoice'],
  'meter-readings': ['meter-readings'],
  'meter-orders': ['meter-orders'],
  'grid-fee-reductions': ['grid-fee-reductions'],
  'customer-requests': ['customer-requests'],
  devices: ['devices'],
};

/** Queries that are made of others: asked again when those have their answers. */
function derivedKeys(): string[] {
  return ['consumption', 'forecast'];
}

const heldByTheStore: readonly LiveTopic[] = ['customer', 'subscriptions'];

/** Changes often come in twos and threes; one look answers them all. */
const gatherMilliseconds = 200;

/** After a gap everybody comes back at the same time: each waits a time of their own, up to this, in milliseconds. */
const spreadMilliseconds = 3000;

/** How long a page that is not looked at goes on to listen. Afterwards what is old is asked for when it is shown again. */
const hiddenMilliseconds = 60_000;

/**
 * How often a page that listens by a token sees to it that there is a good one, in milliseconds: a page on which nothing is
 * asked for would lose its session a few minutes after the token, and its stream with it.
 */
const renewalMilliseconds = 240_000;

/** The longest pause between two attempts, in milliseconds. */
const longestPause = 60_000;

/** What tabs of one customer tell each other: topics, or that something may have been missed. */
type Message = readonly LiveTopic[] | 'missed';

/**
 * Has a store look again when the gateway says that something changed: at what changed and nothing else. Where there is
 * no such stream, or it breaks, everything is as without it.
 *
 * Of a browser's tabs one listens and tells the others: over HTTP/1.1 there are no more than six connections for all of
 * them.
 */
export function followChanges(store: SessionStore): void {
  // Where there is no gateway, nobody tells.
  if (typeof document === 'undefined' || store.options.api !== undefined) return;

  let listening: { customer: string; stop: () => void } | undefined;
  /** Of whom the gateway will not tell us anything. */
  let silent: string | undefined;
  let shown = isShown();
  let hiding: ReturnType<typeof setTimeout> | undefined;

  const update = (): void => {
    const { snapshot } = store;
    const customer = snapshot.status === 'signed-in' ? snapshot.customer.id : undefined;
    if (customer === undefined && snapshot.status !== 'starting') silent = undefined;
    const wanted = shown && !store.closed && store.isFollowed && customer !== silent ? customer : undefined;
    if (listening?.customer === wanted) return;
    listening?.stop();
    listening = undefined;
    if (wanted === undefined) return;
    const stop = listen(store, wanted, () => {
      silent = wanted;
      update();
    });
    listening = { customer: wanted, stop };
  };

  const onVisibility = (): void => {
    clearTimeout(hiding);
    if (isShown()) {
      shown = true;
      update();
    } else if (shown) {
      hiding = setTimeout(() => {
        shown = false;
        update();
      }, hiddenMilliseconds);
    }
  };
  const onPageHide = (): void => {
    // A page that may come back as it is must not hold a connection.
    clearTimeout(hiding);
    shown = false;
    update();
  };

  const unsubscribe = store.subscribe(() => {
    update();
    if (!store.closed) return;
    unsubscribe();
    clearTimeout(hiding);
    document.removeEventListener('visibilitychange', onVisibility);
    removeEventListener('pagehide', onPageHide);
    removeEventListener('pageshow', onVisibility);
  });
  document.addEventListener('visibilitychange', onVisibility);
  addEventListener('pagehide', onPageHide);
  addEventListener('pageshow', onVisibility);
  update();
}

function isShown(): boolean {
  return document.visibilityState === 'visible';
}

/**
 * Listens for a customer, by a stream or through the tab that has one.
 *
 * @param onOver - The gateway has nothing to tell.
 * @returns Ends it.
 */
function listen(store: SessionStore, customer: string, onOver: () => void): () => void {
  const { transport } = store.gateway;
  const stopping = new AbortController();
  const { signal } = stopping;
  const name = `nomos-changes:${transport.baseUrl}:${customer}`;
  const lookAgain = createLookAgain(store, signal);
  const channel = openChannel(name, lookAgain);
  const tell = (message: Message): void => {
    channel?.postMessage(message);
    lookAgain(message);
  };

  const stream = async (): Promise<void> => {
    // Whoever has waited for the lock does not know what was said since the tab before it left.
    let wasOpen = performance.now() - began > spreadMilliseconds;
    for (let failures = 0; !signal.aborted; failures += 1) {
      const end = await readStream(transport, signal, {
        onOpen: () => {
          failures = 0;
          if (wasOpen) tell('missed');
          wasOpen = true;
        },
        onEvent: (event, data) => {
          if (event === 'changed') tell(readTopics(data));
          else if (event === 'missed') tell('missed');
          else if (event === 'ended') void store.refresh(false);
        },
      });
      // Stopped meanwhile: nothing of this customer's is asked for any more.
      if (stopping.signal.aborted) return;
      if (end === 'signed-out') void store.refresh(false);
      if (end !== 'again') {
        onOver();
        return;
      }
      const pause = Math.min(1000 * 2 ** failures, longestPause);
      await sleep(pause * (0.5 + Math.random()), signal);
    }
  };
  const began = performance.now();
  // One tab after the other: whoever has the lock listens, the next one when it is gone or out of sight. `locks` needs a
  // secure page, and without it each tab listens for itself.
  const locks = navigator.locks as LockManager | undefined;
  void (locks ? locks.request(name, { signal }, stream).catch(() => undefined) : stream());

  const renewing = store.byToken ? setInterval(() => void renew(store), renewalMilliseconds) : undefined;

  return () => {
    clearInterval(renewing);
    stopping.abort();
    channel?.close();
  };
}

/** Has the token renewed if it is time for that; whoever is signed out meanwhile at the page's own site is so here as well. */
async function renew(store: SessionStore): Promise<void> {
  const session = await store.gateway.session().catch(() => undefined);
  if (session?.status === 'signed-out') await store.refresh(false);
}

function openChannel(name: string, onMessage: (message: Message) => void): BroadcastChannel | undefined {
  try {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => onMessage(data === 'missed' ? 'missed' : topicsIn(data));
    return channel;
  } catch {
    // Refused in some sandboxed frames.
    return undefined;
  }
}

/** Gathers what is said for a moment, and looks again then. */
function createLookAgain(store: SessionStore, signal: AbortSignal): (message: Message) => void {
  const gathered = new Set<LiveTopic>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Since when nothing has been missed any more: what was asked for later is as it is. */
  let missedUntil: number | undefined;

  const look = async (): Promise<void> => {
    timer = undefined;
    const topics = [...gathered];
    const before = missedUntil ?? Infinity;
    gathered.clear();
    missedUntil = undefined;
    if (topics.some((topic) => heldByTheStore.includes(topic))) void store.refresh(false);
    const keys = new Set(topics.flatMap((topic) => keysOf[topic]));
    const derived = derivedKeys().filter((key) => keys.delete(key));
    await Promise.all([...keys].map((key) => askAgain(store, key, before)));
    await Promise.all(derived.map((key) => askAgain(store, key, before)));
  };

  signal.addEventListener('abort', () => clearTimeout(timer));
  return (message) => {
    if (signal.aborted) return;
    if (message === 'missed') missedUntil = Date.now();
    for (const topic of message === 'missed' ? liveTopics : message) gathered.add(topic);
    timer ??= setTimeout(() => void look(), missedUntil ? Math.random() * spreadMilliseconds : gatherMilliseconds);
  };
}

/** Asks again what is shown and older than an instant; what nobody looks at is forgotten. */
async function askAgain({ queryClient }: SessionStore, key: string, beforeMilliseconds: number): Promise<void> {
  const queries = queryClient.getQueryCache().findAll({ queryKey: [key] });
  const old = queries.filter(({ state }) => state.dataUpdatedAt < beforeMilliseconds);
  await Promise.all(old.map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })));
}

function readTopics(data: string): LiveTopic[] {
  try {
    return topicsIn((JSON.parse(data) as { topics?: unknown } | null)?.topics);
  } catch {
    return [];
  }
}

/** Those that this version knows. */
function topicsIn(value: unknown): LiveTopic[] {
  return Array.isArray(value) ? liveTopics.filter((topic) => value.includes(topic)) : [];
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
