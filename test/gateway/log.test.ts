/**
 * The log at its most talkative level, while everything is done with data that can be recognised: none of it may be in any line.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { MailRefused } from '../../gateway/mail/mailer.ts';
import { badGateway } from '../../gateway/errors.ts';
import { loggerOptions, reasonOf } from '../../gateway/operation/logging.ts';
import { startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { startRecordingApi, type RecordingApi } from './recording-api.ts';
import { cancellation, contact, meterSwap } from './requests-under-test.ts';

/** What must not be found, whatever it stands in. */
const personal = {
  name: 'Rumpelstilzchen',
  typedEmail: 'rumpel@marked.example',
  street: 'Spindelgasse',
  iban: 'DE89370400440532013000',
  ibanInGroups: '3704 0044 0532 0130 00',
  phone: '0171 5550123',
  message: 'Stroh zu Gold',
  queryWord: 'goldfaden',
  headerToken: 'tok-4711-gold-0815-spindel',
  meter: '1EMH0012345678',
  accountEmail: 'smart@sandbox.example',
  address: '198.51.100.77',
  addressSix: '2001:db8:77:',
  device: 'Spindel/7.0',
};

const customer = customerIdOf('smart');
const subscription = subscriptionIdOf('smart');

let sandbox: Sandbox;
let api: RecordingApi;
let gateway: GatewayUnderTest;
const lines: string[] = [];
/** Secrets that come about on the way: codes, cookies, tokens of links, keys of requests. */
const secrets: string[] = [];

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  api = await startRecordingApi(sandbox.url);
  gateway = await startGateway({
    nomosApiUrl: api.url,
    configuration: { logLevel: 'trace', nomosApiPerSecond: 1000 },
    logTo: { write: (line) => void lines.push(line) },
  });
});
after(async () => {
  await gateway.close();
  await api.close();
  await sandbox.close();
});

const ip = personal.address;
const get = (url: string, cookie?: string, headers: Record<string, string> = {}) =>
  gateway.request({ method: 'GET', url, ip, headers, ...(cookie ? { cookie } : {}) });
const logged = (what: RegExp): boolean => lines.some((line) => what.test(line));
/** Runs something and gives the lines that it has left. */
const during = async (work: () => Promise<unknown>): Promise<string[]> => {
  const from = lines.length;
  await work();
  return lines.slice(from);
};

