import { Readable } from 'node:stream';
import type { LiveEvent } from '../../src/contract/gateway/live.ts';

/** What a browser may leave unread, in bytes, before it is let go of. It looks again when it comes back. */
const mostUnread = 16 * 1024;

/** How long a browser waits before it comes back by itself, in milliseconds. */
const retryMilliseconds = 3000;

/** One browser's stream of server-sent events. */
export class EventStream {
  /** What is sent. */
  readonly body = new Readable({ read: () => undefined });
  /** The session that it belongs to, and ends with. */
  readonly session: string;
  #isEnding = false;

  constructor(session: string) {
    this.session = session;
    // Written at once: the browser knows that it is heard, and proxies that it has begun.
    this.#write(`retry: ${retryMilliseconds}\n\n`);
  }

  send(event: LiveEvent, data: object = {}): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Keeps proxies from taking a silent connection for a dead one. */
  beat(): void {
    this.#write(':\n\n');
  }

  /** Sends what is still unread, and nothing after it. */
  end(): void {
    if (this.#isOver) return;
    this.#isEnding = true;
    this.body.push(null);
  }

  get #isOver(): boolean {
    return this.#isEnding || this.body.destroyed;
  }

  #write(text: string): void {
    if (this.#isOver) return;
    if (this.body.readableLength > mostUnread) this.body.destroy();
    else this.body.push(text);
  }
}
