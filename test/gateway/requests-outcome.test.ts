/** What the Nomos API is told, and what becomes of a request when it refuses, is silent, or its answer is lost. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { pauseAfter } from '../../gateway/requests/backoff.ts';
import { terminationOf } from '../../gateway/requests/termination.ts';
import { requestsPath, type Cancellation, type CustomerRequest } from '../../src/contract/gateway/requests.ts';
import { addDays, berlinDateOf, startOfBerlinDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { startRecordingApi, type RecordingApi, type StagedAnswer } from './recording-api.ts';
import { ask, cancellation, contact, made, seen, withdrawal } from './requests-under-test.ts';

const start = Date.parse('2026-10-01T10:00:00Z');
const minute = 60_000;
const hour = 60 * minute;
const own = subscriptionIdOf('smart');
const terminate = `POST /subscriptions/${own}/terminate`;
const look = `GET /subscriptions/${own}`;

let sandbox: Sandbox;
let api: RecordingApi;
let gateway: GatewayUnderTest;
let cookie: string;

before(async () => {
  api = await startRecordingApi();
  gateway = await startGateway({ nomosApiUrl: api.url });
});
after(async () => {
  await gateway.close();
  await api.close();
});
// What is terminated stays so: every test has a sandbox of its own.
beforeEach(async () => {
  await forgetAll(gateway);
  api.forget();
  gateway.pass(start - gateway.now().getTime());
  sandbox = await startSandbox({ port: 0, now: () => gateway.now(), rateLimit: { perSecond: 1000, burst: 1000 } });
  api.target = sandbox.url;
  cookie = await gateway.signIn('smart@sandbox.example', { remember: true });
  gateway.mails.length = 0;
  api.calls.length = 0;
});
afterEach(() => sandbox.close());

const told = (): unknown[] => api.callsOf(terminate).map(({ body }) => JSON.parse(body) as unknown);
const mine = (changes: object = {}) =>
  cancellation({ subscription: own, contract: null, email: 'smart@sandbox.example', ...changes });
const subscription = async () =>
  (await gateway.request({ method: 'GET', url: `/api/subscriptions/${own}`, cookie })).json<{
    end_at: string | null;
    terminated_at: string | null;
  }>();
/** As many answers as the gateway asks for in one try. */
const silent = (times = 8): StagedAnswer[] =>
  Array.from({ length: times }, () => ({ status: 503, headers: { 'retry-after': '60' }, body: {} }));
const wait = async (milliseconds: number): Promise<void> => {
  gateway.pass(milliseconds);
  await gateway.requestDelivery.drain();
  await gateway.requestDelivery.idle();
};
const shown = async (): Promise<CustomerRequest> => (await seen(gateway, cookie))[0] ?? assert.fail('no request');

