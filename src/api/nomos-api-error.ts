import type { FieldError } from '../contract/nomos/error.ts';

/** What kind of failure a page has to tell apart. */
export type NomosApiErrorKind =
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'rate-limited'
  | 'invalid'
  | 'conflict'
  | 'server'
  | 'malformed';

/** A call that failed: the one kind of error that the clients throw. */
export class NomosApiError extends Error {
  override readonly name = 'NomosApiError';
  readonly kind: NomosApiErrorKind;
  /** The HTTP status, or `null` when there was no answer. */
  readonly status: number | null;
  /** The `code` of the error envelope, which is what the API wants one to switch on. */
  readonly code: string | null;
  /** For the customer service. */
  readonly requestId: string | undefined;
  /** How long the server asks one to wait. */
  readonly retryAfterSeconds: number | undefined;
  /** What is wrong with which field of the request. */
  readonly fieldErrors: readonly FieldError[];

  constructor(
    kind: NomosApiErrorKind,
    message: string,
    details: {
      status?: number;
      code?: string;
      requestId?: string | undefined;
      retryAfterSeconds?: number | undefined;
      fieldErrors?: readonly FieldError[] | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.status = details.status ?? null;
    this.code = details.code ?? null;
    this.requestId = details.requestId;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.fieldErrors = details.fieldErrors ?? [];
  }

  /** Whether asking again may help: the API wants only 429 and 5xx retried; a lost connection is worth it too. */
  get retryable(): boolean {
    return ['network', 'timeout', 'rate-limited', 'server'].includes(this.kind);
  }
}

/** The kind of failure that an HTTP status stands for. */
export function kindOfStatus(status: number): NomosApiErrorKind {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 409:
      return 'conflict';
    case 429:
      return 'rate-limited';
    default:
      return status >= 500 ? 'server' : 'invalid';
  }
}

/**
 * Whether something thrown is a {@link NomosApiError}. By name, not by class: elements of separate bundles share one store, and
 * each bundle has a class of its own.
 */
export function isNomosApiError(error: unknown): error is NomosApiError {
  return error instanceof Error && error.name === 'NomosApiError' && 'kind' in error;
}
