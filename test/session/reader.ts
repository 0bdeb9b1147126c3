import type { ReactiveController } from 'lit';
import { invoiceQuery } from '../../src/api/invoices.ts';
import type { Query } from '../../src/api/query.ts';
import type { Invoice } from '../../src/contract/nomos/invoice.ts';
import { QueryController } from '../../src/session/query-controller.ts';
import { SessionController, type SessionHost } from '../../src/session/session-controller.ts';
import type { SessionStore } from '../../src/session/session-store.ts';

/** As much of an element as controllers need, without a browser: it connects, updates in a microtask, and leaves. */
export class ElementDouble extends EventTarget {
  isConnected = false;
  instance: string | undefined;
  readonly updateComplete = Promise.resolve(true);
  readonly #controllers: ReactiveController[] = [];
  #asked = false;

  readonly #session: { store: SessionStore } | null;

  /** @param store - The store that a `<nomos-session>` around it declares. */
  constructor(store?: SessionStore) {
    super();
    this.#session = store ? { store } : null;
  }

  get host(): SessionHost {
    return this as unknown as SessionHost;
  }

  addController(controller: ReactiveController): void {
    this.#controllers.push(controller);
  }

  closest(): { store: SessionStore } | null {
    return this.#session;
  }

  getRootNode(): object {
    return {};
  }

  requestUpdate(): void {
    if (this.#asked) return;
    this.#asked = true;
    queueMicrotask(() => {
      this.#asked = false;
      for (const controller of this.#controllers) controller.hostUpdate?.();
      for (const controller of this.#controllers) controller.hostUpdated?.();
    });
  }

  connect(): this {
    this.isConnected = true;
    for (const controller of this.#controllers) controller.hostConnected?.();
    this.requestUpdate();
    return this;
  }

  disconnect(): void {
    this.isConnected = false;
    for (const controller of this.#controllers) controller.hostDisconnected?.();
  }
}

/** A widget that shows one invoice. */
export class InvoiceReader extends ElementDouble {
  invoice: string;
  readonly session: SessionController;
  readonly query: QueryController<Invoice>;

  /** @param ask - The query, in place of that of the invoice. */
  constructor(
    store: SessionStore | undefined,
    invoice: string,
    ask: (store: SessionStore) => Query<Invoice> = ({ client }) => invoiceQuery(client, this.invoice),
  ) {
    super(store);
    this.invoice = invoice;
    this.session = new SessionController(this.host, { enabled: () => true });
    this.query = new QueryController<Invoice>(this.host, this.session, ask);
  }

  /** The id of the invoice on show. */
  get shown(): string | undefined {
    return this.query.data?.id;
  }
}
