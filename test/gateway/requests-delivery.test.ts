/** The mails of requests on their way: through mail servers that are down, replicas that share the work, and those that die. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { MailRefused, type Mail, type Mailer } from '../../gateway/mail/mailer.ts';
import { badGateway } from '../../gateway/errors.ts';
import type { Upstream } from '../../gateway/nomos-api/upstream.ts';
import { createRequestDelivery } from '../../gateway/requests/request-delivery.ts';
import { checkRequest } from '../../gateway/requests/request-input.ts';
import {
  createRequestOutbox,
  mailHoldMilliseconds,
  mailLeaseMilliseconds,
} from '../../gateway/requests/request-outbox.ts';
import { createRequestStore, type LeasedRequest } from '../../gateway/requests/request-store.ts';
import { createTerminator } from '../../gateway/requests/termination.ts';
import { createKeys } from '../../gateway/sign-in/keys.ts';
import type { Database } from '../../gateway/store/database.ts';
import { readTenants } from '../../gateway/tenants/tenant-file.ts';
import type { Tenant } from '../../gateway/tenants/tenant.ts';
import { credentials } from './gateway-under-test.ts';
import { cancellation, contact } from './requests-under-test.ts';
import { openTestDatabase } from './store-under-test.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const supplier = 'vertrag@lumio.example';
const person = 'erika@sandbox.example';

let tenants: Tenant[];
let database: Database;
let now: Date;
let mails: Mail[];
let tries: number;
let logged: string[];
/** What the mail server says to a mail. */
let server: (mail: Mail) => Promise<void>;

const clock = (): Date => now;
const pass = (milliseconds: number): void => void (now = new Date(now.getTime() + milliseconds));
const down = (): Promise<void> => Promise.reject(new Error(`connect ECONNREFUSED, ${person}`));
const up = (): Promise<void> => Promise.resolve();

const mailer: Mailer = {
  send: async (mail) => {
    tries += 1;
    await server(mail);
    mails.push(mail);
  },
  verify: () => Promise.resolve(),
  close: () => undefined,
};

function startReplica({ serverKey = Buffer.alloc(32, 7) } = {}) {
  const keys = createKeys(serverKey);
  const store = createRequestStore({ database, keys, clock });
  const log = (details: unknown, message: unknown): void =>
    void logged.push(
      JSON.stringify([details, message], (_key, value: unknown) => (value instanceof Error ? value.name : value)),
    );
  const logger = { warn: log, error: log } as never;
  const silence = (): Promise<never> => Promise.reject(badGateway('The Nomos API cannot be reached'));
  const upstream = { get: silence, post: silence } as unknown as Upstream;
  const terminator = createTerminator({ upstreamOf: () => upstream, store, tenants, clock, logger });
  const outbox = createRequestOutbox({ database, clock });
  const changes = { say: () => undefined };
  const delivery = createRequestDelivery({ store, outbox, terminator, changes, tenants, mailer, clock, logger });
  const add = async (body: unknown = cancellation(), forApi = false): Promise<LeasedRequest> => {
    const request = checkRequest(body, clock());
    const made = { tenant: 'lumio', customer: null, ip: '203.0.113.1', request, known: null, attachment: null, forApi };
    return (await store.add(made)).request;
  };
  const work = async (): Promise<void> => {
    await delivery.drain();
    await delivery.idle();
  };
  return { store, delivery, add, work };
}

const recipients = (): string[] => mails.map(({ to }) => to).sort();
const state = async (id: string): Promise<string> => {
  const request = await startReplica().store.get(id);
  return request?.forwardedAt ? 'forwarded' : 'received';
};

before(async () => {
  tenants = await readTenants('demo/tenants', credentials);
  database = await openTestDatabase();
});
after(() => database.close());
beforeEach(async () => {
  now = new Date('2026-11-24T10:00:00Z');
  mails = [];
  tries = 0;
  logged = [];
  server = up;
  await database.query('DELETE FROM customer_requests');
});

