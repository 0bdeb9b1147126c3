import { msg, str } from '@lit/localize';
import { isNomosApiError } from '../../src/api/nomos-api-error.ts';
import type { FieldError } from '../../src/contract/nomos/error.ts';
import type { IbanCheck } from '../../src/domain/iban-check.ts';
import { describeError } from '../../src/ui/notices.ts';
import type { AccountField, AccountForm, AccountProblem, Drafts } from './account-state.ts';

/** The longest name or line of an address that the API takes. */
const longestLine = 100;
/** The longest name of an account holder that a SEPA direct debit has room for (EPC130-08). */
const longestHolder = 70;

/** The fields of a form that are texts, from top to bottom. */
export function textFields(form: AccountForm): Exclude<AccountField, 'consent'>[] {
  switch (form.type) {
    case 'names':
      return form.company ? ['company_name', 'first_name', 'last_name'] : ['first_name', 'last_name'];
    case 'billing-address':
      return ['street', 'house_number', 'zip', 'city'];
    case 'payment-method':
      return ['iban', 'account_holder'];
  }
}

/** What is wrong with a form before it is sent, by field from top to bottom. Its look is left to the API. */
export function problemsOf(form: AccountForm, checkIban: (plain: string) => IbanCheck): AccountProblem[] {
  const problems: AccountProblem[] = [];
  for (const field of textFields(form)) {
    const value = (form.draft as unknown as Record<string, string>)[field]?.trim() ?? '';
    if (field === 'iban') {
      const check = checkIban(value);
      if (check.type === 'invalid') problems.push({ type: 'iban', field, check });
    } else if (value === '') problems.push({ type: 'missing', field });
    else if (value.length > (field === 'account_holder' ? longestHolder : longestLine)) {
      problems.push({ type: 'too-long', field });
    } else if (field === 'account_holder' && /\p{Extended_Pictographic}|\p{Cc}|\p{Co}|\p{Cs}/u.test(value)) {
      problems.push({ type: 'foreign-characters', field });
    }
  }
  if (form.type === 'payment-method' && !form.draft.consent) problems.push({ type: 'no-consent', field: 'consent' });
  return problems;
}

/**
 * What the answer to a change means, by field as far as it names any that the form has.
 *
 * @throws Whatever is not an answer of the API.
 */
export function problemsOfAnswer(error: unknown, form: AccountForm): AccountProblem[] {
  if (!isNomosApiError(error)) throw error;
  if (error.kind !== 'invalid' && error.kind !== 'conflict') return [{ type: 'failed', field: null, error }];
  const known = textFields(form);
  const named = new Set(error.fieldErrors.map(nameOf));
  const found = known.filter((field) => named.has(field));
  if (found.length > 0) return found.map((field) => ({ type: 'refused', field }));
  return [{ type: error.kind === 'conflict' ? 'conflict' : 'rejected', field: null }];
}

/** The name of a field at the end of its path: `billing_address.zip` is `zip`. */
const nameOf = ({ field }: FieldError): string => field.slice(field.lastIndexOf('.') + 1);

/** The problem in a sentence or two, with what to do about it. */
export function describeAccountProblem(problem: AccountProblem, language: string): string {
  switch (problem.type) {
    case 'missing':
      return describeMissing(problem.field);
    case 'too-long':
      return msg(str`Höchstens ${problem.field === 'account_holder' ? longestHolder : longestLine} Zeichen, bitte.`, {
        id: 'account.problem.too-long',
      });
    case 'foreign-characters':
      return msg('Bitte nur Buchstaben und Zeichen, wie sie im Namen bei Ihrer Bank stehen, keine Symbole.', {
        id: 'account.problem.foreign-characters',
      });
    case 'refused':
      return describeRefused(problem.field);
    case 'no-consent':
      return msg('Ohne Ihre Zustimmung können wir nicht von diesem Konto abbuchen. Bitte setzen Sie das Häkchen.', {
        id: 'account.problem.no-consent',
      });
    case 'iban':
      return describeIban(problem.check, language);
    case 'conflict':
      return msg(
        'Diese Angaben wurden gerade an anderer Stelle geändert. Bitte vergleichen Sie und speichern Sie noch einmal.',
        { id: 'account.problem.conflict' },
      );
    case 'rejected':
      return msg(
        'So können wir das nicht speichern. Bitte prüfen Sie Ihre Angaben; sonst hilft Ihnen der Kundenservice.',
        { id: 'account.problem.rejected' },
      );
    case 'failed': {
      const { title, explanation } = describeError(problem.error);
      return ['rate-limited', 'unauthorized'].includes(problem.error.kind)
        ? `${title}. ${explanation}`
        : `${title}. ${msg('Ihre Eingabe steht noch hier, gespeichert ist sie nicht. Bitte versuchen Sie es gleich noch einmal.', { id: 'account.problem.failed' })}`;
    }
  }
}

