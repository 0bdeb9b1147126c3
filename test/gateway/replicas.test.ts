/** Several gateways as processes of their own, on one real PostgreSQL: nothing that they share is in any one of them. */
import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { startMailbox, type Mailbox } from '../../demo/mailbox/mailbox.ts';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { signatureOf } from '../../demo/sandbox/webhooks.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { openPostgres } from '../../gateway/store/postgres.ts';
import type { Database } from '../../gateway/store/database.ts';
import { webhookPath } from '../../src/contract/gateway/live.ts';
import { requestsPath, type CustomerRequest } from '../../src/contract/gateway/requests.ts';
import { freePort } from '../../scripts/free-port.ts';
import { readEvents, type EventReader, type ReadEvent } from './event-reader.ts';
import { credentials } from './gateway-under-test.ts';
import { startPostgres, type PostgresUnderTest } from './postgres-under-test.ts';
import { ask, Balancer, breakableWay, Replicas, type BreakableWay, type Replica } from './replicas-under-test.ts';
import { cancellation, contact } from './requests-under-test.ts';

const timeout = 240_000;
const schema = 'replicas';

let postgres: PostgresUnderTest;
let database: Database;
/** From the replicas to the database. */
let way: BreakableWay;
let sandbox: Sandbox;
let mailbox: Mailbox;
let replicas: Replicas;
let one: Replica;
let other: Replica;
let third: Replica;
let withoutMail: Record<string, string>;

before(
  async () => {
    postgres = await startPostgres();
    const owner = await openPostgres(postgres.url, { mostConnections: 1 });
    await owner.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await owner.query(`CREATE SCHEMA ${schema}`);
    await owner.close();
    const url = new URL(postgres.url);
    url.searchParams.set('options', `-csearch_path=${schema}`);
    database = await openPostgres(url.href, { mostConnections: 2 });
    way = await breakableWay({ host: url.hostname, port: Number(url.port || 5432) });
    url.hostname = '127.0.0.1';
    url.port = String(way.port);
    sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 10_000, burst: 10_000 } });
    mailbox = await startMailbox({ webPort: 0, smtpPort: 0 });
    withoutMail = { SMTP_URL: `smtp://127.0.0.1:${await freePort()}` };
    replicas = new Replicas({
      DATABASE_URL: url.href,
      NOMOS_API_URL: sandbox.url,
      NOMOS_API_PER_SECOND: '1000',
      SMTP_URL: `smtp://127.0.0.1:${mailbox.smtpPort}`,
    });
    const old = { DRAIN_SECONDS: '1', TRUST_PROXY: '1' };
    // At the same time, on an empty database.
    [one, other, third] = await Promise.all(
      Array.from({ length: 3 }, () => replicas.start(old)) as [Promise<Replica>, Promise<Replica>, Promise<Replica>],
    );
    await Promise.all([one.ready(), other.ready(), third.ready()]);
  },
  { timeout },
);
after(async () => {
  await replicas.close();
  await mailbox.close();
  await sandbox.close();
  await way.close();
  await database.close();
  await postgres.close();
});

const emailOf = (customer: string): string => `${customer}@sandbox.example`;

async function until<Result>(
  look: () => Promise<Result | undefined | false> | Result | undefined | false,
): Promise<Result> {
  for (;;) {
    const result = await look();
    if (result) return result;
    await pause(50);
  }
}

async function challenge(at: Replica, customer: string): Promise<{ id: string; code: string }> {
  const before = mailbox.messages.length;
  const answer = await at.ask({
    method: 'POST',
    path: '/gateway/sign-in/challenges',
    body: { email: emailOf(customer), locale: 'de' },
  });
  assert.equal(answer.status, 202, answer.text);
  const mail = await until(() =>
    mailbox.messages.slice(0, mailbox.messages.length - before).find(({ to }) => to === emailOf(customer)),
  );
  return {
    id: (JSON.parse(answer.text) as { challenge: string }).challenge,
    code: /\d{6}/.exec(mail.subject)?.[0] ?? '',
  };
}

