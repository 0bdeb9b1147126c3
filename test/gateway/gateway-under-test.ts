import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { StreamLimits } from '../../gateway/live/event-streams.ts';
import type { Mail, Mailer } from '../../gateway/mail/mailer.ts';
import type { RequestDelivery } from '../../gateway/requests/request-delivery.ts';
import type { NoticeDelivery } from '../../gateway/notices/notice-delivery.ts';
import type { TimeLimits } from '../../gateway/security/time-limits.ts';
import { buildServer, type ServerParts } from '../../gateway/server.ts';
import type { CodeDelivery } from '../../gateway/sign-in/code-delivery.ts';
import type { Database } from '../../gateway/store/database.ts';
import { readTenants } from '../../gateway/tenants/tenant-file.ts';
import { openTestDatabase } from './store-under-test.ts';

/** Credentials of the sandbox's organisations, as the demo's tenant files name them. */
export const credentials = {
  LUMIO_CLIENT_ID: 'lumio-client',
  LUMIO_CLIENT_SECRET: 'lumio-secret',
  VOLTWERK_CLIENT_ID: 'voltwerk-client',
  VOLTWERK_CLIENT_SECRET: 'voltwerk-secret',
  LUMIO_WEBHOOK_SECRETS: 'whsec_lumio_newest, whsec_lumio_before',
  VOLTWERK_WEBHOOK_SECRETS: 'whsec_voltwerk_only',
};

const origin = 'http://lumio.localhost:8080';

/** A gateway in process, with a clock that tests move and a mailer that keeps what it gets. */
export interface GatewayUnderTest {
  app: FastifyInstance;
  database: Database;
  mails: Mail[];
  delivery: CodeDelivery;
  requestDelivery: RequestDelivery;
  notices: NoticeDelivery;
  /** The mailer fails as long as this is true. */
  mailFails: boolean;
  now(): Date;
  pass(milliseconds: number): void;
  request(options: InjectOptions & { cookie?: string; host?: string; ip?: string }): Promise<LightMyRequestResponse>;
  /** A write as the portal's own page makes it. */
  write(
    method: 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    more?: { cookie?: string; host?: string; ip?: string; userAgent?: string },
  ): Promise<LightMyRequestResponse>;
  /** Asks for a code and reads it from the mail, with the link beside it and the cookie of the browser that asked. */
  codeFor(
    email: string,
    more?: { host?: string; ip?: string; remember?: boolean; next?: string },
  ): Promise<{ challenge: string; code: string; asked: string; link: URL }>;
  /** Signs in and gives the cookie. */
  signIn(email: string, more?: { host?: string; remember?: boolean; userAgent?: string }): Promise<string>;
  close(): Promise<void>;
}

