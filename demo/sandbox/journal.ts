/** A write that reached the sandbox, as it came. */
export interface JournalEntry {
  /** UTC. */
  at: string;
  /** Slug of the organisation that wrote. */
  organisation: string;
  method: string;
  /** Without its query. */
  path: string;
  body: Record<string, unknown>;
  /** What it was answered with; `null` when the connection was dropped. */
  status: number | null;
}

/** How many writes are remembered. */
const remembered = 200;

/**
 * The last writes, newest first: what the API keeps to itself, such as a full IBAN, can be compared with what was typed.
 * Tests and people who try things read it at `GET /sandbox/requests`.
 */
export class Journal {
  #entries: JournalEntry[] = [];

  add(entry: JournalEntry): void {
    this.#entries = [entry, ...this.#entries].slice(0, remembered);
  }

  /** @param prefix - Of the path, such as `/subscriptions/sub_…`. */
  read(prefix: string): JournalEntry[] {
    return this.#entries.filter(({ path }) => path.startsWith(prefix));
  }

  clear(): void {
    this.#entries = [];
  }
}