async function enter(
  at: Replica,
  { id, code }: { id: string; code: string },
): Promise<{ status: number; cookie: string; text: string }> {
  const { status, headers, text } = await at.ask({
    method: 'POST',
    path: '/gateway/sign-in/sessions',
    body: { challenge: id, code },
  });
  const [cookie = ''] = (headers['set-cookie'] as string[] | undefined) ?? [];
  return { status, text, cookie: cookie.split(';')[0] ?? '' };
}

const signIn = async (customer: string): Promise<string> => (await enter(one, await challenge(one, customer))).cookie;

async function isSignedIn(at: Replica, cookie: string): Promise<boolean> {
  const { status, text } = await at.ask({ path: '/gateway/session', cookie });
  assert.equal(status, 200);
  return (JSON.parse(text) as { status: string }).status === 'signed-in';
}

let events = 0;
function webhook(at: Replica, topic: string, customer: string, id = `evt_${(events += 1)}`) {
  const body = { id, topic, timestamp: 'now', context: { subscription: subscriptionIdOf(customer) } };
  const secret = credentials.LUMIO_WEBHOOK_SECRETS.split(',')[0] ?? '';
  const signature = signatureOf(secret, Math.floor(Date.now() / 1000), JSON.stringify(body));
  return at.ask({ method: 'POST', path: webhookPath, body, headers: { 'x-nomos-signature': signature } });
}

/** What a reader hears next that is not of devices: that it is signed in itself is told in its own time. */
async function nextNews(reader: EventReader): Promise<ReadEvent> {
  const event = await reader.next();
  return isDeepStrictEqual(event.data, { topics: ['devices'] }) ? nextNews(reader) : event;
}

describe('replicas', () => {
  it('that start together on an empty database migrate it once', async () => {
    const rows = await database.query<{ name: string }>('SELECT name FROM schema_migrations ORDER BY name');
    const names = rows.map(({ name }) => name);
    assert.ok(names.length >= 7);
    assert.deepEqual(names, [...new Set(names)]);
  });

  it('share a sign-in: begun on one, ended on another, valid on a third, over on all', { timeout }, async () => {
    const { status, cookie } = await enter(other, await challenge(one, 'smart'));
    assert.equal(status, 200);
    assert.ok(await isSignedIn(third, cookie));
    assert.equal((await one.ask({ path: `/api/customers/${customerIdOf('smart')}`, cookie })).status, 200);
    await one.ask({ method: 'DELETE', path: '/gateway/session', cookie });
    for (const replica of [one, other, third]) assert.ok(!(await isSignedIn(replica, cookie)));
  });

  it('judge five guesses, whichever is asked', { timeout }, async () => {
    const { id, code } = await challenge(one, 'neighbour-1');
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    const guesses = await Promise.all(
      Array.from({ length: 24 }, (_, n) => enter([one, other, third][n % 3] ?? one, { id, code: wrong })),
    );
    const problems = guesses.map(({ text }) => /invalid_code|too_many_attempts/.exec(text)?.[0]);
    assert.equal(problems.filter((problem) => problem === 'invalid_code').length, 5);
    assert.equal(problems.filter((problem) => problem === 'too_many_attempts').length, 19);
    assert.equal((await enter(other, { id, code })).status, 422, 'the right code comes too late');
  });

  it('send one code a minute to an address, whichever is asked', { timeout }, async () => {
    const body = { email: emailOf('neighbour-2'), locale: 'de' };
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, n) =>
        ([one, other, third][n % 3] ?? one).ask({ method: 'POST', path: '/gateway/sign-in/challenges', body }),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [202, ...Array<number>(8).fill(429)]);
  });

  it('take one request once, whichever it is sent to', { timeout }, async () => {
    const body = contact();
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, n) =>
        ([one, other, third][n % 3] ?? one).ask({ method: 'POST', path: requestsPath, body }),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [...Array<number>(8).fill(200), 201]);
    assert.equal(new Set(answers.map(({ text }) => (JSON.parse(text) as CustomerRequest).id)).size, 1);
  });

  it('tell all open pages what one of them hears, once', { timeout }, async () => {
    const cookie = await signIn('neighbour-3');
    const readers = await Promise.all([one, other, third].map(({ port }) => readEvents({ port, cookie })));
    const answers = await Promise.all([
      webhook(one, 'invoice.created', 'neighbour-3', 'evt_same'),
      webhook(other, 'invoice.created', 'neighbour-3', 'evt_same'),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [204, 204],
    );
    for (const reader of readers) assert.deepEqual((await nextNews(reader)).data, { topics: ['invoices'] });
    const change = { first_name: 'Nele', last_name: 'Muster' };
    const path = `/api/customers/${customerIdOf('neighbour-3')}`;
    assert.equal((await third.ask({ method: 'PATCH', path, body: change, cookie })).status, 200);
    for (const reader of readers) assert.deepEqual((await nextNews(reader)).data, { topics: ['customer'] });
    // Signed out through one, told by all.
    await other.ask({ method: 'DELETE', path: '/gateway/session', cookie });
    await Promise.all(readers.map(({ ended }) => ended));
    for (const reader of readers) assert.equal(reader.events.at(-1)?.event, 'ended');
  });
});

