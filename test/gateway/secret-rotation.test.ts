/** `GATEWAY_SECRET` changes while customers are in the middle of everything: gateways with other secrets on one database. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { requestsPath } from '../../src/contract/gateway/requests.ts';
import { reseal } from '../../gateway/operation/reseal.ts';
import { createKeys } from '../../gateway/sign-in/keys.ts';
import { sealContexts } from '../../gateway/sign-in/seal-contexts.ts';
import type { Database } from '../../gateway/store/database.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { ask, contact, made, newKey, seen } from './requests-under-test.ts';
import { openTestDatabase } from './store-under-test.ts';

const earlier = Buffer.alloc(32, 1);
const later = Buffer.alloc(32, 2);
const email = 'smart@sandbox.example';
const minute = 60_000;

let sandbox: Sandbox;
let database: Database;
/** Knows the old secret alone. */
let old: GatewayUnderTest;
/** Makes with the old one and understands the new one: the first step. */
let told: GatewayUnderTest;
/** Makes with the new one and understands the old one: the second step. */
let turned: GatewayUnderTest;
/** Knows the new one alone. */
let done: GatewayUnderTest;

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  database = await openTestDatabase();
  const start = (serverKey: Buffer, ...fallbackKeys: Buffer[]): Promise<GatewayUnderTest> =>
    startGateway({ nomosApiUrl: sandbox.url, database, configuration: { serverKey, fallbackKeys } });
  old = await start(earlier);
  told = await start(earlier, later);
  turned = await start(later, earlier);
  done = await start(later);
});
after(async () => {
  for (const gateway of [old, told, turned, done]) await gateway.close();
  await database.close();
  await sandbox.close();
});
const all = (): GatewayUnderTest[] => [old, told, turned, done];
const pass = (milliseconds: number): void => {
  for (const gateway of all()) gateway.pass(milliseconds);
};
beforeEach(async () => {
  for (const gateway of all()) await forgetAll(gateway);
});
afterEach(() => pass(48 * 3_600_000));

const enter = (gateway: GatewayUnderTest, challenge: string, code: string) =>
  gateway.write('POST', '/gateway/sign-in/sessions', { challenge, code });
const askForCode = (gateway: GatewayUnderTest) =>
  gateway.write('POST', '/gateway/sign-in/challenges', { email, locale: 'de' });
const linkOf = (gateway: GatewayUnderTest): string =>
  /token_hash=([\w-]+)/.exec(gateway.mails[0]?.text ?? '')?.[1] ?? '';
const follow = (gateway: GatewayUnderTest, token: string, type = 'email') =>
  gateway.write('POST', '/gateway/sign-in/links', { token_hash: token, type, confirmed: true });
/** Guesses a code wrongly so often. Gives the last answer's status. */
const guess = async (
  gateway: GatewayUnderTest,
  { challenge, code }: { challenge: string; code: string },
  times: number,
) => {
  let status = 0;
  for (let n = 0; n < times; n += 1) {
    status = (await enter(gateway, challenge, code === '111111' ? '222222' : '111111')).statusCode;
  }
  return status;
};