function describeMissing(field: keyof Drafts['names'] | keyof Drafts['billing-address'] | AccountField): string {
  switch (field) {
    case 'first_name':
      return msg('Bitte geben Sie Ihren Vornamen ein.', { id: 'account.problem.missing.first-name' });
    case 'last_name':
      return msg('Bitte geben Sie Ihren Nachnamen ein.', { id: 'account.problem.missing.last-name' });
    case 'company_name':
      return msg('Bitte geben Sie den Namen der Firma ein.', { id: 'account.problem.missing.company' });
    case 'street':
      return msg('Bitte geben Sie die Straße ein.', { id: 'account.problem.missing.street' });
    case 'house_number':
      return msg('Bitte geben Sie die Hausnummer ein.', { id: 'account.problem.missing.house-number' });
    case 'zip':
      return msg('Bitte geben Sie die Postleitzahl ein.', { id: 'account.problem.missing.zip' });
    case 'city':
      return msg('Bitte geben Sie den Ort ein.', { id: 'account.problem.missing.city' });
    default:
      return msg('Bitte geben Sie ein, auf wen das Konto läuft.', { id: 'account.problem.missing.holder' });
  }
}

/** What a field may hold, in the words of the API document's rules for it. */
function describeRefused(field: AccountField): string {
  switch (field) {
    case 'street':
      return msg('Diese Straße wird nicht angenommen. Sie braucht mindestens zwei Zeichen und einen Buchstaben.', {
        id: 'account.problem.refused.street',
      });
    case 'house_number':
      return msg(
        'Diese Hausnummer wird nicht angenommen. Möglich sind zehn Zeichen: Ziffern, Buchstaben ohne Umlaut, Leerzeichen, Bindestrich und Schrägstrich.',
        { id: 'account.problem.refused.house-number' },
      );
    case 'zip':
      return msg('Diese Postleitzahl wird nicht angenommen. Möglich sind fünf Ziffern, wie in Deutschland.', {
        id: 'account.problem.refused.zip',
      });
    case 'city':
      return msg('Dieser Ort wird nicht angenommen. Er braucht mindestens zwei Zeichen und darf keine Ziffern haben.', {
        id: 'account.problem.refused.city',
      });
    case 'iban':
      return msg(
        'Diese IBAN wird nicht angenommen. Bitte vergleichen Sie sie mit Ihrer Karte oder Ihrem Kontoauszug.',
        {
          id: 'account.problem.refused.iban',
        },
      );
    default:
      return msg('Dieser Name wird so nicht angenommen. Bitte prüfen Sie ihn.', { id: 'account.problem.refused.name' });
  }
}

/** A country in the language of the page. */
export function countryName(country: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country;
}

/** What is wrong with an IBAN. */
export function describeIban(check: Exclude<IbanCheck, { type: 'valid' }>, language: string): string {
  switch (check.reason) {
    case 'empty':
      return msg('Bitte geben Sie die IBAN des Kontos ein.', { id: 'account.iban.empty' });
    case 'no-iban':
      return msg('Eine IBAN beginnt mit zwei Buchstaben für das Land, in Deutschland mit DE.', {
        id: 'account.iban.no-iban',
      });
    case 'foreign-characters':
      return msg('Eine IBAN hat nur Buchstaben von A bis Z und Ziffern.', { id: 'account.iban.foreign-characters' });
    case 'unknown-country':
      return msg(
        str`Es gibt keine IBAN, die mit ${check.country} beginnt. Bitte prüfen Sie die ersten beiden Buchstaben.`,
        {
          id: 'account.iban.unknown-country',
        },
      );
    case 'not-sepa':
      return msg(
        str`${countryName(check.country, language)} nimmt nicht am SEPA-Lastschriftverfahren teil. Bitte nennen Sie ein Konto in einem SEPA-Land.`,
        { id: 'account.iban.not-sepa' },
      );
    case 'too-short':
      return msg(
        str`Da fehlt noch etwas: Eine IBAN aus diesem Land (${check.country}) hat ${check.length} Zeichen, hier sind es ${check.given}.`,
        { id: 'account.iban.too-short' },
      );
    case 'too-long':
      return msg(
        str`Das ist zu viel: Eine IBAN aus diesem Land (${check.country}) hat ${check.length} Zeichen, hier sind es ${check.given}.`,
        { id: 'account.iban.too-long' },
      );
    case 'structure':
      return msg(
        str`So ist eine IBAN aus diesem Land (${check.country}) nicht aufgebaut. Oft steht ein O statt einer 0 oder ein I statt einer 1.`,
        { id: 'account.iban.structure' },
      );
    case 'check-digits':
      return msg(
        'Diese IBAN hat einen Tippfehler: Die Prüfziffern passen nicht. Bitte vergleichen Sie Ziffer für Ziffer.',
        {
          id: 'account.iban.check-digits',
        },
      );
  }
}
