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

  constructor({ perSecond, burst, atOnce }: { perSecond: number; burst: number; atOnce: number }) {
    this.#perSecond = perSecond;
    this.#atOnce = atOnce;
    this.#tokens = burst;
    this.#filledAt = performance.now();
    this.#burst = burst;
  }

  /** Runs a call when its turn comes. */
  async run<Result>(call: () => Promise<Result>): Promise<Result> {
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