describe('the Nomos API is told', () => {
  it('the end of the last day in Berlin, also where the clocks change', async () => {
    for (const [lastDay, end, utc] of [
      ['2026-12-31', '2027-01-01T00:00:00+01:00', '2026-12-31T23:00:00.000Z'],
      ['2026-10-24', '2026-10-25T00:00:00+02:00', '2026-10-24T22:00:00.000Z'],
      ['2026-10-25', '2026-10-26T00:00:00+01:00', '2026-10-25T23:00:00.000Z'],
      ['2027-03-27', '2027-03-28T00:00:00+01:00', '2027-03-27T23:00:00.000Z'],
      ['2027-03-28', '2027-03-29T00:00:00+02:00', '2027-03-28T22:00:00.000Z'],
    ] as const) {
      api.calls.length = 0;
      gateway.pass(2 * minute);
      const request = await made(gateway, mine({ termination: 'move-out', last_day: lastDay }), { cookie });
      assert.deepEqual(told(), [{ reason: 'MOVE_OUT', intended_end_at: end }]);
      assert.equal(new Date(end).toISOString(), utc);
      assert.deepEqual([request.state, request.end_at, request.refusal], ['applied', utc, null]);
      assert.equal((await subscription()).end_at, utc);
      await gateway.database.query('DELETE FROM customer_requests');
    }
  });

  it('for any day, the midnight that ends it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (days) => {
        const lastDay = addDays('2026-01-01' as BerlinDate, days);
        const body = terminationOf({
          ...mine({ last_day: lastDay, reason: null, new_address: null }),
        } as unknown as Cancellation);
        const end = new Date(body?.intended_end_at ?? Number.NaN);
        assert.equal(end.getTime(), startOfBerlinDay(addDays(lastDay, 1)).getTime());
        assert.equal(berlinDateOf(new Date(end.getTime() - 1)), lastDay);
      }),
    );
  });

  it('nothing but the reason when a cancellation names no day, and gives the end', async () => {
    const request = await made(gateway, mine(), { cookie });
    assert.deepEqual(told(), [{ reason: 'ORDINARY' }]);
    assert.deepEqual([request.state, request.end_at], ['applied', '2026-10-30T23:00:00.000Z']);
    assert.deepEqual([(await shown()).state, (await shown()).end_at], ['applied', '2026-10-30T23:00:00.000Z']);
  });

  it('an ordinary cancellation with its day', async () => {
    await made(gateway, mine({ last_day: '2026-12-31' }), { cookie });
    assert.deepEqual(told(), [{ reason: 'ORDINARY', intended_end_at: '2027-01-01T00:00:00+01:00' }]);
  });

  it('a withdrawal', async () => {
    const pending = subscriptionIdOf('pending');
    const tom = await gateway.signIn('pending@sandbox.example');
    api.calls.length = 0;
    await made(gateway, withdrawal({ subscription: pending, contract: null }), { cookie: tom });
    const [call] = api.callsOf(`POST /subscriptions/${pending}/terminate`);
    assert.deepEqual(JSON.parse(call?.body ?? ''), { reason: 'WITHDRAWAL' });
  });

  it('nothing of what it cannot do, or what nobody who is signed in has said', async () => {
    const extraordinary = await made(
      gateway,
      mine({ termination: 'extraordinary', reason: 'Preiserhöhung', last_day: '2026-12-31' }),
      { cookie },
    );
    const inWords = await made(gateway, cancellation(), { cookie });
    const signedOut = await made(gateway, mine());
    const message = await made(gateway, contact({ subscription: own }), { cookie });
    for (const request of [extraordinary, inWords, signedOut, message]) {
      assert.deepEqual([request.end_at, request.refusal], [null, null]);
    }
    assert.deepEqual(told(), []);
    assert.equal((await subscription()).terminated_at, null);
  });

  it('once for one request, however often it is sent', async () => {
    const body = mine();
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(gateway, body, { cookie })));
    assert.deepEqual(
      new Set(answers.map((answer) => answer.json<CustomerRequest>().end_at)),
      new Set(['2026-10-30T23:00:00.000Z']),
    );
    assert.equal(told().length, 1);
  });
});

