import { GatewayError } from '../errors.ts';

/**
 * Lets calls through at the rate that the Nomos API allows an organisation (about ten a second), and only so many at once;
 * the others wait their turn.
 */
export class RequestGate {
  readonly #perSecond: number;
  readonly #atOnce: number;
  #tokens: number;
  #filledAt: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly #burst: number;
  readonly #mostWaiting: number;

  constructor({
    perSecond,
    burst,
    atOnce,
    mostWaiting,
  }: {
    perSecond: number;
    burst: number;
    atOnce: number;
    mostWaiting: number;
  }) {
    this.#mostWaiting = mostWaiting;
    this.#perSecond = perSecond;
    this.#atOnce = atOnce;
    this.#tokens = burst;
    this.#filledAt = performance.now();
    this.#burst = burst;
  }

  /**
   * Runs a call when its turn comes.
   *
   * @throws {GatewayError} 503 when too many are waiting already: a late answer is worth less than an early refusal.
   */
  async run<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.#waiting.length >= this.#mostWaiting) {
      throw new GatewayError(503, 'SERVICE_UNAVAILABLE', 'Too much is going on', { retryAfterSeconds: 5 });
    }
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      this.#admit();
    });
    try {
      return await call();
    } finally {
      this.#running -= 1;
      this.#admit();
    }
  }

  #admit(): void {
    const now = performance.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filledAt) / 1000) * this.#perSecond);
    this.#filledAt = now;
    while (this.#waiting.length > 0 && this.#running < this.#atOnce && this.#tokens >= 1) {
      this.#tokens -= 1;
      this.#running += 1;
      this.#waiting.shift()?.();
    }
    if (this.#waiting.length > 0 && this.#running < this.#atOnce && !this.#timer) {
      const wait = ((1 - this.#tokens) / this.#perSecond) * 1000;
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#admit();
      }, wait);
    }
  }
}