describe('the mails of a request', () => {
  it('go to the supplier and to the person, once, and then it is forwarded', async () => {
    const { add, work } = startReplica();
    const { id } = await add();
    assert.equal(await state(id), 'received');
    await work();
    await work();
    assert.deepEqual(recipients(), [person, supplier]);
    assert.equal(await state(id), 'forwarded');
  });

  it('arrive after the mail server was down for an hour, or for two days', async () => {
    for (const [length, most] of [
      [hour, 25],
      [48 * hour, 2 * 210],
    ] as const) {
      mails = [];
      tries = 0;
      server = down;
      const { add, work } = startReplica();
      const { id } = await add();
      // As often as the gateway looks, or where that is too often for a test, as often as can be due.
      const step = length > hour ? 15 * minute : 20 * second;
      for (let passed = 0; passed < length; passed += step) {
        await work();
        pass(step);
      }
      assert.ok(tries <= most, `${tries} tries`);
      assert.equal(await state(id), 'received');
      server = up;
      pass(15 * minute);
      await work();
      assert.deepEqual(recipients(), [person, supplier]);
      assert.equal(await state(id), 'forwarded');
      await database.query('DELETE FROM customer_requests');
    }
  });

  it('do not wait for one another', async () => {
    server = ({ to }) => (to === supplier ? down() : up());
    const { add, work } = startReplica();
    const { id } = await add();
    await work();
    assert.deepEqual(recipients(), [person]);
    assert.equal(await state(id), 'received');
  });

  it('to a person are given up when the address is refused for good; to the supplier never', async () => {
    server = () => Promise.reject(new MailRefused(550));
    const { add, work } = startReplica();
    await add();
    for (let n = 0; n < 100; n += 1) {
      await work();
      pass(15 * minute);
    }
    server = up;
    await work();
    assert.deepEqual(recipients(), [supplier]);
    assert.ok(logged.some((line) => line.includes('given up')));
  });

  it('are logged without what is personal', async () => {
    server = down;
    const { add, work } = startReplica();
    await add();
    await work();
    assert.ok(logged.length > 0);
    assert.ok(!logged.join().includes('erika') && !logged.join().includes('Erika'));
  });
});

describe('replicas that share one database', () => {
  it('send every mail once', async () => {
    const replicas = Array.from({ length: 4 }, () => startReplica());
    const { add } = startReplica();
    for (let n = 0; n < 12; n += 1) await add(contact({ email: `p${n}@sandbox.example` }));
    await Promise.all(replicas.map(({ work }) => work()));
    assert.equal(mails.length, 24);
    assert.equal(new Set(mails.map(({ messageId }) => messageId)).size, 24);
  });

  it('leave a mail to whoever sends it, and take it over when that one is gone', async () => {
    const { add } = startReplica();
    await add();
    let release = (): void => undefined;
    const hanging = new Promise<void>((resolve) => (release = resolve));
    server = () => hanging;
    const slow = startReplica();
    const slowWork = slow.work();
    while (tries < 2) await new Promise((resolve) => setImmediate(resolve));
    const other = startReplica();
    await other.work();
    assert.equal(tries, 2, 'both mails are being sent');
    pass(mailLeaseMilliseconds + 1);
    server = up;
    await other.work();
    assert.deepEqual(recipients(), [person, supplier]);
    const [first, second] = [...mails].map(({ messageId }) => messageId).sort();
    release();
    await slowWork;
    assert.equal(mails.length, 4, 'at least once: what was under way arrives as well');
    assert.deepEqual([...new Set(mails.map(({ messageId }) => messageId))].sort(), [first, second], 'known by its id');
    pass(hour);
    await other.work();
    assert.equal(mails.length, 4);
  });

  it('do not need the one that wrote a request down, nor one that asked the API for it', async () => {
    const dead = startReplica();
    const { id } = await dead.add();
    const asked = await dead.add(cancellation({ subscription: 'sub_own' }), true);
    const next = startReplica();
    await next.work();
    assert.deepEqual(recipients(), [person, supplier], 'the other one waits for its outcome');
    pass(mailHoldMilliseconds + 1);
    await next.work();
    assert.equal(mails.length, 4, 'but not for ever');
    assert.deepEqual([await state(id), await state(asked.id)], ['forwarded', 'forwarded']);
  });

  it('with another key send nothing and lose nothing', async () => {
    await startReplica().add();
    const stranger = startReplica({ serverKey: Buffer.alloc(32, 8) });
    await stranger.work();
    assert.deepEqual(mails, []);
    pass(15 * minute);
    await startReplica().work();
    assert.equal(mails.length, 2);
  });
});
