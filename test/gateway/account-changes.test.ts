import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { startRecordingApi, type RecordingApi } from './recording-api.ts';

interface Envelope {
  code: string;
  errors?: { code: string; field: string }[];
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const origin = 'http://lumio.localhost:8080';
const usual = { origin, 'x-nomos-portal': '1', 'content-type': 'application/json' };
const customer = `/customers/${customerIdOf('smart')}`;
const subscription = `/subscriptions/${subscriptionIdOf('smart')}`;
const iban = 'DE75512108001245126199';
const mandate = { payment_method: { type: 'sepa_debit', sepa_debit: { iban, account_holder: 'Katharina Brandt' } } };
const address = {
  billing_address: { street: 'Königsallee', house_number: '12 a-c/2', zip: '10115', city: 'Köln am Rhein' },
};

let sandbox: Sandbox;
let api: RecordingApi;
let gateway: GatewayUnderTest;
let cookie: string;

const patch = (path: string, body: unknown, more: { cookie?: string; host?: string } = { cookie }) =>
  gateway.write('PATCH', `/api${path}`, body, more);
const sent = () => api.callsOf('PATCH').map(({ path, body }) => [path, JSON.parse(body) as unknown]);
const stepUp = async (): Promise<void> => {
  const asked = await gateway.write('POST', '/gateway/step-up/challenges', { locale: 'de' }, { cookie });
  await gateway.delivery.idle();
  const code = /^\d{6}/.exec(gateway.mails[0]?.subject ?? '')?.[0];
  const { challenge } = asked.json<{ challenge: string }>();
  const response = await gateway.write('POST', '/gateway/step-up', { challenge, code }, { cookie });
  assert.equal(response.statusCode, 200, response.body);
  gateway.mails.length = 0;
};
const envelopeOf = (response: LightMyRequestResponse): Envelope => response.json<Envelope>();
const storedIban = async (): Promise<unknown> =>
  (await gateway.request({ method: 'GET', url: `/api${subscription}`, cookie })).json<{
    payment_method: { sepa_debit: unknown };
  }>().payment_method;

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 10_000, burst: 10_000 } });
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
  cookie = await gateway.signIn('smart@sandbox.example', {
    userAgent: 'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0',
  });
  gateway.mails.length = 0;
  api.calls.length = 0;
});

describe('a customer changes', () => {
  it('names: the API gets them as they are, the answer is what it says', async () => {
    const names = { first_name: 'Zoë-Änne', last_name: 'van den Berg 🌻' };
    const response = await patch(customer, names);
    assert.equal(response.statusCode, 200, response.body);
    assert.equal(response.headers['cache-control'], 'no-store');
    assert.equal(response.json<{ last_name: string }>().last_name, names.last_name);
    assert.deepEqual(sent(), [[customer, names]]);
    assert.equal((await patch(customer, { first_name: '  Katharina ' })).statusCode, 200);
    assert.deepEqual(sent()[1], [customer, { first_name: 'Katharina' }]);
  });

  it('the name of a company, which a person does not have', async () => {
    const refused = await patch(customer, { company_name: 'Brandt GmbH' });
    assert.deepEqual([refused.statusCode, envelopeOf(refused).errors?.[0]?.field], [400, 'company_name']);
    cookie = await gateway.signIn('company@sandbox.example');
    const response = await patch(`/customers/${customerIdOf('company')}`, { company_name: 'Brot & Töchter' });
    assert.equal(response.json<{ company_name: string }>().company_name, 'Brot & Töchter');
  });

  it('the billing address, without a step-up', async () => {
    gateway.pass(hour);
    const response = await patch(subscription, address);
    assert.equal(response.statusCode, 200, response.body);
    assert.deepEqual(sent(), [[subscription, address]]);
  });

  it('the bank details, with all that the API document asks for, and hears the masked IBAN', async () => {
    const response = await patch(subscription, {
      payment_method: {
        sepa_debit: { iban: ' de75 5121-'.slice(0, -1) + ' 0800 1245 1261 99 ', account_holder: ' Zoë 🦊 ' },
      },
    });
    assert.equal(response.statusCode, 200, response.body);
    assert.deepEqual(sent(), [
      [subscription, { payment_method: { type: 'sepa_debit', sepa_debit: { iban, account_holder: 'Zoë 🦊' } } }],
    ]);
    const { payment_method: payment } = response.json<{ payment_method: { sepa_debit: unknown } }>();
    assert.deepEqual(payment.sepa_debit, { iban: 'DE************6199', account_holder: 'Zoë 🦊' });
    assert.ok(!response.body.includes(iban));
  });

  it('both at once', async () => {
    assert.equal((await patch(subscription, { ...address, ...mandate })).statusCode, 200);
    assert.deepEqual(sent(), [[subscription, { ...address, ...mandate }]]);
  });
});

