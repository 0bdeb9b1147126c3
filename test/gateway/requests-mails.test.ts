/** What is said to whom: the mails and the receipt of a request, and the files that go with it. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { startMailbox, type Mailbox } from '../../demo/mailbox/mailbox.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { createMailer, type Mail } from '../../gateway/mail/mailer.ts';
import { largestAttachment } from '../../src/contract/gateway/attachment-bounds.ts';
import { requestParts, requestsPath, type CustomerRequest } from '../../src/contract/gateway/requests.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import { ask, cancellation, contact, made, meterSwap, newKey, problemsOf, withdrawal } from './requests-under-test.ts';

const now = () => new Date('2026-11-24T10:00:00Z');
const own = subscriptionIdOf('analog');
const account = 'analog@sandbox.example';
const supplier = 'vertrag@lumio.example';
const typed = 'erika@sandbox.example';

let sandbox: Sandbox;
let gateway: GatewayUnderTest;
let cookie: string;

before(async () => {
  sandbox = await startSandbox({ port: 0, now, rateLimit: { perSecond: 1000, burst: 1000 } });
  gateway = await startGateway({ nomosApiUrl: sandbox.url });
});
after(async () => {
  await gateway.close();
  await sandbox.close();
});
beforeEach(async () => {
  await forgetAll(gateway);
  cookie = await gateway.signIn(account);
  gateway.mails.length = 0;
});

const mailTo = (to: string): Mail => gateway.mails.find((mail) => mail.to === to) ?? assert.fail(`no mail to ${to}`);
const receiptOf = ({ id }: { id: string }, key: string, more: { host?: string } = {}) =>
  gateway.write('POST', `${requestsPath}/${id}/receipt`, { key }, more);
/** As a reader of PDF sees it: blanks do not matter. */
const words = (text: string): string => text.replace(/\s+/g, ' ');

