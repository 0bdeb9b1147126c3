import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { forgetAll, problemOf, startGateway, wrong, type GatewayUnderTest } from './gateway-under-test.ts';
import { startRecordingApi, type RecordingApi } from './recording-api.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const challenges = '/gateway/step-up/challenges';
const stepUp = '/gateway/step-up';
const signIn = '/gateway/sign-in/sessions';
const email = 'smart@sandbox.example';

interface More {
  cookie?: string;
  host?: string;
}

let sandbox: Sandbox;
let api: RecordingApi;
let gateway: GatewayUnderTest;
let cookie: string;

const ask = (more: More = { cookie }, locale = 'de') => gateway.write('POST', challenges, { locale }, more);
const answer = (challenge: string, code: string, more: More = { cookie }) =>
  gateway.write('POST', stepUp, { challenge, code }, more);
/** Asks for a code and reads it from the mail. */
const codeFor = async (more: More = { cookie }): Promise<{ challenge: string; code: string }> => {
  const response = await ask(more);
  assert.equal(response.statusCode, 202, response.body);
  await gateway.delivery.idle();
  const { challenge } = response.json<{ challenge: string }>();
  return { challenge, code: /^\d{6}/.exec(gateway.mails[0]?.subject ?? '')?.[0] ?? '' };
};

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  api = await startRecordingApi(sandbox.url);
  gateway = await startGateway({ nomosApiUrl: api.url });
});
after(async () => {
  await gateway.close();
  await api.close();
  await sandbox.close();
});
beforeEach(async () => {
  await forgetAll(gateway);
  gateway.pass(48 * hour);
  cookie = await gateway.signIn(email);
  gateway.mails.length = 0;
  // The code of the sign-in and that of a step-up are sent to the same address, at least a minute apart.
  gateway.pass(10 * minute);
});

describe('a step-up', () => {
  it('is a code to the address that the API has, and counts for five minutes', async () => {
    const response = await ask();
    assert.equal(response.statusCode, 202);
    assert.equal(response.headers['cache-control'], 'no-store');
    await gateway.delivery.idle();
    const [mail] = gateway.mails;
    assert.equal(mail?.to, email);
    assert.match(mail.text, /bestätigen Sie eine Änderung im Kundenportal von Lumio/);
    assert.match(mail.text, /Guten Tag Katharina,/);
    const { challenge, ...times } = response.json<{ challenge: string; expires_at: string; resend_at: string }>();
    assert.deepEqual(times, {
      expires_at: new Date(gateway.now().getTime() + 10 * minute).toISOString(),
      resend_at: new Date(gateway.now().getTime() + minute).toISOString(),
    });
    const verified = await answer(challenge, /^\d{6}/.exec(mail.subject)?.[0] ?? '');
    assert.equal(verified.statusCode, 200);
    assert.deepEqual(verified.json(), {
      verified_at: gateway.now().toISOString(),
      valid_until: new Date(gateway.now().getTime() + 5 * minute).toISOString(),
    });
  });

  it('is asked for in the language of the page', async () => {
    await ask({ cookie }, 'en-GB');
    await gateway.delivery.idle();
    assert.match(gateway.mails[0]?.text ?? '', /confirm a change in the Lumio customer portal/);
  });

  it('takes no address from the browser', async () => {
    await gateway.write(
      'POST',
      challenges,
      { locale: 'de', email: 'thief@sandbox.example', customer: 'x' },
      { cookie },
    );
    await gateway.delivery.idle();
    assert.deepEqual(
      gateway.mails.map(({ to }) => to),
      [email],
    );
  });

  it('is for those who are signed in', async () => {
    const { challenge, code } = await codeFor();
    for (const more of [{}, { cookie: `${cookie}x` }, { cookie, host: 'voltwerk.localhost:8080' }]) {
      assert.equal((await ask(more)).statusCode, 401);
      assert.equal((await answer(challenge, code, more)).statusCode, 401);
    }
    assert.equal(gateway.mails.length, 1);
    await gateway.write('DELETE', '/gateway/session', undefined, { cookie });
    assert.equal((await answer(challenge, code)).statusCode, 401, 'the session that asked has ended');
  });

  it('is refused from another origin, and without a body that is one', async () => {
    for (const url of [challenges, stepUp]) {
      const response = await gateway.request({
        method: 'POST',
        url,
        cookie,
        headers: { origin: 'https://evil.example', 'x-nomos-portal': '1', 'content-type': 'application/json' },
        payload: '{"locale":"de"}',
      });
      assert.equal(response.statusCode, 403);
      assert.equal((await gateway.write('POST', url, {}, { cookie })).statusCode, 400);
    }
    for (const code of ['12345', '1234567', 'abcdef', '１２３４５６', 123456]) {
      const response = await gateway.write('POST', stepUp, { challenge: 'x', code }, { cookie });
      assert.equal(response.statusCode, 400);
    }
  });

  it('sends nothing when the API does not say who it is', async () => {
    const operation = `GET /customers/${customerIdOf('smart')}`;
    const other = { id: customerIdOf('multi'), first_name: 'X', last_name: 'Y', email: 'thief@sandbox.example' };
    for (const body of [{ ...other, created_at: '2026-01-01T00:00:00Z' }, {}, null]) {
      api.stage(operation, { body });
      assert.equal((await ask()).statusCode, 502);
    }
    api.stage(operation, { status: 500, body: { code: 'INTERNAL_SERVER_ERROR', message: '' } });
    assert.equal((await ask()).statusCode, 500);
    await gateway.delivery.idle();
    assert.deepEqual(gateway.mails, []);
  });
});