describe('a mandate without a step-up', () => {
  let before: unknown;
  beforeEach(async () => {
    before = await storedIban();
    gateway.pass(5 * minute);
    api.calls.length = 0;
  });

  const unchanged = async (): Promise<void> => {
    assert.deepEqual(api.callsOf('PATCH'), []);
    assert.deepEqual(api.callsOf('POST /subscriptions'), []);
    assert.deepEqual(await storedIban(), before);
    await gateway.notices.idle();
    assert.deepEqual(gateway.mails, []);
  };

  it('is refused five minutes after the code of the sign-in, and taken just before', async () => {
    const response = await patch(subscription, mandate);
    assert.equal(response.statusCode, 403);
    assert.equal(envelopeOf(response).code, 'STEP_UP_REQUIRED');
    await unchanged();
    gateway.pass(-1);
    assert.equal((await patch(subscription, mandate)).statusCode, 200);
  });

  it('is refused five minutes after a step-up', async () => {
    await stepUp();
    gateway.pass(5 * minute - 1);
    assert.equal((await patch(subscription, mandate)).statusCode, 200);
    gateway.pass(1);
    assert.equal((await patch(subscription, mandate)).statusCode, 403);
    assert.equal(api.callsOf('PATCH').length, 1);
  });

  it('is refused in a session that nobody entered a code for, as single sign-on makes them', async () => {
    cookie = await gateway.signIn('multi@sandbox.example');
    await gateway.database.query('UPDATE sessions SET verified_at = NULL');
    const response = await patch(`/subscriptions/${subscriptionIdOf('multi')}`, mandate);
    assert.equal(envelopeOf(response).code, 'STEP_UP_REQUIRED');
    assert.deepEqual(api.callsOf('PATCH'), []);
  });

  it('is refused in a session beside the one that was stepped up', async () => {
    const other = await gateway.signIn('smart@sandbox.example');
    await gateway.database.query('UPDATE sessions SET verified_at = NULL');
    gateway.pass(minute);
    await stepUp();
    const response = await patch(subscription, mandate, { cookie: other });
    assert.equal(envelopeOf(response).code, 'STEP_UP_REQUIRED');
    assert.deepEqual(api.callsOf('PATCH'), []);
  });

  it('is refused with the address, which stays too', async () => {
    assert.equal((await patch(subscription, { ...address, ...mandate })).statusCode, 403);
    await unchanged();
  });

  it('is refused in whatever dress it comes', async () => {
    const text = JSON.stringify(mandate);
    const inner = JSON.stringify(mandate.payment_method);
    const bodies: [string, string][] = [
      ['application/json', text],
      ['application/json; charset=utf-8', text],
      ['APPLICATION/JSON', text],
      ['application/merge-patch+json', text],
      ['application/json-patch+json', `[{"op":"replace","path":"/payment_method","value":${inner}}]`],
      ['text/plain', text],
      ['text/json', text],
      ['application/x-www-form-urlencoded', `payment_method[sepa_debit][iban]=${iban}`],
      [
        'multipart/form-data; boundary=x',
        `--x\r\ncontent-disposition: form-data; name="payment_method"\r\n\r\n${inner}\r\n--x--`,
      ],
      ['application/xml', `<payment_method><iban>${iban}</iban></payment_method>`],
      ['', text],
      ['application/json', `{"payment_method":{},"payment_method":${inner}}`],
      ['application/json', `{"payment_method":${inner},"payment_method":null}`],
      ['application/json', `{"payment_method":${inner},"payment_method":${inner}}`],
      ['application/json', `{"\\u0070ayment_method":${inner}}`],
      ['application/json', `{"Payment_Method":${inner}}`],
      ['application/json', `{"payment_method.sepa_debit.iban":"${iban}"}`],
      ['application/json', `{"__proto__":${text}}`],
      ['application/json', `{"constructor":{"prototype":${text}}}`],
      [
        'application/json',
        `{"billing_address":{"street":"A","house_number":"1","zip":"10115","city":"B","payment_method":${inner}}}`,
      ],
      [
        'application/json',
        `{"billing_address":{"street":"A","house_number":"1","zip":"10115","city":"B"},"subscription":${text}}`,
      ],
      ['application/json', `{"metadata":${text}}`],
      ['application/json', `[${text}]`],
      ['application/json', JSON.stringify(text)],
      ['application/json', `\ufeff${text}`],
    ];
    for (const [type, payload] of bodies) {
      const { 'content-type': _type, ...headers } = usual;
      const response = await gateway.request({
        method: 'PATCH',
        url: `/api${subscription}`,
        cookie,
        headers: { ...headers, ...(type ? { 'content-type': type } : {}) },
        payload,
      });
      assert.ok([400, 403, 415].includes(response.statusCode), `${type} ${payload}: ${response.statusCode}`);
    }
    await unchanged();
  });

  it('is refused by whatever method and path it comes', async () => {
    const payload = JSON.stringify(mandate);
    const own = `/api${subscription}`;
    const others: [string, string, Record<string, string>][] = [
      ['POST', own, {}],
      ['PUT', own, {}],
      ['DELETE', own, {}],
      ['POST', own, { 'x-http-method-override': 'PATCH' }],
      ['POST', own, { 'x-method-override': 'PATCH', 'x-http-method': 'PATCH' }],
      ['POST', `${own}?_method=PATCH`, {}],
      ['GET', own, { 'x-http-method-override': 'PATCH' }],
      ['HEAD', own, { 'x-http-method-override': 'PATCH' }],
      ['OPTIONS', own, {}],
      ['PATCH', `${own}/`, {}],
      ['PATCH', `${own}?payment_method=1`, {}],
      ['PATCH', `/api//${subscription.slice(1)}`, {}],
      ['PATCH', own.replace('subscriptions', 'Subscriptions'), {}],
      ['PATCH', `${own}/payment_method`, {}],
      ['PATCH', `${own}%2fterminate`, {}],
      ['PATCH', `/api/customers/..%2fsubscriptions%2f${subscriptionIdOf('smart')}`, {}],
      ['PATCH', `/api${customer}`, {}],
      ['PATCH', '/api/subscriptions', {}],
      ['POST', '/api/subscriptions', {}],
      ['POST', '/api/payment-methods', {}],
    ];
    for (const [method, url, more] of others) {
      const response = await gateway.request({
        method: method,
        url,
        cookie,
        headers: { ...usual, ...more },
        payload,
      });
      const reads = ['GET', 'HEAD'].includes(method);
      const fits = reads ? response.statusCode === 200 : response.statusCode >= 400;
      assert.ok(fits, `${method} ${url}: ${response.statusCode}`);
    }
    await unchanged();
  });
});

