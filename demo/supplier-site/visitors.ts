import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const cookieName = 'dorfstrom';

const attributes = 'Path=/; HttpOnly; SameSite=Strict';

/** What may come from the form: it stands in the page afterwards. */
const email = /^[a-z]+@sandbox\.example$/;

/** Who is signed in at the supplier's own site, for as long as it runs. */
export function createVisitors() {
  const emails = new Map<string, string>();
  const keyOf = ({ headers }: IncomingMessage): string =>
    new RegExp(`(?:^|; )${cookieName}=([0-9a-f]+)`).exec(headers.cookie ?? '')?.[1] ?? '';
  return {
    /** The address of whoever makes a request, or `null`. */
    find: (request: IncomingMessage): string | null => emails.get(keyOf(request)) ?? null,

    /**
     * Signs somebody in. @returns The cookie to set.
     * @throws {Error} For somebody who cannot be chosen.
     */
    begin(address: string): string {
      if (!email.test(address)) throw new Error('There is no such customer');
      const key = randomBytes(16).toString('hex');
      emails.set(key, address);
      return `${cookieName}=${key}; ${attributes}`;
    },

    /** Signs them out. @returns The cookie to set. */
    end(request: IncomingMessage): string {
      emails.delete(keyOf(request));
      return `${cookieName}=; ${attributes}; Max-Age=0`;
    },
  };
}
