import { str, type LocaleModule } from '@lit/localize';
import { html } from 'lit';
import { setPageLocale, type Locale } from '../../src/i18n/localization.ts';

/** A language that nobody speaks: English, turned round. It shows what an element does where people read from right to left. */
export const pseudoLocale = 'ar-XB';

type Templates = LocaleModule['templates'];

/** Makes the page speak it. */
export async function speakPseudoLocale(): Promise<void> {
  const { languages } = await import('../../src/i18n/translations.ts');
  languages.set(pseudoLocale, async () => {
    const { templates } = (await import('../../src/i18n/generated/locales/en.ts')) as LocaleModule;
    return { templates: turnedRound(templates) };
  });
  await setPageLocale(pseudoLocale as Locale);
}

/** Unicode's override of the direction of letters, and its end. */
const [rightToLeft, end] = ['\u202e', '\u202c'];

function turnedRound(templates: Templates): Templates {
  const entries = Object.entries(templates).map(([id, template]): [string, Templates[string]] => {
    if (typeof template === 'string') return [id, turned([template]).join('')];
    // What the tools write holds the places of the values, not values.
    const values = template.values as number[];
    const strings = turned(template.strings);
    return [id, 'strTag' in template ? str(strings, ...values) : html(strings, ...values)];
  });
  return Object.fromEntries(entries);
}

/** Turns what is text; tags, and values within them, stay as they are. */
function turned(strings: readonly string[]): TemplateStringsArray {
  const cut = '\u0000';
  const result = strings
    .join(cut)
    .replace(/<[^>]*>|[^<\u0000]+/g, (piece) => (/^<|^\s*$/.test(piece) ? piece : rightToLeft + piece + end))
    .split(cut);
  return Object.assign(result, { raw: result });
}
