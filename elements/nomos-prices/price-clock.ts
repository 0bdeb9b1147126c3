import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { addDays, berlinDateOf, startOfBerlinDay } from '../../src/domain/berlin-calendar.ts';

const minute = 60_000;
const hour = 60 * minute;
const quarterHour = 15 * minute;

const shortestPause = 9 * minute;

/** How old an answer may be that makes asking needless, in milliseconds: less than from one asking to the next. */
export const freshFor = shortestPause - minute;

/**
 * When to ask again for the prices of tomorrow, in UTC milliseconds. They come in one batch after about 13:00 Berlin time:
 * nobody asks before. Then every ten minutes; from 15:00 on, when they are late, every half an hour. Chance spreads the
 * browsers, which would otherwise all ask at the stroke of the hour.
 *
 * @param chance - From 0 to 1.
 */
export function nextAskingFor(now: Date, chance = Math.random()): number {
  const at = now.getTime();
  // Clocks change at night: from midnight back, the afternoon is always as far away.
  const midnight = startOfBerlinDay(addDays(berlinDateOf(now), 1)).getTime();
  const auction = midnight - 11 * hour;
  if (at < auction) return auction + chance * 5 * minute;
  const pauses = at < midnight - 9 * hour ? 1 : 3;
  return at + pauses * (shortestPause + chance * 2 * minute);
}

/** What a clock is told. */
export interface PriceClockOptions {
  /** Whether the element shows prices that the time can change. */
  running: () => boolean;
  /** Whether there are prices still to come for tomorrow. */
  waiting: () => boolean;
  /** Asks for them. */
  ask: () => void;
}

/**
 * Draws an element anew at each quarter-hour, and asks for the prices of tomorrow while they are not there. In a hidden tab
 * it stands still; when the tab is shown again, it catches up at once.
 *
 * One timer, never longer than a minute: a laptop that slept, or a clock that was set, is noticed by the next stroke.
 */
export class PriceClock implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: PriceClockOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Which quarter-hour was drawn last, counted from 1970. */
  #drawn = NaN;
  #askAt: number | undefined;

  constructor(host: ReactiveControllerHost, options: PriceClockOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisibilityChange);
    this.#onVisibilityChange();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisibilityChange);
    clearTimeout(this.#timer);
  }

  hostUpdate(): void {
    this.#drawn = Math.floor(Date.now() / quarterHour);
  }

  readonly #onVisibilityChange = (): void => {
    clearTimeout(this.#timer);
    if (document.visibilityState === 'visible') this.#onStroke();
  };

  readonly #onStroke = (): void => {
    const now = Date.now();
    if (this.#options.running()) {
      if (Math.floor(now / quarterHour) !== this.#drawn) this.#host.requestUpdate();
      this.#askWhenDue(now);
    }
    this.#timer = setTimeout(this.#onStroke, Math.min(minute, quarterHour - (now % quarterHour)));
  };

  #askWhenDue(now: number): void {
    if (!this.#options.waiting()) {
      this.#askAt = undefined;
      return;
    }
    // More than a day ahead: the clock was set back.
    const planned = this.#askAt !== undefined && this.#askAt - now < 24 * hour;
    if (planned && now < (this.#askAt ?? 0)) return;
    this.#askAt = nextAskingFor(new Date(now));
    if (planned) this.#options.ask();
  }
}
