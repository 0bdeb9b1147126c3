/** Text that is markup already, and is written as it is. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Markup | string | number | null | undefined | false | readonly Value[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

function written(value: Value): string {
  if (value instanceof Markup) return value.text;
  if (value === null || value === undefined || value === false) return '';
  return typeof value === 'object' ? value.map(written).join('') : escaped(String(value));
}

/** A template of HTML: every value in it is text, but for what is {@link Markup} itself. Nothing is written for `null` and `false`. */
export function markup(strings: TemplateStringsArray, ...values: Value[]): Markup {
  return new Markup(String.raw({ raw: strings }, ...values.map(written)));
}

/** Where the page of an element is, for words that name one. */
export type LinkOf = (word: string) => string | null;

/**
 * A doc comment as it is read: paragraphs, and code in backticks, which is a link where it names something that has a page.
 */
export function prose(text: string, linkOf: LinkOf): Markup {
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' ').trim());
  return markup`${paragraphs.filter(Boolean).map((paragraph) => markup`<p>${inline(paragraph, linkOf)}</p>`)}`;
}

/** The same of a single line. */
export function inline(text: string, linkOf: LinkOf): Markup[] {
  return text
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .split(/`([^`]+)`/)
    .map((piece, index) => {
      if (index % 2 === 0) return markup`${piece}`;
      const href = linkOf(piece);
      return href === null ? markup`<code>${piece}</code>` : markup`<a href="${href}"><code>${piece}</code></a>`;
    });
}

/** The first sentence of a text. */
export function firstSentence(text: string): string {
  const [first = ''] = text.replace(/[^\S\n]+|\n(?!\s*\n)/g, ' ').split(/\n/);
  // "s. 312k" ends nothing.
  return /^.*?\.(?=\s+[^\s\d]|\s*$)/.exec(first)?.[0] ?? first;
}

/** Code in a block of its own, with a name for those who come to it by the keyboard, because it may scroll. */
export function codeBlock(code: string, name: string): Markup {
  return markup`<pre tabindex="0" role="group" aria-label="${name}"><code>${code}</code></pre>`;
}
