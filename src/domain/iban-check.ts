import { countrySpecs, isSEPACountry, validateIBAN, ValidationErrorsIBAN } from 'ibantools';

/** Whether something can be the account of a SEPA direct debit, or why not. */
export type IbanCheck =
  | { type: 'valid' }
  | { type: 'invalid'; reason: 'empty' | 'no-iban' | 'foreign-characters' | 'check-digits' }
  | {
      type: 'invalid';
      /** `not-sepa`: a country whose accounts cannot be debited by SEPA. */
      reason: 'unknown-country' | 'not-sepa';
      country: string;
    }
  | {
      type: 'invalid';
      /** `structure`: letters where the country has digits, or the other way round. */
      reason: 'too-short' | 'too-long' | 'structure';
      country: string;
      /** How long an IBAN of this country is, and how long this one. */
      length: number;
      given: number;
    };

/** Members of SEPA since 2024, whom the library does not know as such yet (European Payments Council, EPC409-09). */
const recentMembers = new Set(['AL', 'MD', 'ME', 'MK', 'RS']);

/** How many characters an IBAN of a country has; `null` for what is no country with IBANs. */
export function ibanLengthOf(country: string): number | null {
  return Object.hasOwn(countrySpecs, country) ? (countrySpecs[country]?.chars ?? null) : null;
}

/**
 * Checks an IBAN (see `plainIban`): its country, length, structure and check digits (ISO 13616, ISO 7064).
 *
 * Some countries have check digits of their own within the account number. They are not asked for: the bank is, and who
 * mistypes is caught by those of the IBAN.
 */
export function checkIban(plain: string): IbanCheck {
  if (plain === '') return { type: 'invalid', reason: 'empty' };
  if (!/^[A-Z0-9]*$/.test(plain)) return { type: 'invalid', reason: 'foreign-characters' };
  const country = plain.slice(0, 2);
  if (!/^[A-Z]{2}$/.test(country)) return { type: 'invalid', reason: 'no-iban' };
  const length = ibanLengthOf(country);
  if (length === null) return { type: 'invalid', reason: 'unknown-country', country };
  if (!isSEPACountry(country) && !recentMembers.has(country)) return { type: 'invalid', reason: 'not-sepa', country };
  const given = plain.length;
  if (given !== length) {
    return { type: 'invalid', reason: given < length ? 'too-short' : 'too-long', country, length, given };
  }
  const { errorCodes } = validateIBAN(plain);
  if (
    errorCodes.includes(ValidationErrorsIBAN.WrongBBANFormat) ||
    errorCodes.includes(ValidationErrorsIBAN.ChecksumNotNumber)
  ) {
    return { type: 'invalid', reason: 'structure', country, length, given };
  }
  return errorCodes.includes(ValidationErrorsIBAN.WrongIBANChecksum)
    ? { type: 'invalid', reason: 'check-digits' }
    : { type: 'valid' };
}

/** The same while somebody is typing: what may become an IBAN with more characters is not complained of yet. */
export function checkIbanAsTyped(plain: string): IbanCheck | null {
  if (plain.length < 2) return null;
  const check = checkIban(plain);
  return check.type === 'invalid' && check.reason === 'too-short' ? null : check;
}
