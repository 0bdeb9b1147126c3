import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { organisationToken } from '../../demo/sandbox/organisation-token.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { multiLine, singleLine } from '../../gateway/requests/tidy-text.ts';
import { purge } from '../../gateway/store/purge.ts';
import { customerRequestSchema, requestsPath, type CustomerRequest } from '../../src/contract/gateway/requests.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { startRecordingApi, type RecordingApi } from './recording-api.ts';
import {
  ask,
  cancellation,
  contact,
  made,
  meterSwap,
  newKey,
  problemsOf,
  seen,
  withdrawal,
} from './requests-under-test.ts';

const now = () => new Date('2026-11-24T10:00:00Z');
const hour = 3_600_000;
const day = 24 * hour;
const own = subscriptionIdOf('analog');
const foreign = subscriptionIdOf('smart');

let sandbox: Sandbox;
let api: RecordingApi;
let gateway: GatewayUnderTest;

before(async () => {
  sandbox = await startSandbox({ port: 0, now, rateLimit: { perSecond: 1000, burst: 1000 } });
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
  gateway.mailFails = false;
  api.calls.length = 0;
});

const rows = (): Promise<{ id: string }[]> => gateway.database.query('SELECT * FROM customer_requests');
const valueOf = ({ summary }: CustomerRequest, label: string): string | undefined =>
  summary.find((line) => line.label === label)?.value;

describe('a request of somebody who is not signed in', () => {
  it('is taken, answered as the contract says, and the Nomos API hears nothing of it', async () => {
    for (const body of [
      cancellation(),
      cancellation({ termination: 'move-out', last_day: '2026-12-31' }),
      cancellation({ termination: 'extraordinary', reason: 'Preiserhöhung' }),
      withdrawal(),
      contact(),
    ]) {
      await gateway.database.query('DELETE FROM customer_requests');
      const response = await gateway.write('POST', requestsPath, body);
      assert.equal(response.statusCode, 201, response.body);
      assert.equal(response.headers['cache-control'], 'no-store');
      const request = customerRequestSchema.parse(response.json());
      assert.match(request.id, /^req_[a-z0-9]{24}$/);
      assert.match(request.reference, /^[34679ACDEFGHJKMNPQRTUVWXY]{4}-[34679ACDEFGHJKMNPQRTUVWXY]{4}$/);
      assert.deepEqual(
        [request.kind, request.state, request.received_at],
        [body.kind, 'received', now().toISOString()],
      );
      assert.deepEqual([request.end_at, request.refusal], [null, null]);
    }
    await gateway.requestDelivery.idle();
    assert.deepEqual(api.calls, []);
  });

  it('is answered alike, customer or not, whatever subscription they claim', async () => {
    const shape = async (body: object): Promise<unknown> => {
      const request = await made(gateway, body);
      return {
        ...request,
        id: '',
        reference: '',
        subscription: '',
        summary: request.summary.map(({ label }) => label),
      };
    };
    const expected = await shape(cancellation({ email: 'nobody@sandbox.example' }));
    assert.deepEqual(await shape(cancellation({ email: 'smart@sandbox.example' })), expected);
    for (const subscription of [foreign, 'sub_doesnotexist']) {
      assert.deepEqual(await shape(cancellation({ contract: null, subscription })), expected);
    }
    assert.deepEqual(api.calls, []);
  });

  it('says in its summary what was asked, in the language of the request', async () => {
    const moved = await made(
      gateway,
      cancellation({
        termination: 'move-out',
        last_day: '2026-12-31',
        new_address: { street: 'Große Straße', house_number: '12 a-c/2', zip: '1010', city: 'Wien' },
      }),
    );
    assert.deepEqual(moved.summary, [
      { label: 'Anliegen', value: 'Kündigung wegen Umzugs' },
      { label: 'Name', value: 'Erika Mustermann' },
      { label: 'E-Mail', value: 'erika@sandbox.example' },
      { label: 'Vertrag', value: 'Vertrag 4711, Torstraße 1' },
      { label: 'Letzter Tag der Belieferung', value: '31.12.2026' },
      { label: 'Neue Anschrift', value: 'Große Straße 12 a-c/2, 1010 Wien' },
    ]);
    const english = await made(gateway, cancellation({ locale: 'en' }));
    assert.equal(valueOf(english, 'Request'), 'Ordinary cancellation');
    assert.equal(valueOf(english, 'Last day of supply'), 'as early as possible');
  });

  it('cannot report an exchanged meter', async () => {
    assert.equal((await ask(gateway, meterSwap(own))).statusCode, 401);
    assert.deepEqual(await rows(), []);
  });

  it('does not see requests', async () => {
    await made(gateway, cancellation());
    assert.equal((await gateway.request({ method: 'GET', url: requestsPath })).statusCode, 401);
  });

  it('comes from the portal’s own pages', async () => {
    const response = await gateway.request({
      method: 'POST',
      url: requestsPath,
      headers: { origin: 'https://evil.example', 'x-nomos-portal': '1', 'content-type': 'application/json' },
      payload: JSON.stringify(cancellation()),
    });
    assert.equal(response.statusCode, 403);
    assert.deepEqual(await rows(), []);
  });
});

