import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { MailRefused, type Mail } from '../../gateway/mail/mailer.ts';
import { createNoticeDelivery } from '../../gateway/notices/notice-delivery.ts';
import { createNotices, leaseMilliseconds } from '../../gateway/notices/notices.ts';
import { createKeys } from '../../gateway/sign-in/keys.ts';
import { purge } from '../../gateway/store/purge.ts';
import { readTenants } from '../../gateway/tenants/tenant-file.ts';
import { credentials, forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { startRecordingApi, type RecordingApi } from './recording-api.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const customer = `/customers/${customerIdOf('smart')}`;
const subscription = `/subscriptions/${subscriptionIdOf('smart')}`;
const iban = 'DE75512108001245126199';
const mandate = { payment_method: { sepa_debit: { iban, account_holder: 'Katharina Brandt' } } };
const userAgent = 'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0';

let sandbox: Sandbox;
let api: RecordingApi;
let gateway: GatewayUnderTest;
let cookie: string;

const patch = (path: string, body: unknown) => gateway.write('PATCH', `/api${path}`, body, { cookie });
/** What has come when nothing is due any more. */
const mails = async (): Promise<Mail[]> => {
  gateway.notices.start();
  await gateway.notices.idle();
  return gateway.mails;
};
const waiting = (): Promise<unknown[]> =>
  gateway.database.query('SELECT id FROM change_notices WHERE sealed IS NOT NULL');
/** A name that is not the one before. */
let names = 0;
const newName = () => ({ first_name: `Katharina ${(names += 1)}` });

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
  gateway.pass(2 * day);
  cookie = await gateway.signIn('smart@sandbox.example', { userAgent });
  gateway.mails.length = 0;
});

describe('a notice of a change', () => {
  it('says what, when and on which device, and what to do if it was somebody else', async () => {
    const at = new Date(gateway.now());
    await patch(subscription, mandate);
    const [mail, ...more] = await mails();
    assert.deepEqual(more, []);
    assert.equal(mail?.to, 'smart@sandbox.example');
    assert.equal(mail.subject, 'Ihre Bankverbindung bei Lumio wurde geändert');
    const date = new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium', timeZone: 'Europe/Berlin' }).format(at);
    for (const part of [
      'Neue IBAN: DE\u00a0…\u00a06199',
      'Kontoinhaber: Katharina Brandt',
      `Zeitpunkt: ${date}`,
      'Gerät: Firefox auf Android',
      'Das waren Sie nicht?',
      'hilfe@',
    ]) {
      assert.ok(mail.text.includes(part), `${part} in\n${mail.text}`);
    }
    for (const form of [mail.text, mail.html]) assert.ok(!form.includes(iban) && !form.includes('5121'));
    assert.match(mail.html, /<html lang="de">/);
  });

  it('says the new names, and the new address', async () => {
    await patch(customer, { first_name: 'Zoë', last_name: '<b>Berg</b>\r\nBcc: x@example.org' });
    const [mail] = await mails();
    assert.equal(mail?.subject, 'Ihr Name bei Lumio wurde geändert');
    assert.ok(mail.text.includes('Vorname: Zoë\nNachname: <b>Berg</b> Bcc: x@example.org\n'));
    assert.ok(mail.html.includes('&lt;b&gt;Berg') && !mail.html.includes('<b>Berg'));
    gateway.mails.length = 0;
    const address = { street: 'Königsallee', house_number: '12 a-c/2', zip: '10115', city: 'Köln' };
    await patch(subscription, { billing_address: address });
    const [other] = await mails();
    assert.equal(other?.subject, 'Ihre Rechnungsadresse bei Lumio wurde geändert');
    assert.ok(other.text.includes('Neue Rechnungsadresse: Königsallee 12 a-c/2, 10115 Köln\n'));
    gateway.mails.length = 0;
    await patch(subscription, { billing_address: address, ...mandate });
    assert.equal((await mails())[0]?.subject, 'Ihre Daten bei Lumio wurden geändert');
  });

  it('is in the language in which the customer signed in or stepped up', async () => {
    gateway.pass(minute);
    await gateway.write('POST', '/gateway/step-up/challenges', { locale: 'en' }, { cookie });
    await gateway.delivery.idle();
    gateway.mails.length = 0;
    await patch(subscription, mandate);
    const [mail] = await mails();
    assert.equal(mail?.subject, 'Your bank details at Lumio were changed');
    assert.match(mail.text, /Device: Firefox on Android/);
  });

  it('waits for a mail server that is down for two days, and comes once', async () => {
    gateway.mailFails = true;
    assert.equal((await patch(subscription, mandate)).statusCode, 200, 'the change does not wait');
    for (let elapsed = 0; elapsed < 2 * day; elapsed += hour) {
      await mails();
      gateway.pass(hour);
    }
    await purge(gateway.database, gateway.now());
    assert.equal((await waiting()).length, 1);
    gateway.mailFails = false;
    assert.equal((await mails()).length, 1);
    gateway.pass(hour);
    assert.equal((await mails()).length, 1);
    assert.deepEqual(await waiting(), []);
  });

  it('stands in the database without anything to read', async () => {
    gateway.mailFails = true;
    await patch(subscription, mandate);
    await gateway.notices.idle();
    const [row] = await gateway.database.query<{ sealed: Uint8Array }>('SELECT * FROM change_notices');
    const bytes = Buffer.from(row?.sealed ?? []);
    assert.ok(bytes.length > 0 && !bytes.includes('smart') && !bytes.includes('6199'));
    gateway.mailFails = false;
    gateway.pass(hour);
    await mails();
    const [sent] = await gateway.database.query<{ sealed: unknown }>('SELECT sealed FROM change_notices');
    assert.equal(sent?.sealed, null);
    await purge(gateway.database, new Date(gateway.now().getTime() + 3 * day));
    assert.deepEqual(await gateway.database.query('SELECT id FROM change_notices'), []);
  });

  it('is one of twenty in an hour: then nothing is changed any more for a while', async () => {
    for (let n = 0; n < 20; n += 1) assert.equal((await patch(customer, newName())).statusCode, 200);
    api.calls.length = 0;
    const refused = await patch(customer, newName());
    assert.equal(refused.statusCode, 429);
    assert.ok(Number(refused.headers['retry-after']) > 0);
    assert.deepEqual(api.callsOf('PATCH'), []);
    assert.equal((await mails()).length, 20);
    gateway.pass(hour);
    assert.equal((await patch(customer, newName())).statusCode, 200);
  });
});

