import { startSandbox, type Sandbox, type SandboxOptions } from '../../demo/sandbox/server.ts';
import { organisationToken } from '../../demo/sandbox/organisation-token.ts';

/** An answer of the API. */
export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** A sandbox at a fixed time, and an organisation's way into it. */
export interface SandboxClient {
  sandbox: Sandbox;
  get<Body = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>;
  send(method: string, path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
}

export const now = () => new Date('2026-11-24T10:00:00Z');

/** Starts a sandbox and signs in as an organisation. */
export async function startAs(slug: string, options: Partial<SandboxOptions> = {}): Promise<SandboxClient> {
  const sandbox = await startSandbox({ port: 0, now, rateLimit: { perSecond: 1000, burst: 1000 }, ...options });
  return clientOf(sandbox, slug);
}

export async function clientOf(sandbox: Sandbox, slug: string): Promise<SandboxClient> {
  const token = await organisationToken(sandbox.url, slug);
  const usual = { authorization: `Bearer ${token}`, 'x-api-version': '2026-05-27.curie' };
  return {
    sandbox,
    get: async (path, headers = {}) => {
      const answer = await fetch(sandbox.url + path, { headers: { ...usual, ...headers }, redirect: 'manual' });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : null) as never };
    },
    send: async (method, path, body) => {
      const answer = await fetch(sandbox.url + path, {
        method,
        headers: { ...usual, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
  };
}