/** A form as browsers send it. */
async function send(
  body: object,
  file: Uint8Array | null,
  { name = 'foto.jpg', type = 'image/jpeg', signedIn = true } = {},
) {
  const form = new FormData();
  form.set(requestParts.request, JSON.stringify(body));
  if (file) form.set(requestParts.attachment, new File([Buffer.from(file)], name, { type }));
  const encoded = new Response(form);
  const response = await gateway.request({
    method: 'POST',
    url: requestsPath,
    ...(signedIn ? { cookie } : {}),
    headers: {
      origin: 'http://lumio.localhost:8080',
      'x-nomos-portal': '1',
      'content-type': encoded.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  await gateway.requestDelivery.idle();
  return response;
}

const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const png = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082',
  'hex',
);
const heic = Buffer.concat([
  Buffer.from('00000018', 'hex'),
  Buffer.from('ftypheic'),
  Buffer.from('00000000', 'hex'),
  Buffer.from('mif1heic'),
]);
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

describe('the answer, both mails and the receipt', () => {
  it('say the same lines and the same time, in German and in English', async () => {
    const cases = [
      cancellation({ termination: 'extraordinary', reason: 'Der Preis hat sich verdoppelt.', last_day: '2026-12-31' }),
      cancellation({ locale: 'en', termination: 'move-out', last_day: '2026-12-31' }),
      withdrawal({ note: 'Ich habe es mir anders überlegt.' }),
      withdrawal({ locale: 'en' }),
    ];
    for (const body of cases) {
      gateway.mails.length = 0;
      const request = await made(gateway, body);
      const receipt = await receiptOf(request, body.key);
      assert.equal(receipt.statusCode, 200);
      assert.equal(receipt.headers['content-type'], 'application/pdf');
      assert.equal(receipt.headers['cache-control'], 'no-store');
      assert.equal(receipt.headers['content-disposition'], `attachment; filename="${request.reference}.pdf"`);
      const { text: page } = await extractText(new Uint8Array(receipt.rawPayload), { mergePages: true });
      const time = body.locale === 'de' ? '24.11.2026, 11:00 Uhr' : '24 Nov 2026, 11:00';
      const forms = [mailTo(supplier), mailTo(typed)].flatMap(({ text, html }) => [text, html]);
      for (const form of [...forms, page].map(words)) {
        for (const { label, value } of request.summary) {
          assert.ok(form.includes(words(value)), `${value} in ${form}`);
          assert.ok(form.includes(label), label);
        }
        assert.ok(form.includes(request.reference) && form.includes(time), form);
      }
    }
  });

  it('are in the brand’s name and the person’s language', async () => {
    const body = cancellation({ locale: 'en' });
    const host = 'voltwerk.localhost:8080';
    const request = await made(gateway, body, { host });
    const mail = mailTo(typed);
    assert.equal(mail.subject, `We have received your cancellation (${request.reference})`);
    assert.match(mail.html, /<html lang="en">/);
    assert.ok(mail.text.startsWith('Hello,\n\nVoltwerk has received your cancellation.'));
    const { rawPayload } = await receiptOf(request, body.key, { host });
    const document = await getDocumentProxy(new Uint8Array(rawPayload));
    const { info } = await getMeta(document);
    assert.equal((info as { Author?: string }).Author, 'Voltwerk');
    assert.match((await extractText(document, { mergePages: true })).text, /Voltwerk AG/);
  });

  it('show letters of any European script on the receipt, and a long text whole', async () => {
    const name = 'Şahin Łukasz Ελένη Иванова';
    const end = 'und das ist das Ende.';
    const body = contact({ name, message: `${'Satz um Satz, Zeile um Zeile. '.repeat(160)}${end}` });
    const { text } = await extractText(
      new Uint8Array((await receiptOf(await made(gateway, body), body.key)).rawPayload),
      {
        mergePages: true,
      },
    );
    assert.ok(words(text).includes(name));
    assert.ok(words(text).includes(end));
  });
});

describe('a receipt', () => {
  it('is for whoever has the key, at the tenant, and nobody else', async () => {
    const body = cancellation();
    const request = await made(gateway, body);
    const other = withdrawal();
    const { id } = await made(gateway, other);
    const refused = [
      await receiptOf(request, newKey()),
      await receiptOf({ id }, body.key),
      await receiptOf({ id: 'req_nothing' }, body.key),
      await receiptOf(request, body.key, { host: 'voltwerk.localhost:8080' }),
    ];
    for (const response of refused) {
      assert.equal(response.statusCode, 404);
      assert.ok(!response.body.includes('Erika'));
    }
    assert.equal((await receiptOf(request, 'short')).statusCode, 400);
  });
});

describe('the mail to the supplier', () => {
  it('says whether somebody was signed in, what to do, and is answered to the person', async () => {
    const signedOut = await made(gateway, cancellation());
    const unchecked = mailTo(supplier);
    assert.equal(unchecked.subject, `Kündigung ${signedOut.reference}: bitte bearbeiten`);
    assert.match(unchecked.text, /Angemeldet: nein, die Angaben sind ungeprüft/);
    assert.deepEqual([unchecked.replyTo, unchecked.forStaff], [typed, true]);
    gateway.mails.length = 0;
    await made(gateway, meterSwap(own), { cookie });
    const { text, replyTo } = mailTo(supplier);
    assert.ok(text.includes(`Angemeldet: ja, als ${customerIdOf('analog')}`) && text.includes(own));
    assert.equal(replyTo, account);
  });

  it('says that there is nothing to do when the contract has been ended', async () => {
    const pending = await gateway.signIn('multi@sandbox.example');
    gateway.mails.length = 0;
    const subscription = subscriptionIdOf('multi');
    const request = await made(
      gateway,
      cancellation({ subscription, contract: null, email: 'multi@sandbox.example', last_day: '2027-01-31' }),
      { cookie: pending },
    );
    assert.equal(request.state, 'applied');
    assert.equal(mailTo(supplier).subject, `Kündigung ${request.reference}: erledigt`);
    assert.match(mailTo(supplier).text, /letzter Tag der Belieferung ist der 31\.01\.2027\. Es ist nichts zu tun/);
    assert.match(
      mailTo('multi@sandbox.example').text,
      /Ihr Vertrag endet\. Letzter Tag der Belieferung: 31\.01\.2027\./,
    );
  });
});

describe('the mail to the person', () => {
  it('repeats a declaration to any address, as the law wants it, and a message to nobody but the customer', async () => {
    const advertisement = 'Kaufen Sie bei evil.example';
    await made(gateway, contact({ name: advertisement, topic: advertisement, message: advertisement }));
    assert.ok(!JSON.stringify({ ...mailTo(typed), tenant: null }).includes('evil'));
    assert.ok(mailTo(supplier).text.includes(advertisement));
    gateway.mails.length = 0;
    await made(gateway, contact({ message: advertisement }), { cookie });
    assert.ok(!mailTo(typed).text.includes('evil'), 'also not for somebody who is signed in and writes to a stranger');
    assert.ok(mailTo(account).text.includes(advertisement));
    gateway.mails.length = 0;
    await made(gateway, contact({ email: account, message: advertisement }), { cookie });
    assert.ok(mailTo(account).text.includes(advertisement));
    assert.equal(gateway.mails.length, 2);
  });

  it('goes to the address of the account as well when another one was typed', async () => {
    await made(gateway, cancellation({ subscription: own }), { cookie });
    assert.deepEqual(gateway.mails.map(({ to }) => to).sort(), [account, typed, supplier].sort());
    assert.match(mailTo(account).text, /Guten Tag Jürgen Weiß,/);
    assert.match(mailTo(account).text, /Sie haben uns das nicht geschickt\?/);
    assert.match(mailTo(typed).text, /^Guten Tag,\n/);
  });

  it('is told how to object when nobody was signed in', async () => {
    await made(gateway, withdrawal());
    assert.match(mailTo(typed).text, /Sie haben uns das nicht geschickt\? Dann antworten Sie bitte gleich/);
    assert.equal(mailTo(typed).replyTo, 'hilfe@lumio.example');
  });
});

describe('what somebody typed', () => {
  it('is never a part of the mail: no header, no recipient, no mark-up', async () => {
    const mailbox = await startMailbox({ webPort: 0, smtpPort: 0 });
    const mailer = createMailer(`smtp://127.0.0.1:${mailbox.smtpPort}`);
    const nasty = `x\r\nBcc: victim@example.org\r\nSubject: evil\r\n\r\n<script>alert(1)</script><img src=x onerror=alert(1)> -- \r\n-- \r\nLumio`;
    await made(gateway, cancellation({ termination: 'extraordinary', name: nasty, contract: nasty, reason: nasty }));
    for (const mail of gateway.mails) await mailer.send(mail);
    assert.equal(mailbox.messages.length, 2);
    for (const { subject, to, html, text } of mailbox.messages) {
      assert.match(subject, /^(Kündigung|Ihre Kündigung)/);
      assert.ok([supplier, typed].includes(to));
      assert.doesNotMatch(html, /<script|<img/);
      assert.ok(html.includes('&lt;script&gt;'));
      // The one signature is ours.
      assert.equal(text.match(/^-- ?$/gm)?.length, 1);
    }
    await closeAll(mailer, mailbox);
  });

  it('turns no text around', async () => {
    const request = await made(
      gateway,
      cancellation({ name: 'Erika \u202eredliW\u202c', contract: '\u2067123\u2069' }),
    );
    const all = JSON.stringify([request, gateway.mails.map(({ text, html, subject }) => [text, html, subject])]);
    assert.doesNotMatch(all, /[\u202a-\u202e\u2066-\u2069]/);
  });
});

describe('a file', () => {
  it('goes with the supplier’s mail, under our name and its own type, and is then deleted', async () => {
    const cases = [
      [meterSwap(own), jpeg, 'image/jpeg', 'jpg'],
      [meterSwap(own), png, 'image/png', 'png'],
      [meterSwap(own), heic, 'image/heic', 'heic'],
      [contact(), pdf, 'application/pdf', 'pdf'],
    ] as const;
    for (const [body, file, type, ending] of cases) {
      gateway.mails.length = 0;
      const response = await send(body, file, { name: '../../évil\r\n.exe', type: 'application/x-msdownload' });
      assert.equal(response.statusCode, 201, response.body);
      const request = response.json<CustomerRequest>();
      const name = `${request.reference}.${ending}`;
      assert.deepEqual(mailTo(supplier).attachments, [{ name, type, content: file }]);
      assert.ok(request.summary.some(({ value }) => value === name));
      assert.ok(gateway.mails.every((mail) => mail.to === supplier || mail.attachments === undefined));
      assert.deepEqual(await gateway.database.query('SELECT * FROM customer_request_attachments'), []);
    }
  });

  it('waits for the mail server, sealed', async () => {
    gateway.mailFails = true;
    assert.equal((await send(meterSwap(own), jpeg)).statusCode, 201);
    const [row] = await gateway.database.query<{ sealed: Uint8Array }>(
      'SELECT sealed FROM customer_request_attachments',
    );
    assert.ok(row && !Buffer.from(row.sealed).includes(jpeg.subarray(0, 12)));
    gateway.mailFails = false;
    gateway.pass(60_000);
    await gateway.requestDelivery.drain();
    assert.deepEqual(mailTo(supplier).attachments?.[0]?.content, jpeg);
  });

  it('of the same bytes under the same key is the same request, of others a conflict', async () => {
    const body = meterSwap(own);
    assert.deepEqual([(await send(body, jpeg)).statusCode, (await send(body, jpeg)).statusCode], [201, 200]);
    assert.equal((await send(body, png)).statusCode, 409);
    assert.equal((await send(body, null)).statusCode, 409);
  });

  it('that is something else than its name says is refused', async () => {
    const script = Buffer.from('<?php system($_GET["x"]); ?>\n<script>alert(1)</script>');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    for (const file of [script, svg, Buffer.from('MZ\u0090\u0000'), Buffer.from('GIF89a;'), Buffer.alloc(0)]) {
      const response = await send(meterSwap(own), file);
      assert.equal(response.statusCode, 400);
      assert.deepEqual(problemsOf(response), ['unsupported_type attachment']);
    }
    assert.deepEqual(problemsOf(await send(meterSwap(own), pdf)), ['unsupported_type attachment']);
    assert.deepEqual(problemsOf(await send(withdrawal(), jpeg)), ['not_allowed attachment']);
    assert.deepEqual(await gateway.database.query('SELECT * FROM customer_requests'), []);
  });

  it('of ten megabytes is taken, of a byte more is not', async () => {
    const large = Buffer.concat([jpeg, Buffer.alloc(largestAttachment - jpeg.length)]);
    assert.equal((await send(meterSwap(own), large)).statusCode, 201);
    const response = await send(meterSwap(own), Buffer.concat([large, Buffer.alloc(1)]));
    assert.equal(response.statusCode, 413);
    assert.deepEqual(problemsOf(response), ['too_large attachment']);
  });

  it('is nothing that other routes take, and a form has one request and one file', async () => {
    const form = new FormData();
    form.set('email', account);
    const post = async (url: string, body: FormData) => {
      const encoded = new Response(body);
      return gateway.request({
        method: 'POST',
        url,
        headers: {
          origin: 'http://lumio.localhost:8080',
          'x-nomos-portal': '1',
          'content-type': encoded.headers.get('content-type') ?? '',
        },
        payload: Buffer.from(await encoded.arrayBuffer()),
      });
    };
    assert.equal((await post('/gateway/sign-in/challenges', form)).statusCode, 415);
    const two = new FormData();
    two.set(requestParts.request, JSON.stringify(contact()));
    for (const name of ['a.jpg', 'b.jpg']) two.append(requestParts.attachment, new File([jpeg], name));
    assert.equal((await post(requestsPath, two)).statusCode, 413);
    assert.equal((await post(requestsPath, form)).statusCode, 400);
    const broken = new FormData();
    broken.set(requestParts.request, '{');
    assert.equal((await post(requestsPath, broken)).statusCode, 400);
    assert.equal((await post(requestsPath, new FormData())).statusCode, 400);
  });

  it('arrives at a mail server with its name', async () => {
    const mailbox = await startMailbox({ webPort: 0, smtpPort: 0 });
    const mailer = createMailer(`smtp://127.0.0.1:${mailbox.smtpPort}`);
    const { reference } = (await send(meterSwap(own), jpeg)).json<CustomerRequest>();
    await mailer.send(mailTo(supplier));
    assert.deepEqual(
      mailbox.messages[0]?.attachments.map(({ name, type, size }) => [name, type, size]),
      [[`${reference}.jpg`, 'image/jpeg', jpeg.length]],
    );
    await closeAll(mailer, mailbox);
  });
});

async function closeAll(mailer: { close(): void }, mailbox: Mailbox): Promise<void> {
  mailer.close();
  await mailbox.close();
}

describe('a request without a mail to answer', () => {
  it('is not made twice by asking for it in two ways', async () => {
    const body = contact();
    const [json, form] = [await ask(gateway, body), await send(body, null, { signedIn: false })];
    assert.deepEqual([json.statusCode, form.statusCode], [201, 200]);
  });
});
