import { apiVersion } from '../../src/contract/gateway/routes.ts';
import { badGateway } from '../errors.ts';
import { readJson } from './bounded-body.ts';
import type { UpstreamAnswer } from './upstream.ts';

/** More than any answer is that tells who may read what. */
const largestAnswer = 1024 * 1024;

const timeoutMilliseconds = 15_000;

/** The Nomos API in the name of somebody who has brought a token along: their permissions, none of ours. One try. */
export type BearerUpstream = (bearer: string, path: string) => Promise<UpstreamAnswer>;

/** @returns A function that throws a {@link GatewayError} 502 when there is no answer, or none that is JSON. */
export function createBearerUpstream(apiUrl: string): BearerUpstream {
  return async (bearer, path) => {
    try {
      const response = await fetch(apiUrl + path, {
        headers: { authorization: `Bearer ${bearer}`, 'x-api-version': apiVersion, accept: 'application/json' },
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      const { status, headers } = response;
      return { status, headers, body: await readJson(response, largestAnswer) };
    } catch (cause) {
      throw badGateway('The Nomos API cannot be reached', cause);
    }
  };
}