describe('a request of a signed-in customer', () => {
  it('is seen again by them, newest first, and by nobody else', async () => {
    const cookie = await gateway.signIn('analog@sandbox.example');
    const first = await made(gateway, meterSwap(own), { cookie });
    gateway.pass(1000);
    const second = await made(gateway, contact({ subscription: own }), { cookie });
    gateway.pass(1000);
    await made(gateway, contact());
    const ids = (await seen(gateway, cookie)).map(({ id }) => id);
    assert.deepEqual(ids, [second.id, first.id]);
    assert.deepEqual(await seen(gateway, await gateway.signIn('smart@sandbox.example')), []);
    const elsewhere = await gateway.signIn('voltwerk@sandbox.example', { host: 'voltwerk.localhost:8080' });
    assert.deepEqual(await seen(gateway, elsewhere, 'voltwerk.localhost:8080'), []);
  });

  it('names contract and address as they are known', async () => {
    const cookie = await gateway.signIn('analog@sandbox.example');
    const swap = await made(gateway, meterSwap(own, { note: 'Der Monteur war am Vormittag da.' }), { cookie });
    assert.equal(valueOf(swap, 'Name'), 'Jürgen Weiß');
    assert.equal(valueOf(swap, 'Lieferadresse'), 'Kastanienallee 7, 10119 Berlin');
    assert.equal(valueOf(swap, 'Letzter Stand des alten Zählers'), '18.342,6\u00a0kWh');
    assert.equal(valueOf(swap, 'Erster Stand des neuen Zählers'), '0\u00a0kWh');
    assert.match(valueOf(swap, 'Vertrag') ?? '', /^[A-Z0-9-]{4,}$/);
  });

  it('is only about subscriptions of their own, and says nothing about others', async () => {
    const cookie = await gateway.signIn('analog@sandbox.example');
    for (const subscription of [foreign, 'sub_doesnotexist', subscriptionIdOf('voltwerk')]) {
      for (const body of [
        meterSwap(subscription),
        cancellation({ subscription }),
        withdrawal({ subscription }),
        contact({ subscription }),
      ]) {
        const response = await ask(gateway, body, { cookie });
        assert.equal(response.statusCode, 400, subscription);
        assert.deepEqual(problemsOf(response), ['unknown_subscription subscription']);
      }
    }
    assert.deepEqual(await rows(), []);
    assert.deepEqual(api.callsOf('POST /subscriptions'), []);
  });

  it('is not shown another’s subscription that the API hands out under the id of their own', async () => {
    const cookie = await gateway.signIn('analog@sandbox.example');
    const other = await fetch(`${sandbox.url}/subscriptions/${foreign}`, { headers: await apiHeaders() });
    api.stage(`GET /subscriptions/${own}`, { body: await other.json() });
    assert.deepEqual(problemsOf(await ask(gateway, meterSwap(own), { cookie })), ['unknown_subscription subscription']);
  });

  it('is a matter of trying again when the API cannot say whose meter it is', async () => {
    const cookie = await gateway.signIn('analog@sandbox.example');
    const down = { status: 503, headers: { 'retry-after': '0' }, body: {} };
    api.stage(`GET /subscriptions/${own}`, down, down);
    const body = meterSwap(own);
    assert.equal((await ask(gateway, body, { cookie })).statusCode, 502);
    assert.deepEqual(await rows(), []);
    assert.equal((await ask(gateway, body, { cookie })).statusCode, 201);
  });
});

