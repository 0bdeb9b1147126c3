import { randomUUID } from 'node:crypto';

const codes: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  402: 'PAYMENT_REQUIRED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  422: 'UNPROCESSABLE_ENTITY',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
};

/** One thing that is wrong with a request. */
export interface Issue {
  code: string;
  field: string;
  message: string;
}

/** An error that is answered with the API's envelope. */
export class ApiError extends Error {
  readonly status: number;
  readonly issues: Issue[] | undefined;

  constructor(status: number, message: string, issues?: Issue[]) {
    super(message);
    this.status = status;
    this.issues = issues;
  }

  /** The body of the answer. */
  envelope(): Record<string, unknown> {
    const code = codes[this.status] ?? 'INTERNAL_SERVER_ERROR';
    return {
      code,
      message: this.message,
      requestId: randomUUID(),
      docs: `https://docs.nomos.energy/api-references/errors/${code}`,
      ...(this.issues ? { errors: this.issues } : {}),
    };
  }
}

/** 422 or 409 with a code that says what the matter is. */
export function refusal(status: 409 | 422 | 400, code: string, field: string, message: string): ApiError {
  return new ApiError(status, message, [{ code, field, message }]);
}
