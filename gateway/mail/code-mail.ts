import type { Tenant } from '../tenants/tenant.ts';
import { escapeHtml } from './escape-html.ts';

const texts = {
  de: {
    subject: (code: string, brand: string) => `${code} ist Ihr Code für ${brand}`,
    greeting: (name: string) => `Guten Tag ${name},`,
    intro: (brand: string) => `mit diesem Code melden Sie sich im Kundenportal von ${brand} an:`,
    validity: 'Er gilt zehn Minuten und nur einmal.',
    safety: 'Geben Sie ihn niemandem weiter. Wir fragen Sie nie danach.',
    notYou: 'Sie haben keinen Code angefordert? Dann brauchen Sie nichts zu tun.',
    questions: (contact: string) => `Fragen? ${contact}`,
  },
  en: {
    subject: (code: string, brand: string) => `${code} is your code for ${brand}`,
    greeting: (name: string) => `Hello ${name},`,
    intro: (brand: string) => `use this code to sign in to the ${brand} customer portal:`,
    validity: 'It is valid for ten minutes, and only once.',
    safety: 'Do not share it with anyone. We will never ask you for it.',
    notYou: 'You did not request a code? Then there is nothing you need to do.',
    questions: (contact: string) => `Questions? ${contact}`,
  },
} as const;

/** The mail with a sign-in code, in the brand's name and look and in the customer's language. */
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
  const contact = [support.email, support.phone].filter((way) => way !== null).join(', ');
  const lines = {
    greeting: words.greeting(firstName),
    intro: words.intro(tenant.name),
    validity: words.validity,
    safety: words.safety,
    notYou: words.notYou,
    questions: words.questions(contact),
    sender: [legal.company, ...legal.address].join(', '),
  };
  const text = [
    lines.greeting,
    '',
    lines.intro,
    '',
    code,
    '',
    `${lines.validity} ${lines.safety}`,
    '',
    lines.notYou,
    '',
    lines.questions,
    '',
    `-- `,
    lines.sender,
    '',
  ].join('\n');
  const paragraph = (content: string): string => `<p style="margin:0 0 16px">${escapeHtml(content)}</p>`;
  const { brand, text: ink, muted, surface, background, line } = colors.light;
  const html = `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(words.subject(code, tenant.name))}</title>
</head>
<body style="margin:0;padding:24px 12px;background:${background};color:${ink};font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div role="article" lang="${locale}" style="max-width:480px;margin:0 auto;padding:24px;background:${surface};border:1px solid ${line};border-radius:8px">
<p style="margin:0 0 24px;font-size:20px;font-weight:700;color:${brand}">${escapeHtml(tenant.name)}</p>
${paragraph(lines.greeting)}
${paragraph(lines.intro)}
<p style="margin:0 0 16px;font-size:32px;font-weight:700;letter-spacing:6px">${escapeHtml(code)}</p>
${paragraph(`${lines.validity} ${lines.safety}`)}
${paragraph(lines.notYou)}
<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid ${line};font-size:14px;color:${muted}">${escapeHtml(lines.questions)}<br>${escapeHtml(lines.sender)}</p>
</div>
</body>
</html>
`;
  return { subject: words.subject(code, tenant.name), text, html };
}