describe('a database that is away for a while', () => {
  it('is said so, and found again by the gateways themselves', { timeout }, async () => {
    const cookie = await signIn('neighbour-4');
    const reader = await readEvents({ port: one.port, cookie });
    way.cut();
    for (const replica of [one, other]) {
      assert.equal((await replica.ask({ path: '/readyz' })).status, 503);
      assert.equal((await replica.ask({ path: '/healthz' })).status, 200, 'a restart would not help');
      for (const path of ['/gateway/session', '/api/subscriptions', requestsPath]) {
        const { status, text, headers } = await replica.ask({ path, cookie });
        assert.equal(status, 503, path);
        assert.equal((JSON.parse(text) as { code: string }).code, 'SERVICE_UNAVAILABLE');
        assert.ok(Number(headers['retry-after']) > 0);
        assert.doesNotMatch(text, /ECONN|postgres|127\.0\.0\.1/i);
      }
      const refused = await replica.ask({ method: 'POST', path: requestsPath, body: cancellation() });
      assert.equal(refused.status, 503, 'what is not written down is not said to be');
      const page = await replica.ask({ path: '/overview', cookie });
      assert.equal(page.status, 200, 'there is a page, which asks for itself');
      assert.doesNotMatch(page.text, /signed-out/);
    }
    way.mend();
    await Promise.all([one.ready(), other.ready(), third.ready()]);
    assert.ok(await isSignedIn(other, cookie));
    assert.equal((await nextNews(reader)).event, 'missed', 'pages are told to look again');
    await webhook(other, 'invoice.created', 'neighbour-4');
    assert.deepEqual((await reader.next()).data, { topics: ['invoices'] });
    reader.close();
  });
});

