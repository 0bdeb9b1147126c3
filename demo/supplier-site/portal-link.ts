import { request } from 'node:http';

/** The Nomos API, and the supplier's own client of it. */
export interface SupplierClient {
  apiUrl: string;
  clientId: string;
  clientSecret: string;
}

const version = { 'x-api-version': '2026-05-27.curie' };
const patience = (): AbortSignal => AbortSignal.timeout(10_000);

/** Whoever is signed in at the supplier's own site, by the address that the supplier knows them by. */
interface Person {
  /** Origin of the portal. */
  portal: string;
  email: string;
}

/**
 * What a supplier's backend does when its signed-in customer presses "Mein Kundenkonto": a token of its organisation, the
 * customer's id, and a link from the portal that signs this customer in.
 *
 * @returns The address to send the browser to: good for a minute, for one use.
 * @throws {Error} When any of the three does not answer, or there is no such customer.
 */
export async function portalLink(
  client: SupplierClient,
  { portal, email, next }: Person & { next: string },
): Promise<string> {
  const { authorization, customerId } = await identify(client, email);
  const body = { customerId, next };
  return (await postAt<{ link: string }>(`${portal}/admin/magic_link`, authorization, body)).link;
}

/**
 * What a supplier's backend does when the widgets on its pages ask for a token (`fetchSession`): the same, but for the last
 * step.
 *
 * @param person - `origin`: of the pages that the widgets stand on.
 * @returns What `fetchSession` has to give: good for a quarter of an hour, for this customer on these pages.
 * @throws {Error} As above.
 */
export async function widgetSession(
  client: SupplierClient,
  { portal, email, origin }: Person & { origin: string },
): Promise<{ token: string; expiresAt: string }> {
  const { authorization, customerId } = await identify(client, email);
  const { token, expires_at: expiresAt } = await postAt<{ token: string; expires_at: string }>(
    `${portal}/admin/widget_session`,
    authorization,
    { customerId, origin },
  );
  return { token, expiresAt };
}

/** The organisation's permission, and the customer's id. A real backend keeps both for a while. */
async function identify(
  { apiUrl, clientId, clientSecret }: SupplierClient,
  email: string,
): Promise<{ authorization: string; customerId: string }> {
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const { access_token: token } = await readJson<{ access_token: string }>(
    await fetch(`${apiUrl}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credentials' }),
      signal: patience(),
    }),
  );
  const authorization = `Bearer ${token}`;
  const filter = `filter[email][eq]=${encodeURIComponent(email)}`;
  const { items } = await readJson<{ items: { id: string; email: string }[] }>(
    await fetch(`${apiUrl}/customers?limit=100&${filter}`, {
      headers: { authorization, ...version },
      signal: patience(),
    }),
  );
  // The API gives everybody when it does not know a filter.
  const customer = items.find((item) => item.email === email);
  if (!customer) throw new Error('There is no such customer');
  return { authorization, customerId: customer.id };
}

async function readJson<Body>(response: Response): Promise<Body> {
  if (!response.ok) throw new Error(`The Nomos API answered ${response.status}`);
  return (await response.json()) as Body;
}

/** Not by `fetch`: hosts below `localhost` are this machine, which not every system's resolver knows. */
function postAt<Body>(address: string, authorization: string, body: unknown): Promise<Body> {
  const url = new URL(address);
  const isLocal = url.hostname.endsWith('.localhost');
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: isLocal ? '127.0.0.1' : url.hostname,
        port: url.port,
        path: url.pathname,
        method: 'POST',
        headers: { host: url.host, authorization, 'content-type': 'application/json' },
        signal: patience(),
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if (response.statusCode === 200) resolve(JSON.parse(text) as Body);
          else reject(new Error(`The portal answered ${response.statusCode ?? 0}`));
        });
      },
    );
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
}
