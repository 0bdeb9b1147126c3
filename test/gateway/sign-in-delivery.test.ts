import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import cookie from '@fastify/cookie';
import { fastify } from 'fastify';
import { badGateway } from '../../gateway/errors.ts';
import { MailRefused, type Mail, type Mailer } from '../../gateway/mail/mailer.ts';
import { createSessions } from '../../gateway/sessions/sessions.ts';
import { createWidgetTokens } from '../../gateway/sessions/widget-tokens.ts';
import { createChallenges, type NewChallenge } from '../../gateway/sign-in/challenges.ts';
import { createCodeDelivery, type CodeDelivery } from '../../gateway/sign-in/code-delivery.ts';
import { createKeys } from '../../gateway/sign-in/keys.ts';
import { createOutbox, leaseMilliseconds } from '../../gateway/sign-in/outbox.ts';
import { signInRoutes } from '../../gateway/sign-in/sign-in-routes.ts';
import type { Database } from '../../gateway/store/database.ts';
import { readTenants } from '../../gateway/tenants/tenant-file.ts';
import { createPublicOrigin } from '../../gateway/tenants/tenant-hosts.ts';
import type { Tenant } from '../../gateway/tenants/tenant.ts';
import { credentials } from './gateway-under-test.ts';
import { openTestDatabase } from './store-under-test.ts';

const minute = 60_000;
const email = 'smart@sandbox.example';

let tenants: Tenant[];
let database: Database;
let now: Date;
let mails: Mail[];
let lookUps: string[];
let logged: string[];
/** Thrown by the next look-ups and sendings, one each. */
let lookUpFaults: Error[];
let mailFaults: Error[];

const clock = (): Date => now;
const pass = (milliseconds: number): void => void (now = new Date(now.getTime() + milliseconds));
const codeIn = (mail: Mail | undefined): string => /^\d{6}/.exec(mail?.subject ?? '')?.[0] ?? '';

const mailer: Mailer = {
  send: async (mail) => {
    const fault = mailFaults.shift();
    if (fault) throw fault;
    mails.push(mail);
  },
  verify: () => Promise.resolve(),
  close: () => undefined,
};

/** A replica of the gateway's sign-in: time passes at once when it waits. */
function startReplica({
  serverKey = Buffer.alloc(32, 7),
  waits = async (milliseconds: number) => pass(milliseconds),
} = {}) {
  const keys = createKeys(serverKey);
  const outbox = createOutbox({ database, keys, clock });
  const challenges = createChallenges({ database, keys, outbox, clock });
  const log = (details: unknown, message: unknown): void => void logged.push(JSON.stringify([details, message]));
  const delivery: CodeDelivery = createCodeDelivery({
    outbox,
    challenges,
    tenants,
    findCustomer: async (_tenant, address) => {
      lookUps.push(address);
      const fault = lookUpFaults.shift();
      if (fault) throw fault;
      return address.startsWith('nobody') ? null : { id: 'cus_smart', firstName: 'Kim' };
    },
    mailer,
    clock,
    logger: { warn: log, error: log } as never,
    wait: waits,
  });
  const ask = (to = email): Promise<NewChallenge> =>
    challenges.create({ tenant: 'lumio', email: to, locale: 'de', ip: '203.0.113.1', remember: false });
  return { challenges, delivery, ask };
}

const outboxRows = (): Promise<unknown[]> => database.query('SELECT * FROM sign_in_deliveries');

before(async () => {
  tenants = await readTenants('demo/tenants', credentials);
  database = await openTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  now = new Date('2026-11-24T10:00:00Z');
  mails = [];
  lookUps = [];
  logged = [];
  lookUpFaults = [];
  mailFaults = [];
  await database.query('DELETE FROM sign_in_challenges');
});

