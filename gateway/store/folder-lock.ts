import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** Locked as long as somebody has the folder open. It is empty, and a copy of it locks nothing. */
const lockFile = 'gateway.lock';

/** Who had it open last, to be named to others; worth nothing as a lock. */
const holderFile = 'gateway.pid';

const holderSchema = z.object({ pid: z.number(), host: z.string(), since: z.string() });

/** `SQLITE_BUSY`: somebody else has the lock. */
const busy = 5;

/** A folder is open in another process. */
export class FolderInUse extends Error {
  /** @param holder - Who has it, as far as is known. */
  constructor(holder: string) {
    super(`in use by ${holder}`);
  }
}

/**
 * Takes a folder for this process alone.
 *
 * The lock is the operating system's, on a file in the folder, and SQLite is what asks for it: Node has no call of its own. It
 * ends with the process, however that ends; nothing has to be cleaned up after a crash, a number of a process that comes
 * again means nothing, and containers that share a volume see each other.
 *
 * @param folder - Has to exist.
 * @returns Lets go of it.
 * @throws {FolderInUse} When somebody else has it.
 * @throws {Error} When it cannot be locked at all: nothing may be written there, or its file system knows no locks.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  // Loaded here: with a PostgreSQL nothing needs it.
  const { DatabaseSync } = await import('node:sqlite');
  const lock = new DatabaseSync(join(folder, lockFile));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: unknown }).errcode === busy) throw new FolderInUse(await readHolder(folder));
    throw error;
  }
  try {
    const holder: z.output<typeof holderSchema> = {
      pid: process.pid,
      host: hostname(),
      since: new Date().toISOString(),
    };
    await writeFile(join(folder, holderFile), `${JSON.stringify(holder)}\n`);
  } catch (error) {
    lock.close();
    throw error;
  }
  return () => lock.close();
}

async function readHolder(folder: string): Promise<string> {
  try {
    const { pid, host, since } = z.parse(
      holderSchema,
      JSON.parse(await readFile(join(folder, holderFile), 'utf8')) as unknown,
    );
    return `process ${pid} on ${host} since ${since}`;
  } catch {
    return 'another process';
  }
}
