import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { GatewayError } from '../../gateway/errors.ts';
import { AccessToken } from '../../gateway/nomos-api/access-token.ts';
import { RequestGate } from '../../gateway/nomos-api/request-gate.ts';
import { createUpstreams, type Upstream } from '../../gateway/nomos-api/upstream.ts';
import { readTenants } from '../../gateway/tenants/tenant-file.ts';
import type { Tenant } from '../../gateway/tenants/tenant.ts';
import { credentials } from './gateway-under-test.ts';
import { startRecordingApi, type RecordingApi } from './recording-api.ts';

const tokenCall = 'POST /oauth/token';
const token = (name: string, seconds = 3600) => ({ body: { access_token: name, expires_in: seconds } });
const times = (n: number) => Array.from({ length: n }, (_, i) => i);
const withStatus = (status: number) => (error: unknown) => error instanceof GatewayError && error.status === status;

let api: RecordingApi;
let tenant: Tenant;
let upstream: Upstream;

before(async () => {
  const [lumio] = await readTenants('demo/tenants', credentials);
  assert.ok(lumio);
  tenant = lumio;
});
beforeEach(async () => {
  api = await startRecordingApi();
  upstream = createUpstreams(api.url)(tenant);
});
afterEach(() => api.close());

describe('the access token', () => {
  const accessToken = () => new AccessToken(api.url, { clientId: 'c:1', clientSecret: 's/2' });

  it('is fetched once, however many want it', async () => {
    api.stage(tokenCall, token('first'));
    const access = accessToken();
    const tokens = await Promise.all(times(50).map(() => access.get()));
    assert.deepEqual([...new Set(tokens)], ['first']);
    assert.equal(await access.get(), 'first');
    assert.equal(api.calls.length, 1);
    const [{ authorization, body } = { authorization: '', body: '' }] = api.calls;
    assert.equal(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString(), 'c%3A1:s%2F2');
    assert.deepEqual(JSON.parse(body), { grant_type: 'client_credentials' });
  });

  it('is fetched anew when it has ended', async () => {
    api.stage(tokenCall, token('first', 0), token('second'));
    const access = accessToken();
    assert.equal(await access.get(), 'first');
    assert.equal(await access.get(), 'second');
  });

  it('is given up only by the name of the one that was refused', async () => {
    api.stage(tokenCall, token('first'), token('second'));
    const access = accessToken();
    access.invalidate(await access.get());
    assert.equal(await access.get(), 'second');
    access.invalidate('first');
    assert.equal(await access.get(), 'second');
    assert.equal(api.calls.length, 2);
  });

  it('that cannot be had is an error for all who wait, and the next one tries again', async () => {
    api.stage(tokenCall, { status: 401 }, { body: { access_token: 7 } }, token('third'));
    const access = accessToken();
    const waiting = await Promise.allSettled(times(5).map(() => access.get()));
    assert.ok(waiting.every((result) => result.status === 'rejected' && withStatus(502)(result.reason)));
    assert.equal(api.calls.length, 1);
    await assert.rejects(access.get(), withStatus(502));
    assert.equal(await access.get(), 'third');
  });
});

describe('a token that the API refuses', () => {
  it('is renewed once for all calls that met it, and each call is made once more', async () => {
    api.stage(tokenCall, token('old'), token('new'));
    api.refused.add('old');
    api.stage('GET /things', ...times(6).map(() => ({ body: { ok: true } })));
    const answers = await Promise.all(times(6).map(() => upstream.get('/things')));
    assert.ok(answers.every(({ status }) => status === 200));
    assert.equal(api.callsOf(tokenCall).length, 2);
    const bearers = api.callsOf('GET /things').map(({ authorization }) => authorization);
    assert.deepEqual(bearers.sort(), [...times(6).map(() => 'Bearer new'), ...times(6).map(() => 'Bearer old')]);
  });

  it('and the next one too, is an error of ours and not the customer being signed out', async () => {
    api.stage(tokenCall, token('old'), token('new'));
    api.refused.add('old').add('new');
    await assert.rejects(upstream.get('/things'), withStatus(502));
    assert.equal(api.callsOf('GET /things').length, 2);
  });
});

