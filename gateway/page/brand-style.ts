import { createHash } from 'node:crypto';
import type { Brand, BrandColors } from '../../src/contract/gateway/brand.ts';

const tokens: readonly (keyof BrandColors)[] = [
  'brand',
  'on_brand',
  'accent',
  'background',
  'surface',
  'sunken',
  'text',
  'muted',
  'line',
  'good',
  'warning',
  'bad',
];

/**
 * The style sheet of a brand's page. It is loaded before anything is painted, so that nobody sees the page change its
 * clothes. The elements read the tokens; the rest is the page around them and what stands there until they are loaded.
 */
export function brandStyle({ colors, radius, density, font_family: fontFamily, default_theme: theme }: Brand): string {
  const scheme = theme === 'system' ? 'light dark' : theme;
  const declarations = [
    `color-scheme: ${scheme};`,
    ...tokens.map(
      (name) => `--nomos-color-${name.replace('_', '-')}: light-dark(${colors.light[name]}, ${colors.dark[name]});`,
    ),
    `--nomos-radius: ${radius};`,
    `--nomos-density: ${density === 'compact' ? '0.875' : '1'};`,
    ...(fontFamily ? [`--nomos-font-family: ${fontFamily};`] : []),
  ];
  return `:root {
  ${declarations.join('\n  ')}
}
html {
  background: var(--nomos-color-background);
}
body {
  margin: 0;
  color: var(--nomos-color-text);
  background: var(--nomos-color-background);
  font: 1em/1.5 var(--nomos-font-family, system-ui, 'Segoe UI', Roboto, sans-serif);
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
