import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, ConsoleMessage, ElementHandle, Page, SerializedAXNode } from 'puppeteer';
import type { PortalUnderTest } from './portal-under-test.ts';

/** How long a page may take to show what it should, in milliseconds. */
const patience = 15_000;
const pollMilliseconds = 50;

/** An element as a person finds it. Names are compared whole. */
const byRole = (role: string, name?: string): string =>
  `::-p-aria(${name === undefined ? '' : `[name="${name.replaceAll('"', '\\"')}"]`}[role="${role}"])`;

/**
 * Somebody who visits the portal: sees roles, names and texts, presses and types. What the page complains of in the console
 * is kept, and is a failure unless the test expected it.
 */
export class Visitor {
  static async arrive(
    browser: Browser,
    parts: { portal: PortalUnderTest; origin: string; networkAddress: string; clockOffset: number },
  ): Promise<Visitor> {
    const context = await browser.createBrowserContext();
    const visitor = new Visitor({ ...parts, context, page: await context.newPage() });
    await visitor.#setUp(visitor.page);
    return visitor;
  }
  readonly origin: string;
  page: Page;
  readonly #portal: PortalUnderTest;
  readonly #context: BrowserContext;
  readonly #setUp: (page: Page) => Promise<void>;
  readonly #complaints: string[] = [];

  readonly #expected: RegExp[] = [];

  private constructor(parts: {
    portal: PortalUnderTest;
    context: BrowserContext;
    origin: string;
    page: Page;
    networkAddress: string;
    clockOffset: number;
  }) {
    this.#portal = parts.portal;
    this.#context = parts.context;
    this.origin = parts.origin;
    this.page = parts.page;
    this.#setUp = async (page) => {
      page.setDefaultTimeout(patience);
      await page.setViewport({ width: 1280, height: 900 });
      await page.setExtraHTTPHeaders({ 'x-forwarded-for': parts.networkAddress });
      await page.evaluateOnNewDocument(shiftClock, parts.clockOffset);
      page.on('console', (message: ConsoleMessage) => {
        if (!['error', 'warn'].includes(message.type())) return;
        this.#complaints.push(`${message.type()}: ${message.text()} (${message.location().url ?? ''})`);
      });
      page.on('pageerror', (error) => this.#complaints.push(`uncaught: ${String(error)}`));
    };
  }

  /** Another tab of the same browser; it is the one that is looked at from now on. @returns The one from before. */
  async openTab(): Promise<Page> {
    const before = this.page;
    this.page = await this.#context.newPage();
    await this.#setUp(this.page);
    return before;
  }

  /** Looks at another tab. */
  async switchTo(page: Page): Promise<void> {
    this.page = page;
    await page.bringToFront();
  }

  /** Says that a complaint is part of what is tested: browsers report every answer from 400 upwards. */
  expectComplaint(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
  }

  /** Waits until the address is this path, with the query when one is named. */
  async arriveAt(path: string): Promise<void> {
    const isThere = (): boolean => this.address === path || this.address.split('?')[0] === path;
    await this.#until(isThere, () => `Expected to be at ${path}, am at ${this.address}.`);
  }

  /** Path and query of the page that is shown. */
  get address(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  /** Waits until an element is there. */
  async see(role: string, name?: string): Promise<ElementHandle> {
    try {
      const element = await this.page.waitForSelector(byRole(role, name));
      return element!;
    } catch {
      return assert.fail(`There is no ${role} "${name ?? ''}" at ${this.address}. There is:\n${await this.text()}`);
    }
  }

  /** Waits until a text is there; white space of any kind counts as a blank. */
  async read(text: string | RegExp): Promise<void> {
    const isThere = async (): Promise<boolean> => {
      const shown = await this.text();
      return typeof text === 'string' ? shown.includes(text) : text.test(shown);
    };
    await this.#until(
      isThere,
      async () => `"${String(text)}" is not to be read at ${this.address}, but:\n${await this.text()}`,
    );
  }

  /** Waits until an element is gone. */
  async doNotSee(role: string, name?: string): Promise<void> {
    const isGone = async (): Promise<boolean> => (await this.page.$(byRole(role, name))) === null;
    await this.#until(isGone, () => `The ${role} "${name ?? ''}" is still there.`);
  }

  /** Everything that is to be read on the page now. */
  async text(): Promise<string> {
    return this.page.evaluate(visibleText);
  }

  /** Presses what has this name, or the first whose name is like it. */
  async press(role: string, name: string | RegExp): Promise<void> {
    const whole = typeof name === 'string' ? name : await this.nameLike(role, name);
    await this.see(role, whole);
    await this.page.locator(byRole(role, whole)).click();
  }

  /** Waits until something has a name like this. @returns The whole name. */
  async nameLike(role: string, pattern: RegExp): Promise<string> {
    let found: string | undefined;
    const isThere = async (): Promise<boolean> => {
      found = (await this.names(role)).find((name) => pattern.test(name));
      return found !== undefined;
    };
    await this.#until(isThere, async () => `No ${role} is like ${String(pattern)}, but:\n${await this.text()}`);
    return found ?? '';
  }

  /** Types into a field, in place of what it holds. */
  async fill(name: string, text: string, role: 'textbox' | 'searchbox' = 'textbox'): Promise<void> {
    const field = await this.see(role, name);
    await field.click({ count: 3 });
    await field.type(text);
  }

  /** Chooses from a list by what the entry says. */
  async choose(list: string, entry: string | RegExp): Promise<void> {
    const select = await this.see('combobox', list);
    const value = await select.evaluate(
      (element, source) =>
        [...(element as HTMLSelectElement).options].find(({ textContent }) =>
          new RegExp(source).test(textContent.replace(/\s+/g, ' ').trim()),
        )?.value,
      entry instanceof RegExp ? entry.source : `^${escapeRegExp(entry)}$`,
    );
    if (value === undefined) assert.fail(`"${String(entry)}" is not in the list "${list}".`);
    await select.select(value);
  }

