import type { FastifyServerOptions } from 'fastify';
import { GatewayError } from '../errors.ts';
import type { Tenant } from '../tenants/tenant.ts';

/**
 * Logs without personal data: of a request its method and route (the template, not the path: paths hold ids, queries
 * more), of an error its kind, its codes, where it came from, and its text as far as that is ours to know.
 *
 * @param logTo - Takes the lines in place of the standard output.
 */
export function loggerOptions(
  level: string,
  logTo?: { write(line: string): void },
): NonNullable<FastifyServerOptions['logger']> {
  if (level === 'silent') return false;
  return {
    level,
    ...(logTo ? { stream: logTo } : {}),
    serializers: {
      req: (request) => ({
        method: request.method,
        route: request.routeOptions.url,
        tenant: (request.tenant as Tenant | undefined)?.slug,
      }),
      res: (reply) => ({ statusCode: reply.statusCode }),
      err: (error: Error) => describeError(error),
    },
  };
}

interface DescribedError {
  [name: string]: unknown;
  type: string;
  message: string;
  stack: string;
  /** Of the system, of SQL, of SMTP: never of anybody. */
  codes?: string;
  cause?: DescribedError;
}

/** Causes of causes; deeper than any of ours. */
const deepest = 4;

function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const codes = codesOf(error);
  return {
    type: error.name,
    message: textOf(error),
    stack: framesOf(error),
    ...(codes ? { codes } : {}),
    ...(error.cause !== undefined && depth < deepest ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** A line of a stack that says where, and nothing else: the text of an error may have several lines. */
const frame = /^\s+at (?:[\w.<>#[\] ]+ \()?(?:file:|node:|\/|[A-Z]:\\|<anonymous>|native)\S*\)?$/;

const framesOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => frame.test(line))
    .join('\n');

/** The properties by which systems name what went wrong, without its particulars. */
const codeNames = ['code', 'errno', 'syscall', 'responseCode', 'command', 'severity', 'table', 'constraint', 'routine'];

function codesOf(error: Error): string {
  const values = codeNames.map((name) => (error as unknown as Record<string, unknown>)[name]);
  // A reply of the mail server to `RCPT TO` must not bring the recipient along: a word or two of letters, no more.
  return values
    .filter((value) => typeof value === 'number' || (typeof value === 'string' && /^[\w -]{1,40}$/.test(value)))
    .join(' ');
}

/**
 * The text of an error. Others quote what they could not use: JSON that is none, a value that a column does not take, an address
 * that a mail server does not know. Quotes, addresses and whatever looks like a number or token of somebody's are left out; of what
 * quotes without marks, everything is.
 */
function textOf(error: Error): string {
  if (error instanceof GatewayError) return error.logged;
  if (error instanceof SyntaxError || error instanceof URIError || 'response' in error) return '';
  return error.message
    .replace(/(["'`]).*\1/gs, '…')
    .replace(/[^\s<>"]+@[^\s<>"]+/g, '…')
    .replace(/\b\w+:\/\/\S+/g, '…')
    .replace(/[?#]\S+/g, '…')
    .replace(/\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{2,4}){3,}/g, '…')
    .replace(/[\w+/=-]*\d[\w+/=-]{5,}/g, '…')
    .replace(/[\w+/=-]{24,}/g, '…');
}

/** Why a try failed, in a word: its kind and its codes. Texts may quote addresses, of mail servers and in look-ups. */
export function reasonOf(error: unknown): string {
  if (error instanceof GatewayError) return error.logged;
  if (!(error instanceof Error)) return 'unknown';
  return [error.name, codesOf(error)].filter(Boolean).join(' ');
}
