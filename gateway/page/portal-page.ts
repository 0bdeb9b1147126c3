import type { Brand } from '../../src/contract/gateway/brand.ts';
import { textLanguageOf } from '../../src/contract/gateway/languages.ts';
import { gatewayPaths } from '../../src/contract/gateway/routes.ts';
import type { GatewaySession } from '../../src/contract/gateway/session.ts';
import { escapeHtml } from '../mail/escape-html.ts';

const texts = {
  de: {
    title: 'Kundenportal',
    loading: 'Wird geladen …',
    noScript: 'Dieses Portal braucht JavaScript. So erreichen Sie uns auch ohne:',
  },
  en: {
    title: 'Customer portal',
    loading: 'Loading …',
    noScript: 'This portal needs JavaScript. You can reach us without it:',
  },
} as const;

/** A text that is to be read without scripts as well. Its HTML is sanitised. */
export interface ShownText {
  locale: string;
  title: string;
  html: string;
}

/** Links to articles and pages have no addresses of their own: a portal may live elsewhere. This one lives at the root. */
function renderText({ locale, title, html }: ShownText): string {
  const linked = html.replaceAll(' data-article="', ' href="/help/').replaceAll(' data-path="', ' href="');
  return `<article lang="${escapeHtml(locale)}"><h1>${escapeHtml(title)}</h1>${linked}</article>`;
}

/** JSON that may stand within a script element: nothing in it can end the element. */
function dataBlock(id: string, content: unknown): string {
  const json = JSON.stringify(content)
    .replace(/</g, '\\u003c')
    .replace(/\u2028|\u2029/g, '');
  return `<script type="application/json" id="${id}">${json}</script>`;
}

/**
 * The hosted page: the brand's style sheet before anything is painted, the portal's scripts named early, brand and session
 * as data blocks so that no request is needed for them, and something to see until the portal is there.
 */
export function renderPage({
  brand,
  session,
  entry,
  styleVersion,
  withoutScript,
}: {
  brand: Brand;
  /** `null` when the page has to ask. */
  session: GatewaySession | null;
  entry: { file: string; imports: string[] };
  styleVersion: string;
  /** What is shown to somebody whose browser runs no scripts, above how to reach the supplier. */
  withoutScript: ShownText | null;
}): string {
  const words = texts[textLanguageOf(brand.default_locale)];
  const name = escapeHtml(brand.name);
  const { email, phone } = brand.support;
  const asset = (file: string): string => `/assets/${encodeURI(file)}`;
  return `<!doctype html>
<html lang="${brand.default_locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="${brand.colors.light.background}">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="${brand.colors.dark.background}">
<title>${name} · ${words.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${gatewayPaths.brandStyle}?v=${styleVersion}">
${entry.imports.map((file) => `<link rel="modulepreload" href="${asset(file)}">`).join('\n')}
<script type="module" src="${asset(entry.file)}"></script>
</head>
<body>
${dataBlock('nomos-brand', brand)}
${session ? dataBlock('nomos-session', session) : ''}
<nomos-portal>
<div class="before"><p><strong>${name}</strong></p><p role="status">${words.loading}</p></div>
</nomos-portal>
<noscript><div class="before">${withoutScript ? renderText(withoutScript) : ''}<p>${words.noScript} <a href="mailto:${escapeHtml(email)}">${escapeHtml(email)}</a>${phone ? `, ${escapeHtml(phone)}` : ''}</p></div></noscript>
</body>
</html>
`;
}