describe('when the Nomos API refuses', () => {
  it('the request is recorded with its code and goes to a person', async () => {
    const cases: [StagedAnswer, string][] = [
      [
        {
          status: 409,
          body: {
            code: 'CONFLICT',
            message: '',
            errors: [{ code: 'invalid_termination_date', field: 'intended_end_at', message: '' }],
          },
        },
        'invalid_termination_date',
      ],
      [
        {
          status: 409,
          body: {
            code: 'CONFLICT',
            message: '',
            errors: [{ code: 'withdrawal_not_allowed', field: 'reason', message: '' }],
          },
        },
        'withdrawal_not_allowed',
      ],
      [
        {
          status: 409,
          body: { code: 'CONFLICT', message: '', errors: [{ code: 'ended_subscription', field: 'id', message: '' }] },
        },
        'ended_subscription',
      ],
      [{ status: 422, body: { code: 'UNPROCESSABLE_ENTITY', message: '' } }, 'unprocessable_entity'],
      [{ status: 402, body: 'pay' }, 'http_402'],
    ];
    for (const [answer, code] of cases) {
      gateway.pass(hour);
      gateway.mails.length = 0;
      api.stage(terminate, answer);
      const request = await made(gateway, mine({ last_day: '2026-12-31' }), { cookie });
      assert.deepEqual([request.refusal, request.end_at], [code, null]);
      assert.notEqual(request.state, 'applied');
      assert.equal((await shown()).state, 'forwarded');
      const staff = gateway.mails.find(({ to }) => to === 'vertrag@lumio.example');
      assert.match(staff?.subject ?? '', /bitte prüfen$/);
      assert.ok(staff?.text.includes(`(${code})`));
    }
    const calls = told().length;
    await wait(24 * hour);
    assert.equal(told().length, calls, 'and it is not asked again');
  });

  it('a withdrawal after thirteen months is a declaration, as the law wants it', async () => {
    const request = await made(gateway, withdrawal({ subscription: own, contract: null }), { cookie });
    assert.equal(request.refusal, 'withdrawal_not_allowed');
    assert.equal(gateway.mails.length, 3);
  });
});

