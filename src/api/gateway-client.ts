import * as z from 'zod/mini';
import { brandSchema, type Brand } from '../contract/gateway/brand.ts';
import { gatewayPaths, writeHeader } from '../contract/gateway/routes.ts';
import { gatewaySessionSchema, type GatewaySession } from '../contract/gateway/session.ts';
import {
  challengeSchema,
  type Challenge,
  type CreateChallenge,
  type CreateSession,
} from '../contract/gateway/sign-in.ts';
import type { CallOptions } from './nomos-client.ts';
import { request, type Transport } from './request.ts';

/** The gateway's own endpoints: sign-in, session, brand. */
export type GatewayClient = ReturnType<typeof createGatewayClient>;

/** A client of the gateway. Every method rejects with a `NomosApiError` and nothing else. */
export function createGatewayClient(transport: Transport) {
  const write = <Schema extends z.ZodMiniType>(
    path: string,
    schema: Schema,
    method: 'POST' | 'DELETE',
    body: unknown,
    options: CallOptions = {},
  ): Promise<z.output<Schema>> =>
    request(transport, path, schema, {
      method,
      body,
      headers: { [writeHeader.name]: writeHeader.value },
      signal: options.signal,
    });

  return {
    /** How the gateway is reached: for the endpoints that only some elements need (`customer-requests.ts`). */
    transport,

    session: (options?: CallOptions): Promise<GatewaySession> =>
      request(transport, gatewayPaths.session, gatewaySessionSchema, { signal: options?.signal }),

    brand: (options?: CallOptions): Promise<Brand> =>
      request(transport, gatewayPaths.brand, brandSchema, { signal: options?.signal }),

    /** Has a code sent. The answer is the same whether the address is known or not. */
    requestCode: (challenge: CreateChallenge, options?: CallOptions): Promise<Challenge> =>
      write(gatewayPaths.challenges, challengeSchema, 'POST', challenge, options),

    /** Signs in. A code that is not accepted is an error of kind `invalid`, with its reason in `fieldErrors[0].code`. */
    verifyCode: (answer: CreateSession, options?: CallOptions): Promise<GatewaySession> =>
      write(gatewayPaths.sessions, gatewaySessionSchema, 'POST', answer, options),

    /** Ends this session, or every session of the customer. */
    signOut: async ({ everywhere = false } = {}, options?: CallOptions): Promise<void> => {
      await write(gatewayPaths.session + (everywhere ? '?scope=all' : ''), z.unknown(), 'DELETE', undefined, options);
    },
  };
}
