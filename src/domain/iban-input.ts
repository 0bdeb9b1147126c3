/**
 * An IBAN as it is stored, from what somebody typed or pasted: capital letters, without the blanks of any kind, dots and dashes
 * that stand between groups, without the word IBAN before it. What belongs to no IBAN stays, so that it can be complained of.
 */
export function plainIban(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}.]/gu, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/^(IBAN:?)+/u, '');
}

/** An IBAN in the groups of four characters in which it is printed (ISO 13616). */
export function groupedIban(plain: string): string {
  return Array.from(plain)
    .map((character, at) => (at > 0 && at % 4 === 0 ? ` ${character}` : character))
    .join('');
}

/**
 * The value of an IBAN field after a key, and where the caret belongs in it: behind as many characters of the IBAN as stood
 * before it. After a forward deletion it stands behind the blank between two groups, so that the next one goes on.
 *
 * @param caret - Where the browser has left it in `typed`, in UTF-16 units.
 */
export function regroupIban(
  typed: string,
  caret: number,
  { forward = false } = {},
): { plain: string; grouped: string; caret: number } {
  const plain = plainIban(typed);
  const before = Math.min(Array.from(plainIban(typed.slice(0, caret))).length, Array.from(plain).length);
  const grouped = groupedIban(plain);
  const at = groupedIban(Array.from(plain).slice(0, before).join('')).length;
  return { plain, grouped, caret: forward && grouped[at] === ' ' ? at + 1 : at };
}

/**
 * What may be said of an account whose number is masked: `DE•• •••• •••• 6485`. However many characters the API shows of it,
 * here it is the country and the last four.
 */
export function maskedIban(iban: string): { country: string; last: string; text: string } {
  const plain = plainIban(iban);
  const country = /^[A-Z]{2}/.exec(plain)?.[0] ?? '';
  const last = /[A-Z0-9]{1,4}$/.exec(plain.slice(country.length))?.[0] ?? '';
  return { country, last, text: `${country}•• •••• •••• ${last}`.trim() };
}
