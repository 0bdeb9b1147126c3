import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { renderCodeMail } from '../../gateway/mail/code-mail.ts';
import { createMailer, MailRefused, type Mailer } from '../../gateway/mail/mailer.ts';
import { readTenants } from '../../gateway/tenants/tenant-file.ts';
import type { Tenant } from '../../gateway/tenants/tenant.ts';
import { credentials } from './gateway-under-test.ts';

let lumio: Tenant;
let voltwerk: Tenant;

before(async () => {
  const tenants = await readTenants('demo/tenants', credentials);
  const named = (slug: string): Tenant => tenants.find((tenant) => tenant.slug === slug) ?? assert.fail(slug);
  [lumio, voltwerk] = [named('lumio'), named('voltwerk')];
});

const render = (changes: Partial<Parameters<typeof renderCodeMail>[0]> = {}) =>
  renderCodeMail({ tenant: lumio, locale: 'de', code: '012345', firstName: 'Kim', ...changes });

describe('the mail with a code', () => {
  it('begins its subject with the code, in the language of the customer', () => {
    assert.equal(render().subject, '012345 ist Ihr Code für Lumio');
    assert.equal(render({ locale: 'en', tenant: voltwerk }).subject, '012345 is your code for Voltwerk');
  });

  it('says in text and HTML how long the code holds, to give it to nobody, what else to do, and whom to ask', () => {
    for (const [locale, sentences] of [
      ['de', [/Guten Tag Kim/, /zehn Minuten und nur einmal/, /Wir fragen Sie nie danach/, /keinen Code angefordert/]],
      ['en', [/Hello Kim/, /ten minutes, and only once/, /We will never ask you/, /did not request a code/]],
    ] as const) {
      const { text, html } = render({ locale });
      for (const form of [text, html]) {
        for (const sentence of sentences) assert.match(form, sentence);
        for (const fact of [
          '012345',
          'Lumio',
          'hilfe@lumio.example',
          '+49 30 5550100',
          'Lumio Energie GmbH',
          'Berlin',
        ]) {
          assert.ok(form.includes(fact), fact);
        }
      }
    }
    assert.ok(render().text.includes('Mo–Fr 8–18 Uhr'));
    assert.match(render({ firstName: '' }).text, /^Guten Tag,\n/);
  });

  it('has the brand’s colours, light and dark, nothing that has to be fetched, and no link where there is none', () => {
    for (const tenant of [lumio, voltwerk]) {
      const { html } = render({ tenant, locale: 'en' });
      assert.match(html, /<html lang="en">/);
      assert.match(html, /<title>[^<]+<\/title>/);
      const [light = '', dark = ''] = [/<body[^]*/, /@media \(prefers-color-scheme: dark\) {[^]*?<\/style>/].map(
        (part) => part.exec(html)?.[0],
      );
      for (const color of ['brand', 'text', 'surface', 'background', 'line', 'muted'] as const) {
        assert.ok(light.includes(tenant.brand.colors.light[color]), `light ${color}`);
        assert.ok(dark.includes(tenant.brand.colors.dark[color]), `dark ${color}`);
      }
      assert.ok(!/<table|<img|<a |<script|https?:|url\(/i.test(html));
    }
  });

  it('has a link where there is one to follow, to this one address, in both forms', () => {
    const link = 'https://lumio.customerportal.energy/auth/confirm?token_hash=abc&type=email&next=/invoices';
    for (const [locale, sentences] of [
      ['de', [/Oder direkt anmelden/, /zehn Minuten und zusammen nur einmal/, /Geben Sie beides niemandem/]],
      ['en', [/Or sign in directly/, /ten minutes, and only once between them/, /Do not share either/]],
    ] as const) {
      const { text, html } = render({ locale, link });
      for (const sentence of sentences) for (const form of [text, html]) assert.match(form, sentence);
      assert.ok(text.split('\n').includes(link), 'whole, on a line of its own');
      assert.deepEqual(
        [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
        [link.replaceAll('&', '&amp;')],
      );
      assert.ok(text.includes('012345') && html.includes('012345'));
    }
  });

  it('shows names as they are, and lets none of them be a part of the mail', () => {
    const tenant: Tenant = { ...lumio, name: 'Müller & "Söhne" <b>\r\nBcc: x@example.org' };
    const firstName = `<img src=x onerror="alert('1')">\n\nIhr Konto ist gesperrt:\u2028 evil`;
    const { subject, text, html } = render({ tenant, firstName });
    assert.ok(!/[\r\n]/.test(subject));
    assert.ok(!/<img|<b>/.test(html));
    assert.ok(html.includes('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; Ihr Konto'));
    assert.ok(html.includes('Müller &amp; &quot;Söhne&quot; &lt;b&gt;'));
    assert.match(text.split('\n')[0] ?? '', /Ihr Konto ist gesperrt: evil,$/);
  });
});

describe('mail over SMTP', () => {
  let server: SMTPServer;
  let mailer: Mailer;
  let received: { mail: ParsedMail; from: string; to: string[] }[];
  /** What the server says to the next recipient. */
  let refusal: { responseCode: number; message: string } | null;

  const portOf = (listening: { address(): unknown }): number => (listening.address() as AddressInfo).port;
  const to = 'smart@sandbox.example';
  const send = (over: Mailer, recipient = to): Promise<void> =>
    over.send({ to: recipient, tenant: lumio, ...render({ firstName: 'Jörg' }) });

  before(async () => {
    server = new SMTPServer({
      authOptional: true,
      hideSTARTTLS: true,
      onRcptTo: (_address, _session, done) => {
        const fault = refusal;
        refusal = null;
        if (fault) done(Object.assign(new Error(fault.message), { responseCode: fault.responseCode }));
        else done();
      },
      onData: (stream, { envelope }, done) => {
        simpleParser(stream).then((mail) => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          received.push({ mail, from, to: envelope.rcptTo.map(({ address }) => address) });
          done();
        }, done);
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    mailer = createMailer(`smtp://127.0.0.1:${portOf(server.server)}`);
  });
  after(async () => {
    mailer.close();
    await new Promise<void>((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    received = [];
    refusal = null;
  });

  it('arrives in the brand’s name with both forms, and asks for no automatic answer', async () => {
    await mailer.verify();
    await send(mailer);
    assert.equal(received.length, 1);
    const [{ mail, from, to: recipients } = assert.fail()] = received;
    assert.deepEqual([from, recipients], ['anmeldung@lumio.example', [to]]);
    assert.deepEqual(mail.from?.value, [{ name: 'Lumio', address: 'anmeldung@lumio.example' }]);
    assert.equal(mail.replyTo?.text, 'hilfe@lumio.example');
    assert.equal(mail.subject, '012345 ist Ihr Code für Lumio');
    assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
    assert.match(mail.text ?? '', /^Guten Tag Jörg,\n/);
    assert.ok(typeof mail.html === 'string' && mail.html.includes('Guten Tag Jörg,'));
  });

  it('goes to one address, whatever stands in it', async () => {
    await send(mailer, `${to}, other@example.org`).catch(() => undefined);
    assert.ok(received.every(({ to: recipients }) => recipients.length === 1 && recipients[0] !== 'other@example.org'));
    assert.ok(received.length <= 1);
  });

  it('tells a refusal for good from one for now, and quotes no address for the first', async () => {
    refusal = { responseCode: 550, message: `<${to}> no such user` };
    await assert.rejects(send(mailer), (error) => {
      assert.ok(error instanceof MailRefused);
      assert.equal(error.responseCode, 550);
      return !error.message.includes(to);
    });
    refusal = { responseCode: 451, message: 'greylisted, come back' };
    await assert.rejects(send(mailer), (error) => error instanceof Error && !(error instanceof MailRefused));
    await send(mailer);
    assert.equal(received.length, 1);
  });

  it('fails when nobody answers, and does not wait for a server that says nothing', async (test) => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const close = (): void => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    };
    test.after(close);
    const port = portOf(silent);
    const patient = createMailer(`smtp://127.0.0.1:${port}?greetingTimeout=50`);
    await assert.rejects(send(patient));
    await assert.rejects(patient.verify());
    close();
    await assert.rejects(send(createMailer(`smtp://127.0.0.1:${port}`)), /ECONNREFUSED/);
  });

  it(
    'goes to another machine over encrypted ways only, unless the URL says otherwise',
    // Elsewhere this address does not stand for this machine.
    { skip: process.platform !== 'linux' && 'needs an address of this machine that does not look like one' },
    async (test) => {
      const elsewhere = new SMTPServer({
        authOptional: true,
        hideSTARTTLS: true,
        onData: (stream, _session, done) => {
          stream.resume();
          stream.once('end', () => done());
        },
      });
      await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.2', resolve));
      test.after(() => new Promise<void>((resolve) => elsewhere.close(resolve)));
      const url = `smtp://127.0.0.2:${portOf(elsewhere.server)}`;
      await assert.rejects(send(createMailer(url)));
      await send(createMailer(`${url}?requireTLS=false`));
    },
  );
});
