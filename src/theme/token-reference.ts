/** What a token holds: for editors, for the reference in `docs/theming.md`, and for choosing a value. */
export type TokenKind = 'color' | 'length' | 'number' | 'font' | 'shadow' | 'weight' | 'keyword';

/**
 * One token that a page may set.
 *
 * `part`: the part that an element has to have for the token to mean something there (`::part(card)`); without it, it means
 * something for every element. `follows`: what it is when nobody sets it, in words.
 */
export interface Token {
  name: `--nomos-${string}`;
  kind: TokenKind;
  part?: 'button' | 'card' | 'chart' | 'heading' | 'input';
  description: string;
  follows: string;
}

/**
 * Every token that elements read, base tokens first. No element loads this: the manifest, the documentation and the demo are
 * made of it or compared with it (`scripts/check-manifest.ts`).
 */
export const tokenReference: readonly Token[] = [
  {
    name: '--nomos-color-brand',
    kind: 'color',
    description: 'What can be pressed and what is current: links, main buttons, the focus ring, usage in charts.',
    follows: 'the brand, else a blue',
  },
  {
    name: '--nomos-color-on-brand',
    kind: 'color',
    description: 'Text on the brand colour.',
    follows: 'white or black, by the brand colour',
  },
  {
    name: '--nomos-color-accent',
    kind: 'color',
    description: 'A second colour, for marks beside text.',
    follows: 'the brand colour',
  },
  {
    name: '--nomos-color-background',
    kind: 'color',
    description: 'What lies behind the elements. Only `<nomos-portal>` paints it; say what your page paints.',
    follows: 'the surface, a step nearer to the text',
  },
  {
    name: '--nomos-color-surface',
    kind: 'color',
    description: 'Cards, fields and plain buttons.',
    follows: 'the brand, else white or nearly black',
  },
  {
    name: '--nomos-color-sunken',
    kind: 'color',
    description: 'What lies deeper than the surface: selected entries, placeholders, boxes in cards.',
    follows: 'surface and text, 8 % of text',
  },
  {
    name: '--nomos-color-text',
    kind: 'color',
    description: 'Text.',
    follows: 'nearly black or nearly white, by the surface',
  },
  {
    name: '--nomos-color-muted',
    kind: 'color',
    description: 'Secondary text.',
    follows: 'surface and text, 70 % of text',
  },
  {
    name: '--nomos-color-line',
    kind: 'color',
    description: 'Hairlines around cards and between rows.',
    follows: 'surface and text, 15 % of text',
  },
  {
    name: '--nomos-color-control',
    kind: 'color',
    description: 'Borders of buttons and fields.',
    follows: 'surface and text, 52 % of text',
  },
  {
    name: '--nomos-color-good',
    kind: 'color',
    description: 'Good news, always beside a word and a shape.',
    follows: 'the brand, else a green',
  },
  {
    name: '--nomos-color-warning',
    kind: 'color',
    description: 'What wants attention, always beside a word and a shape.',
    follows: 'the brand, else an ochre',
  },
  {
    name: '--nomos-color-bad',
    kind: 'color',
    description: 'What went wrong, always beside a word and a shape.',
    follows: 'the brand, else a red',
  },
  {
    name: '--nomos-font-family',
    kind: 'font',
    description: 'The font of everything in the elements.',
    follows: 'the font of the page around the element',
  },
  {
    name: '--nomos-radius',
    kind: 'length',
    description: 'Roundness of cards; buttons and fields have 70 % of it.',
    follows: 'the brand, else 0.75em',
  },
  {
    name: '--nomos-density',
    kind: 'number',
    description: 'A factor on all distances: 0.875 is compact.',
    follows: 'the brand, else 1',
  },
  {
    name: '--nomos-contrast',
    kind: 'keyword',
    description: '`as-is` leaves colours that cannot be read as the page sets them.',
    follows: 'colours are corrected',
  },
  {
    name: '--nomos-focus-color',
    kind: 'color',
    description: 'The ring around what has the focus.',
    follows: '`--nomos-color-brand`',
  },
  {
    name: '--nomos-focus-width',
    kind: 'length',
    description: 'Thickness of the ring around what has the focus, at least 2px.',
    follows: '0.1875em',
  },
  {
    name: '--nomos-card-background',
    kind: 'color',
    part: 'card',
    description: 'What cards are filled with.',
    follows: '`--nomos-color-surface`',
  },
  {
    name: '--nomos-card-border-color',
    kind: 'color',
    part: 'card',
    description: 'Border of cards.',
    follows: '`--nomos-color-line`',
  },
  {
    name: '--nomos-card-border-width',
    kind: 'length',
    part: 'card',
    description: 'Thickness of the border of cards; 0px for none.',
    follows: '1px',
  },
  {
    name: '--nomos-card-radius',
    kind: 'length',
    part: 'card',
    description: 'Roundness of cards.',
    follows: '`--nomos-radius`',
  },
  {
    name: '--nomos-card-padding',
    kind: 'length',
    part: 'card',
    description: 'Distance between the border of a card and what it holds; lists keep a smaller one above and below.',
    follows: '1em, 1.5em in wide elements, by `--nomos-density`',
  },
  {
    name: '--nomos-card-shadow',
    kind: 'shadow',
    part: 'card',
    description: 'Shadow of cards, as `box-shadow` takes it.',
    follows: 'none',
  },
  {
    name: '--nomos-button-background',
    kind: 'color',
    part: 'button',
    description: 'What main buttons are filled with.',
    follows: '`--nomos-color-brand`',
  },
  {
    name: '--nomos-button-text',
    kind: 'color',
    part: 'button',
    description: 'Text of main buttons.',
    follows: '`--nomos-color-on-brand`, or by the background of buttons',
  },
  {
    name: '--nomos-button-radius',
    kind: 'length',
    part: 'button',
    description: 'Roundness of buttons.',
    follows: '70 % of `--nomos-radius`',
  },
  {
    name: '--nomos-button-font-weight',
    kind: 'weight',
    part: 'button',
    description: 'Weight of the text of buttons.',
    follows: '600',
  },
  {
    name: '--nomos-input-background',
    kind: 'color',
    part: 'input',
    description: 'What fields are filled with.',
    follows: '`--nomos-color-surface`',
  },
  {
    name: '--nomos-input-border-color',
    kind: 'color',
    part: 'input',
    description: 'Border of fields.',
    follows: '`--nomos-color-control`',
  },
  {
    name: '--nomos-input-radius',
    kind: 'length',
    part: 'input',
    description: 'Roundness of fields.',
    follows: '70 % of `--nomos-radius`',
  },
  {
    name: '--nomos-heading-font-family',
    kind: 'font',
    part: 'heading',
    description: 'The font of headings.',
    follows: '`--nomos-font-family`',
  },
  {
    name: '--nomos-heading-font-weight',
    kind: 'weight',
    part: 'heading',
    description: 'Weight of headings.',
    follows: '650',
  },
  {
    name: '--nomos-heading-scale',
    kind: 'number',
    part: 'heading',
    description: 'A factor on the size of headings.',
    follows: '1',
  },
  {
    name: '--nomos-chart-usage',
    kind: 'color',
    part: 'chart',
    description: 'Usage in charts.',
    follows: '`--nomos-color-brand`',
  },
  {
    name: '--nomos-chart-price',
    kind: 'color',
    part: 'chart',
    description: 'Prices in charts.',
    follows: 'surface and text, 62 % of text',
  },
  {
    name: '--nomos-chart-cheap',
    kind: 'color',
    part: 'chart',
    description: 'Cheap times in charts.',
    follows: '`--nomos-color-good`',
  },
  {
    name: '--nomos-chart-dear',
    kind: 'color',
    part: 'chart',
    description: 'Dear times in charts.',
    follows: '`--nomos-color-warning`',
  },
];
