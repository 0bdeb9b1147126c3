import { request } from 'node:http';

/** The Nomos API, and the supplier's own client of it. */
export interface SupplierClient {
  apiUrl: string;
  clientId: string;
  clientSecret: string;
}

const version = { 'x-api-version': '2026-05-27.curie' };
const patience = (): AbortSignal => AbortSignal.timeout(10_000);

/**
 * What a supplier's backend does when its signed-in customer presses "Mein Kundenkonto": a token of its organisation, the
 * customer's id, and a link from the portal that signs this customer in.
 *
 * @param email - Of whoever is signed in at the supplier's own site, which is the supplier's to know.
 * @returns The address to send the browser to: good for a minute, for one use.
 * @throws {Error} When any of the three does not answer, or there is no such customer.
 */
export async function portalLink(
  { apiUrl, clientId, clientSecret }: SupplierClient,
  { portal, email, next }: { portal: string; email: string; next: string },
): Promise<string> {
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
  const { link } = await postAt<{ link: string }>(`${portal}/admin/magic_link`, authorization, {
    customerId: customer.id,
    next,
  });
  return link;
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
