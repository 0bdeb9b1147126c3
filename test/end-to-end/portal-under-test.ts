import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import puppeteer, { type Browser } from 'puppeteer';
import { startPortal, type RunningPortal } from '../../demo/portal.ts';
import { freePorts } from '../../demo/ports.ts';
import { chromiumArguments } from '../../scripts/browsers/chromium-arguments.ts';
import { findBrowsers } from '../../scripts/browsers/find-browsers.ts';
import { Visitor } from './visitor.ts';

/** The instant at which every run begins: a Tuesday before noon, the month's invoices are out, tomorrow's prices are not. */
export const startInstant = '2026-11-24T10:00:00Z';

/** How long a mail may take, in milliseconds. */
const mailPatience = 15_000;

/** The whole portal with its page form, as `npm start` runs it, and a browser to visit it with. */
export class PortalUnderTest {
  /** @throws {Error} When the page form is not built, there is no Chromium, or a server does not start. */
  static async start(): Promise<PortalUnderTest> {
    const { chromium, missing } = findBrowsers();
    if (chromium === null) throw new Error(`The end-to-end tests need Chromium: ${missing.chromium ?? ''}.`);
    const folder = mkdtempSync(join(tmpdir(), 'nomos-end-to-end-'));
    const ports = await freePorts();
    const warnings: string[] = [];
    const clockOffset = Date.parse(startInstant) - Date.now();
    const portal = await startPortal({
      ports,
      environment: {
        NOMOS_NOW: startInstant,
        DATA_DIR: folder,
        // Visitors come from networks of their own, as they do in life: what one does must not count for the next.
        TRUST_PROXY: '1',
        DATABASE_URL: '',
        NOMOS_SANDBOX_PRICES: '',
        NOMOS_SANDBOX_LOAD: '',
        NOMOS_CLIENT_ID: '',
        NOMOS_CLIENT_SECRET: '',
      },
      report: (message) => warnings.push(message),
    }).catch((error: unknown) => {
      throw new Error(`The portal did not start.\n${warnings.join('\n')}`, { cause: error });
    });
    const launched = puppeteer.launch({ executablePath: chromium, args: [...chromiumArguments, '--lang=de-DE'] });
    const browser = await launched.catch(async (error: unknown) => {
      await portal.stop();
      throw error;
    });
    return new PortalUnderTest({
      portal,
      browser,
      folder,
      clockOffset,
      sandbox: `http://127.0.0.1:${ports.sandbox}`,
      supplierSite: `http://localhost:${ports.supplierSite}`,
      mailbox: `http://localhost:${ports.mailbox}`,
      warnings,
    });
  }
  readonly sandbox: string;
  readonly supplierSite: string;
  readonly mailbox: string;
  /** What the servers said that somebody should read. */
  readonly warnings: string[];
  readonly #portal: RunningPortal;
  readonly #browser: Browser;
  readonly #folder: string;
  /** By how much the portal's clock is off this machine's, in milliseconds. */
  readonly #clockOffset: number;
  readonly #visitors: Visitor[] = [];
  /** The sessions of those who have signed in, by customer: another code is not to be had within a minute. */
  readonly #sessions = new Map<string, Awaited<ReturnType<Visitor['cookies']>>>();

  #households = 0;

  private constructor(parts: {
    portal: RunningPortal;
    browser: Browser;
    folder: string;
    clockOffset: number;
    sandbox: string;
    supplierSite: string;
    mailbox: string;
    warnings: string[];
  }) {
    this.#portal = parts.portal;
    this.#browser = parts.browser;
    this.#folder = parts.folder;
    this.#clockOffset = parts.clockOffset;
    this.sandbox = parts.sandbox;
    this.supplierSite = parts.supplierSite;
    this.mailbox = parts.mailbox;
    this.warnings = parts.warnings;
  }

  /** The address of a brand's portal. */
  origin(brand = 'lumio'): string {
    return this.#portal.origin(brand);
  }

  /** Somebody with a browser of their own, in which nobody has signed in. */
  async visitor(brand = 'lumio'): Promise<Visitor> {
    this.#households += 1;
    const visitor = await Visitor.arrive(this.#browser, {
      portal: this,
      origin: this.origin(brand),
      networkAddress: `198.51.100.${this.#households}`,
      clockOffset: this.#clockOffset,
    });
    this.#visitors.push(visitor);
    return visitor;
  }

  /** Somebody who signed in before, at a page of the portal. The first visit signs in as customers do. */
  async signedIn(customer: string, path = '/overview', brand = 'lumio'): Promise<Visitor> {
    const visitor = await this.visitor(brand);
    const session = this.#sessions.get(customer);
    if (session) await visitor.comeBackAs(session);
    await visitor.goTo(session ? path : `/login?next=${encodeURIComponent(path)}`);
    if (session) await visitor.see('button', 'Abmelden');
    else await visitor.signIn(customer);
    return visitor;
  }

  /** Keeps a session for who comes back in the same browser. */
  remember(customer: string, cookies: Awaited<ReturnType<Visitor['cookies']>>): void {
    this.#sessions.set(customer, cookies);
  }

  /** The code of the newest mail to a customer that came after so many. */
  async codeFor(email: string, { after = 0 } = {}): Promise<string> {
    const deadline = Date.now() + mailPatience;
    while (Date.now() < deadline) {
      const mails = this.mailsTo(email);
      const code = mails.length > after ? /\b\d{6}\b/.exec(mails[0]!.subject)?.[0] : undefined;
      if (code !== undefined) return code;
      await pause(50);
    }
    throw new Error(`No mail to ${email} arrived. The servers said: ${this.warnings.join('\n') || 'nothing'}`);
  }

  /** Waits for a mail to an address that speaks of something. */
  async mailAbout(address: string, words: string): Promise<{ subject: string; text: string }> {
    const deadline = Date.now() + mailPatience;
    while (Date.now() < deadline) {
      const mail = this.mailsTo(address).find(({ subject, text }) => (subject + text).includes(words));
      if (mail) return mail;
      await pause(50);
    }
    throw new Error(`No mail to ${address} speaks of "${words}". The servers said: ${this.warnings.join('\n')}`);
  }

  /** The mails that a customer got, newest first. */
  mailsTo(email: string): readonly { subject: string; from: string; text: string; html: string }[] {
    return this.#portal.mailbox?.messages.filter(({ to }) => to === email) ?? [];
  }

  /** Ends the visits of a test. @throws {Error} When a page reported anything that the test did not expect. */
  async endVisits(): Promise<void> {
    const complaints = await Promise.all(this.#visitors.splice(0).map((visitor) => visitor.leave()));
    const unexpected = complaints.flat();
    if (unexpected.length > 0) throw new Error(`The pages complained:\n${unexpected.join('\n')}`);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#portal.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