describe('a replica that dies', () => {
  it('leaves the request that it has answered to another one, which delivers it once', { timeout }, async () => {
    const dying = await replicas.start(withoutMail);
    await dying.ready();
    const body = cancellation();
    const answer = await dying.ask({ method: 'POST', path: requestsPath, body });
    assert.equal(answer.status, 201);
    const { reference } = JSON.parse(answer.text) as CustomerRequest;
    await dying.kill();
    // Later than any lease that the dead one may have had.
    const ahead = await replicas.start({ NOMOS_NOW: new Date(Date.now() + 5 * 60_000).toISOString() });
    await ahead.ready();
    const about = (): string[] =>
      mailbox.messages
        .filter(({ text }) => text.includes(reference))
        .map(({ to }) => to)
        .sort();
    await until(() => about().length >= 2);
    const forwarded = await until(async () => {
      const again = await other.ask({ method: 'POST', path: requestsPath, body });
      return (JSON.parse(again.text) as CustomerRequest).state === 'forwarded' && again;
    });
    assert.equal(forwarded.status, 200, 'the customer may send it again: it is the same request');
    await ahead.stop();
    assert.deepEqual(about(), [body.email, 'vertrag@lumio.example'].sort());
  });

  it(
    'in the middle of a request costs the customer one retry, and the request is there once',
    { timeout },
    async () => {
      for (const milliseconds of [0, 5, 20, 60]) {
        const dying = await replicas.start(withoutMail);
        await dying.ready();
        const body = contact({ email: `kim${milliseconds}@example.org` });
        const [first] = await Promise.all([
          dying.ask({ method: 'POST', path: requestsPath, body }).catch(() => null),
          pause(milliseconds).then(() => dying.kill()),
        ]);
        const retry = await other.ask({ method: 'POST', path: requestsPath, body });
        assert.ok([200, 201].includes(retry.status), retry.text);
        const { id } = JSON.parse(retry.text) as CustomerRequest;
        if (first) assert.equal((JSON.parse(first.text) as CustomerRequest).id, id);
        const again = await third.ask({ method: 'POST', path: requestsPath, body });
        assert.equal((JSON.parse(again.text) as CustomerRequest).id, id);
      }
    },
  );

  it('in the middle of a sign-in costs nothing: the code is good at another one', { timeout }, async () => {
    const dying = await replicas.start();
    await dying.ready();
    const begun = await challenge(dying, 'neighbour-5');
    await dying.kill();
    assert.equal((await enter(other, begun)).status, 200);
  });

  it('before it has sent the code leaves that to another one', { timeout }, async () => {
    const dying = await replicas.start(withoutMail);
    await dying.ready();
    const body = { email: emailOf('neighbour-6'), locale: 'de' };
    const answer = await dying.ask({ method: 'POST', path: '/gateway/sign-in/challenges', body });
    await dying.kill();
    const ahead = await replicas.start({ NOMOS_NOW: new Date(Date.now() + 2 * 60_000).toISOString() });
    const mail = await until(() => mailbox.messages.find(({ to }) => to === body.email));
    const { challenge: id } = JSON.parse(answer.text) as { challenge: string };
    assert.equal((await enter(other, { id, code: /\d{6}/.exec(mail.subject)?.[0] ?? '' })).status, 200);
    await ahead.stop();
  });
});

describe('a new version that is rolled out under load', () => {
  it('fails no request, and ends every stream so that its page comes back to another one', { timeout }, async () => {
    const balancer = await Balancer.start();
    const cookie = await signIn('neighbour-7');
    let running = [one, other, third];
    await Promise.all(running.map((replica) => balancer.add(replica)));
    const statuses = new Map<number, number>();
    let isOver = false;
    const agent = new Agent({ keepAlive: true });
    const work = async (n: number): Promise<void> => {
      while (!isOver) {
        const path = n % 2 === 0 ? '/gateway/session' : '/api/subscriptions';
        const headers = { 'x-forwarded-for': `198.51.100.${n}` };
        const { status } = await ask(balancer.port, { path, cookie, headers, agent }).catch(() => ({ status: 0 }));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        await pause(20);
      }
    };
    const workers = Promise.all(Array.from({ length: 6 }, (_, n) => work(n)));
    for (const old of [one, other, third]) {
      const reader = await readEvents({ port: old.port, cookie });
      assert.equal(reader.status, 200);
      const next = await replicas.start({ DRAIN_SECONDS: '1', TRUST_PROXY: '1' });
      await balancer.add(next);
      const code = await old.stop();
      assert.equal(code, 0, 'it ended by itself');
      await reader.ended;
      balancer.remove(old);
      running = [...running.filter((replica) => replica !== old), next];
      assert.equal((await readEvents({ port: next.port, cookie })).status, 200);
    }
    isOver = true;
    await workers;
    agent.destroy();
    await balancer.close();
    const [answered = 0] = [statuses.get(200)];
    statuses.delete(200);
    assert.deepEqual([...statuses], [], `other answers than 200, beside ${answered}`);
    assert.ok(answered > 100);
    [one, other, third] = running as [Replica, Replica, Replica];
  });
});