async function apiHeaders(): Promise<Record<string, string>> {
  const token = await organisationToken(sandbox.url);
  return { authorization: `Bearer ${token}`, 'x-api-version': '2026-05-27.curie' };
}

describe('the same request again', () => {
  it('is one request, and has the first one’s answer', async () => {
    const body = cancellation();
    const first = await ask(gateway, body);
    gateway.pass(hour);
    // The supplier has it by now; that is all that differs.
    const again = await ask(gateway, { ...body, name: '  Erika\u202e \n Mustermann ', locale: 'en' });
    assert.deepEqual([first.statusCode, again.statusCode], [201, 200]);
    assert.deepEqual({ ...again.json<CustomerRequest>(), state: 'received' }, first.json());
    assert.equal((await rows()).length, 1);
    assert.equal(gateway.mails.length, 2);
  });

  it('is one request also when many arrive at once', async () => {
    const body = cancellation();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => ask(gateway, body, { ip: `198.51.100.${n}` })),
    );
    assert.equal(answers.filter(({ statusCode }) => statusCode === 201).length, 1);
    assert.ok(answers.every(({ statusCode }) => statusCode === 200 || statusCode === 201));
    assert.equal(new Set(answers.map((answer) => answer.json<CustomerRequest>().id)).size, 1);
    assert.equal((await rows()).length, 1);
    assert.equal(gateway.mails.length, 2);
  });

  it('is answered also when the limits are reached', async () => {
    const bodies = Array.from({ length: 5 }, () => cancellation());
    for (const body of bodies) await made(gateway, body);
    assert.equal((await ask(gateway, cancellation())).statusCode, 429);
    assert.equal((await ask(gateway, bodies[4])).statusCode, 200);
  });

  it('is a conflict when it asks for something else under the same key', async () => {
    const body = cancellation();
    await made(gateway, body);
    for (const changes of [
      { email: 'other@sandbox.example' },
      { termination: 'move-out', last_day: '2026-12-31' },
      { last_day: '2026-12-31' },
      { kind: 'withdrawal' },
    ]) {
      const response = await ask(gateway, { ...body, ...changes });
      assert.equal(response.statusCode, 409);
      assert.deepEqual(problemsOf(response), ['key_reused key']);
      assert.ok(!response.body.includes('Erika'));
    }
    assert.equal((await rows()).length, 1);
  });

  it('is another one at another tenant, or under another key', async () => {
    const body = cancellation();
    const ids = [
      await made(gateway, body),
      await made(gateway, body, { host: 'voltwerk.localhost:8080' }),
      await made(gateway, { ...body, key: newKey() }),
    ].map(({ id }) => id);
    assert.equal(new Set(ids).size, 3);
  });
});