describe('nobody else changes anything', () => {
  const untouched = (response: LightMyRequestResponse, status: number): void => {
    assert.equal(response.statusCode, status, response.body);
    assert.deepEqual(api.callsOf('PATCH'), []);
  };

  it('without a session, or with one of another tenant', async () => {
    for (const path of [customer, subscription]) {
      untouched(await patch(path, { first_name: 'X' }, {}), 401);
      untouched(await patch(path, { first_name: 'X' }, { cookie, host: 'voltwerk.localhost:8080' }), 401);
    }
  });

  it('from a foreign origin, or without the write header', async () => {
    for (const headers of [
      { ...usual, origin: 'https://evil.example' },
      { ...usual, 'x-nomos-portal': '' },
    ]) {
      const payload = JSON.stringify(mandate);
      const request = { method: 'PATCH', url: `/api${subscription}`, cookie, headers, payload } as const;
      untouched(await gateway.request(request), 403);
    }
  });

  it("another's name, contract or mandate, which look like ones that there are not", async () => {
    const words = (text: string): string => text.replace(/"requestId":"[^"]+"/, '');
    const nothing = words((await patch('/subscriptions/sub_doesnotexist', mandate)).body);
    for (const id of [subscriptionIdOf('multi'), subscriptionIdOf('voltwerk'), 'sub_', 'pln_1', '%00']) {
      const response = await patch(`/subscriptions/${id}`, mandate);
      untouched(response, 404);
      assert.equal(words(response.body), nothing);
    }
    for (const id of [customerIdOf('multi'), customerIdOf('voltwerk'), 'cus_doesnotexist', 'cus_']) {
      const response = await patch(`/customers/${id}`, { first_name: 'X' });
      untouched(response, 404);
      assert.equal(words(response.body), nothing);
    }
  });
});

