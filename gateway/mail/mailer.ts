import { createTransport } from 'nodemailer';
import type { Tenant } from '../tenants/tenant.ts';

/** A file that goes with a mail. */
export interface MailAttachment {
  name: string;
  type: string;
  content: Buffer;
}

/** A mail, in both of its forms. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  tenant: Tenant;
  /** Whom an answer reaches; by default whom the tenant's file names. */
  replyTo?: string;
  attachments?: readonly MailAttachment[];
  /** The same for the same mail: one that a crash has made us send again is known for what it is. Without `<>`. */
  messageId?: string;
  /** For people who work on it: their ticket systems drop what says that a machine made it. */
  forStaff?: boolean;
}

/** Sends mails. */
export interface Mailer {
  /**
   * @throws {MailRefused} When the mail server will never take this mail.
   * @throws {Error} When it does not take it now.
   */
  send(mail: Mail): Promise<void>;
  /** @throws {Error} When no mail server answers. */
  verify(): Promise<void>;
  close(): void;
}

/** The mail server refused sender, recipient or content for good (a reply of 5xx): trying again would be a nuisance. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
  /** The SMTP reply, if there was one. */
  readonly responseCode: number | undefined;

  constructor(responseCode: number | undefined) {
    // Without the server's own words, which quote addresses.
    super('The mail server refused the mail');
    this.responseCode = responseCode;
  }
}

/** Time limits of the mail server, in milliseconds: a try must end before a lease on its code does. */
const timeLimits = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 10_000, dnsTimeout: 5000 };

/** Hosts to which a plain connection is no risk. */
const thisMachine = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Mail over SMTP.
 *
 * @param url - `smtp://user:password@host:port` or `smtps://…`. To another machine `smtp:` insists on STARTTLS, because
 *   codes and the password would be there for everybody on the way; `?requireTLS=false` says that the way is safe.
 */
export function createMailer(url: string): Mailer {
  const transport = createTransport({
    requireTLS: !thisMachine.has(new URL(url).hostname.toLowerCase()),
    // What the URL says wins over what stands here.
    url,
    ...timeLimits,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text, html, tenant, attachments, messageId, forStaff, ...mail }) {
      const { from } = tenant.mail;
      const replyTo = mail.replyTo ?? tenant.mail.replyTo;
      try {
        await transport.sendMail({
          from: { name: tenant.name, address: from },
          // As an object: a text would be read as a list of addresses.
          to: { name: '', address: to },
          subject,
          text,
          html,
          ...(replyTo ? { replyTo: { name: '', address: replyTo } } : {}),
          ...(messageId ? { messageId: `<${messageId}>` } : {}),
          ...(attachments
            ? {
                attachments: attachments.map(({ name, type, content }) => ({
                  filename: name,
                  contentType: type,
                  contentDisposition: 'attachment' as const,
                  content,
                })),
              }
            : {}),
          // RFC 3834, and its counterpart at Microsoft: holiday replies help nobody.
          headers: forStaff ? {} : { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
      } catch (error) {
        const { code, responseCode } = error as { code?: string; responseCode?: number };
        const aboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE';
        if (aboutThisMail && (responseCode === undefined || responseCode >= 500)) throw new MailRefused(responseCode);
        throw error;
      }
    },
    async verify() {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}