describe('what is written down', () => {
  it('holds no readable name, address, text or key', async () => {
    const body = cancellation({ termination: 'extraordinary', reason: 'Geheimnis zwischen uns' });
    await made(gateway, body);
    const [row] = await gateway.database.query<Record<string, unknown>>('SELECT * FROM customer_requests');
    assert.ok(row);
    const bytes = Object.values(row).map((value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
    );
    for (const secret of ['Erika', 'erika', 'sandbox.example', '4711', 'Geheimnis', body.key, '203.0.113.1']) {
      assert.ok(!bytes.some((text) => text.includes(secret)), secret);
    }
  });

  it('is kept for ninety days after the supplier has it, and as long as they do not', async () => {
    await made(gateway, cancellation());
    gateway.mailFails = true;
    await made(gateway, withdrawal());
    const later = (days: number): Date => new Date(gateway.now().getTime() + days * day);
    await purge(gateway.database, later(89));
    assert.equal((await rows()).length, 2);
    await purge(gateway.database, later(91));
    const left = await gateway.database.query<{ kind: string }>('SELECT kind FROM customer_requests');
    assert.deepEqual(
      left.map(({ kind }) => kind),
      ['withdrawal'],
    );
  });
});

describe('content', () => {
  const problems = async (body: unknown): Promise<string[]> => {
    const response = await ask(gateway, body);
    assert.equal(response.statusCode, 400, response.body);
    return problemsOf(response);
  };

  it('that is missing or wrong is named by code and field, all of it at once', async () => {
    assert.deepEqual(
      await problems(cancellation({ name: ' ', email: null, termination: 'soon', contract: '\u200b' })),
      ['required name', 'required email', 'invalid_value termination'],
    );
    assert.deepEqual(await problems(cancellation({ contract: undefined })), ['required contract']);
    assert.deepEqual(await problems(withdrawal({ contract: '' })), ['required contract']);
    assert.deepEqual(await problems(cancellation({ termination: 'extraordinary' })), ['required reason']);
    assert.deepEqual(await problems(cancellation({ termination: 'move-out' })), ['required last_day']);
    assert.deepEqual(
      await problems(cancellation({ new_address: { street: 'Weg', house_number: '1', zip: '', city: ['Berlin'] } })),
      ['required new_address.zip', 'invalid_type new_address.city'],
    );
    assert.deepEqual(await problems(cancellation({ subscription: '../customers' })), ['invalid_format subscription']);
    assert.deepEqual(await problems(contact({ key: 'short' })), ['invalid_format key']);
    assert.deepEqual(await problems(contact({ kind: 'complaint' })), ['invalid_value kind']);
    assert.deepEqual(await problems([]), ['invalid_type ']);
  });

  it('with an address that is none is refused', async () => {
    for (const email of ['erika', 'erika@', 'erika@localhost', 'a@b.de, c@d.de', 'a@b.de\r\nBcc: c@d.de', '<a@b.de>']) {
      assert.deepEqual(await problems(contact({ email })), ['invalid_format email'], email);
    }
  });

  it('with a day that is none, or that cannot be meant, is refused at the day', async () => {
    const at = (last_day: string, termination = 'ordinary') => problems(cancellation({ last_day, termination }));
    assert.deepEqual(await at('2027-02-31'), ['invalid_date last_day']);
    assert.deepEqual(await at('31.12.2026'), ['invalid_format last_day']);
    assert.deepEqual(await at('2026-11-23'), ['date_in_past last_day']);
    assert.deepEqual(await at('2126-12-31'), ['date_too_late last_day']);
    assert.deepEqual(await at('2025-11-01', 'move-out'), ['date_in_past last_day']);
  });

  it('with today, a Sunday, or a move that has been, is taken', async () => {
    for (const changes of [
      { last_day: '2026-11-24' },
      { last_day: '2026-12-27' },
      { last_day: '2026-11-01', termination: 'move-out' },
    ]) {
      await made(gateway, cancellation(changes));
    }
  });

  it('about an exchange that cannot have been is refused', async () => {
    const cookie = await gateway.signIn('analog@sandbox.example');
    const cases: [object, string[]][] = [
      [{ exchanged_on: '2026-11-25' }, ['date_in_future exchanged_on']],
      [{ exchanged_on: '2020-01-01' }, ['date_too_early exchanged_on']],
      [{ exchanged_on: '2026-02-30' }, ['invalid_date exchanged_on']],
      [{ new_meter_number: '1emh 0012345678' }, ['same_meter new_meter_number']],
      [{ old_reading_kwh: -1 }, ['out_of_range old_reading_kwh']],
      [{ new_reading_kwh: 1e12 }, ['out_of_range new_reading_kwh']],
      [{ new_reading_kwh: '12' }, ['invalid_type new_reading_kwh']],
    ];
    for (const [changes, expected] of cases) {
      const response = await ask(gateway, meterSwap(own, changes), { cookie });
      assert.deepEqual(problemsOf(response), expected);
    }
    assert.deepEqual(await rows(), []);
  });

  it('of 100,000 characters is told that it is too long, and where', async () => {
    assert.deepEqual(await problems(contact({ message: 'x'.repeat(100_000) })), ['too_long message']);
    assert.deepEqual(await problems(contact({ topic: '€'.repeat(100_000) })), ['too_long topic']);
    assert.deepEqual(await problems(withdrawal({ note: ' \n'.repeat(50_000) + 'x'.repeat(2001) })), ['too_long note']);
    assert.equal((await ask(gateway, contact({ message: 'x'.repeat(600_000) }))).statusCode, 413);
  });

  it('of other routes stays as small as it was', async () => {
    const body = { email: 'x'.repeat(20_000), locale: 'de' };
    assert.equal((await gateway.write('POST', '/gateway/sign-in/challenges', body)).statusCode, 413);
  });

  it('is not stopped by keys of prototypes or by depth', async () => {
    const send = (text: string) =>
      gateway.request({
        method: 'POST',
        url: requestsPath,
        headers: { origin: 'http://lumio.localhost:8080', 'x-nomos-portal': '1', 'content-type': 'application/json' },
        payload: text,
      });
    const text = JSON.stringify(contact());
    const deep = await send(text.replace('{', `{"more":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)},`));
    assert.equal(deep.statusCode, 201);
    const response = await send(text.replace('{', '{"constructor":{"prototype":{"key":"x"}},'));
    assert.equal(response.statusCode, 400);
  });

  it('is tidied: composed, without marks that turn it around, of one line where there is one', async () => {
    const request = await made(
      gateway,
      cancellation({
        termination: 'extraordinary',
        name: 'Zoe\u0308\u202e  Mu\u0000ller\r\nBcc: x@example.org\ud800',
        reason: 'Erste Zeile\r\n\u2067Zweite\u2069 Zeile\n\n\n\nDritte\u0007',
      }),
    );
    assert.equal(valueOf(request, 'Name'), 'Zoë Mu ller Bcc: x@example.org');
    assert.equal(valueOf(request, 'Grund'), 'Erste Zeile\nZweite Zeile\n\nDritte');
  });

  it('tidied once stays as it is, and never holds what is invisible', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('a', 'e\u0301', ' ', '\n', '\r', '\u202e', '\u0000', '\u2028', '\u200f', '👩‍👧'),
    });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
        for (const tidy of [singleLine, multiLine]) {
          const tidied = tidy(text);
          assert.equal(tidy(tidied), tidied);
          assert.doesNotMatch(tidied, /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]|\p{Cs}/u);
        }
        assert.doesNotMatch(singleLine(text), /[\n\u2028\u2029]/);
      }),
    );
  });
});

