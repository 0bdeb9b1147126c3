import { brands, subscription } from '../../demo/gallery/fixtures.ts';
import { FakeServer, failure } from './fake-server.ts';

export const gateway = 'https://lumio.test';

/** A gateway on another origin, as far as tokens go: which of them it takes, for whom, and what it was shown. */
export class TokenServer extends FakeServer {
  /** The tokens that it takes now, and whose they are. */
  readonly tokens = new Map<string, string>();
  /** The refresh tokens that it takes now. */
  readonly refreshTokens = new Set<string>();
  /** Method, path and token of every call. */
  readonly shown: string[] = [];
  readonly withCookie: string[] = [];
  /** How long the tokens are good that it gives itself, in milliseconds. */
  lifetime = 900_000;
  override readonly fetch = ((input: string, init: RequestInit = {}) => {
    const path = input.replace(/^https:\/\/lumio\.test/, '');
    const authorization = new Headers(init.headers).get('authorization');
    this.shown.push(`${init.method ?? 'GET'} ${path.split('?')[0] ?? ''} ${authorization?.slice(7) ?? '-'}`);
    if (init.credentials !== 'omit') this.withCookie.push(path);
    return this.forward(path, init, authorization);
  }) as typeof fetch;

  #count = 0;

  issue(customer: string = subscription.customer.id): string {
    this.#count += 1;
    const token = `token-${this.#count}`;
    this.tokens.set(token, customer);
    return token;
  }

  /** The calls of a path that came with a token, or without (`-`). */
  seen(call: string): string[] {
    return this.shown.filter((made) => made.startsWith(`${call} `)).map((made) => made.slice(call.length + 1));
  }

  forward(path: string, init: RequestInit, authorization: string | null): Promise<Response> {
    const [bare = ''] = path.split('?');
    const override = [...this.overrides].find(([start]) => bare.startsWith(start));
    if (override) return Promise.resolve(override[1](path));
    if (bare === '/gateway/brand') return Promise.resolve(Response.json(brands.lumio));
    if (bare === '/gateway/sign-in/sessions')
      return Promise.resolve(Response.json(this.pair(subscription.customer.id)));
    if (bare === '/gateway/widget-session/renewals') {
      const { refresh_token: refresh } = JSON.parse(init.body as string) as { refresh_token: string };
      if (!this.refreshTokens.delete(refresh)) return Promise.resolve(failure(401));
      this.tokens.clear();
      return Promise.resolve(Response.json(this.pair(subscription.customer.id)));
    }
    const customer = this.tokens.get(authorization?.slice(7) ?? '');
    if (customer === undefined) return Promise.resolve(failure(401));
    if (bare === '/gateway/widget-session/successions') {
      const { predecessor } = JSON.parse(init.body as string) as { predecessor: string };
      this.tokens.delete(predecessor);
      return Promise.resolve(Response.json(sessionOf(customer)));
    }
    if (bare === '/gateway/session' && init.method === 'DELETE') {
      this.tokens.clear();
      return Promise.resolve(new Response(null, { status: 204 }));
    }
    if (bare === '/gateway/session') return Promise.resolve(Response.json(sessionOf(customer)));
    if (bare === '/api/echo') return Promise.resolve(Response.json({ customer, body: init.body ?? null }));
    return Promise.resolve(this.answer(bare, init));
  }

  private pair(customer: string): unknown {
    const token = this.issue(customer);
    const refresh = `refresh-${this.#count}`;
    this.refreshTokens.add(refresh);
    const end = new Date(Date.now() + this.lifetime).toISOString();
    return { ...(sessionOf(customer) as object), token, token_expires_at: end, refresh_token: refresh };
  }
}

function sessionOf(customer: string): unknown {
  return { status: 'signed-in', customer, expires_at: '2099-01-01T00:00:00Z' };
}