describe('when the Nomos API is silent', () => {
  it('the request is taken, and carried out as soon as it answers', async () => {
    api.stage(look, ...silent());
    const request = await made(gateway, mine(), { cookie });
    assert.notEqual(request.state, 'applied');
    assert.deepEqual([request.end_at, request.refusal], [null, null]);
    assert.equal(gateway.mails.length, 2, 'mails do not wait for it');
    assert.ok(gateway.mails.every(({ text }) => /noch nicht geantwortet|sobald unser System antwortet/.test(text)));
    // Until what was staged is used up.
    for (let n = 0; n < 10; n += 1) await wait(15 * minute);
    assert.deepEqual(told(), [{ reason: 'ORDINARY' }]);
    const after = await shown();
    assert.equal(after.state, 'applied');
    assert.equal(after.end_at, (await subscription()).end_at);
    assert.equal(gateway.mails.length, 4, 'and both hear how it ended');
    assert.deepEqual(after.summary, request.summary);
    assert.equal(after.received_at, request.received_at);
  });

  it('it is asked again after seconds, then less and less often', async () => {
    api.stage(look, ...silent(100));
    await made(gateway, mine(), { cookie });
    const tries: number[] = [];
    for (let at = 5; at <= 700; at += 5) {
      const before = api.callsOf(look).length;
      await wait(5000);
      if (api.callsOf(look).length > before) tries.push(at);
    }
    assert.deepEqual(tries, [5, 20, 65, 200, 605]);
    assert.deepEqual([6, 7, 1000].map(pauseAfter), [15 * minute, 15 * minute, 15 * minute]);
  });

  it('after three days a person takes over', async () => {
    api.stage(look, ...silent(1000));
    await made(gateway, mine(), { cookie });
    await wait(3 * 24 * hour + minute);
    await wait(hour);
    assert.equal((await shown()).refusal, 'no_answer');
    assert.match(
      gateway.mails.find(({ to }) => to === 'vertrag@lumio.example')?.text ?? '',
      /tagelang nicht geantwortet/,
    );
    assert.deepEqual(told(), []);
  });

  it('a lost answer is not asked for twice: what it did is seen', async () => {
    gateway.pass(minute);
    api.stage(terminate, { drop: true });
    const request = await made(gateway, mine({ last_day: '2026-12-31' }), { cookie });
    assert.notEqual(request.state, 'applied');
    assert.equal((await subscription()).end_at, '2026-12-31T23:00:00.000Z', 'it had arrived');
    await wait(minute);
    assert.equal(told().length, 1);
    assert.deepEqual([(await shown()).state, (await shown()).end_at], ['applied', '2026-12-31T23:00:00.000Z']);
  });

  it('a lost answer after which nothing happened is asked for again', async () => {
    api.stage(terminate, { status: 500, body: {} });
    await made(gateway, mine(), { cookie });
    await wait(minute);
    assert.equal(told().length, 2);
    assert.equal((await shown()).state, 'applied');
  });

  it('a call that took effect late, so that the next one is refused, is not taken for refused', async () => {
    gateway.pass(minute);
    api.stage(terminate, { status: 504, body: {} });
    await made(gateway, mine({ last_day: '2026-12-31' }), { cookie });
    const seenBefore = await subscription();
    await made(gateway, mine({ last_day: '2026-12-31' }), { cookie });
    gateway.pass(minute);
    api.stage(look, { body: seenBefore });
    const conflict = { code: 'invalid_termination_date', field: '', message: '' };
    api.stage(terminate, { status: 409, body: { code: 'CONFLICT', message: '', errors: [conflict] } });
    await wait(0);
    const outcomes = (await seen(gateway, cookie)).map(({ state, end_at: endAt }) => [state, endAt]);
    assert.deepEqual(outcomes, Array(2).fill(['applied', '2026-12-31T23:00:00.000Z']));
  });

  it('a contract that was terminated before is not taken for one that this request has ended', async () => {
    await made(gateway, mine({ last_day: '2027-06-30' }), { cookie });
    gateway.pass(hour);
    api.stage(terminate, { status: 502, body: {} });
    const move = mine({ termination: 'move-out', last_day: '2026-12-31' });
    assert.notEqual((await made(gateway, move, { cookie })).state, 'applied');
    await wait(minute);
    assert.equal(told().length, 3);
    assert.deepEqual([(await shown()).state, (await shown()).end_at], ['applied', '2026-12-31T23:00:00.000Z']);
  });

  it('an answer that is no answer is looked into', async () => {
    gateway.pass(minute);
    api.stage(terminate, { status: 200, body: { reason: 'ORDINARY' } });
    assert.notEqual((await made(gateway, mine(), { cookie })).state, 'applied');
    await wait(minute);
    assert.equal((await shown()).state, 'applied');
  });

  it('somebody else’s subscription is not ended when the API could not say whose it was', async () => {
    const other = subscriptionIdOf('analog');
    api.stage(`GET /subscriptions/${other}`, ...silent(1));
    const request = await made(gateway, mine({ subscription: other }), { cookie });
    await wait(minute);
    assert.equal(api.callsOf(`POST /subscriptions/${other}`).length, 0);
    assert.equal((await shown()).refusal, 'unknown_subscription');
    assert.ok(!JSON.stringify(request).includes(customerIdOf('analog')));
    assert.ok(gateway.mails.every(({ text }) => !text.includes('Kastanienallee')));
  });

  it('many replicas, and one that died while it asked, end a contract once', async () => {
    api.stage(terminate, { status: 503, body: {} });
    await made(gateway, mine(), { cookie });
    api.calls.length = 0;
    gateway.pass(minute);
    await Promise.all(Array.from({ length: 5 }, () => gateway.requestDelivery.drain()));
    await gateway.requestDelivery.idle();
    assert.equal(told().length, 1);
  });
});

describe('an answer', () => {
  it('of another request for the same contract says what became of that one, whatever the clock of the API says', async () => {
    const first = await made(gateway, mine({ last_day: '2026-12-31' }), { cookie });
    const second = await made(gateway, mine({ last_day: '2027-01-31' }), { cookie });
    assert.deepEqual([first.end_at, second.end_at], ['2026-12-31T23:00:00.000Z', '2027-01-31T23:00:00.000Z']);
    assert.equal(
      (await gateway.request({ method: 'GET', url: requestsPath, cookie })).headers['cache-control'],
      'no-store',
    );
  });
});
