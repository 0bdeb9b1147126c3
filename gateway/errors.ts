import type { FastifyError, FastifyInstance } from 'fastify';
import type { ErrorEnvelope, FieldError } from '../src/contract/nomos/error.ts';
import { DatabaseUnavailable } from './store/database-unavailable.ts';

/**
 * An error as the browser hears of it. Its text is public; what only we should know goes into `cause` and to the log. `logged` is
 * the text for the log, which the words of others do not belong in: they may be about somebody.
 */
export class GatewayError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fieldErrors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly logged: string;

  constructor(
    status: number,
    code: string,
    message: string,
    details: {
      errors?: FieldError[];
      retryAfterSeconds?: number | undefined;
      cause?: unknown;
      logged?: string;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.status = status;
    this.code = code;
    this.fieldErrors = details.errors;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.logged = details.logged ?? message;
  }
}

export const badRequest = (message: string, errors?: FieldError[]): GatewayError =>
  new GatewayError(400, 'BAD_REQUEST', message, errors ? { errors } : {});

export const unauthorized = (): GatewayError => new GatewayError(401, 'UNAUTHORIZED', 'Sign in first');

/** A token that is not, or no longer, good where it is shown. Which of these it is, is nobody's business. */
export const tokenRefused = (): GatewayError =>
  new GatewayError(401, 'INVALID_TOKEN', 'This token is not, or no longer, good here');

export const forbidden = (message: string): GatewayError => new GatewayError(403, 'FORBIDDEN', message);

/** Whatever is not the customer's own does not exist for the customer: one answer for both. */
export const notFound = (): GatewayError => new GatewayError(404, 'NOT_FOUND', 'There is no such thing here');

export const unprocessable = (message: string, errors: FieldError[]): GatewayError =>
  new GatewayError(422, 'UNPROCESSABLE_ENTITY', message, { errors });

/** One of our own limits; those of the Nomos API have the same status. */
export class RateLimited extends GatewayError {
  constructor(retryAfterSeconds: number) {
    super(429, 'TOO_MANY_REQUESTS', 'Too many requests', { retryAfterSeconds });
  }
}

export const tooManyRequests = (retryAfterSeconds: number): GatewayError => new RateLimited(retryAfterSeconds);

/** The Nomos API did not answer, or not with what its contract says. */
export const badGateway = (message: string, cause?: unknown): GatewayError =>
  new GatewayError(502, 'BAD_GATEWAY', message, { cause });

/** What is wrong will pass: a page that asks again will have its answer. */
export const unavailable = (message: string, retryAfterSeconds: number, cause?: unknown): GatewayError =>
  new GatewayError(503, 'SERVICE_UNAVAILABLE', message, { retryAfterSeconds, cause });

function envelopeOf(error: GatewayError, requestId: string): ErrorEnvelope {
  return {
    code: error.code,
    message: error.message,
    requestId,
    ...(error.fieldErrors ? { errors: error.fieldErrors } : {}),
  };
}

function asGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error instanceof DatabaseUnavailable) return unavailable('Something on our side is away for a moment', 2, error);
  const { statusCode } = error as FastifyError;
  if (statusCode === 413) return new GatewayError(413, 'PAYLOAD_TOO_LARGE', 'The body is too large');
  if (statusCode === 415) return new GatewayError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body has to be JSON');
  if (statusCode === 429) return tooManyRequests(60);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return badRequest('The request is not well-formed');
  return new GatewayError(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side', { cause: error });
}

/** Every error leaves as the envelope of the Nomos API, with the id under which the log knows the request. */
export function answerErrorsWithEnvelopes(app: FastifyInstance): void {
  app.setErrorHandler((thrown, request, reply) => {
    const error = asGatewayError(thrown);
    if (error.status >= 500) request.log.error({ err: error.cause ?? error }, error.logged);
    if (error.retryAfterSeconds !== undefined) void reply.header('retry-after', Math.ceil(error.retryAfterSeconds));
    void reply.status(error.status).header('cache-control', 'no-store').send(envelopeOf(error, request.id));
  });
  app.setNotFoundHandler((request, reply) => {
    void reply.status(404).header('cache-control', 'no-store').send(envelopeOf(notFound(), request.id));
  });
}
