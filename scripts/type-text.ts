// What has to be known of a type as it is written, to tell whether another one takes its place.

const opening = '([{<';
const closing = ')]}>';

/** Cuts a text at a separator, but not within brackets or quotes. The arrow of a function closes nothing. */
export function splitOutside(text: string, separator: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (opening.includes(sign)) depth += 1;
    else if (closing.includes(sign) && !(sign === '>' && text[at - 1] === '=')) depth -= 1;
    else if (depth === 0 && text.startsWith(separator, at)) {
      pieces.push(text.slice(start, at));
      start = at + separator.length;
    }
  }
  return [...pieces, text.slice(start)].map((piece) => piece.trim()).filter(Boolean);
}

/** The members of `{ year: number | null; page?: number }`; null for what is no object type. */
export function membersOfText(type: string): { name: string; type: string; optional: boolean }[] | null {
  const [, body] = /^\{(.*)\}$/s.exec(type.trim()) ?? [];
  if (body === undefined) return null;
  return splitOutside(body, ';').map((field) => {
    const [, name = '', mark = '', rest = ''] = /^([\w'-]+)(\??):\s*(.*)$/s.exec(field) ?? [];
    return { name, optional: mark === '?', type: rest };
  });
}

/** Parameters and result of `(name: string, count?: number) => void`; null for what is no function type. */
export function callOfText(type: string): { before: string; parameters: string[]; result: string } | null {
  const [head, ...rest] = splitOutside(type, '=>');
  const [, before = '', parameters] = /^(<.*>)?\((.*)\)$/s.exec(head ?? '') ?? [];
  if (parameters === undefined || rest.length === 0) return null;
  return { before, parameters: splitOutside(parameters, ','), result: rest.join(' => ') };
}

/** Who hands such a value over: pages give attributes and options, and read the details of events. */
export type Direction = 'given' | 'read';

const isWord = (alternative: string): boolean => /^'[^']*'$/.test(alternative);

/**
 * Whether code that is written for a type still works when another one takes its place.
 *
 * What a page gives may come to be more than before. What it reads may come to be less; of words that stand for a kind
 * of thing it may also come to be more, because pages have to expect words that they do not know. Objects may have more
 * than before, when pages read them or can leave it out, and functions may take more that can be left out.
 */
export function takesThePlaceOf(before: string, after: string, direction: Direction): boolean {
  if (before === after) return true;
  const [callBefore, callAfter] = [callOfText(before), callOfText(after)];
  if (callBefore && callAfter) {
    const added = callAfter.parameters.slice(callBefore.parameters.length);
    return (
      callBefore.before === callAfter.before &&
      callBefore.result === callAfter.result &&
      callBefore.parameters.every((parameter, index) => parameter === callAfter.parameters[index]) &&
      added.every((parameter) => /^\w+\?:/.test(parameter))
    );
  }
  const [old, now] = [splitOutside(before, '|'), splitOutside(after, '|')];
  if (old.length === 1 && now.length === 1) return isObjectLike(before, after, direction);
  const fits = (first: string, second: string): boolean => takesThePlaceOf(first, second, direction);
  if (direction === 'given') return old.every((first) => now.some((second) => fits(first, second)));
  const come = now.filter((second) => !old.some((first) => fits(first, second)));
  return come.length === 0 || (old.every(isWord) && now.every(isWord) && old.every((word) => now.includes(word)));
}

function isObjectLike(before: string, after: string, direction: Direction): boolean {
  const [old, now] = [membersOfText(before), membersOfText(after)];
  if (!old || !now) return false;
  const kept = old.every((first) => {
    const second = now.find(({ name }) => name === first.name);
    const becomesOptional = !first.optional && second?.optional === true;
    const becomesNeeded = first.optional && second?.optional === false;
    if (!second || (direction === 'read' ? becomesOptional : becomesNeeded)) return false;
    return takesThePlaceOf(first.type, second.type, direction);
  });
  const added = now.filter((second) => !old.some(({ name }) => name === second.name));
  return kept && (direction === 'read' || added.every(({ optional }) => optional));
}
