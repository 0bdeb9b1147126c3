import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old, or how far ahead of our clock, a signature may be, in seconds. */
export const toleranceSeconds = 300;

/** A header longer than this is no signature's. */
const longestHeader = 1000;

/**
 * Whether a body was signed with one of the secrets just now: `t=<unix seconds>,v1=<hex>`, where `v1` is the
 * HMAC-SHA-256 of `<t>.<raw body>`. While a secret is changed there may be several of either.
 *
 * @param header - `X-Nomos-Signature`.
 * @param rawBody - As it came, byte by byte.
 */
export function isSigned({
  header,
  rawBody,
  secrets,
  now,
}: {
  header: string | undefined;
  rawBody: Buffer;
  secrets: readonly string[];
  now: Date;
}): boolean {
  if (header === undefined || header.length > longestHeader) return false;
  const parts = header.split(',').map((part) => part.trim().split('='));
  const times = parts.filter(([name]) => name === 't').map(([, value]) => value ?? '');
  const [time = ''] = times;
  if (times.length !== 1 || !/^\d{1,12}$/.test(time)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(time)) > toleranceSeconds) return false;
  const given = parts.filter(([name, value]) => name === 'v1' && /^[0-9a-f]{64}$/i.test(value ?? ''));
  const signatures = given.map(([, value]) => Buffer.from(value ?? '', 'hex'));
  let signed = false;
  for (const secret of secrets) {
    const right = createHmac('sha256', secret).update(`${time}.`).update(rawBody).digest();
    // All of them, whichever fits: how long it takes says nothing about which one does.
    for (const signature of signatures) signed = timingSafeEqual(signature, right) || signed;
  }
  return signed;
}