describe('an answer that asks for patience', () => {
  beforeEach(() => api.stage(tokenCall, token('t')));

  it('is waited for as long as it says, and asked for once more', async () => {
    api.stage('GET /things', { status: 429, headers: { 'retry-after': '1' } }, { body: { ok: true } });
    const began = performance.now();
    assert.equal((await upstream.get('/things')).status, 200);
    assert.ok(performance.now() - began >= 995);
    assert.equal(api.callsOf('GET /things').length, 2);
  });

  it('is passed on when it asks for more than anybody waits for, or says no number', async () => {
    for (const retryAfter of ['3', '3600', 'Wed, 25 Nov 2026 10:00:00 GMT']) {
      api.stage('GET /things', { status: 429, headers: { 'retry-after': retryAfter } });
      const { status, headers } = await upstream.get('/things');
      assert.deepEqual([status, headers.get('retry-after')], [429, retryAfter]);
    }
    assert.equal(api.callsOf('GET /things').length, 3);
  });

  it('is passed on the second time', async () => {
    api.stage('GET /things', ...times(2).map(() => ({ status: 503, headers: { 'retry-after': '0' } })));
    assert.equal((await upstream.get('/things')).status, 503);
    assert.equal(api.callsOf('GET /things').length, 2);
  });

  it('is not waited for when the API has failed, or when something is written', async () => {
    api.stage('GET /things', { status: 500 });
    assert.equal((await upstream.get('/things')).status, 500);
    for (const status of [429, 502, 503, 504]) {
      api.stage('POST /things', { status, headers: { 'retry-after': '0' } });
      assert.equal((await upstream.post('/things', {})).status, status);
    }
    assert.equal(api.callsOf('GET /things').length, 1);
    assert.equal(api.callsOf('POST /things').length, 4);
  });
});

describe('the gate before the API', () => {
  const open = { perSecond: 1e6, burst: 1e6, atOnce: 1e6, mostWaiting: 1e6 };

  it('lets so many through at once and then no more than its rate', async () => {
    const [perSecond, burst] = [100, 5];
    const gate = new RequestGate({ ...open, perSecond, burst });
    const began = performance.now();
    const starts: number[] = [];
    await Promise.all(
      times(25).map((i) => gate.run(() => Promise.resolve(starts.push(performance.now() - began) + i))),
    );
    assert.equal(starts.length, 25);
    starts.forEach((start, i) => {
      const earliest = ((i + 1 - burst) / perSecond) * 1000;
      assert.ok(start >= earliest - 1, `call ${i} after ${start} ms, not before ${earliest}`);
    });
  });

  it('keeps the order, and no more under way than it should', async () => {
    const gate = new RequestGate({ ...open, atOnce: 3 });
    const order: number[] = [];
    const ends = times(9).map(() => Promise.withResolvers<undefined>());
    let running = 0;
    const calls = ends.map(({ promise }, i) =>
      gate.run(async () => {
        order.push(i);
        running += 1;
        assert.ok(running <= 3);
        await promise;
        running -= 1;
      }),
    );
    for (const [i, end] of ends.entries()) {
      end.resolve(undefined);
      await calls[i];
    }
    assert.deepEqual(order, times(9));
  });

  it('gives the place of a call that failed to the next', async () => {
    const gate = new RequestGate({ ...open, atOnce: 1 });
    await assert.rejects(
      gate.run(() => Promise.reject(new Error('failed'))),
      /failed/,
    );
    assert.equal(await gate.run(() => Promise.resolve('next')), 'next');
  });

  it('refuses whom it would keep waiting for too long, and says when to come again', async () => {
    const gate = new RequestGate({ ...open, atOnce: 1, mostWaiting: 2 });
    const end = Promise.withResolvers<undefined>();
    const taken = times(3).map(() => gate.run(() => end.promise));
    await assert.rejects(
      gate.run(() => end.promise),
      (error) => withStatus(503)(error) && (error as GatewayError).retryAfterSeconds === 5,
    );
    end.resolve(undefined);
    await Promise.all(taken);
    assert.equal(await gate.run(() => Promise.resolve('later')), 'later');
  });

  it('is one for all tenants of an organisation, and another one for others', () => {
    const upstreamOf = createUpstreams(api.url);
    const other = { ...tenant, api: { ...tenant.api, clientId: 'other', clientSecret: 'x' } };
    assert.equal(upstreamOf({ ...tenant, slug: 'twin' }), upstreamOf(tenant));
    assert.notEqual(upstreamOf(other), upstreamOf(tenant));
  });
});