describe('what may not be changed is refused by its name', () => {
  const refused = async (path: string, body: unknown, fields: string[]): Promise<void> => {
    const response = await patch(path, body);
    assert.equal(response.statusCode, 400, JSON.stringify(body));
    const envelope = envelopeOf(response);
    assert.equal(envelope.code, 'BAD_REQUEST');
    if (fields.length > 0)
      assert.deepEqual(
        envelope.errors?.map(({ field }) => field),
        fields,
      );
    assert.deepEqual(api.callsOf('PATCH'), []);
  };

  it('of a customer', async () => {
    for (const field of ['email', 'vat_id', 'id', 'type', 'created_at', 'metadata']) {
      await refused(customer, { first_name: 'X', [field]: 'x' }, [field]);
    }
    for (const value of ['', '   ', 'x'.repeat(101), 7, null, ['x'], { toString: 'x' }]) {
      await refused(customer, { first_name: value }, ['first_name']);
    }
    await refused(customer, {}, []);
    for (const body of ['x', null, [], 1]) await refused(customer, body, []);
  });

  it('of a subscription', async () => {
    const { billing_address: good } = address;
    const { payment_method: payment } = mandate;
    await refused(subscription, { metadata: { user_id: '1' } }, ['metadata']);
    await refused(subscription, { metadata: null }, ['metadata']);
    await refused(subscription, { ...address, status: 'ended' }, ['status']);
    await refused(subscription, { address: good }, ['address']);
    await refused(subscription, { billing_address: { ...good, id: 'adr_1' } }, ['billing_address.id']);
    await refused(subscription, { billing_address: { ...good, city: undefined } }, ['billing_address.city']);
    await refused(subscription, { billing_address: null }, ['billing_address']);
    await refused(subscription, { payment_method: null }, ['payment_method']);
    await refused(subscription, { payment_method: { ...payment, type: 'card' } }, ['payment_method.type']);
    await refused(subscription, { payment_method: { ...payment, id: 'pm_1' } }, ['payment_method.id']);
    for (const [field, value] of [
      ['iban', ''],
      ['iban', 7],
      ['iban', 'D'.repeat(101)],
      ['account_holder', '  '],
      ['account_holder', undefined],
      ['mandate_reference', 'x'],
    ] as const) {
      const debit = { ...payment.sepa_debit, [field]: value };
      await refused(subscription, { payment_method: { ...payment, sepa_debit: debit } }, [
        `payment_method.sepa_debit.${field}`,
      ]);
    }
    await refused(subscription, {}, []);
  });

  it('and so is a body that is too large', async () => {
    const response = await patch(customer, { first_name: 'x'.repeat(9000) });
    assert.equal(response.statusCode, 413);
  });
});