describe('a code is worth nothing', () => {
  it('a second time', async () => {
    const { challenge, code } = await codeFor();
    assert.equal((await answer(challenge, code)).statusCode, 200);
    const again = await answer(challenge, code);
    assert.equal(again.statusCode, 422);
    assert.equal(problemOf(again), 'used_code');
  });

  it('after ten minutes, or when a newer one has been asked for', async () => {
    const first = await codeFor();
    gateway.pass(10 * minute);
    assert.equal(problemOf(await answer(first.challenge, first.code)), 'expired_code');
    const second = await codeFor();
    gateway.pass(minute);
    const third = await codeFor();
    assert.equal(problemOf(await answer(second.challenge, second.code)), 'expired_code');
    assert.equal((await answer(third.challenge, third.code)).statusCode, 200);
  });

  it('in another session of the same customer, which cannot use up its attempts either', async () => {
    const other = await gateway.signIn(email);
    gateway.pass(minute);
    const { challenge, code } = await codeFor();
    for (let n = 0; n < 6; n += 1)
      assert.equal(problemOf(await answer(challenge, code, { cookie: other })), 'expired_code');
    assert.equal((await answer(challenge, code)).statusCode, 200);
  });

  it('to another customer, or at another tenant', async () => {
    const { challenge, code } = await codeFor();
    const other = await gateway.signIn('multi@sandbox.example');
    assert.equal(problemOf(await answer(challenge, code, { cookie: other })), 'expired_code');
    const host = 'voltwerk.localhost:8080';
    const elsewhere = await gateway.signIn('voltwerk@sandbox.example', { host });
    assert.equal(problemOf(await answer(challenge, code, { cookie: elsewhere, host })), 'expired_code');
  });

  it('as the other kind of code: neither signs in nor steps up in place of the other', async () => {
    const { challenge, code } = await codeFor();
    const signingIn = await gateway.write('POST', signIn, { challenge, code });
    assert.equal(signingIn.statusCode, 422);
    assert.equal(problemOf(signingIn), 'expired_code');
    gateway.pass(minute);
    const other = await gateway.codeFor(email);
    assert.equal(problemOf(await answer(other.challenge, other.code)), 'expired_code');
    assert.equal((await gateway.write('POST', signIn, other)).statusCode, 200, 'it was not used up');
    assert.equal((await answer(challenge, code)).statusCode, 200, 'nor was this one');
  });

  it('in a session that a thief prepared: who signs in has a new one', async () => {
    const { challenge, code } = await codeFor();
    const signedIn = await gateway.codeFor('multi@sandbox.example');
    // The victim signs in with the thief's cookie in the browser.
    const response = await gateway.write('POST', signIn, signedIn, { cookie });
    const fresh = `${response.cookies[0]?.name ?? ''}=${response.cookies[0]?.value ?? ''}`;
    assert.notEqual(fresh, cookie);
    assert.equal((await answer(challenge, code)).statusCode, 401);
    assert.equal(problemOf(await answer(challenge, code, { cookie: fresh })), 'expired_code');
  });
});

describe('guesses and mails', () => {
  it('five guesses are judged, and the right code is late after them', async () => {
    const { challenge, code } = await codeFor();
    for (let n = 0; n < 5; n += 1) assert.equal(problemOf(await answer(challenge, wrong(code))), 'invalid_code');
    assert.equal(problemOf(await answer(challenge, code)), 'too_many_attempts');
  });

  it('failures count for the address, whatever the code was for', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { challenge, code } = await codeFor();
      for (let n = 0; n < 5; n += 1) await answer(challenge, wrong(code));
      gateway.pass(minute);
    }
    const { challenge, code } = await codeFor();
    const refused = await answer(challenge, code);
    assert.equal(refused.statusCode, 429);
    assert.ok(Number(refused.headers['retry-after']) > 0);
    gateway.pass(minute);
    const other = await gateway.codeFor(email);
    assert.equal((await gateway.write('POST', signIn, other)).statusCode, 429);
  });

  it('mails count for the address too: one a minute, five an hour', async () => {
    assert.equal((await ask()).statusCode, 202);
    const early = await ask();
    assert.equal(early.statusCode, 429);
    assert.equal(early.headers['retry-after'], '60');
    const signingIn = await gateway.write('POST', '/gateway/sign-in/challenges', { email, locale: 'de' });
    assert.equal(signingIn.statusCode, 429);
    let sent = 2;
    for (let n = 0; n < 8; n += 1) {
      gateway.pass(minute);
      if ((await ask()).statusCode === 202) sent += 1;
    }
    assert.equal(sent, 5, 'with that of the sign-in');
  });

  it('a stranger who asks for sign-in codes does not end the code of a step-up', async () => {
    const { challenge, code } = await codeFor();
    gateway.pass(minute);
    await gateway.codeFor(email);
    assert.equal((await answer(challenge, code)).statusCode, 200);
  });

  it('a mail server that is away for a moment is waited for', async () => {
    gateway.mailFails = true;
    assert.equal((await ask()).statusCode, 202);
    gateway.mailFails = false;
    await gateway.delivery.idle();
    assert.equal(gateway.mails.length, 1);
  });

  it('nothing readable of it is in the database', async () => {
    const { code } = await codeFor();
    const rows = JSON.stringify(await gateway.database.query('SELECT * FROM sign_in_challenges'));
    assert.ok(!rows.includes('smart@') && !rows.includes(`"${code}"`));
  });
});
