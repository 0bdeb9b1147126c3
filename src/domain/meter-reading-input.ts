/** What somebody typed as a meter reading, or why it is none. */
export type TypedReading =
  | { type: 'value'; kWh: number }
  | {
      type: 'invalid';
      /**
       * `empty`; `negative`; `too-many-decimals`: more than three; `too-large`: more digits than a meter has; `not-a-number`
       * for everything else.
       */
      reason: 'empty' | 'negative' | 'not-a-number' | 'too-large' | 'too-many-decimals';
    };

/** More than any meter of a household shows. */
const mostDigits = 9;

/**
 * Reads a meter reading in kWh as people write numbers: `12345`, `12345,6`, `12345.6`, `12 345`, and with points or commas
 * between thousands.
 *
 * Where comma and point both occur, the last one is the decimal sign. One that occurs more than once stands between thousands.
 * What is left is a single comma or point: the decimal sign of the locale is one; the other one stands between thousands when
 * three digits follow and one to three precede (`12.345` is 12,345 in German and 12.345 in English), and is a decimal sign else.
 * Leading zeros are as on the meter; a unit, an exponent or a sign is not.
 */
export function parseMeterReading(text: string, locale: 'de' | 'en'): TypedReading {
  const trimmed = text.trim();
  if (trimmed === '') return { type: 'invalid', reason: 'empty' };
  if (/^[-\u2212\u2013]\s*\d/u.test(trimmed)) return { type: 'invalid', reason: 'negative' };
  const notANumber: TypedReading = { type: 'invalid', reason: 'not-a-number' };
  // A space stands between thousands or nowhere.
  if (/\s/u.test(trimmed) && !/^\d{1,3}(\s\d{3})+([.,]\d+)?$/u.test(trimmed)) return notANumber;
  const number = trimmed.replace(/\s/gu, '');

  const decimal = decimalSign(number, locale);
  const at = decimal === null ? -1 : number.lastIndexOf(decimal);
  const whole = at < 0 ? number : number.slice(0, at);
  const decimals = at < 0 ? '' : number.slice(at + 1);
  if (!/^(\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+)$/.test(whole) || (at >= 0 && !/^\d+$/.test(decimals)))
    return notANumber;
  const digits = whole.replace(/\D/g, '');
  if (decimals.length > 3) return { type: 'invalid', reason: 'too-many-decimals' };
  if (digits.replace(/^0+/, '').length > mostDigits) return { type: 'invalid', reason: 'too-large' };
  return { type: 'value', kWh: Number(`${digits}.${decimals || '0'}`) };
}

/** The sign before the decimals, or `null` for a number without. */
function decimalSign(number: string, locale: 'de' | 'en'): ',' | '.' | null {
  const own = locale === 'de' ? ',' : '.';
  const other = locale === 'de' ? '.' : ',';
  const [owns, others] = [number.split(own).length - 1, number.split(other).length - 1];
  if (owns > 0 && others > 0) return number.lastIndexOf(own) > number.lastIndexOf(other) ? own : other;
  if (owns + others !== 1) return null;
  if (owns === 1) return own;
  // Thousands are counted from one to three digits that do not begin with a zero.
  return /^[1-9]\d{0,2}\D\d{3}$/.test(number) ? null : other;
}
