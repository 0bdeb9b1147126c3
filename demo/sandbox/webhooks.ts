import { createHmac, randomUUID } from 'node:crypto';
import { request } from 'node:http';

/** Pauses between tries, in milliseconds. The real API tries twelve times over three days. */
const pauses = [500, 2000, 5000];

/** How long a receiver may take to answer, in milliseconds. */
const patience = 5000;

/** Something that happened, as the API tells it: ids alone. */
export interface Happening {
  /** Such as `invoice.created`. */
  topic: string;
  /** The ids of what it happened to. */
  context: Record<string, string>;
}

/** The secret with which the sandbox signs what it tells an organisation. No secret at all: it is for development. */
export const sandboxWebhookSecret = (slug: string): string => `whsec_sandbox_${slug}`;

/** The header that signs a webhook: HMAC-SHA-256 over the time and the raw body. */
export function signatureOf(secret: string, seconds: number, rawBody: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${rawBody}`).digest('hex')}`;
}

/**
 * Tells organisations what happened; at least once, in no order.
 *
 * @param options.url - Where to, with `{slug}` for the organisation; nobody is told without one.
 */
export function createWebhooks({ url, now }: { url: string | undefined; now: () => Date }) {
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, milliseconds);
      timers.add(timer);
    });

  return {
    async send(organisation: string, { topic, context }: Happening): Promise<void> {
      if (!url) return;
      const id = `evt_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
      const body = JSON.stringify({ id, topic, timestamp: now().toISOString(), context });
      for (const wait of [0, ...pauses]) {
        if (wait > 0) await pause(wait);
        if (closed) return;
        const seconds = Math.floor(now().getTime() / 1000);
        const signature = signatureOf(sandboxWebhookSecret(organisation), seconds, body);
        const status = await post(new URL(url.replace('{slug}', organisation)), body, signature).catch(() => 0);
        if (status >= 200 && status < 300) return;
      }
    },

    /** Tries nothing again. */
    close(): void {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** Gives the status. Names of this machine need no look-up, which not every system can do for them. */
function post(url: URL, body: string, signature: string): Promise<number> {
  const isHere = url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        method: 'POST',
        hostname: isHere ? '127.0.0.1' : url.hostname,
        port: url.port,
        path: url.pathname,
        headers: { host: url.host, 'content-type': 'application/json', 'x-nomos-signature': signature },
        signal: AbortSignal.timeout(patience),
      },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
