/** How many digits a code has that is sent by e-mail. */
export const codeLength = 6;

/**
 * The digits of what somebody typed or pasted as a code: mail programs add blanks, non-breaking spaces and dashes between
 * the digits, phones full-width forms.
 */
export function digitsOf(typed: string): string {
  return typed.normalize('NFKC').replace(/\D/gu, '').slice(0, codeLength);
}

/** Whether somebody typed anything that is neither a digit nor what stands between digits. */
export function hasForeignCharacters(typed: string): boolean {
  return /[^\d\s\u2010-\u2015.\-_]/u.test(typed.normalize('NFKC'));
}
