import { createTransport } from 'nodemailer';
import type { Tenant } from '../tenants/tenant.ts';

/** A mail, in both of its forms. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  tenant: Tenant;
}

/** Sends mails. */
export interface Mailer {
  /** @throws {Error} When the mail server does not take it. */
  send(mail: Mail): Promise<void>;
  /** @throws {Error} When no mail server answers. */
  verify(): Promise<void>;
  close(): void;
}

/** Mail over SMTP; `url` is `smtp://user:password@host:port` or `smtps://…`. */
export function createMailer(url: string): Mailer {
  const transport = createTransport(url, {
    // Over plain text inside one machine, else whatever the URL says.
  });
  Object.assign(transport.options, { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 10_000 });
  return {
    async send({ to, subject, text, html, tenant }) {
      const { from, replyTo } = tenant.mail;
      await transport.sendMail({
        from: { name: tenant.name, address: from },
        to,
        subject,
        text,
        html,
        ...(replyTo ? { replyTo } : {}),
        // RFC 3834: holiday replies to a code help nobody.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    async verify() {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}
