/** The database does not answer now; it may later. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super('The database does not answer', { cause });
  }
}

/** Codes of Node and of PostgreSQL (its classes 08 and 57P, and 53300) that say nothing about a statement. */
const codes = /^(E[A-Z]+|08\w{3}|57P\w{2}|53300)$/;

/** What `pg` says, without a code, of connections that break or do not come about, and of answers that do not come. */
const messages =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout)/;

/** Whether an error of `pg` is about the way to the database, and not about what was asked of it. */
export function isAboutConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return codes.test(code);
  return error instanceof AggregateError || messages.test(error.message);
}
