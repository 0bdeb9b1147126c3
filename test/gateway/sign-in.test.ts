import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { forgetAll, problemOf, startGateway, wrong, type GatewayUnderTest } from './gateway-under-test.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let sandbox: Sandbox;
let gateway: GatewayUnderTest;

const challenges = '/gateway/sign-in/challenges';
const sessions = '/gateway/sign-in/sessions';

const ask = (email: string, ip = '203.0.113.1') => gateway.write('POST', challenges, { email, locale: 'de' }, { ip });
const guess = (challenge: string, code: string) => gateway.write('POST', sessions, { challenge, code });

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  gateway = await startGateway({ nomosApiUrl: sandbox.url });
});
after(async () => {
  await gateway.close();
  await sandbox.close();
});
beforeEach(async () => {
  await forgetAll(gateway);
  gateway.pass(48 * hour);
});

describe('asking for a code', () => {
  it('sends six digits in the name of the brand, as text and HTML, in the language asked for', async () => {
    const { code } = await gateway.codeFor('smart@sandbox.example');
    assert.match(code, /^\d{6}$/);
    const [german] = gateway.mails;
    assert.equal(german?.to, 'smart@sandbox.example');
    assert.match(german.subject, /ist Ihr Code für Lumio$/);
    assert.ok(german.text.includes(code) && german.html.includes(code));
    assert.match(german.html, /<html lang="de">/);
    gateway.pass(2 * minute);
    await gateway.write('POST', challenges, { email: 'smart@sandbox.example', locale: 'en' });
    await gateway.delivery.idle();
    assert.match(gateway.mails[0]?.subject ?? '', /is your code for Lumio$/);
  });

  it('answers for an unknown address as for a known one, and sends nothing', async () => {
    const known = await ask('smart@sandbox.example');
    const unknown = await ask('nobody@sandbox.example');
    await gateway.delivery.idle();
    assert.equal(unknown.statusCode, known.statusCode);
    const shape = (body: string): string => body.replace(/"challenge":"[\w-]{32}"/, '"challenge":"…"');
    assert.equal(shape(unknown.body), shape(known.body));
    assert.deepEqual(Object.keys(unknown.headers).sort(), Object.keys(known.headers).sort());
    assert.deepEqual(
      gateway.mails.map(({ to }) => to),
      ['smart@sandbox.example'],
    );
  });

  it('answers before the Nomos API or the mail server has been asked anything', async () => {
    gateway.mailFails = true;
    const response = await ask('smart@sandbox.example');
    assert.equal(response.statusCode, 202);
    gateway.mailFails = false;
    await gateway.delivery.idle();
    assert.equal(gateway.mails.length, 1, 'the mail follows when the server is back');
  });

  it('takes an address however it is written', async () => {
    await gateway.codeFor('  Smart@Sandbox.Example ');
    assert.equal(gateway.mails.length, 1);
  });

  it('refuses what cannot be an address, and names the field', async () => {
    for (const email of ['', 'smart', 'a@b', 'a b@c.de', `${'x'.repeat(250)}@example.org`, 'a@b@c.de']) {
      const response = await ask(email);
      assert.equal(response.statusCode, 400, email);
      assert.equal(response.json<{ errors: { field: string }[] }>().errors[0]?.field, 'email');
    }
  });

  it('sends once a minute to an address, and says how long to wait', async () => {
    assert.equal((await ask('smart@sandbox.example')).statusCode, 202);
    gateway.pass(59 * second);
    const early = await ask('SMART@sandbox.example');
    assert.equal(early.statusCode, 429);
    assert.equal(early.headers['retry-after'], '1');
    gateway.pass(1 * second);
    assert.equal((await ask('smart@sandbox.example')).statusCode, 202);
  });

  it('limits an unknown address in the same way', async () => {
    assert.equal((await ask('nobody@sandbox.example')).statusCode, 202);
    assert.equal((await ask('nobody@sandbox.example')).statusCode, 429);
  });

  it('sends five an hour and ten a day to an address, from wherever they are asked', async () => {
    let sent = 0;
    const many = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) {
        sent += 1;
        const response = await ask('smart@sandbox.example', `198.51.100.${sent}`);
        assert.equal(response.statusCode, 202, `code ${sent}`);
        gateway.pass(minute);
      }
    };
    await many(5);
    const hourly = await ask('smart@sandbox.example', '198.51.100.200');
    assert.equal(hourly.statusCode, 429);
    assert.equal(hourly.headers['retry-after'], String(55 * 60));
    gateway.pass(hour);
    await many(5);
    gateway.pass(hour);
    const daily = await ask('smart@sandbox.example', '198.51.100.201');
    assert.equal(daily.statusCode, 429);
    assert.ok(Number(daily.headers['retry-after']) > 20 * 3600);
  });

  it('sends twenty an hour for one network: an IPv4 address, or the /64 of an IPv6 address', async () => {
    for (const ipOf of [
      () => '192.0.2.9',
      (n: number) => `2001:db8:1:2::${n.toString(16)}`,
      () => '::ffff:192.0.2.77',
    ]) {
      await forgetAll(gateway);
      for (let n = 1; n <= 20; n += 1) {
        assert.equal((await ask(`person-${n}@elsewhere.example`, ipOf(n))).statusCode, 202);
      }
      assert.equal((await ask('person-21@elsewhere.example', ipOf(21))).statusCode, 429);
      assert.equal((await ask('person-21@elsewhere.example', '2001:db8:1:3::1')).statusCode, 202);
    }
  });

  it('lets only one through when two ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask('smart@sandbox.example')));
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [202, 429, 429, 429, 429]);
  });

  it('keeps neither the address nor the code', async () => {
    const { code } = await gateway.codeFor('smart@sandbox.example');
    const rows = JSON.stringify(await gateway.database.query('SELECT * FROM sign_in_challenges'));
    assert.ok(!rows.includes('smart@') && !rows.includes(`"${code}"`));
  });
});

