import type { Transport } from '../api/request.ts';
import { eventsPath } from '../contract/gateway/live.ts';

/** How a stream of events ended. `over`: it is no use to try again. `again`: it is, after a pause. */
export type StreamEnd = 'over' | 'signed-out' | 'again';

/** The gateway writes something every 20 seconds; a line on which nothing comes for so long is dead. */
const silenceMilliseconds = 50_000;

/**
 * Reads the gateway's stream of events until it ends.
 *
 * A browser's own `EventSource` tells an answer that is none from one that says "not now" by nothing, and writes to the
 * console about both.
 *
 * @param onEvent - Called with name and data of each event.
 */
export async function readStream(
  { baseUrl, fetch: own }: Transport,
  signal: AbortSignal,
  { onOpen, onEvent }: { onOpen: () => void; onEvent: (event: string, data: string) => void },
): Promise<StreamEnd> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listen = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMilliseconds);
  };
  listen();
  const either = AbortSignal.any([signal, silence.signal]);
  try {
    const response = await (own ?? fetch)(baseUrl + eventsPath, {
      headers: { accept: 'text/event-stream' },
      cache: 'no-store',
      signal: either,
    });
    const { status, body, headers } = response;
    if (status === 204 || status === 401) return 'signed-out';
    if (status !== 200) return status === 429 || status >= 500 ? 'again' : 'over';
    if (!body || !headers.get('content-type')?.startsWith('text/event-stream')) return 'over';
    onOpen();
    const reader = body.getReader();
    // Not every engine ends a read that waits when its request is aborted.
    either.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
    const decoder = new TextDecoder();
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      listen();
      text += decoder.decode(part.value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = /^event: ?(.*)$/m.exec(block)?.[1];
        if (event) onEvent(event, /^data: ?(.*)$/m.exec(block)?.[1] ?? '');
      }
    }
  } catch {
    // No network, or aborted: either way there is no stream any more.
  } finally {
    clearTimeout(timer);
  }
  return 'again';
}