describe('a code on its way', () => {
  it('is in the database before anybody is looked up, without address or digits to read', async () => {
    const { ask } = startReplica();
    const { delivery } = await ask();
    assert.deepEqual(lookUps, []);
    const [row] = await database.query<{ sealed: Uint8Array }>('SELECT sealed FROM sign_in_deliveries');
    const bytes = Buffer.from(row?.sealed ?? []);
    assert.ok(bytes.length > 0 && !bytes.includes('smart') && !bytes.includes(delivery.code));
    const rows = JSON.stringify(await outboxRows());
    assert.ok(!rows.includes('smart@') && !rows.includes(`"${delivery.code}"`));
  });

  it('leaves the outbox with its mail, or when the address is nobody’s', async () => {
    const { ask, delivery } = startReplica();
    for (const to of [email, 'nobody@sandbox.example']) delivery.enqueue((await ask(to)).delivery);
    await delivery.idle();
    assert.deepEqual(
      mails.map(({ to }) => to),
      [email],
    );
    assert.deepEqual(await outboxRows(), []);
  });

  it('goes out after a restart, with the digits that were promised', async () => {
    const before = startReplica();
    const { id, delivery } = await before.ask();
    // It ends here, without having sent anything.
    pass(leaseMilliseconds);
    const afterwards = startReplica();
    await afterwards.delivery.watch();
    await afterwards.delivery.idle();
    assert.equal(codeIn(mails[0]), delivery.code);
    const verdict = await afterwards.challenges.verify({ tenant: 'lumio', id, code: codeIn(mails[0]) });
    assert.equal(verdict.accepted, true);
    await afterwards.delivery.close();
  });

  it('is sent by one replica, however many look for what was left behind', async () => {
    await startReplica().ask();
    const replicas = Array.from({ length: 4 }, () => startReplica().delivery);
    await Promise.all(replicas.map((delivery) => delivery.watch()));
    await Promise.all(replicas.map((delivery) => delivery.idle()));
    assert.equal(mails.length, 0, 'whoever took it has it for themselves for a while');
    pass(leaseMilliseconds);
    await Promise.all(replicas.map((delivery) => delivery.watch()));
    await Promise.all(replicas.map((delivery) => delivery.idle()));
    assert.equal(mails.length, 1);
    await Promise.all(replicas.map((delivery) => delivery.close()));
  });

  it('is left to others by one that ends, at once', async () => {
    mailFaults = [new Error('connect ECONNREFUSED')];
    let failed = (): void => undefined;
    const firstFailure = new Promise<void>((resolve) => (failed = resolve));
    const ending = startReplica({
      waits: (_milliseconds: number, signal?: AbortSignal) => {
        failed();
        return new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
      },
    });
    ending.delivery.enqueue((await ending.ask()).delivery);
    await firstFailure;
    await ending.delivery.close();
    assert.equal(mails.length, 0);
    const next = startReplica();
    await next.delivery.watch();
    await next.delivery.idle();
    assert.equal(mails.length, 1);
    await next.delivery.close();
  });

  it('is not sent by one whose lease has ended while another one tries', async () => {
    const slow = startReplica();
    const { delivery: code } = await slow.ask();
    pass(leaseMilliseconds);
    mailFaults = [new Error('connect ECONNREFUSED')];
    let goOn = (): void => undefined;
    let failed = (): void => undefined;
    const firstFailure = new Promise<void>((resolve) => (failed = resolve));
    const quick = startReplica({
      waits: () => {
        failed();
        return new Promise<void>((resolve) => (goOn = resolve));
      },
    });
    await quick.delivery.watch();
    await firstFailure;
    slow.delivery.enqueue(code);
    await slow.delivery.idle();
    assert.equal(mails.length, 0);
    goOn();
    await quick.delivery.idle();
    assert.equal(mails.length, 1);
    await quick.delivery.close();
  });

  it('is dropped when the server has another key, and nothing is sent', async () => {
    await startReplica().ask();
    pass(leaseMilliseconds);
    const { delivery } = startReplica({ serverKey: Buffer.alloc(32, 8) });
    await delivery.watch();
    await delivery.close();
    assert.deepEqual(await outboxRows(), []);
    assert.deepEqual([mails, lookUps], [[], []]);
  });

  it('is not sent when a newer one has taken its place', async () => {
    const { ask, delivery } = startReplica();
    const old = await ask();
    pass(minute);
    const young = await ask();
    delivery.enqueue(old.delivery);
    delivery.enqueue(young.delivery);
    await delivery.idle();
    assert.deepEqual(mails.map(codeIn), [young.delivery.code]);
  });
});

