import { brands, endedSubscription, feedInSubscription, invoices, subscription } from '../../demo/gallery/fixtures.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { replaceSessionStore } from '../../src/session/page-stores.ts';
import type { SessionStore, SessionStoreOptions } from '../../src/session/session-store.ts';

type Answer = (url: URL, init: RequestInit) => Response | undefined | Promise<Response | undefined>;

/** A contract as it stands in the list: what belongs to it by its id alone. */
function listItemOf({ customer, address, meter, supplier: _, ...rest }: Subscription) {
  const ids = { customer: customer.id, address: address.id, meter: meter.id };
  return { ...rest, ...ids, payment_method: null, billing_address: null };
}

/** A gateway in the page: answers like the real one for a customer with three contracts; tests lay their own answers over it. */
export class FakeGateway {
  signedIn = true;
  readonly calls: string[] = [];
  answer: Answer = () => undefined;
  /** The customer's contracts, as the API gives each of them; asked again at every call. */
  contracts: () => readonly Subscription[] = () => [subscription, feedInSubscription, endedSubscription];
  readonly store: SessionStore;

  readonly #fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input.toString(), location.href);
    this.calls.push(`${init.method ?? 'GET'} ${url.pathname}`);
    return (await this.answer(url, init)) ?? this.#usual(url, init);
  };

  /** @param instance - The name of the session that elements join by their attribute `instance`. */
  constructor(instance: string, options: SessionStoreOptions = {}) {
    this.store = replaceSessionStore(instance, { fetch: this.#fetch, ...options });
  }

  /** How often a path was asked for, whatever its query. */
  count(path: string): number {
    return this.calls.filter((call) => call === path).length;
  }

  /** Its usual answer, for tests that stand between it and a page. */
  answerTo(url: URL, init: RequestInit): Response {
    return this.#usual(url, init);
  }

  #usual({ pathname }: URL, { method = 'GET' }: RequestInit): Response {
    const contracts = this.contracts();
    const session = this.signedIn
      ? { status: 'signed-in', customer: subscription.customer.id, expires_at: '2099-01-01T00:00:00Z' }
      : { status: 'signed-out' };
    if (pathname === '/gateway/brand') return Response.json(brands.lumio);
    if (pathname === '/gateway/session' && method === 'GET') return Response.json(session);
    if (pathname === '/gateway/sign-in/challenges') {
      const soon = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
      return Response.json({ challenge: 'c1', expires_at: soon(600), resend_at: soon(60) }, { status: 202 });
    }
    if (pathname === '/gateway/sign-in/sessions' || pathname === '/gateway/sign-in/links') {
      this.signedIn = true;
      return Response.json({
        ...session,
        status: 'signed-in',
        customer: subscription.customer.id,
        expires_at: '2099-01-01T00:00:00Z',
      });
    }
    if (pathname === `/api/customers/${subscription.customer.id}`) return Response.json(subscription.customer);
    if (pathname === '/api/subscriptions') {
      return Response.json({ items: contracts.map(listItemOf), has_more: false });
    }
    const found = contracts.find(({ id }) => pathname === `/api/subscriptions/${id}`);
    if (found) return Response.json(found);
    if (pathname === '/api/invoices') return Response.json({ items: [invoices.open, invoices.paid], has_more: false });
    const invoice = Object.values(invoices).find(({ id }) => pathname === `/api/invoices/${id}`);
    if (invoice) return Response.json(invoice);
    return Response.json({ code: 'NOT_FOUND', message: '', requestId: 'r-404' }, { status: 404 });
  }
}
