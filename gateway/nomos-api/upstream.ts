import { apiVersion } from '../../src/contract/gateway/routes.ts';
import { badGateway, GatewayError } from '../errors.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { AccessToken } from './access-token.ts';
import { readJson } from './bounded-body.ts';
import { RequestGate } from './request-gate.ts';

/** An answer of the Nomos API, whatever its status; JSON has been read. */
export interface UpstreamAnswer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** The Nomos API in the name of a tenant's organisation. */
export interface Upstream {
  /**
   * @param path - With its query; begins with a slash.
   * @throws {GatewayError} 502 when there is no answer, or none that is JSON.
   */
  get(path: string): Promise<UpstreamAnswer>;
  /**
   * Writes. Never made again once it may have taken effect, which only a refused token rules out.
   *
   * @param path - Begins with a slash.
   * @throws {GatewayError} 502 when there is no answer, or none that is JSON.
   */
  post(path: string, body: unknown): Promise<UpstreamAnswer>;
  /** Changes what is there; otherwise as `post`. */
  patch(path: string, body: unknown): Promise<UpstreamAnswer>;
  /** Finds out whether the API is there and takes our credentials. @throws {GatewayError} 502 when not. */
  check(): Promise<void>;
  /** Gives the answer itself, redirects not followed, for files. */
  open(path: string): Promise<Response>;
}

/** A write, its body as JSON. */
interface Write {
  method: 'POST' | 'PATCH';
  body: string;
}

const timeoutMilliseconds = 15_000;

/** Answers that are worth one more try from here; the browser's own tries come on top. */
const retriedStatuses = new Set([429, 502, 503, 504]);

/** How long a request may be held up by what the API asks us to wait. */
const longestPauseMilliseconds = 2000;

/** What is asked of the Nomos API at most. */
export interface UpstreamLimits {
  /** Calls in the name of one organisation; the API allows about ten, of all replicas together. */
  perSecond?: number | undefined;
  /** Told of every call, once it has an answer or will have none. */
  onCall?: (call: UpstreamCall) => void;
}

/** A call as it is measured. */
export interface UpstreamCall {
  method: string;
  /** `null` without an answer. */
  status: number | null;
  /** How long it waited for its turn. */
  waitedSeconds: number;
  /** From then until the head of the answer. */
  seconds: number;
}

export type UpstreamOf = (tenant: Tenant) => Upstream;

/** Upstreams by tenant: token and rate are the organisation's, so tenants with the same credentials share them. */
export function createUpstreams(apiUrl: string, { perSecond = 9, onCall }: UpstreamLimits = {}): UpstreamOf {
  const upstreams = new Map<string, Upstream>();
  return (tenant) => {
    const key = tenant.api.clientId;
    let upstream = upstreams.get(key);
    if (!upstream) upstreams.set(key, (upstream = createUpstream(apiUrl, tenant, { perSecond, onCall })));
    return upstream;
  };
}

function createUpstream(
  apiUrl: string,
  tenant: Tenant,
  { perSecond, onCall }: { perSecond: number; onCall: UpstreamLimits['onCall'] },
): Upstream {
  const token = new AccessToken(apiUrl, tenant.api);
  const gate = new RequestGate({
    perSecond,
    burst: perSecond,
    atOnce: Math.min(256, Math.max(8, perSecond - 1)),
    mostWaiting: 300,
  });

  const call = async (path: string, bearer: string, write?: Write): Promise<Response> => {
    const asked = performance.now();
    let begun = asked;
    const tell = (status: number | null): void =>
      onCall?.({
        method: write?.method ?? 'GET',
        status,
        waitedSeconds: (begun - asked) / 1000,
        seconds: (performance.now() - begun) / 1000,
      });
    try {
      const response = await gate.run(() => {
        begun = performance.now();
        return fetch(apiUrl + path, {
          headers: {
            authorization: `Bearer ${bearer}`,
            'x-api-version': apiVersion,
            accept: 'application/json',
            ...(write ? { 'content-type': 'application/json' } : {}),
          },
          ...write,
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMilliseconds),
        });
      });
      tell(response.status);
      return response;
    } catch (cause) {
      tell(null);
      if (cause instanceof GatewayError) throw cause;
      throw badGateway('The Nomos API cannot be reached', cause);
    }
  };

  /** A token may have been revoked before its time: one new one is worth a try, a second refusal is final. */
  const callWithToken = async (path: string, write?: Write): Promise<Response> => {
    const bearer = await token.get();
    const response = await call(path, bearer, write);
    if (response.status !== 401) return response;
    await response.body?.cancel();
    token.invalidate(bearer);
    const second = await call(path, await token.get(), write);
    if (second.status !== 401) return second;
    await second.body?.cancel();
    // Passed on, it would sign the customer out for a fault between us and the API.
    throw badGateway('The Nomos API refused our token');
  };

  const open = async (path: string): Promise<Response> => {
    const response = await callWithToken(path);
    if (!retriedStatuses.has(response.status)) return response;
    const asked = Number(response.headers.get('retry-after') ?? 0) * 1000;
    if (!(asked <= longestPauseMilliseconds)) return response;
    await response.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, Math.max(asked, 250)));
    return callWithToken(path);
  };

  return {
    open,
    async check() {
      await token.get();
    },
    get: async (path) => readAnswer(await open(path)),
    post: async (path, body) => readAnswer(await callWithToken(path, { method: 'POST', body: JSON.stringify(body) })),
    patch: async (path, body) => readAnswer(await callWithToken(path, { method: 'PATCH', body: JSON.stringify(body) })),
  };
}

async function readAnswer(response: Response): Promise<UpstreamAnswer> {
  const { status, headers } = response;
  try {
    return { status, headers, body: await readJson(response) };
  } catch (cause) {
    throw badGateway('The Nomos API answered with something else than JSON', cause);
  }
}
