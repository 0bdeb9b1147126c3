/**
 * What nobody types and nobody sees, and what could make a text look like another one: marks that turn the direction of
 * writing around (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069; Unicode Technical Report 36 calls the trick
 * bidirectional spoofing), blanks of no width, and halves of characters. The joiners within emoji and Persian words stay.
 */
const invisible = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\p{Cs}]/gu;

/** Control characters but for the line break. */
const controls = /[^\P{Cc}\n]/gu;

/** A text of one line: composed (NFC), every run of blanks, line breaks and control characters one blank. */
export function singleLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(invisible, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** A text of several lines: composed (NFC), line breaks as `\n`, at most one empty line between two others. */
export function multiLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|\u0085|\u2028|\u2029/g, '\n')
    .replace(/\t/g, ' ')
    .replace(invisible, '')
    .replace(controls, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
