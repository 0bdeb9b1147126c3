/** A stream of events of the gateway's that a test writes to. */
export class StreamUnderTest {
  readonly response: Response;
  closed = false;
  #controller!: ReadableStreamDefaultController<Uint8Array>;

  constructor() {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (this.#controller = controller),
      cancel: () => void (this.closed = true),
    });
    this.response = new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
  }

  /** Writes in pieces of so many bytes. */
  write(text: string, piece = Infinity): void {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += piece) this.#controller.enqueue(bytes.slice(at, at + piece));
  }

  changed(...topics: string[]): void {
    this.write(`event: changed\ndata: ${JSON.stringify({ topics })}\n\n`);
  }

  /** Ends as it does when a gateway is stopped. */
  end(): void {
    this.#controller.close();
  }
}
