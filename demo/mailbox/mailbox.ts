import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser, type AddressObject } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail that arrived. */
export interface Message {
  /** Counts up from 1. */
  id: number;
  /** Addresses, with commas between them. */
  from: string;
  to: string;
  subject: string;
  /** UTC instant, ISO 8601. */
  date: string;
  text: string;
  html: string;
  /** Files that came with it; `size` in bytes. */
  attachments: { name: string; type: string; size: number }[];
}

/** A mail server that is running. */
export interface Mailbox {
  webPort: number;
  smtpPort: number;
  /** Newest first. */
  messages: readonly Message[];
  close(): Promise<void>;
}

/** How many mails are kept. */
const kept = 500;

/** Connections that a client keeps open do not hold up the end for longer than this, in milliseconds. */
const closePatience = 1000;

const files: Record<string, { type: string; content: string }> = {
  '/': { type: 'text/html', content: file('mailbox.html') },
  '/mailbox.css': { type: 'text/css', content: file('mailbox.css') },
  '/mailbox-page.js': { type: 'text/javascript', content: file('mailbox-page.js') },
};

function file(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'";

/** A mail may have its own styles and open its links in new windows, and nothing else. */
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/**
 * The demo's mail server: takes every mail over SMTP, sends none on, and shows them on a web page and as JSON
 * (`GET /api/messages`, newest first; `DELETE /api/messages` empties it).
 *
 * @throws {Error} When a port is taken.
 */
export async function startMailbox({ webPort, smtpPort }: { webPort: number; smtpPort: number }): Promise<Mailbox> {
  const messages: Message[] = [];
  const contents: Contents = new WeakMap();
  let received = 0;
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: closePatience,
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        received += 1;
        const message: Message = {
          id: received,
          from: addressesOf(mail.from),
          to: addressesOf(mail.to) || session.envelope.rcptTo.map(({ address }) => address).join(', '),
          subject: mail.subject ?? '',
          date: (mail.date ?? new Date()).toISOString(),
          text: mail.text ?? '',
          html: mail.html || '',
          attachments: mail.attachments.map(({ filename, contentType, size }) => ({
            name: filename ?? 'attachment',
            type: contentType,
            size,
          })),
        };
        contents.set(
          message,
          mail.attachments.map(({ content }) => content),
        );
        messages.unshift(message);
        messages.length = Math.min(messages.length, kept);
        done();
      }, done);
    },
  });
  // A client that hangs up in the middle of a mail is its own problem.
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(smtpPort, '127.0.0.1', resolve);
  });
  const web = createServer((request, response) => {
    answer(request, response, messages, contents);
  });
  await new Promise<void>((resolve, reject) => {
    web.once('error', reject);
    web.listen(webPort, '127.0.0.1', resolve);
  });
  return {
    webPort: (web.address() as AddressInfo).port,
    smtpPort: (smtp.server.address() as AddressInfo).port,
    messages,
    async close() {
      web.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => web.close(() => resolve())),
        new Promise<void>((resolve) => smtp.close(resolve)),
      ]);
    },
  };
}

function addressesOf(addresses: AddressObject | AddressObject[] | undefined): string {
  return [addresses ?? []]
    .flat()
    .flatMap(({ value }) => value.map(({ address }) => address ?? ''))
    .join(', ');
}

/** The files of the mails that are kept. */
type Contents = WeakMap<Message, Buffer[]>;

function answer(request: IncomingMessage, response: ServerResponse, messages: Message[], contents: Contents): void {
  const { pathname } = new URL(request.url ?? '/', 'http://mailbox');
  const send = (type: string, content: string, policy = pagePolicy): void => {
    const headers = { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy };
    response.writeHead(200, { ...headers, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).end(content);
  };
  const known = files[pathname];
  const mail = /^\/messages\/(\d+)(?:\/attachments\/(\d+))?$/.exec(pathname);
  const message = mail && messages.find(({ id }) => id === Number(mail[1]));
  if (pathname === '/api/messages' && request.method === 'DELETE') {
    messages.length = 0;
    response.writeHead(204).end();
  } else if (pathname === '/api/messages') send('application/json', JSON.stringify(messages));
  else if (known) send(known.type, known.content);
  else if (message && mail[2] !== undefined) sendFile(response, message, contents, Number(mail[2]));
  // Its links lead out of the frame that it is shown in.
  else if (message) send('text/html', message.html.replace(/<head>/i, '<head><base target="_blank">'), mailPolicy);
  else response.writeHead(404).end();
}

/** Always to be saved: what is in it is anybody's. */
function sendFile(response: ServerResponse, message: Message, contents: Contents, n: number): void {
  const file = message.attachments[n];
  const content = contents.get(message)?.[n];
  if (!file || !content) {
    response.writeHead(404).end();
    return;
  }
  const name = encodeURIComponent(file.name);
  const headers = {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
  };
  response
    .writeHead(200, { ...headers, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    .end(content);
}
