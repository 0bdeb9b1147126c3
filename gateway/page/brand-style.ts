import { createHash } from 'node:crypto';
import type { Brand } from '../../src/contract/gateway/brand.ts';
import { brandProperties } from '../../src/domain/brand-properties.ts';

/**
 * The style sheet of a brand's page. It is loaded before anything is painted, so that nobody sees the page change its
 * clothes. The elements read its properties as they read the brand elsewhere: a page of ours sets no tokens of its own, and its
 * colours were corrected when the tenant's file was read. The rest is the page around them and what stands there until
 * they are loaded.
 */
export function brandStyle(brand: Brand): string {
  const { font_family: fontFamily, default_theme: theme } = brand;
  const scheme = theme === 'system' ? 'light dark' : theme;
  const declarations = [`color-scheme: ${scheme};`, ...brandProperties(brand)];
  return `:root {
  ${declarations.join('\n  ')}
}
html {
  background: var(--_brand-color-background);
}
body {
  margin: 0;
  color: var(--_brand-color-text);
  background: var(--_brand-color-background);
  font: 1em/1.5 ${fontFamily ?? "system-ui, 'Segoe UI', Roboto, sans-serif"};
}
nomos-portal {
  display: block;
  min-height: 100vh;
}
.before {
  max-width: 72em;
  margin: 0 auto;
  padding: 1em;
}
.before strong {
  font-size: 1.125em;
}
`;
}

/** A short name for a content, for addresses that may be cached for ever. */
export function versionOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 12);
}
