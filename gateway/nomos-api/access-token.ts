import * as z from 'zod/mini';
import { badGateway } from '../errors.ts';
import { readJson } from './bounded-body.ts';

const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number() });

/** In bytes; a token is a line. */
const largestToken = 64 * 1024;

/** How long before its end a token counts as old: a call that is on its way must not meet a token that has just ended. */
const marginMilliseconds = 60_000;

/** The organisation's access token: fetched when it is needed, by one call however many want it, and kept while it holds. */
export class AccessToken {
  readonly #url: string;
  readonly #credentials: { clientId: string; clientSecret: string };
  #current: { token: string; endsAt: number } | undefined;
  #flight: Promise<string> | undefined;

  constructor(apiUrl: string, credentials: { clientId: string; clientSecret: string }) {
    this.#url = `${apiUrl}/oauth/token`;
    this.#credentials = credentials;
  }

  /** @throws {GatewayError} 502 when the Nomos API gives none. */
  get(): Promise<string> {
    if (this.#current && this.#current.endsAt > Date.now()) return Promise.resolve(this.#current.token);
    this.#flight ??= this.#fetch().finally(() => (this.#flight = undefined));
    return this.#flight;
  }

  /** Forgets a token that the API refused, unless it has been replaced already. */
  invalidate(token: string): void {
    if (this.#current?.token === token) this.#current = undefined;
  }

  async #fetch(): Promise<string> {
    const { clientId, clientSecret } = this.#credentials;
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(this.#url, {
        method: 'POST',
        headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json', accept: 'application/json' },
        // The API's document describes this body as JSON, where RFC 6749 would have it form-encoded.
        body: JSON.stringify({ grant_type: 'client_credentials' }),
        signal: AbortSignal.timeout(10_000),
        redirect: 'error',
      });
      body = await readJson(response, largestToken);
    } catch (cause) {
      throw badGateway('The Nomos API cannot be reached', cause);
    }
    if (!response.ok) throw badGateway(`The Nomos API refused our credentials (${response.status})`);
    const parsed = z.safeParse(tokenSchema, body);
    if (!parsed.success) throw badGateway('The Nomos API answered with something else than a token');
    const { access_token: token, expires_in: seconds } = parsed.data;
    this.#current = { token, endsAt: Date.now() + seconds * 1000 - Math.min(marginMilliseconds, seconds * 500) };
    return token;
  }
}