describe('answering with a code', () => {
  it('signs the customer in, once', async () => {
    const { challenge, code } = await gateway.codeFor('smart@sandbox.example');
    const first = await guess(challenge, code);
    assert.equal(first.statusCode, 200);
    assert.equal(first.json<{ status: string }>().status, 'signed-in');
    const again = await guess(challenge, code);
    assert.equal(again.statusCode, 422);
    assert.equal(problemOf(again), 'used_code');
  });

  it('signs in once even when the code comes twice at the same time', async () => {
    const { challenge, code } = await gateway.codeFor('smart@sandbox.example');
    const answers = await Promise.all([guess(challenge, code), guess(challenge, code), guess(challenge, code)]);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 422, 422]);
  });

  it('holds for ten minutes', async () => {
    const { challenge, code } = await gateway.codeFor('smart@sandbox.example');
    gateway.pass(10 * minute - second);
    assert.equal(problemOf(await guess(challenge, wrong(code))), 'invalid_code');
    gateway.pass(second);
    assert.equal(problemOf(await guess(challenge, code)), 'expired_code');
  });

  it('may be guessed five times; then even the right code is too late', async () => {
    const { challenge, code } = await gateway.codeFor('smart@sandbox.example');
    for (let n = 0; n < 5; n += 1) assert.equal(problemOf(await guess(challenge, wrong(code))), 'invalid_code');
    assert.equal(problemOf(await guess(challenge, code)), 'too_many_attempts');
  });

  it('judges five of many guesses that come at once', async () => {
    const { challenge, code } = await gateway.codeFor('smart@sandbox.example');
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess(challenge, wrong(code))));
    const problems = answers.map(problemOf);
    assert.equal(problems.filter((problem) => problem === 'invalid_code').length, 5);
    assert.equal(problems.filter((problem) => problem === 'too_many_attempts').length, 15);
  });

  it('belongs to its challenge: the code of another one is wrong, and an older one is over', async () => {
    const old = await gateway.codeFor('smart@sandbox.example');
    gateway.pass(minute);
    const young = await gateway.codeFor('smart@sandbox.example');
    assert.equal(problemOf(await guess(old.challenge, old.code)), 'expired_code');
    if (old.code !== young.code) assert.equal(problemOf(await guess(young.challenge, old.code)), 'invalid_code');
    assert.equal((await guess(young.challenge, young.code)).statusCode, 200);
  });

  it('belongs to its tenant', async () => {
    const { challenge, code } = await gateway.codeFor('smart@sandbox.example');
    const elsewhere = await gateway.write('POST', sessions, { challenge, code }, { host: 'voltwerk.localhost:8080' });
    assert.equal(problemOf(elsewhere), 'expired_code');
  });

  it('is never right for an unknown address, nor for a customer of another plan', async () => {
    const unknown = await ask('nobody@sandbox.example');
    const foreign = await ask('voltwerk@sandbox.example');
    await gateway.delivery.idle();
    assert.equal(gateway.mails.length, 0);
    for (const response of [unknown, foreign]) {
      const { challenge } = response.json<{ challenge: string }>();
      assert.equal(problemOf(await guess(challenge, '000000')), 'invalid_code');
    }
  });

  it('stops after ten failures of an address in an hour, which new codes do not reset, and after twenty in a day', async () => {
    const fail = async (times: number): Promise<void> => {
      const { challenge, code } = await gateway.codeFor('smart@sandbox.example');
      for (let n = 0; n < times; n += 1) assert.equal(problemOf(await guess(challenge, wrong(code))), 'invalid_code');
      gateway.pass(minute);
    };
    await fail(5);
    await fail(5);
    const { challenge, code } = await gateway.codeFor('smart@sandbox.example');
    const blocked = await guess(challenge, code);
    assert.equal(blocked.statusCode, 429);
    assert.ok(Number(blocked.headers['retry-after']) > 50 * 60);
    gateway.pass(hour);
    await fail(5);
    await fail(5);
    gateway.pass(hour);
    const last = await gateway.codeFor('smart@sandbox.example');
    const daily = await guess(last.challenge, last.code);
    assert.equal(daily.statusCode, 429);
    assert.ok(Number(daily.headers['retry-after']) > 20 * 3600);
  });

  it('refuses what is no code', async () => {
    for (const code of ['12345', '1234567', 'abcdef', '', '１２３４５６']) {
      assert.equal((await guess('x', code)).statusCode, 400, code);
    }
    assert.equal(problemOf(await guess('no-such-challenge', '123456')), 'expired_code');
  });
});