describe('a secret that changes', () => {
  it('ends no session', async () => {
    const cookie = await old.signIn(email);
    for (const gateway of [turned, done]) {
      const response = await gateway.request({ method: 'GET', url: '/gateway/session', cookie });
      assert.equal(response.json<{ customer: string }>().customer, customerIdOf('smart'));
    }
  });

  it('ends no code and no link, in either direction, and none of them is good twice', async () => {
    for (const [from, to] of [
      [old, turned],
      [turned, told],
    ] as const) {
      const { challenge, code } = await from.codeFor(email);
      assert.equal((await enter(to, challenge, code)).statusCode, 200);
      assert.equal((await enter(from, challenge, code)).statusCode, 422);
      pass(10 * minute);
      await from.codeFor(email);
      const token = linkOf(from);
      assert.equal((await follow(to, token)).json<{ status: string }>().status, 'signed-in');
      const again = await follow(from, token);
      assert.equal(again.json<{ errors: { code: string }[] }>().errors[0]?.code, 'used_link');
      pass(10 * minute);
    }
  });

  it('but without the one from before, neither holds', async () => {
    const { challenge, code } = await old.codeFor(email);
    assert.equal((await enter(done, challenge, code)).statusCode, 422);
    assert.equal((await follow(done, linkOf(old))).statusCode, 422);
  });

  it('lets a code go out that waits for its mail', async () => {
    const stopped = await startGateway({ nomosApiUrl: sandbox.url, database, configuration: { serverKey: earlier } });
    stopped.pass(turned.now().getTime() - stopped.now().getTime());
    stopped.mailFails = true;
    await askForCode(stopped);
    await stopped.close();
    await turned.delivery.watch();
    await turned.delivery.idle();
    assert.match(turned.mails[0]?.subject ?? '', /^\d{6}/);
  });

  it('resets no limit of sent codes', async () => {
    assert.equal((await askForCode(old)).statusCode, 202);
    assert.equal((await askForCode(turned)).statusCode, 429, 'within a minute');
    for (let n = 1; n < 5; n += 1) {
      pass(minute);
      assert.equal((await askForCode([old, told, turned][n % 3] ?? old)).statusCode, 202);
    }
    pass(minute);
    for (const gateway of [told, turned]) assert.equal((await askForCode(gateway)).statusCode, 429, 'five an hour');
    pass(60 * minute);
    assert.equal((await askForCode(turned)).statusCode, 202);
  });

  it('resets no limit of the network', async () => {
    const askAs = (gateway: GatewayUnderTest, n: number) =>
      gateway.write('POST', '/gateway/sign-in/challenges', { email: `nobody-${n}@sandbox.example`, locale: 'de' });
    for (let n = 0; n < 20; n += 1) assert.equal((await askAs(n < 10 ? old : turned, n)).statusCode, 202);
    for (const gateway of [told, turned]) assert.equal((await askAs(gateway, 21)).statusCode, 429);
  });

  it('resets no limit of wrong codes', async () => {
    assert.equal(await guess(told, await old.codeFor(email), 5), 422);
    pass(2 * minute);
    assert.equal(await guess(turned, await told.codeFor(email), 4), 422);
    pass(2 * minute);
    const last = await turned.codeFor(email);
    assert.equal(await guess(turned, last, 1), 422, 'the tenth');
    for (const gateway of [told, turned]) {
      assert.equal((await enter(gateway, last.challenge, last.code)).statusCode, 429, 'the right one comes too late');
    }
  });

  it('takes the place of codes from before: the newest alone is good', async () => {
    const first = await old.codeFor(email);
    pass(2 * minute);
    const second = await turned.codeFor(email);
    assert.equal((await enter(turned, first.challenge, first.code)).statusCode, 422);
    assert.equal((await enter(turned, second.challenge, second.code)).statusCode, 200);
  });

  it('lets one code be sent, however many are asked for on replicas of both kinds at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => askForCode(n % 2 ? told : turned)));
    assert.equal(answers.filter(({ statusCode }) => statusCode === 202).length, 1);
  });

  it('leaves requests readable, known by their keys, and counted', async () => {
    const cookie = await old.signIn(email);
    const body = contact({ key: newKey(), message: 'Vor dem Wechsel.' });
    const { id } = await made(old, body, { cookie });
    const [request] = await seen(turned, cookie);
    assert.equal(request?.id, id);
    assert.ok(JSON.stringify(request).includes('Vor dem Wechsel.'));
    assert.equal((await ask(turned, body, { cookie })).statusCode, 200, 'the same once more');
    assert.equal((await ask(turned, { ...body, message: 'Anders.' }, { cookie })).statusCode, 409);
    const receipt = await turned.write('POST', `${requestsPath}/${id}/receipt`, { key: body.key });
    assert.equal(receipt.headers['content-type'], 'application/pdf');
    for (let n = 0; n < 4; n += 1) await made(n % 2 ? old : turned, contact(), { ip: `203.0.113.${n}` });
    for (const gateway of [told, turned]) {
      assert.equal((await ask(gateway, contact(), { ip: '203.0.113.99' })).statusCode, 429, 'five for one address');
    }
  });
});

describe('sealing anew', () => {
  const keys = createKeys(later, [earlier]);

  it('makes the secret from before needless, and does nothing the second time', async () => {
    const cookie = await old.signIn(email);
    old.mailFails = true;
    await ask(old, contact({ message: 'Mit der alten Farbe.' }), { cookie });
    const [attachment] = await database.query<{ id: string }>('SELECT id FROM customer_requests');
    const context = sealContexts.attachment(attachment?.id ?? '');
    const before = createKeys(earlier).seal(Buffer.alloc(300_000, 5), context);
    await database.query(`INSERT INTO customer_request_attachments VALUES ($1, decode($2, 'base64'))`, [
      attachment?.id,
      before.toString('base64'),
    ]);
    assert.deepEqual(await seen(done, cookie), [], 'not without the one from before');
    const results = await reseal(database, keys);
    assert.deepEqual(
      results.map(({ table, resealed, unreadable }) => [table, resealed, unreadable]),
      [
        ['sign_in_deliveries', 0, 0],
        ['change_notices', 0, 0],
        ['customer_requests', 1, 0],
        ['customer_request_attachments', 1, 0],
      ],
    );
    assert.equal((await seen(done, cookie)).length, 1);
    const [file] = await database.query<{ sealed: string }>(
      `SELECT encode(sealed, 'base64') AS sealed FROM customer_request_attachments`,
    );
    const opened = createKeys(later).openBytes(Buffer.from(file?.sealed ?? '', 'base64'), context);
    assert.ok(opened.equals(Buffer.alloc(300_000, 5)));
    old.mailFails = false;
    pass(20 * minute);
    await done.requestDelivery.drain();
    assert.ok(done.mails.find(({ forStaff }) => forStaff)?.text.includes('Mit der alten Farbe.'));
    for (const { resealed } of await reseal(database, keys)) assert.equal(resealed, 0);
  });

  it('leaves alone what no secret opens, and says so', async () => {
    await made(old, contact());
    const [, , requests] = await reseal(database, createKeys(Buffer.alloc(32, 9)));
    assert.deepEqual(requests, { table: 'customer_requests', resealed: 0, unreadable: 1 });
    const [again] = await reseal(database, createKeys(earlier));
    assert.equal(again?.unreadable, 0);
  });
});
