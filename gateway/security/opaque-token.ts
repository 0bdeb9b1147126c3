import { createHash, randomBytes } from 'node:crypto';

/** 256 bits. */
const tokenBytes = 32;

/** A token as it is written: nothing else is worth a question to the database. */
const tokenPattern = /^[\w-]{43}$/;

/** A token that says nothing and that nobody guesses; whoever has it is let in. From the system's random source. */
export const newToken = (): string => randomBytes(tokenBytes).toString('base64url');

/** What the database knows of a token of a session or widget. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Whether a text can be a token of this server at all. */
export const looksLikeToken = (text: string | undefined): text is string =>
  text !== undefined && tokenPattern.test(text);
