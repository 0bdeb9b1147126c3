import type { Tenant } from '../tenants/tenant.ts';
import { escapeHtml } from './escape-html.ts';

const texts = {
  de: {
    subject: (code: string, brand: string) => `${code} ist Ihr Code für ${brand}`,
    greeting: (name: string) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
    intro: (brand: string) => `mit diesem Code melden Sie sich im Kundenportal von ${brand} an:`,
    validity: 'Er gilt zehn Minuten und nur einmal.',
    safety: 'Geben Sie ihn niemandem weiter. Wir fragen Sie nie danach, auch nicht am Telefon.',
    notYou: 'Sie haben keinen Code angefordert? Dann brauchen Sie nichts zu tun: Ohne ihn meldet sich niemand an.',
    questions: 'Fragen?',
  },
  en: {
    subject: (code: string, brand: string) => `${code} is your code for ${brand}`,
    greeting: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
    intro: (brand: string) => `use this code to sign in to the ${brand} customer portal:`,
    validity: 'It is valid for ten minutes, and only once.',
    safety: 'Do not share it with anyone. We will never ask you for it, not even on the phone.',
    notYou: 'You did not request a code? Then there is nothing you need to do: nobody can sign in without it.',
    questions: 'Questions?',
  },
} as const;

/**
 * The mail with a sign-in code, in the brand's name and look and in the customer's language.
 *
 * The HTML has no tables, pictures or links to follow. Its colours stand in `style` attributes, for clients that drop
 * style sheets; those that know dark mode find the brand's dark colours in one.
 */
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
}): { subject: string; text: string; html: string } {
  const words = texts[locale];
  const { support, colors, legal } = tenant.brand;
  const brand = oneLine(tenant.name);
  const subject = words.subject(code, brand);
  const greeting = words.greeting(oneLine(firstName));
  const intro = words.intro(brand);
  const careful = `${words.validity} ${words.safety}`;
  const contact = [support.email, support.phone, support.hours?.[locale]].filter((way) => way != null).join(', ');
  const questions = `${words.questions} ${contact}`;
  const sender = [legal.company, ...legal.address].join(', ');

  const paragraphs = [greeting, intro, code, careful, words.notYou, questions, `-- \n${sender}`];
  const text = `${paragraphs.join('\n\n')}\n`;

  const { light, dark } = colors;
  const paragraph = (content: string): string => `<p style="margin:0 0 16px">${escapeHtml(content)}</p>`;
  const html = `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
.page { background: ${dark.background} !important; color: ${dark.text} !important; }
.card { background: ${dark.surface} !important; border-color: ${dark.line} !important; }
.brand { color: ${dark.brand} !important; }
.small { color: ${dark.muted} !important; border-color: ${dark.line} !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:24px 12px;background:${light.background};color:${light.text};font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div class="card" role="article" lang="${locale}" aria-label="${escapeHtml(subject)}" style="max-width:480px;margin:0 auto;padding:24px;background:${light.surface};border:1px solid ${light.line};border-radius:8px">
<p class="brand" style="margin:0 0 24px;font-size:20px;font-weight:700;color:${light.brand}">${escapeHtml(brand)}</p>
${paragraph(greeting)}
${paragraph(intro)}
<p style="margin:0 0 16px;font-size:32px;font-weight:700;letter-spacing:6px">${escapeHtml(code)}</p>
${paragraph(careful)}
${paragraph(words.notYou)}
<p class="small" style="margin:24px 0 0;padding-top:16px;border-top:1px solid ${light.line};font-size:14px;color:${light.muted}">${escapeHtml(questions)}<br>${escapeHtml(sender)}</p>
</div>
</body>
</html>
`;
  return { subject, text, html };
}

/** Names come from elsewhere: one that breaks lines must not look like a part of the mail. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').trim();
}
