import * as z from 'zod/mini';
import { NomosApiError } from '../api/nomos-api-error.ts';
import { apiVersion, gatewayPaths, writeHeader } from '../contract/gateway/routes.ts';
import { gatewaySessionSchema, type GatewaySession } from '../contract/gateway/session.ts';
import { widgetSessionPaths, widgetSignInSchema } from '../contract/gateway/widget-sessions.ts';
import { listSchema } from '../contract/nomos/list.ts';
import { fetchedSession } from './fetched-session.ts';
import type { FetchedSession, SessionReason } from './fetch-session.ts';
import { NomosSessionError, type NomosSessionErrorCode } from './session-error.ts';
import type { SessionStoreOptions } from './session-store.ts';

/** A token that is held. In memory only: a page that is loaded anew asks anew. */
interface Held {
  token: string;
  /** The next two are got with it; `null` where the page's own site gives them. */
  refresh: string | null;
  /** When the next one is to be got, in milliseconds since 1970; `Infinity` where only a refusal can tell. */
  renewAt: number;
  customer: string;
}

/** So long before its end a token is renewed, in milliseconds. */
const renewalMargin = 60_000;

/** After a failure nothing is asked for so long, in milliseconds: eight widgets with three tries each are no way to ask. */
const pauseAfterFailure = 4000;

/** How long the gateway has to say whose a token is, in milliseconds. */
const patience = 15_000;

/** Sessions end by their tokens here; the store need not look at the clock. */
const neverEnds = '9999-12-31T00:00:00Z';

const identified = z.object({ id: z.string() });

/**
 * A `fetch` that carries a token where the gateway's own pages have a cookie: it gets tokens, puts them into the header, gets new
 * ones before they end and once when one is refused, and then makes the refused request again, so that nobody notices.
 *
 * However many requests wait, one asks for a token. While nobody is signed in, requests go without one: brand, help and the
 * public forms need none.
 *
 * @param options - Of the store. `fetchSession` is read anew each time, so that a page may replace it.
 * @param onOtherCustomer - A new token is somebody else's: nothing that is shown may stay. Requests that were made for the
 *   one before are not made again.
 */