  /** What a list offers. */
  async choices(list: string): Promise<string[]> {
    const select = await this.see('combobox', list);
    return select.evaluate((element) =>
      [...(element as HTMLSelectElement).options].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()),
    );
  }

  /** The names of all elements of a role that are there now, in their order, as selectors take them. */
  async names(role: string): Promise<string[]> {
    const tree = await this.page.accessibility.snapshot({ interestingOnly: false });
    const names: string[] = [];
    const visit = (node: SerializedAXNode): void => {
      if (node.role === role) names.push((node.name ?? '').replace(/ +/g, ' ').trim());
      node.children?.forEach(visit);
    };
    if (tree) visit(tree);
    return names;
  }

  /** Waits until the page has this title. */
  async titleIs(title: string): Promise<void> {
    const isSo = async (): Promise<boolean> => (await this.page.title()) === title;
    await this.#until(isSo, async () => `The title is "${await this.page.title()}", not "${title}".`);
  }

  /** Presses the Tab key until the focus is on an element of this name. */
  async tabTo(name: string | RegExp): Promise<void> {
    const passed: string[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      await this.page.keyboard.press('Tab');
      const focused = await this.#focused();
      if (typeof name === 'string' ? focused === name : name.test(focused)) return;
      passed.push(focused);
    }
    assert.fail(`The Tab key does not lead to "${String(name)}", but to: ${passed.join(' | ')}`);
  }

  /** Waits until the focus is on an element of this name. */
  async focusIsOn(name: string): Promise<void> {
    const isOn = async (): Promise<boolean> => (await this.#focused()) === name;
    await this.#until(isOn, async () => `The focus is on "${await this.#focused()}", not on "${name}".`);
  }

  /** Asks for a code and types it in, from wherever the sign-in is shown. */
  async signIn(customer: string): Promise<void> {
    const email = `${customer}@sandbox.example`;
    const before = this.#portal.mailsTo(email).length;
    await this.askForCode(email);
    await this.fill('Sechsstelliger Code', await this.#portal.codeFor(email, { after: before }));
    await this.see('button', 'Abmelden');
    this.#portal.remember(customer, await this.cookies());
  }

  /** Asks for a code and waits for its field. */
  async askForCode(email: string): Promise<void> {
    // Another page may have a field of the same name, and be there for a moment longer.
    await this.see('button', 'Code senden');
    await this.fill('E-Mail-Adresse', email);
    await this.press('button', 'Code senden');
    await this.see('textbox', 'Sechsstelliger Code');
  }

  /** Takes over the session of somebody, as if it were the same browser at another time. */
  async comeBackAs(cookies: Awaited<ReturnType<BrowserContext['cookies']>>): Promise<void> {
    await this.#context.setCookie(...cookies);
  }

  /** Ends the session behind the pages' back. */
  async loseSession(): Promise<void> {
    await this.#context.deleteCookie(...(await this.#context.cookies()));
  }

  cookies(): ReturnType<BrowserContext['cookies']> {
    return this.#context.cookies();
  }

  /** Closes the browser. @returns What the pages complained of beyond what was expected. */
  async leave(): Promise<string[]> {
    await this.#context.close();
    return this.#complaints.filter((complaint) => !this.#expected.some((pattern) => pattern.test(complaint)));
  }

  /** The accessible name of what has the focus, in whatever shadow root. */
  async #focused(): Promise<string> {
    const tree = await this.page.accessibility.snapshot({ interestingOnly: false });
    const find = (node: SerializedAXNode): SerializedAXNode | undefined => {
      for (const child of node.children ?? []) {
        const found = find(child);
        if (found) return found;
      }
      return node.focused ? node : undefined;
    };
    return ((tree && find(tree))?.name ?? '').replace(/\s+/g, ' ').trim();
  }

  /** Asks again and again until it is so: the page decides when. */
  async #until(isSo: () => boolean | Promise<boolean>, complaint: () => string | Promise<string>): Promise<void> {
    const deadline = Date.now() + patience;
    for (;;) {
      try {
        if (await isSo()) return;
      } catch (error) {
        if (!betweenDocuments.test(String(error))) throw error;
      }
      if (Date.now() > deadline) assert.fail(await complaint());
      await pause(pollMilliseconds);
    }
  }
}

/** What a page answers while it goes from one document to the next. */
const betweenDocuments = /context was destroyed|Cannot find context|detached|Document not available/i;

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Runs in the page, before its scripts: its clock goes as the portal's does. */
function shiftClock(offset: number): void {
  const RealDate = Date;
  const now = (): number => RealDate.now() + offset;
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, parts: unknown[], newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget) as Date,
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
}

/** Runs in the page: the visible text of the document and of all shadow roots, in the order of the flat tree. */
function visibleText(): string {
  const texts: string[] = [];
  const visit = (node: Node): void => {
    if (node instanceof Text) {
      texts.push(node.data);
      return;
    }
    if (node instanceof Element) {
      if (['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT'].includes(node.tagName)) return;
      if (!node.checkVisibility({ visibilityProperty: true }) && getComputedStyle(node).display !== 'contents') return;
      const isBlock = getComputedStyle(node).display !== 'inline';
      if (isBlock) texts.push('\n');
      if (node instanceof HTMLSlotElement && node.assignedNodes().length > 0) node.assignedNodes().forEach(visit);
      else (node.shadowRoot ?? node).childNodes.forEach(visit);
      if (isBlock) texts.push('\n');
    }
  };
  visit(document.body);
  return texts
    .join('')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}