describe('whatever happens', () => {
  let cookie = '';

  it('signing in, with right codes, wrong ones, and mails that do not go out', async () => {
    gateway.mailFails = true;
    await gateway.write('POST', '/gateway/sign-in/challenges', { email: personal.typedEmail, locale: 'de' }, { ip });
    gateway.mailFails = false;
    const { challenge, code } = await gateway.codeFor(personal.accountEmail, { ip });
    const body = { challenge, code: code === '000000' ? '000001' : '000000' };
    await gateway.write('POST', '/gateway/sign-in/sessions', body, { ip, userAgent: personal.device });
    const response = await gateway.write('POST', '/gateway/sign-in/sessions', { challenge, code }, { ip });
    cookie = `${response.cookies[0]?.name ?? ''}=${response.cookies[0]?.value ?? ''}`;
    assert.equal(response.statusCode, 200);
    const link = /token_hash=([\w-]+)/.exec(gateway.mails[0]?.text ?? '')?.[1] ?? '';
    assert.ok(link, 'the mail has a link');
    secrets.push(challenge, code, response.cookies[0]?.value ?? '', link);
    await get(`/auth/confirm?token_hash=${link}&type=email&next=/${personal.queryWord}`, cookie);
  });

  it('reading, with ids in paths and words in queries', async () => {
    await get(`/api/customers/${customer}`, cookie);
    await get(`/api/subscriptions/${subscription}/usage?start=2026-11-01&end=2026-11-02`, cookie);
    await get(`/api/invoices?filter[subscription][eq]=${subscription}&q=${personal.queryWord}`, cookie);
    await get(`/api/invoices?email=${personal.typedEmail}`, cookie);
    await get(`/${personal.name}/${personal.street}?${personal.queryWord}=${personal.typedEmail}`, cookie);
    await get(`/assets/${personal.name}.js`);
    await get(`/%zz${personal.name}`);
    await get('/overview', cookie, {
      authorization: `Bearer ${personal.headerToken}`,
      referer: `https://x/${personal.name}`,
    });
  });

  it('a Nomos API that answers with words about somebody, or with nothing that can be read', async () => {
    const path = `GET /customers/${customer}`;
    const about = `${personal.name}, ${personal.typedEmail}, ${personal.iban}`;
    for (const answer of [
      { status: 500, body: { code: 'INTERNAL_SERVER_ERROR', message: about, requestId: 'r' } },
      { status: 418, body: { message: about } },
      { body: { id: 'cus_other', first_name: personal.name } },
      { drop: true },
    ]) {
      api.stage(path, answer);
      const left = await during(() => get(`/api/customers/${customer}`, cookie));
      assert.ok(left.length > 0);
    }
    // A list in which nothing is a list, and one of others' things.
    api.stage(
      'GET /subscriptions',
      { body: { items: about } },
      { body: { items: [{ customer: about }], has_more: false } },
    );
    await get('/api/subscriptions', cookie);
    await get('/api/subscriptions', cookie);
    assert.ok(logged(/"level":50/), 'errors were logged');
  });

  it('changes, with names and an IBAN', async () => {
    await gateway.write('PATCH', `/api/customers/${customer}`, { first_name: personal.name }, { cookie, ip });
    const mandate = (iban: string) => ({
      payment_method: { type: 'sepa_debit', sepa_debit: { iban, account_holder: personal.name } },
    });
    for (const iban of [personal.iban, `DE89 ${personal.ibanInGroups}`, 'DE00370400440532013000']) {
      await gateway.write('PATCH', `/api/subscriptions/${subscription}`, mandate(iban), { cookie, ip });
    }
    api.stage(`PATCH /customers/${customer}`, {
      status: 503,
      body: { code: 'X', message: personal.name, requestId: 'r' },
    });
    await gateway.write('PATCH', `/api/customers/${customer}`, { last_name: personal.name }, { cookie, ip });
    gateway.mailFails = true;
    await gateway.write('PATCH', `/api/customers/${customer}`, { last_name: personal.name }, { cookie, ip });
    await gateway.notices.idle();
    gateway.mailFails = false;
    assert.ok(logged(/notice not delivered yet/));
  });

  it('requests of customers, whose mails go out, fail, and are refused', async () => {
    const said = {
      name: personal.name,
      email: personal.typedEmail,
      contract: `${personal.street} 7, ${personal.phone}`,
    };
    const asked = [
      cancellation(said),
      contact({ name: personal.name, email: personal.typedEmail, message: personal.message }),
      contact({ name: personal.name, email: personal.typedEmail, message: '' }),
      meterSwap(subscription, { old_meter_number: personal.meter }),
      cancellation({ name: personal.name, email: personal.accountEmail, contract: undefined, subscription }),
    ];
    gateway.mailFails = true;
    for (const body of asked) {
      secrets.push(body.key);
      await gateway.write('POST', '/gateway/requests', body, { cookie, ip, userAgent: personal.device });
      await gateway.requestDelivery.idle();
    }
    gateway.mailFails = false;
    assert.ok(logged(/a mail is not out yet/));
  });

  it('bodies, headers and requests that are none', async () => {
    const raw = (payload: string, contentType = 'application/json') =>
      gateway.request({
        method: 'POST',
        url: '/gateway/sign-in/challenges',
        ip,
        payload,
        headers: { origin: 'http://lumio.localhost:8080', 'x-nomos-portal': '1', 'content-type': contentType },
      });
    await raw(`{"email": "${personal.typedEmail}", `);
    await raw(`${personal.name} <${personal.typedEmail}>`);
    await raw(`email=${personal.typedEmail}`, `text/${personal.name}`);
    await raw(JSON.stringify({ email: personal.typedEmail, locale: 'x'.repeat(20_000) }));
    await raw(JSON.stringify({ [personal.name]: personal.iban, email: 7 }));
    await gateway.request({
      method: 'POST',
      url: '/gateway/requests',
      ip,
      headers: { origin: `http://${personal.name}.example` },
    });
    await gateway.request({
      method: 'GET',
      url: '/overview',
      host: `${personal.name}.example`,
      ip: `${personal.addressSix}:1`,
    });

    await gateway.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = gateway.app.server.address() as AddressInfo;
    for (const bytes of [
      `GET /${personal.name}?${personal.queryWord} HTTP/1.1\r\nHost: lumio.localhost\r\nX: ${personal.headerToken}\r\n bad\u0001\r\n\r\n`,
      `${personal.name} ${personal.typedEmail}\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: lumio.localhost\r\nCookie: ${'x'.repeat(40_000)}${personal.headerToken}\r\n\r\n`,
      `POST /gateway/requests HTTP/1.1\r\nHost: lumio.localhost\r\nContent-Length: 500\r\n\r\n${personal.message}`,
    ]) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.resume();
      const closed = once(socket, 'close');
      socket.end(bytes);
      await closed;
    }
  });

  it('and a database that says what it could not take', async () => {
    const query = gateway.database.query.bind(gateway.database);
    gateway.database.query = () =>
      Promise.reject(
        Object.assign(new Error(`invalid input syntax for type integer: "${personal.name}"`), {
          code: '22P02',
          detail: `Key (email)=(${personal.typedEmail}) already exists`,
          where: personal.iban,
          parameters: [personal.typedEmail],
        }),
      );
    const left = await during(async () => {
      await get('/api/subscriptions', cookie);
      await get('/readyz');
      await gateway.requestDelivery.drain();
    });
    gateway.database.query = query;
    assert.ok(
      left.some((line) => line.includes('22P02')),
      'what kind of error it was can be read',
    );
  });

  it('no line has any of it', () => {
    assert.ok(lines.length > 60, `${lines.length} lines`);
    const all = lines.join('');
    for (const [what, value] of Object.entries(personal)) {
      const at = all.toLowerCase().indexOf(value.toLowerCase());
      assert.equal(at, -1, `${what}: ${all.slice(Math.max(0, at - 200), at + 200)}`);
    }
    for (const value of [...secrets, customer, subscription]) {
      assert.ok(value.length >= 6);
      assert.ok(!all.includes(value), 'no secret and no id of a customer');
    }
  });

  it('but every line says what it is about', () => {
    for (const line of lines) {
      const { level, msg } = JSON.parse(line) as { level?: number; msg?: string };
      assert.ok(level !== undefined && typeof msg === 'string', line);
    }
    assert.ok(logged(/"route":"\/api\/customers\/:id"/));
    assert.ok(logged(/"statusCode":502/));
  });
});

