import { messageIds } from './generated/message-ids.ts';

/** The ids that no message has, a line each, with those that may have been meant. */
export function unknownMessages(ids: readonly string[]): string[] {
  const known = new Set<string>(messageIds);
  return [...new Set(ids)]
    .filter((id) => !known.has(id))
    .map((id) => {
      const similar = messageIds
        .map((other) => ({ other, distance: editDistance(id, other) }))
        .filter(({ other, distance }) => distance <= Math.max(2, other.length / 3))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, 3)
        .map(({ other }) => other);
      return similar.length > 0 ? `${id}: did you mean ${similar.join(' or ')}?` : id;
    });
}

/** How many letters have to be put in, left out or replaced (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
