/** A bucket of requests for each organisation: so many at once, so many a second after that. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor({ perSecond, burst }: { perSecond: number; burst: number }) {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** Takes one request out of the bucket; says what the `ratelimit-*` headers say, and how long to wait when it is empty. */
  take(organisation: string): { allowed: boolean; headers: Record<string, string> } {
    const now = performance.now();
    const bucket = this.#buckets.get(organisation) ?? { tokens: this.#burst, at: now };
    bucket.tokens = Math.min(this.#burst, bucket.tokens + ((now - bucket.at) / 1000) * this.#perSecond);
    bucket.at = now;
    this.#buckets.set(organisation, bucket);
    const allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens -= 1;
    const headers: Record<string, string> = {
      'ratelimit-limit': String(this.#burst),
      'ratelimit-remaining': String(Math.floor(bucket.tokens)),
      'ratelimit-reset': '1',
    };
    if (!allowed) headers['retry-after'] = '1';
    return { allowed, headers };
  }
}
