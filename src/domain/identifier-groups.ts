/**
 * Cuts the identifier of a location into groups that are easy to read aloud. Together they are the identifier again. What does
 * not have the usual length is cut into fives: the API's own identifiers are never refused.
 *
 * - MaLo, 11 digits: five, five, and the check digit (BDEW, identification of market locations).
 * - MeLo, 33 characters: country, grid operator (6), postcode (5), and four times five (VDE-AR-N 4400).
 */
export function identifierGroups(kind: 'malo' | 'melo', identifier: string): string[] {
  const lengths = kind === 'melo' && identifier.length === 33 ? [2, 6] : [];
  const groups: string[] = [];
  for (let at = 0; at < identifier.length;) {
    const length = lengths[groups.length] ?? 5;
    groups.push(identifier.slice(at, at + length));
    at += length;
  }
  return groups;
}