describe('a look-up or a mail server that fails', () => {
  it('costs time and nothing else', async () => {
    lookUpFaults = [badGateway('The Nomos API answered 503'), badGateway('The Nomos API cannot be reached')];
    mailFaults = [new Error('connect ECONNREFUSED'), Object.assign(new Error('busy'), { responseCode: 451 })];
    const { ask, delivery } = startReplica();
    const challenge = await ask();
    delivery.enqueue(challenge.delivery);
    await delivery.idle();
    assert.deepEqual(mails.map(codeIn), [challenge.delivery.code]);
    assert.deepEqual(await outboxRows(), []);
  });

  it('is asked less and less often, and no more when the code has expired', async () => {
    mailFaults = Array.from({ length: 1000 }, () => new Error('connect ECONNREFUSED'));
    const { ask, delivery } = startReplica();
    const { delivery: code, expiresAt } = await ask();
    delivery.enqueue(code);
    await delivery.idle();
    assert.ok(now < expiresAt && now > new Date(expiresAt.getTime() - minute));
    assert.ok(lookUps.length > 10 && lookUps.length < 30, `${lookUps.length} tries`);
    assert.deepEqual(await outboxRows(), []);
    assert.match(logged.at(-1) ?? '', /given up/);
  });

  it('is asked once when it refuses for good', async () => {
    mailFaults = [new MailRefused(550)];
    const { ask, delivery } = startReplica();
    delivery.enqueue((await ask()).delivery);
    await delivery.idle();
    assert.deepEqual([lookUps.length, mails.length], [1, 0]);
    assert.deepEqual(await outboxRows(), []);
  });

  it('is logged without the address and the code', async () => {
    const { ask, delivery } = startReplica();
    const { delivery: code } = await ask();
    lookUpFaults = [new Error(`GET /customers?filter[email][eq]=smart%40sandbox.example failed`)];
    mailFaults = [Object.assign(new Error(`550 <${email}> no such user, ${code.code}`), { code: 'EPROTOCOL' })];
    delivery.enqueue(code);
    await delivery.idle();
    const words = logged.join('\n');
    assert.equal(logged.length, 2);
    assert.ok(words.includes('EPROTOCOL') && words.includes('lumio'));
    assert.ok(!words.includes('smart') && !words.includes(code.code), words);
  });
});

describe('the answer to a request for a code', () => {
  it('leaves before the customer is looked up, known or not, and does not wait for it', async () => {
    const { challenges, delivery } = startReplica();
    const order: string[] = [];
    const app = fastify();
    app.addHook('onRequest', async (request) => {
      request.tenant = tenants[0]!;
      request.portalOrigin = 'http://lumio.localhost:8080';
    });
    app.addHook('onResponse', async () => {
      order.push(`answered, ${lookUps.length} looked up`);
    });
    await app.register(cookie);
    const widgetTokens = createWidgetTokens({ database, clock });
    signInRoutes(app, {
      challenges,
      delivery,
      sessions: createSessions({ database, widgetTokens, clock }),
      widgetTokens,
      publicOrigin: createPublicOrigin({ production: false }),
    });
    for (const to of [email, 'nobody@sandbox.example']) {
      const response = await app.inject({
        method: 'POST',
        url: '/gateway/sign-in/challenges',
        payload: { email: to, locale: 'de' },
      });
      assert.equal(response.statusCode, 202);
      assert.equal(response.headers['cache-control'], 'no-store');
      await delivery.idle();
    }
    assert.deepEqual(order, ['answered, 0 looked up', 'answered, 1 looked up']);
    await app.close();
  });
});
