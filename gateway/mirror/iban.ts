import { isValidIBAN } from 'ibantools';

/** An IBAN as the Nomos API wants it, however it was typed: without blanks and invisible characters, in capitals. */
export function normalizeIban(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/**
 * Whether a normalised text is an IBAN: length and structure of its country, and the check digits (ISO 13616, mod 97-10). That
 * its country takes part in SEPA is for the Nomos API to say: the list grows.
 */
export const isIban = (text: string): boolean => isValidIBAN(text);