describe('an error in the log', () => {
  const options = loggerOptions('info') as { serializers: { err: (error: unknown) => { message: string } } };
  const textOf = (error: Error): string => JSON.stringify(options.serializers.err(error));

  it('keeps its kind, its place and our own words', () => {
    const text = textOf(
      badGateway('The file cannot be fetched', new TypeError('fetch failed', { cause: { code: 1 } })),
    );
    assert.match(text, /The file cannot be fetched/);
    assert.match(text, /log\.test\.ts:\d+/);
    assert.match(text, /"type":"TypeError","message":"fetch failed"/);
    assert.match(reasonOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })), /^Error ECONNREFUSED$/);
    assert.match(textOf(new MailRefused(550)), /MailRefused.*550/);
  });

  it('leaves out what others quote', () => {
    const quoting: Error[] = [
      new Error(`550 5.1.1 <${personal.typedEmail}>: Recipient address rejected`),
      new Error(`value too long: '${personal.name} ${personal.street}'`),
      new Error(`no route to https://api.example/customers?name=${personal.name}`),
      new Error(`bad IBAN DE89 ${personal.ibanInGroups}`),
      new Error(`token ${'a1b2c3d4'.repeat(4)} refused`),
      Object.assign(new Error(`relay denied for ${personal.name}`), { response: personal.name, command: 'RCPT TO' }),
      Object.assign(new Error('x'), { code: personal.typedEmail }),
    ];
    for (const body of [`{"name":"${personal.name}`, personal.name, `${'x'.repeat(30)}"${personal.name}"`]) {
      try {
        JSON.parse(body);
      } catch (error) {
        quoting.push(error as Error);
      }
    }
    for (const error of quoting) {
      const text = textOf(new Error('outer', { cause: error }));
      for (const value of [...Object.values(personal), 'a1b2c3d4']) assert.ok(!text.includes(value), text);
    }
  });
});
