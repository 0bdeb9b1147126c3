import type { Tenant } from '../tenants/tenant.ts';
import { oneLine, renderBrandMail, type MailContent } from './brand-mail.ts';

const texts = {
  de: {
    subject: (code: string, brand: string) => `${code} ist Ihr Code für ${brand}`,
    greeting: (name: string) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
    intro: {
      'sign-in': (brand: string) => `mit diesem Code melden Sie sich im Kundenportal von ${brand} an:`,
      'step-up': (brand: string) => `mit diesem Code bestätigen Sie eine Änderung im Kundenportal von ${brand}:`,
    },
    validity: 'Er gilt zehn Minuten und nur einmal.',
    link: 'Oder direkt anmelden',
    bothValid: 'Code und Link gelten zehn Minuten und zusammen nur einmal.',
    safety: 'Geben Sie ihn niemandem weiter. Wir fragen Sie nie danach, auch nicht am Telefon.',
    bothSafety: 'Geben Sie beides niemandem weiter. Wir fragen Sie nie danach, auch nicht am Telefon.',
    neitherYou:
      'Sie haben das nicht angefordert? Dann brauchen Sie nichts zu tun: Ohne diese Mail meldet sich niemand an.',
    notYou: {
      'sign-in': 'Sie haben keinen Code angefordert? Dann brauchen Sie nichts zu tun: Ohne ihn meldet sich niemand an.',
      'step-up':
        'Sie ändern gerade nichts? Dann ist jemand anderes in Ihrem Konto angemeldet. Ohne den Code ändert sich Ihre Bankverbindung nicht. Melden Sie bitte im Portal unter „Konto“ alle anderen Geräte ab und sagen Sie uns Bescheid.',
    },
  },
  en: {
    subject: (code: string, brand: string) => `${code} is your code for ${brand}`,
    greeting: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
    intro: {
      'sign-in': (brand: string) => `use this code to sign in to the ${brand} customer portal:`,
      'step-up': (brand: string) => `use this code to confirm a change in the ${brand} customer portal:`,
    },
    validity: 'It is valid for ten minutes, and only once.',
    link: 'Or sign in directly',
    bothValid: 'Code and link are valid for ten minutes, and only once between them.',
    safety: 'Do not share it with anyone. We will never ask you for it, not even on the phone.',
    bothSafety: 'Do not share either with anyone. We will never ask you for them, not even on the phone.',
    neitherYou: 'You did not request this? Then there is nothing you need to do: nobody can sign in without this mail.',
    notYou: {
      'sign-in': 'You did not request a code? Then there is nothing you need to do: nobody can sign in without it.',
      'step-up':
        'You are not changing anything right now? Then somebody else is signed in to your account. Without the code your bank details do not change. Please sign out all other devices under “Account” in the portal, and tell us.',
    },
  },
} as const;

/** The mail with a code, for a sign-in (with the link that does the same, where there is one) or a step-up. */
export function renderCodeMail({
  tenant,
  locale,
  code,
  link = null,
  firstName,
  purpose = 'sign-in',
}: {
  tenant: Tenant;
  locale: 'de' | 'en';
  code: string;
  /** Its address. */
  link?: string | null;
  firstName: string;
  purpose?: 'sign-in' | 'step-up';
}): MailContent {
  const words = texts[locale];
  const brand = oneLine(tenant.name);
  return renderBrandMail({
    tenant,
    locale,
    subject: words.subject(code, brand),
    blocks: [
      { type: 'paragraph', text: words.greeting(oneLine(firstName)) },
      { type: 'paragraph', text: words.intro[purpose](brand) },
      { type: 'code', text: code },
      ...(link === null
        ? ([
            { type: 'paragraph', text: `${words.validity} ${words.safety}` },
            { type: 'paragraph', text: words.notYou[purpose] },
          ] as const)
        : ([
            { type: 'link', text: words.link, address: link },
            { type: 'paragraph', text: `${words.bothValid} ${words.bothSafety}` },
            { type: 'paragraph', text: words.neitherYou },
          ] as const)),
    ],
  });
}