export function createTokenFetch(options: SessionStoreOptions, onOtherCustomer: () => void): typeof fetch {
  const {
    api,
    gateway = '',
    fetch: plain = (input: Parameters<typeof fetch>[0], init?: RequestInit) => fetch(input, init),
  } = options;
  let held: Held | null = null;
  let flight: Promise<Held | null> | null = null;
  let failure: { error: NomosApiError; until: number } | null = null;

  const report = (code: NomosSessionErrorCode, message: string, cause?: unknown): NomosApiError => {
    const error = new NomosSessionError(code, message, { cause });
    options.onError?.(error);
    return new NomosApiError(code.endsWith('timeout') ? 'timeout' : 'server', message, { cause: error });
  };

  const send = async (url: string, init: RequestInit, token?: string): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (token) headers.set('authorization', `Bearer ${token}`);
    // A server of the Nomos API's own kind does not know it, and might not let a browser send it.
    if (api !== undefined) headers.delete(writeHeader.name);
    try {
      return await plain(url, { ...init, headers, credentials: 'omit' });
    } catch (error) {
      if (!init.signal?.aborted)
        report('gateway-unreachable', `No answer from ${new URL(url, location.href).origin}`, error);
      throw error;
    }
  };

  /** Calls the gateway by itself. Nothing but a session or a refusal (`null`) is an answer. */
  const ask = async <Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
    token?: string,
    body?: unknown,
  ): Promise<z.output<Schema> | null> => {
    const response = await send(
      (api ?? gateway) + path,
      {
        signal: AbortSignal.timeout(patience),
        headers: {
          accept: 'application/json',
          'x-api-version': apiVersion,
          ...(body ? { 'content-type': 'application/json', [writeHeader.name]: writeHeader.value } : {}),
        },
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      },
      token,
    );
    if (response.status === 401) return null;
    const parsed = z.safeParse(schema, await response.json().catch(() => undefined));
    if (response.ok && parsed.success) return parsed.data;
    throw new NomosApiError('server', 'The gateway does not say whose the token is', { status: response.status });
  };

  /** Whose a token is; `null` when it is not taken. The session of the token before goes on under it. */
  const ownerOf = async ({ token, customer }: FetchedSession, before: Held | null): Promise<string | null> => {
    if (api === undefined) {
      const session: GatewaySession | null = before
        ? await ask(widgetSessionPaths.succeed, gatewaySessionSchema, token, { predecessor: before.token })
        : await ask(gatewayPaths.session, gatewaySessionSchema, token);
      return session?.status === 'signed-in' ? session.customer : null;
    }
    if (customer !== undefined) return customer;
    const seen = await ask('/customers?limit=2', listSchema(identified), token);
    if (seen === null) return null;
    const [only, ...others] = seen.items;
    if (!only || others.length > 0) {
      throw report('customer-unknown', 'The token is not for one customer: fetchSession has to say for whom it is');
    }
    return only.id;
  };

  /** Asks the page's own site, and a second time when what it gives is refused. */
  const fromSite = async (reason: SessionReason): Promise<Held | null> => {
    const before = held;
    const { fetchSession } = options;
    const fetched = fetchSession ? await fetchedSession(fetchSession, reason, report) : null;
    if (!fetched) return null;
    const renewAt = renewalOf(fetched.expiresAt);
    const isSame = before?.token === fetched.token;
    if (isSame && reason !== 'refused') return { ...before, renewAt };
    const customer = isSame ? null : await ownerOf(fetched, before);
    if (customer !== null) return { token: fetched.token, refresh: null, renewAt, customer };
    if (reason !== 'refused') return fromSite('refused');
    report('token-refused', 'The token that fetchSession gave is refused');
    return null;
  };

  const fromGateway = async (refresh: string): Promise<Held | null> => {
    const answer = await ask(widgetSessionPaths.renew, widgetSignInSchema, undefined, { refresh_token: refresh });
    return answer && heldOf(answer);
  };

  const renew = async (reason: SessionReason): Promise<Held | null> => {
    if (failure && reason !== 'start' && Date.now() < failure.until) throw failure.error;
    failure = null;
    const before = held;
    try {
      const next = before?.refresh ? await fromGateway(before.refresh) : await fromSite(reason);
      // Signed out meanwhile: a token that comes afterwards is not taken up.
      if (held !== before) return held;
      held = next;
      if (before && next && before.customer !== next.customer) onOtherCustomer();
      return next;
    } catch (error) {
      if (error instanceof NomosApiError) failure = { error, until: Date.now() + pauseAfterFailure };
      throw error;
    }
  };

  const obtain = (reason: SessionReason): Promise<Held | null> =>
    (flight ??= renew(reason).finally(() => {
      flight = null;
    }));

  /** The token to ask with now. */
  const current = async (): Promise<Held | null> => {
    if (flight) return flight;
    return held && Date.now() >= held.renewAt ? obtain('expired') : held;
  };

  const sessionNow = async (): Promise<GatewaySession> => {
    const now = (await current()) ?? (await obtain('start'));
    return now ? { status: 'signed-in', customer: now.customer, expires_at: neverEnds } : { status: 'signed-out' };
  };

  /** Signing in here gives tokens along. */
  const takeTokens = async (response: Response): Promise<void> => {
    const answer = z.safeParse(widgetSignInSchema, await response.json().catch(() => undefined));
    if (answer.success) held = heldOf(answer.data);
  };

  return async (input, init = {}) => {
    const url = input as string;
    const method = init.method ?? 'GET';
    const [path = ''] = url.slice(api === undefined ? gateway.length : 0).split('?');
    const isSession = path === gatewayPaths.session;
    if (isSession && method === 'GET') return Response.json(await sessionNow());
    if (api !== undefined && path.startsWith('/gateway/')) {
      held = null;
      if (isSession) return new Response(null, { status: 204 });
      throw new NomosApiError('not-found', 'There is no gateway here');
    }

    const wanted = held;
    const first = wanted && (await current());
    init.signal?.throwIfAborted();
    if (isSession && !first) return new Response(null, { status: 204 });
    if (!first) {
      if (wanted) return refused();
      const response = await send(url, init);
      if (response.ok && path === gatewayPaths.sessions) await takeTokens(response.clone());
      return response;
    }
    if (first.customer !== wanted.customer) throw otherCustomer();

    let response = await send(url, init, first.token);
    if (response.status === 401) {
      // Somebody else may have got a newer one meanwhile.
      const second = held !== first ? await current() : await obtain('refused');
      init.signal?.throwIfAborted();
      if (second && second.customer !== first.customer) throw otherCustomer();
      if (second) response = await send(url, init, second.token);
      if (second && response.status === 401) {
        report('token-refused', 'A new token is refused');
        if (held === second) held = null;
      }
    }
    if (isSession) held = null;
    return response;
  };
}

/** Nobody is signed in any more. */
const refused = (): Response =>
  Response.json({ code: 'UNAUTHORIZED', message: 'Nobody is signed in' }, { status: 401 });

const otherCustomer = (): NomosApiError => new NomosApiError('aborted', 'Another customer is signed in now');

/** When to renew a token. One that seems to be at its end as soon as it comes says that a clock is wrong: it is used while it works. */
function renewalOf(expiresAt: FetchedSession['expiresAt']): number {
  const end = new Date(expiresAt).getTime();
  return end - Date.now() > 2 * renewalMargin ? end - renewalMargin : Number.POSITIVE_INFINITY;
}

function heldOf(answer: z.output<typeof widgetSignInSchema>): Held | null {
  const { token, customer, refresh_token: refresh, token_expires_at: end } = answer;
  return token && customer && end ? { token, refresh, customer, renewAt: renewalOf(end) } : null;
}
