import { randomBytes } from 'node:crypto';
import { ApiError } from './errors.ts';
import type { Organisation } from './customers.ts';

/** How long an access token holds, in seconds. */
const lifetime = 3600;

/** Tokens of the sandbox: opaque, an hour long; refresh tokens work once. */
export class Tokens {
  readonly #now: () => Date;
  readonly #access = new Map<string, { slug: string; endsAt: number }>();
  readonly #refresh = new Map<string, string>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** The organisation of a bearer token. @throws {ApiError} 401 */
  organisationOf(authorization: string | undefined): string {
    const [, token] = /^Bearer (.+)$/.exec(authorization ?? '') ?? [];
    const known = token ? this.#access.get(token) : undefined;
    if (!known || known.endsAt <= this.#now().getTime()) throw new ApiError(401, 'The access token is missing or over');
    return known.slug;
  }

  /**
   * Answers a token request: HTTP Basic with the client's credentials, body as JSON or form.
   *
   * @throws {ApiError} 401 for wrong credentials or a refresh token that was used; 400 for another grant.
   */
  grant(authorization: string | undefined, body: Record<string, unknown>, organisations: Organisation[]): unknown {
    const [, basic] = /^Basic (.+)$/.exec(authorization ?? '') ?? [];
    const [id = '', secret = ''] = credentialsOf(basic ?? '');
    const client = organisations.find(({ clientId, clientSecret }) => clientId === id && clientSecret === secret);
    if (!client) throw new ApiError(401, 'The client is not known');
    switch (body.grant_type) {
      case 'client_credentials':
        return this.#issue(client.slug);
      case 'refresh_token': {
        const token = typeof body.refresh_token === 'string' ? body.refresh_token : '';
        if (this.#refresh.get(token) !== client.slug) throw new ApiError(401, 'The refresh token is not known');
        this.#refresh.delete(token);
        return this.#issue(client.slug);
      }
      default:
        throw new ApiError(400, 'grant_type has to be client_credentials or refresh_token', [
          { code: 'invalid_value', field: 'grant_type', message: 'not supported' },
        ]);
    }
  }

  #issue(slug: string): unknown {
    const access = randomBytes(24).toString('base64url');
    const refresh = randomBytes(24).toString('base64url');
    this.#access.set(access, { slug, endsAt: this.#now().getTime() + lifetime * 1000 });
    this.#refresh.set(refresh, slug);
    return {
      access_token: access,
      token_type: 'Bearer',
      expires_in: lifetime,
      refresh_token: refresh,
      scope: 'read:* write:*',
    };
  }
}

/** Both parts are form-encoded (RFC 6749, section 2.3.1); what is not is nobody's. */
function credentialsOf(basic: string): string[] {
  try {
    return Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
  } catch {
    return [];
  }
}
