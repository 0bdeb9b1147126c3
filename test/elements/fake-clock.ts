/** The shortest timer that is ours to move: what the page and the test runner wait for stays in real time. */
const shortest = 15_000;

interface Timer {
  at: number;
  run: () => void;
}

/** A clock in the page that stands still until it is moved, with the long timers that hang on it. */
export class FakeClock {
  readonly #date = globalThis.Date;
  readonly #setTimeout = globalThis.setTimeout;
  readonly #clearTimeout = globalThis.clearTimeout;
  readonly #timers = new Map<number, Timer>();
  #now: number;
  /** How far the timers have come, which is not moved by setting the clock. */
  #elapsed = 0;
  #last = 1e9;

  constructor(utcInstant: string) {
    this.#now = this.#date.parse(utcInstant);
    const now = (): number => this.#now;
    const realSetTimeout = this.#setTimeout;
    const realClearTimeout = this.#clearTimeout;
    globalThis.Date = class extends this.#date {
      static override now(): number {
        return now();
      }

      constructor(...values: [] | [number | string | Date]) {
        super(...((values.length === 0 ? [now()] : values) as [number]));
      }
    } as DateConstructor;
    globalThis.setTimeout = ((run: () => void, delay = 0): number => {
      if (delay < shortest) return realSetTimeout(run, delay) as unknown as number;
      this.#timers.set((this.#last += 1), { at: this.#elapsed + delay, run });
      return this.#last;
    }) as typeof setTimeout;
    globalThis.clearTimeout = ((id: number | undefined): void => {
      if (id === undefined || this.#timers.delete(id)) return;
      realClearTimeout(id);
    }) as typeof clearTimeout;
  }

  /** The time, to the minute. */
  text(): string {
    return new this.#date(this.#now).toISOString().slice(0, 16);
  }

  /** Lets time pass, and runs what becomes due on the way. */
  advance(milliseconds: number): void {
    const end = this.#elapsed + milliseconds;
    for (;;) {
      const [next] = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
      if (!next) break;
      const [id, { at, run }] = next;
      this.#timers.delete(id);
      this.#now += at - this.#elapsed;
      this.#elapsed = at;
      run();
    }
    this.#now += end - this.#elapsed;
    this.#elapsed = end;
  }

  /** Sets the clock, as a person or a time server does: no time passes. */
  jump(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Gives the page its own time back. */
  restore(): void {
    globalThis.Date = this.#date;
    globalThis.setTimeout = this.#setTimeout;
    globalThis.clearTimeout = this.#clearTimeout;
  }
}
