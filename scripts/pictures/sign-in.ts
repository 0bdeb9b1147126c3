import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext } from 'puppeteer';
import type { RunningPortal } from '../../demo/portal.ts';

/** How long a mail may take, in milliseconds. */
const mailPatience = 15_000;
const pollMilliseconds = 50;

/** Signs a sandbox customer in with the code from the mailbox, in a browser of their own. */
export async function signIn(
  context: BrowserContext,
  { portal, brand, customer }: { portal: RunningPortal; brand: string; customer: string },
): Promise<void> {
  const email = `${customer}@sandbox.example`;
  const page = await context.newPage();
  await page.goto(`${portal.origin(brand)}/login`);
  const challenge = await page.evaluate(async (address) => {
    const answer = await fetch('/gateway/sign-in/challenges', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-nomos-portal': '1' },
      body: JSON.stringify({ email: address, locale: 'de' }),
    });
    return ((await answer.json()) as { challenge: string }).challenge;
  }, email);
  const code = await codeFor(portal, email);
  const status = await page.evaluate(
    async (body) => {
      const answer = await fetch('/gateway/sign-in/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-nomos-portal': '1' },
        body: JSON.stringify(body),
      });
      return answer.status;
    },
    { challenge, code },
  );
  if (status !== 200) throw new Error(`${email} could not sign in at ${brand} (HTTP ${status}).`);
  await page.close();
}

async function codeFor({ mailbox }: RunningPortal, email: string): Promise<string> {
  const deadline = Date.now() + mailPatience;
  while (Date.now() < deadline) {
    const code = /\b\d{6}\b/.exec(mailbox?.messages.find(({ to }) => to === email)?.subject ?? '')?.[0];
    if (code !== undefined) return code;
    await pause(pollMilliseconds);
  }
  throw new Error(`No mail to ${email} arrived.`);
}
