import type { Tenant } from '../tenants/tenant.ts';
import { escapeHtml } from './escape-html.ts';

/** A line of content as people read it. */
export interface MailLine {
  label: string;
  value: string;
}

/** What stands in a mail, from top to bottom. */
export type MailBlock =
  | { type: 'paragraph'; text: string }
  /** A sentence that nobody should miss. */
  | { type: 'notice'; text: string }
  /** To be typed somewhere. */
  | { type: 'code'; text: string }
  /** Something to follow: what it does, and where it leads. */
  | { type: 'link'; text: string; address: string }
  /** Labels with their values; line breaks in a value are kept. */
  | { type: 'lines'; lines: readonly MailLine[] };

/** A mail in both of its forms. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

const questions = { de: 'Fragen?', en: 'Questions?' } as const;

/**
 * A mail in the brand's name and look: what all mails of the portal have in common.
 *
 * The HTML has no tables or pictures. Its colours stand in `style` attributes, for clients that drop
 * style sheets; those that know dark mode find the brand's dark colours in one. Every text is escaped here.
 *
 * @param subject - Of one line; `oneLine` makes it one.
 */
export function renderBrandMail({
  tenant,
  locale,
  subject,
  blocks,
}: {
  tenant: Tenant;
  locale: 'de' | 'en';
  subject: string;
  blocks: readonly MailBlock[];
}): MailContent {
  const { support, colors, legal } = tenant.brand;
  const brand = oneLine(tenant.name);
  const contact = [support.email, support.phone, support.hours?.[locale]].filter((way) => way != null).join(', ');
  const help = `${questions[locale]} ${contact}`;
  const sender = [legal.company, ...legal.address].join(', ');
  const text = `${[...blocks.map(textOf), help, `-- \n${sender}`].join('\n\n')}\n`;

  const { light, dark } = colors;
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
.label { color: ${dark.muted} !important; }
.notice { border-color: ${dark.brand} !important; }
.link { background: ${dark.brand} !important; color: ${dark.on_brand} !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:24px 12px;background:${light.background};color:${light.text};font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div class="card" role="article" lang="${locale}" aria-label="${escapeHtml(subject)}" style="max-width:480px;margin:0 auto;padding:24px;background:${light.surface};border:1px solid ${light.line};border-radius:8px">
<p class="brand" style="margin:0 0 24px;font-size:20px;font-weight:700;color:${light.brand}">${escapeHtml(brand)}</p>
${blocks.map((block) => htmlOf(block, light)).join('\n')}
<p class="small" style="margin:24px 0 0;padding-top:16px;border-top:1px solid ${light.line};font-size:14px;color:${light.muted}">${escapeHtml(help)}<br>${escapeHtml(sender)}</p>
</div>
</body>
</html>
`;
  return { subject, text, html };
}

/** Names come from elsewhere: one that breaks lines must not look like a part of the mail. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').trim();
}

function textOf(block: MailBlock): string {
  if (block.type === 'link') return `${block.text}:\n${block.address}`;
  if (block.type !== 'lines') return block.text;
  // Lines that go on are indented: no value can pass for a line of ours, or for the signature's two dashes.
  return block.lines.map(({ label, value }) => `${label}: ${value.replaceAll('\n', '\n  ')}`).join('\n');
}

function htmlOf(block: MailBlock, colors: Tenant['brand']['colors']['light']): string {
  switch (block.type) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${escapeHtml(block.text)}</p>`;
    case 'notice':
      return `<p class="notice" style="margin:0 0 16px;padding:0 0 0 12px;border-left:4px solid ${colors.brand};font-weight:700">${escapeHtml(block.text)}</p>`;
    case 'code':
      return `<p style="margin:0 0 16px;font-size:32px;font-weight:700;letter-spacing:6px">${escapeHtml(block.text)}</p>`;
    case 'link':
      return `<p style="margin:0 0 16px"><a class="link" href="${escapeHtml(block.address)}" style="display:inline-block;padding:10px 20px;border-radius:8px;background:${colors.brand};color:${colors.on_brand};font-weight:700;text-decoration:none">${escapeHtml(block.text)}</a></p>`;
    case 'lines':
      return `<dl style="margin:0 0 16px">
${block.lines
  .map(
    ({ label, value }) =>
      `<dt class="label" style="margin:0;font-size:14px;color:${colors.muted}">${escapeHtml(label)}</dt>
<dd style="margin:0 0 8px;overflow-wrap:anywhere">${escapeHtml(value).replaceAll('\n', '<br>')}</dd>`,
  )
  .join('\n')}
</dl>`;
  }
}
