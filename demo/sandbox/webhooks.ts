import { createHmac, randomUUID } from 'node:crypto';

/** Pauses between tries, in milliseconds. The real API tries twelve times over three days. */
const pauses = [500, 2000, 5000];

/** The header that signs a webhook: HMAC-SHA-256 over the time and the raw body. */
export function signatureOf(secret: string, seconds: number, rawBody: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${rawBody}`).digest('hex')}`;
}

/** Tells somebody that something happened, by id only; at least once, in no order. */
export function createWebhooks({ url, secret, now }: { url: string | undefined; secret: string; now: () => Date }) {
  return {
    async send({ topic, id }: { topic: string; id: string }): Promise<void> {
      if (!url) return;
      const body = JSON.stringify({ id: `evt_${randomUUID().replaceAll('-', '').slice(0, 24)}`, topic, data: { id } });
      for (let attempt = 0; attempt <= pauses.length; attempt += 1) {
        const seconds = Math.floor(now().getTime() / 1000);
        try {
          const response = await fetch(url, {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-nomos-signature': signatureOf(secret, seconds, body) },
            body,
            signal: AbortSignal.timeout(5000),
          });
          if (response.ok) return;
        } catch {
          // Not there yet: another try follows.
        }
        const pause = pauses[attempt];
        if (pause === undefined) return;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    },
  };
}
