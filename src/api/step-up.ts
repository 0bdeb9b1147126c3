import { writeHeader } from '../contract/gateway/routes.ts';
import { challengeSchema, type Challenge } from '../contract/gateway/sign-in.ts';
import {
  stepUpPaths,
  stepUpRequired,
  stepUpSchema,
  type CreateStepUp,
  type CreateStepUpChallenge,
  type StepUp,
} from '../contract/gateway/step-up.ts';
import type { GatewayClient } from './gateway-client.ts';
import { isNomosApiError } from './nomos-api-error.ts';
import type { CallOptions } from './nomos-client.ts';
import { request } from './request.ts';

const headers = { [writeHeader.name]: writeHeader.value };

/** Whether something thrown says that the customer has to enter a fresh code first. Nothing was changed. */
export function isStepUpRequired(error: unknown): boolean {
  return isNomosApiError(error) && error.code === stepUpRequired;
}

/**
 * `POST /gateway/step-up/challenges`: has a code sent to the signed-in customer's own address. A rejection of kind
 * `rate-limited` says in `retryAfterSeconds` how long to wait.
 */
export function requestStepUpCode(
  { transport }: GatewayClient,
  challenge: CreateStepUpChallenge,
  { signal }: CallOptions = {},
): Promise<Challenge> {
  return request(transport, stepUpPaths.challenges, challengeSchema, {
    method: 'POST',
    body: challenge,
    headers,
    signal,
  });
}

/**
 * `POST /gateway/step-up`: proves it with the code. A code that is not accepted is an error of kind `invalid`, with its
 * reason (a `CodeProblem`) in `fieldErrors[0].code`; `rate-limited` after too many failures.
 */
export function verifyStepUpCode(
  { transport }: GatewayClient,
  answer: CreateStepUp,
  { signal }: CallOptions = {},
): Promise<StepUp> {
  return request(transport, stepUpPaths.stepUp, stepUpSchema, { method: 'POST', body: answer, headers, signal });
}
