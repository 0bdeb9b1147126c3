import assert from 'node:assert/strict';
import type { JournalEntry } from '../../demo/sandbox/journal.ts';
import { portal } from './running-portal.ts';

/** The newest write that reached the Nomos API below a path, as it came. */
export async function newestWrite(path: string): Promise<JournalEntry> {
  const answer = await fetch(`${portal().sandbox}/sandbox/requests?path=${encodeURIComponent(path)}`);
  assert.equal(answer.status, 200);
  const [newest] = ((await answer.json()) as { items: JournalEntry[] }).items;
  assert.ok(newest, `Nothing was written below ${path}`);
  return newest;
}
