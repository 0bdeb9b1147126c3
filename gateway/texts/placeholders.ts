import type { Brand } from '../../src/contract/gateway/brand.ts';
import type { TextLocale } from './text-file.ts';

/** A piece of what stands in place of `{{…}}`: text, with an address where it is a link, or a new line. */
export type PlaceholderPart = { text: string; href?: string } | 'new-line';

/** What a text may name, by name; `null` where this supplier has no such thing. */
export type Placeholders = Readonly<Record<string, readonly PlaceholderPart[] | null>>;

const words = {
  de: { or: ' oder ' },
  en: { or: ' or ' },
} as const;

/** What `{{name}}`, `{{company}}`, `{{address}}`, `{{email}}`, `{{phone}}` and `{{contact}}` stand for. */
export function placeholdersOf(
  { name, support, legal }: Pick<Brand, 'name' | 'support' | 'legal'>,
  locale: TextLocale,
): Placeholders {
  const email = [{ text: support.email, href: `mailto:${support.email}` }];
  const phone = support.phone ? [{ text: support.phone, href: `tel:${support.phone.replace(/[^\d+]/g, '')}` }] : null;
  return {
    name: [{ text: name }],
    company: [{ text: legal.company }],
    address: legal.address.flatMap((line, i) => (i === 0 ? [{ text: line }] : ['new-line' as const, { text: line }])),
    email,
    phone,
    contact: phone ? [...email, { text: words[locale].or }, ...phone] : email,
  };
}

/** A line of plain text with its placeholders filled in. @throws {Error} When it names something that there is not. */
export function fillIn(text: string, placeholders: Placeholders): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_whole, name: string) =>
    partsOf(placeholders, name)
      .map((part) => (part === 'new-line' ? ', ' : part.text))
      .join(''),
  );
}

/** What a name stands for. @throws {Error} That says why there is no such thing. */
export function partsOf(placeholders: Placeholders, name: string): readonly PlaceholderPart[] {
  if (!Object.hasOwn(placeholders, name)) {
    throw new Error(`{{${name}}} has to be one of ${Object.keys(placeholders).join(', ')}`);
  }
  const parts = placeholders[name];
  if (!parts) throw new Error(`{{${name}}}: the tenant file has none`);
  return parts;
}