describe('limits', () => {
  const tries = async (count: number, body: (n: number) => object, more: (n: number) => object = () => ({})) => {
    const statuses: number[] = [];
    for (let n = 0; n < count; n += 1) statuses.push((await ask(gateway, body(n), more(n))).statusCode);
    return statuses.filter((status) => status === 201).length;
  };
  const to = (n: number) => ({ email: `person${n}@sandbox.example` });

  it('let five an hour and ten a day name one address, from wherever they come', async () => {
    const from = (n: number) => ({ ip: `198.51.100.${n}` });
    assert.equal(await tries(7, () => cancellation({ email: 'Erika@Sandbox.example' }), from), 5);
    const refused = await ask(gateway, cancellation());
    assert.equal(refused.statusCode, 429);
    assert.equal(refused.headers['retry-after'], '3600');
    gateway.pass(hour);
    assert.equal(await tries(7, () => cancellation(), from), 5);
    gateway.pass(hour);
    assert.equal(await tries(1, () => cancellation(), from), 0);
    gateway.pass(day);
    assert.equal(await tries(1, () => cancellation(), from), 1);
  });

  it('let twenty an hour come from one network, to whomever', async () => {
    const net = (n: number) => ({ ip: `2001:db8:1:2::${n.toString(16)}` });
    assert.equal(await tries(22, (n) => contact(to(n)), net), 20);
    assert.equal(
      await tries(
        1,
        (n) => contact(to(n)),
        () => ({ ip: '2001:db8:1:3::1' }),
      ),
      1,
    );
    // A customer is counted as a customer, wherever they sit.
    const cookie = await gateway.signIn('analog@sandbox.example');
    assert.equal(
      await tries(
        22,
        (n) => contact(to(n)),
        (n) => ({ ...net(n), cookie }),
      ),
      20,
    );
  });

  it('hold for all replicas together, also at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => ask(gateway, cancellation(), { ip: `198.51.100.${n}` })),
    );
    assert.equal(answers.filter(({ statusCode }) => statusCode === 201).length, 5);
    assert.equal((await rows()).length, 5);
  });
});