export async function startGateway({
  nomosApiUrl,
  production = false,
  trustProxy = 0,
  tenantsFolder = 'demo/tenants',
  database: given,
  timeLimits,
  configuration,
  logTo,
  streamLimits,
}: {
  nomosApiUrl: string;
  production?: boolean;
  trustProxy?: number;
  tenantsFolder?: string;
  /** One that replicas share; without it, one of its own. */
  database?: Database;
  timeLimits?: TimeLimits;
  /** In place of what tests have as a rule. */
  configuration?: Partial<ServerParts['configuration']>;
  logTo?: ServerParts['logTo'];
  streamLimits?: StreamLimits;
}): Promise<GatewayUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ entries: { 'nomos-portal': { file: 'nomos-portal-0a1b2c3d.js', imports: ['lit-0a1b2c3e.js'] } } }),
  );
  writeFileSync(join(folder, 'nomos-portal-0a1b2c3d.js'), 'export {};');
  writeFileSync(join(folder, 'nomos.js'), 'export {};');
  mkdirSync(join(folder, 'v/1.2.3'), { recursive: true });
  writeFileSync(join(folder, 'v/1.2.3/nomos.js'), 'export {};');
  const database = given ?? (await openTestDatabase());
  let now = Date.parse('2026-11-24T10:00:00Z');
  const mails: Mail[] = [];
  const state = { mailFails: false };
  const mailer: Mailer = {
    send: (mail) => {
      if (state.mailFails) return Promise.reject(new Error('connect ECONNREFUSED to somebody@sandbox.example'));
      mails.unshift(mail);
      return Promise.resolve();
    },
    verify: () => Promise.resolve(),
    close: () => undefined,
  };
  const { app, codeDelivery, requestDelivery, noticeDelivery } = await buildServer({
    configuration: {
      production,
      trustProxy: trustProxy || false,
      metricsToken: undefined,
      pageFolder: folder,
      nomosApiUrl,
      serverKey: Buffer.alloc(32, 7),
      logLevel: 'silent',
      clock: () => new Date(now),
      ...configuration,
    },
    tenants: await readTenants(tenantsFolder, credentials),
    database,
    mailer,
    ...(timeLimits ? { timeLimits } : {}),
    ...(logTo ? { logTo } : {}),
    ...(streamLimits ? { streamLimits } : {}),
  });
  const gateway: GatewayUnderTest = {
    app,
    database,
    mails,
    delivery: codeDelivery,
    requestDelivery,
    notices: noticeDelivery,
    get mailFails() {
      return state.mailFails;
    },
    set mailFails(fails) {
      state.mailFails = fails;
    },
    now: () => new Date(now),
    pass: (milliseconds) => (now += milliseconds),
    request: ({ cookie, host = 'lumio.localhost:8080', ip = '203.0.113.1', headers, ...options }) =>
      app.inject({
        ...options,
        remoteAddress: ip,
        headers: { host, ...(cookie ? { cookie } : {}), ...headers },
      }),
    write: (method, url, body, { userAgent = 'lightMyRequest', ...more } = {}) =>
      gateway.request({
        method,
        url,
        ...more,
        headers: {
          origin: more.host ? `http://${more.host}` : origin,
          'x-nomos-portal': '1',
          'user-agent': userAgent,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      }),
    codeFor: async (email, { remember = false, next, ...more } = {}) => {
      const response = await gateway.write(
        'POST',
        '/gateway/sign-in/challenges',
        { email, locale: 'de', remember, ...(next === undefined ? {} : { next }) },
        more,
      );
      if (response.statusCode !== 202) throw new Error(`No challenge: ${response.statusCode} ${response.body}`);
      await codeDelivery.idle();
      const { challenge } = response.json<{ challenge: string }>();
      const [mark] = response.cookies;
      return {
        challenge,
        code: /^\d{6}/.exec(mails[0]?.subject ?? '')?.[0] ?? '',
        asked: `${mark?.name ?? ''}=${mark?.value ?? ''}`,
        link: new URL(/^https?:.*$/m.exec(mails[0]?.text ?? '')?.[0] ?? 'about:blank'),
      };
    },
    signIn: async (email, { userAgent, ...more } = {}) => {
      const { challenge, code } = await gateway.codeFor(email, more);
      const response = await gateway.write(
        'POST',
        '/gateway/sign-in/sessions',
        { challenge, code },
        { ...more, ...(userAgent ? { userAgent } : {}) },
      );
      if (response.statusCode !== 200) throw new Error(`No session: ${response.statusCode} ${response.body}`);
      const [cookie] = response.cookies;
      return `${cookie?.name ?? ''}=${cookie?.value ?? ''}`;
    },
    close: async () => {
      await app.close();
      if (!given) await database.close();
      rmSync(folder, { recursive: true });
    },
  };
  return gateway;
}

/** The code of the first problem that an answer names; empty for one that names none. */
export const problemOf = (response: LightMyRequestResponse): string =>
  response.json<{ errors: { code: string }[] }>().errors[0]?.code ?? '';

/** A code that is not this one. */
export const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Forgets every code, failure, session and request, so that tests do not meet each other's limits. */
export async function forgetAll({ database, mails }: GatewayUnderTest): Promise<void> {
  const tables = [
    'sign_in_links',
    'sign_in_challenges',
    'sign_in_failures',
    'sessions',
    'customer_requests',
    'change_notices',
  ];
  for (const table of tables) await database.query(`DELETE FROM ${table}`);
  mails.length = 0;
}
