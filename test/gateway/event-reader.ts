import { request } from 'node:http';

/** A server-sent event. */
export interface ReadEvent {
  event: string;
  data: unknown;
}

/** A browser that listens to a gateway. */
export interface EventReader {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Everything that has come so far, beats left out. */
  events: ReadEvent[];
  /** Waits for an event that has not been waited for. Rejects when the stream ends without one. */
  next(): Promise<ReadEvent>;
  /** Resolves when the stream has ended, for whatever reason. */
  ended: Promise<void>;
  /** Waits until the gateway has written that it is still there. */
  beat(): Promise<void>;
  close(): void;
}

/** Opens the stream of a session. Resolves with its head. */
export function readEvents({
  port,
  cookie,
  host = `lumio.localhost:${port}`,
  headers: more = {},
}: {
  port: number;
  cookie?: string;
  host?: string;
  headers?: Record<string, string>;
}): Promise<EventReader> {
  const events: ReadEvent[] = [];
  let taken = 0;
  let beats = 0;
  const ended = Promise.withResolvers<undefined>();
  let arrived = Promise.withResolvers<undefined>();
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) {
      await Promise.race([
        arrived.promise,
        ended.promise.then(() => {
          if (!condition()) throw new Error('The stream has ended');
        }),
      ]);
    }
  };
  return new Promise((resolve, reject) => {
    const headers = { host, accept: 'text/event-stream', ...(cookie ? { cookie } : {}), ...more };
    const sent = request({ host: '127.0.0.1', port, path: '/gateway/events', headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const [, event] = /^event: (.*)$/m.exec(block) ?? [];
          const [, data = 'null'] = /^data: (.*)$/m.exec(block) ?? [];
          if (event) events.push({ event, data: JSON.parse(data) as unknown });
          else if (block.startsWith(':')) beats += 1;
        }
        arrived.resolve(undefined);
        arrived = Promise.withResolvers<undefined>();
      });
      response.on('close', () => ended.resolve(undefined));
      response.on('error', () => undefined);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        events,
        ended: ended.promise,
        next: async () => {
          await until(() => events.length > taken);
          return events[taken++]!;
        },
        beat: async () => {
          const before = beats;
          await until(() => beats > before);
        },
        close: () => sent.destroy(),
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