describe('an IBAN', () => {
  const send = (typed: string) =>
    patch(subscription, { payment_method: { sepa_debit: { iban: typed, account_holder: 'X' } } });

  it('that is none is refused at its field, before any code is asked for', async () => {
    gateway.pass(hour);
    for (const typed of [
      'DE75512108001245126190',
      'DE57512108001245126199',
      'DE7551210800124512619',
      'DE755121080012451261990',
      'DE75512108O01245126199',
      'DE00512108001245126199',
      'XX75512108001245126199',
      '75512108001245126199',
      'AT75512108001245126199',
      'GB82WEST1234569876543',
      'DE75-5121-0800-1245-1261-99',
      'IBAN DE75512108001245126199',
      '💶',
      '   ',
    ]) {
      const response = await send(typed);
      assert.equal(response.statusCode, 422, typed);
      assert.deepEqual(
        envelopeOf(response).errors?.map(({ code, field }) => [code, field]),
        [['invalid_iban', 'payment_method.sepa_debit.iban']],
      );
    }
    assert.deepEqual(api.callsOf('PATCH'), []);
  });

  it('is sent without blanks and in capitals, whatever country it is of', async () => {
    const ibans = [
      'DE89 3704 0044 0532 0130 00',
      'at61 1904 3002 3457 3201',
      'CH93\u00a00076\u00a02011\u00a06238\u00a05295\u00a07',
      'FR14 2004 1010 0505 0001 3M02 606',
      'MT84MALT011000012345MTLCAST001S',
      'NO93\t8601 1117 947',
      '\u200eNL91ABNA0417164300',
      'GB82 WEST 1234 5698 7654 32',
    ];
    for (const typed of ibans) assert.equal((await send(typed)).statusCode, 200, typed);
    assert.deepEqual(
      api.callsOf('PATCH').map(({ body }) => (JSON.parse(body) as typeof mandate).payment_method.sepa_debit.iban),
      ibans.map((typed) => typed.replace(/[\s\u200e]/g, '').toUpperCase()),
    );
  });
});

describe('what the API has against a change', () => {
  it('comes through with its fields, and nobody is told of a change', async () => {
    const cases: [unknown, number, string, string][] = [
      [{ billing_address: { ...address.billing_address, zip: '8001' } }, 400, 'too_small', 'billing_address.zip'],
      [
        { billing_address: { ...address.billing_address, house_number: '12345678901' } },
        400,
        'too_big',
        'billing_address.house_number',
      ],
    ];
    for (const [body, status, code, field] of cases) {
      const response = await patch(subscription, body);
      assert.equal(response.statusCode, status);
      assert.deepEqual(
        envelopeOf(response).errors?.map((error) => [error.code, error.field]),
        [[code, field]],
      );
    }
    const errors = [{ code: 'custom', field: 'first_name', message: 'No' }];
    for (const [status, code] of [
      [409, 'CONFLICT'],
      [422, 'UNPROCESSABLE_ENTITY'],
      [403, 'FORBIDDEN'],
    ] as const) {
      api.stage('PATCH', { status, body: { code, message: 'No', errors } });
      const response = await patch(customer, { first_name: 'X' });
      assert.equal(response.statusCode, status);
      assert.deepEqual(envelopeOf(response).errors, errors);
    }
    await gateway.notices.idle();
    assert.deepEqual(gateway.mails, []);
    assert.deepEqual(await gateway.database.query('SELECT id FROM change_notices'), []);
  });

  it("another's data in its answer are not shown", async () => {
    const theirs = { id: customerIdOf('multi'), first_name: 'Aylin' };
    api.stage('PATCH /customers', { body: theirs }, { body: null });
    for (let n = 0; n < 2; n += 1) {
      const response = await patch(customer, { first_name: 'X' });
      assert.equal(response.statusCode, 502);
      assert.ok(!response.body.includes('Aylin'));
    }
    const { body: own } = await gateway.request({ method: 'GET', url: `/api${subscription}`, cookie });
    const foreign = own.replaceAll(customerIdOf('smart'), customerIdOf('multi'));
    api.stage('PATCH /subscriptions', { body: JSON.parse(foreign) as unknown }, { body: {} });
    for (let n = 0; n < 2; n += 1) assert.equal((await patch(subscription, address)).statusCode, 502);
  });

  it('is not answered by a second try', async () => {
    for (const status of [429, 500, 502, 503, 504]) {
      api.calls.length = 0;
      api.stage('PATCH', { status, headers: { 'retry-after': '0' }, body: { code: 'X', message: '' } });
      assert.equal((await patch(customer, { first_name: 'X' })).statusCode, status);
      assert.equal(api.callsOf('PATCH').length, 1, String(status));
    }
  });
});
