import type { Tenant } from '../tenants/tenant.ts';
import { oneLine, renderBrandMail, type MailContent } from './brand-mail.ts';

const texts = {
  de: {
    subject: (code: string, brand: string) => `${code} ist Ihr Code für ${brand}`,
    greeting: (name: string) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
    intro: (brand: string) => `mit diesem Code melden Sie sich im Kundenportal von ${brand} an:`,
    validity: 'Er gilt zehn Minuten und nur einmal.',
    link: 'Oder direkt anmelden',
    bothValid: 'Code und Link gelten zehn Minuten und zusammen nur einmal.',
    safety: 'Geben Sie ihn niemandem weiter. Wir fragen Sie nie danach, auch nicht am Telefon.',
    bothSafety: 'Geben Sie beides niemandem weiter. Wir fragen Sie nie danach, auch nicht am Telefon.',
    notYou: 'Sie haben keinen Code angefordert? Dann brauchen Sie nichts zu tun: Ohne ihn meldet sich niemand an.',
    neitherYou:
      'Sie haben das nicht angefordert? Dann brauchen Sie nichts zu tun: Ohne diese Mail meldet sich niemand an.',
  },
  en: {
    subject: (code: string, brand: string) => `${code} is your code for ${brand}`,
    greeting: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
    intro: (brand: string) => `use this code to sign in to the ${brand} customer portal:`,
    validity: 'It is valid for ten minutes, and only once.',
    link: 'Or sign in directly',
    bothValid: 'Code and link are valid for ten minutes, and only once between them.',
    safety: 'Do not share it with anyone. We will never ask you for it, not even on the phone.',
    bothSafety: 'Do not share either with anyone. We will never ask you for them, not even on the phone.',
    notYou: 'You did not request a code? Then there is nothing you need to do: nobody can sign in without it.',
    neitherYou: 'You did not request this? Then there is nothing you need to do: nobody can sign in without this mail.',
  },
} as const;

/** The mail with a sign-in code, and the link that does the same where there is one, in the customer's language. */
export function renderCodeMail({
  tenant,
  locale,
  code,
  link = null,
  firstName,
}: {
  tenant: Tenant;
  locale: 'de' | 'en';
  code: string;
  /** Its address. */
  link?: string | null;
  firstName: string;
}): MailContent {
  const words = texts[locale];
  const brand = oneLine(tenant.name);
  return renderBrandMail({
    tenant,
    locale,
    subject: words.subject(code, brand),
    blocks: [
      { type: 'paragraph', text: words.greeting(oneLine(firstName)) },
      { type: 'paragraph', text: words.intro(brand) },
      { type: 'code', text: code },
      ...(link === null
        ? ([
            { type: 'paragraph', text: `${words.validity} ${words.safety}` },
            { type: 'paragraph', text: words.notYou },
          ] as const)
        : ([
            { type: 'link', text: words.link, address: link },
            { type: 'paragraph', text: `${words.bothValid} ${words.bothSafety}` },
            { type: 'paragraph', text: words.neitherYou },
          ] as const)),
    ],
  });
}