describe('when the answer to a change is lost', () => {
  it('the customer is told if it was made', async () => {
    for (const [path, body] of [
      [subscription, mandate],
      [customer, newName()],
    ] as const) {
      gateway.mails.length = 0;
      api.stage('PATCH', { drop: true });
      assert.equal((await patch(path, body)).statusCode, 502);
      assert.equal((await mails()).length, 1, path);
    }
  });

  it('and not if it was not', async () => {
    const same = { billing_address: { street: 'Nie', house_number: '1', zip: '10115', city: 'Nirgends' } };
    for (const [path, body] of [
      [subscription, mandate],
      [subscription, same],
      [customer, newName()],
    ] as const) {
      api.stage('PATCH', { status: 500, body: { code: 'INTERNAL_SERVER_ERROR', message: '' } });
      assert.equal((await patch(path, body)).statusCode, 500);
    }
    assert.deepEqual(await mails(), []);
    assert.deepEqual(await waiting(), []);
  });

  it('it is asked again as long as the API does not say', async () => {
    api.stage('PATCH', { drop: true });
    const operation = `GET ${customer}`;
    const away = { status: 503, headers: { 'retry-after': '60' }, body: { code: 'X', message: '' } };
    // The first is asked before the change.
    const whole = await gateway.request({ method: 'GET', url: `/api${customer}`, cookie });
    api.stage(operation, { body: whole.json<unknown>() }, away, away);
    assert.equal((await patch(customer, newName())).statusCode, 502);
    assert.deepEqual(await mails(), []);
    gateway.pass(minute);
    assert.deepEqual(await mails(), []);
    gateway.pass(minute);
    assert.equal((await mails()).length, 1);
  });
});

describe('when the gateway dies', () => {
  const keys = createKeys(Buffer.alloc(32, 7));
  const content = {
    email: 'smart@sandbox.example',
    firstName: 'Kim',
    locale: 'de' as const,
    change: {
      names: { first_name: 'Kim' },
      subscription: null,
      contractNumber: null,
      billingAddress: null,
      mandate: null,
    },
    changedAt: '2026-11-24T10:00:00.000Z',
    device: { browser: null, system: null },
  };
  /** Replicas on the gateway's database. */
  const replica = async (made: boolean, sent: Mail[], send?: () => Promise<void>) => {
    const notices = createNotices({ database: gateway.database, keys, clock: () => gateway.now() });
    const delivery = createNoticeDelivery({
      notices,
      tenants: await readTenants('demo/tenants', credentials),
      wasMade: () => Promise.resolve(made),
      mailer: {
        send: (mail) => {
          sent.push(mail);
          return send?.() ?? Promise.resolve();
        },
        verify: () => Promise.resolve(),
        close: () => undefined,
      },
      logger: { warn: () => undefined, error: () => undefined } as never,
    });
    return { notices, delivery };
  };

  it('between a change and its notice, another one finds out what became of it, once its lease has ended', async () => {
    for (const made of [true, false]) {
      const sent: Mail[] = [];
      const { notices, delivery } = await replica(made, sent);
      await notices.prepare('lumio', 'cus_1', content);
      delivery.start();
      await delivery.idle();
      assert.deepEqual(sent, [], 'it may still be under way');
      gateway.pass(leaseMilliseconds);
      delivery.start();
      await delivery.idle();
      assert.equal(sent.length, made ? 1 : 0);
      assert.deepEqual(await waiting(), []);
    }
  });

  it('two that look at once send each notice once', async () => {
    const sent: Mail[] = [];
    const replicas = [await replica(true, sent), await replica(true, sent)];
    for (let n = 0; n < 12; n += 1) {
      const id = await replicas[0]?.notices.prepare('lumio', 'cus_1', content);
      await replicas[0]?.notices.settle(id ?? '', 'made');
    }
    for (const { delivery } of replicas) delivery.start();
    await Promise.all(replicas.map(({ delivery }) => delivery.idle()));
    assert.equal(sent.length, 12);
    assert.equal(new Set(sent.map(({ messageId }) => messageId)).size, 12);
  });

  it('a mail that is refused for good is not tried again', async () => {
    const sent: Mail[] = [];
    const { notices, delivery } = await replica(true, sent, () => Promise.reject(new MailRefused(550)));
    await notices.settle(await notices.prepare('lumio', 'cus_1', content), 'made');
    for (let n = 0; n < 3; n += 1) {
      delivery.start();
      await delivery.idle();
      gateway.pass(hour);
    }
    assert.equal(sent.length, 1);
  });
});
