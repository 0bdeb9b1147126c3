import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser, type AddressObject } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { mailboxPage } from './mailbox-page.ts';

/** A mail that arrived. */
export interface Message {
  from: string;
  to: string;
  subject: string;
  /** UTC instant, ISO 8601. */
  date: string;
  text: string;
  html: string;
}

export interface Mailbox {
  webPort: number;
  smtpPort: number;
  messages: readonly Message[];
  close(): Promise<void>;
}

/** How many mails are kept. */
const kept = 500;

/**
 * The demo's mail server: takes every mail over SMTP, sends none on, and shows them on a web page and as JSON
 * (`GET /api/messages`, newest first; `DELETE /api/messages` empties it).
 */
export async function startMailbox({ webPort, smtpPort }: { webPort: number; smtpPort: number }): Promise<Mailbox> {
  const messages: Message[] = [];
  const smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        messages.unshift({
          from: addressesOf(mail.from),
          to: addressesOf(mail.to),
          subject: mail.subject ?? '',
          date: (mail.date ?? new Date()).toISOString(),
          text: mail.text ?? '',
          html: mail.html || '',
        });
        messages.length = Math.min(messages.length, kept);
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve, reject) => {
    smtp.once('error', reject);
    smtp.listen(smtpPort, '127.0.0.1', resolve);
  });
  const web = createServer((request, response) => answer(request, response, messages));
  await new Promise<void>((resolve, reject) => {
    web.once('error', reject);
    web.listen(webPort, '127.0.0.1', resolve);
  });
  return {
    webPort: (web.address() as AddressInfo).port,
    smtpPort: (smtp.server.address() as AddressInfo).port,
    messages,
    close: async () => {
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

function answer(request: IncomingMessage, response: ServerResponse, messages: Message[]): void {
  const { pathname } = new URL(request.url ?? '/', 'http://mailbox');
  if (pathname === '/api/messages' && request.method === 'DELETE') {
    messages.length = 0;
    response.writeHead(204).end();
  } else if (pathname === '/api/messages') {
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
      .end(JSON.stringify(messages));
  } else if (pathname === '/') {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      .end(mailboxPage(messages));
  } else {
    response.writeHead(404).end();
  }
}
