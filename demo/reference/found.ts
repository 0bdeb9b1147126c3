/** Something that the filter finds: what it is called, what it is, where it belongs, what else it is known by, where it stands. */
export interface Findable {
  name: string;
  kind: string;
  of: string;
  text: string;
  href: string;
}

/** How many are shown. */
export const mostFound = 40;

/** Without case, and without what umlauts and other marks add. */
const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '');

/**
 * What holds every word of a question, in its name, its element or its text. First comes what is called so, then what says just
 * that, as somebody asks who has read a text on a page; then names that begin with a word, then those that hold it.
 */
export function find(question: string, findables: readonly Findable[]): Findable[] {
  const words = folded(question).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return findables
    .map((findable) => {
      const [name, text] = [folded(findable.name), folded(`${findable.name} ${findable.of} ${findable.text}`)];
      if (!words.every((word) => text.includes(word))) return { findable, rank: 0 };
      const ranks = words.map<number>((word) =>
        name === word ? 4 : name.startsWith(word) ? 3 : name.includes(word) ? 2 : 1,
      );
      const saysJustThat = folded(findable.text).split(' · ').includes(words.join(' '));
      if (saysJustThat) ranks.push(3.5);
      return { findable, rank: ranks.reduce((sum, rank) => sum + rank) };
    })
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ findable }) => findable);
}
