import { createHash, randomBytes } from 'node:crypto';
import { customerIdOf, subscriptionIdOf } from '../../demo/sandbox/identifiers.ts';
import { organisationToken } from '../../demo/sandbox/organisation-token.ts';
import { startSandbox } from '../../demo/sandbox/server.ts';
import { openPostgres } from '../../gateway/store/postgres.ts';

export const host = 'lumio.localhost:8080';

const customer = customerIdOf('smart');
const subscription = subscriptionIdOf('smart');

/** What is read: a person, their contracts, 20 invoices, a day of quarter-hours. */
export const reads = [
  `/customers/${customer}`,
  '/subscriptions',
  `/invoices?filter[subscription][eq]=${subscription}&limit=20`,
  `/subscriptions/${subscription}/usage?start=2026-11-20&end=2026-11-21&resolution=15min`,
];

/** What the Nomos API answers to what is read and to what a sign-in asks, from the sandbox: path without query to body. */
export async function answersOfSandbox(): Promise<Record<string, unknown>> {
  const sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  try {
    const bearer = await organisationToken(sandbox.url);
    const get = async (path: string): Promise<unknown> => {
      const headers = { authorization: `Bearer ${bearer}`, 'x-api-version': '2026-05-27.curie' };
      const response = await fetch(sandbox.url + path, { headers });
      if (!response.ok) throw new Error(`The sandbox answers ${path} with ${response.status}.`);
      return response.json();
    };
    const answers: Record<string, unknown> = {};
    for (const path of [
      ...reads.filter((read) => read !== '/subscriptions'),
      `/subscriptions?filter[customer][eq]=${customer}`,
      `/customers?filter[email][eq]=smart@sandbox.example`,
      `/subscriptions/${subscription}`,
    ]) {
      answers[path.split('?')[0] ?? ''] = await get(path);
    }
    return answers;
  } finally {
    await sandbox.close();
  }
}

/**
 * Begins sessions in the database, as many as there are to be visitors: of the one customer that the API knows, or each of
 * somebody else.
 *
 * @returns Their cookies.
 */
export async function beginSessions(
  databaseUrl: string,
  count: number,
  customerOf: (n: number) => string = () => customer,
): Promise<string[]> {
  const database = await openPostgres(databaseUrl, { mostConnections: 1 });
  const cookies: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const token = randomBytes(32).toString('base64url');
    await database.query(
      `INSERT INTO sessions (token_hash, tenant, customer, remembered, created_at, renewed_at, expires_at)
       VALUES ($1, 'lumio', $2, false, now(), now(), now() + interval '1 day')`,
      [createHash('sha256').update(token).digest(), customerOf(n)],
    );
    cookies.push(`nomos_sid_dev=${token}`);
  }
  await database.close();
  return cookies;
}

/** An address of somebody: the limits are per network, and thousands of customers have as many. */
export const networkOf = (n: number): string => `198.${18 + ((n >> 16) & 1)}.${(n >> 8) & 255}.${n & 255}`;
