import type { Tenant } from '../tenants/tenant.ts';
import { oneLine, renderBrandMail, type MailContent } from './brand-mail.ts';

const texts = {
  de: {
    subject: (code: string, brand: string) => `${code} ist Ihr Code für ${brand}`,
    greeting: (name: string) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
    intro: (brand: string) => `mit diesem Code melden Sie sich im Kundenportal von ${brand} an:`,
    validity: 'Er gilt zehn Minuten und nur einmal.',
    safety: 'Geben Sie ihn niemandem weiter. Wir fragen Sie nie danach, auch nicht am Telefon.',
    notYou: 'Sie haben keinen Code angefordert? Dann brauchen Sie nichts zu tun: Ohne ihn meldet sich niemand an.',
  },
  en: {
    subject: (code: string, brand: string) => `${code} is your code for ${brand}`,
    greeting: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
    intro: (brand: string) => `use this code to sign in to the ${brand} customer portal:`,
    validity: 'It is valid for ten minutes, and only once.',
    safety: 'Do not share it with anyone. We will never ask you for it, not even on the phone.',
    notYou: 'You did not request a code? Then there is nothing you need to do: nobody can sign in without it.',
  },
} as const;

/** The mail with a sign-in code, in the customer's language. */
export function renderCodeMail({
  tenant,
  locale,
  code,
  firstName,
}: {
  tenant: Tenant;
  locale: 'de' | 'en';
  code: string;
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
      { type: 'paragraph', text: `${words.validity} ${words.safety}` },
      { type: 'paragraph', text: words.notYou },
    ],
  });
}
