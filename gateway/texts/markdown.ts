import { Marked, type RendererThis, type TokenizerThis, type Tokens } from 'marked';
import sanitizeHtml from 'sanitize-html';
import { isPortalPath } from '../../src/contract/gateway/portal-routes.ts';
import { escapeHtml } from '../mail/escape-html.ts';
import { partsOf, type PlaceholderPart, type Placeholders } from './placeholders.ts';

/** What a text is rendered with. */
export interface MarkdownContext {
  placeholders: Placeholders;
  /**
   * Whether a help article can be linked to: `hidden` leaves the words without a link. Asked for `help:slug`.
   *
   * @throws {Error} When there has never been one of that name.
   */
  article: (slug: string) => 'shown' | 'hidden';
}

interface PlaceholderToken extends Tokens.Generic {
  type: 'placeholder';
  parts: readonly PlaceholderPart[];
  inLink: boolean;
}

/** Elements of text, and nothing that loads, runs, styles or asks. Pictures have no place to come from. */
const allowedTags = [
  ...['h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'ul', 'ol', 'li', 'blockquote', 'pre', 'code'],
  ...['strong', 'em', 'b', 'i', 'del', 'sub', 'sup', 'a', 'dl', 'dt', 'dd'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
];

const absolute = /^(https?|mailto|tel):/i;
const slug = /^[a-z0-9-]{1,64}$/;

/**
 * Renders a text of a supplier: GitHub's Markdown with `{{placeholders}}`, links to other help articles (`help:slug`) and to
 * pages of the portal (`portal:/path`). Whatever HTML is in it or comes of it is reduced to elements of text: no scripts,
 * styles, frames, forms, pictures, event handlers, classes or ids, and no addresses but `https:`, `http:`, `mailto:` and `tel:`.
 * Headings are moved so that the highest is an `<h2>`: the title above the text is the page's.
 *
 * @throws {Error} When a placeholder or an article is named that there is not.
 */
export function renderMarkdown(text: string, context: MarkdownContext): string {
  const marked = new Marked({ gfm: true });
  let highest = 6;
  marked.use({
    walkTokens: (token) => {
      if (token.type === 'heading') highest = Math.min(highest, (token as Tokens.Heading).depth);
    },
    renderer: {
      heading({ depth, tokens }: Tokens.Heading) {
        const level = Math.min(6, depth - highest + 2);
        return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        return linkTo(href, this.parser.parseInline(tokens), context);
      },
      // In place of a picture, what it says.
      image: ({ text: alternative }: Tokens.Image) => escapeHtml(alternative),
    },
    extensions: [
      {
        name: 'placeholder',
        level: 'inline',
        start: (source: string) => source.indexOf('{{'),
        tokenizer(this: TokenizerThis, source: string): PlaceholderToken | undefined {
          const [raw, name] = /^\{\{\s*(\w+)\s*\}\}/.exec(source) ?? [];
          if (raw === undefined || name === undefined) return undefined;
          const { inLink } = this.lexer.state;
          return { type: 'placeholder', raw, parts: partsOf(context.placeholders, name), inLink };
        },
        renderer(this: RendererThis, token: Tokens.Generic): string {
          const { parts, inLink } = token as PlaceholderToken;
          return parts.map((part) => htmlOf(part, inLink)).join('');
        },
      },
    ],
  });
  return sanitize(marked.parse(text, { async: false }));
}

/** The words of rendered HTML, for a search. */
export function plainText(html: string): string {
  return sanitizeHtml(html.replace(/<(?=\/|br|hr)/g, ' <'), { allowedTags: [], allowedAttributes: {} })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

function htmlOf(part: PlaceholderPart, inLink: boolean): string {
  if (part === 'new-line') return '<br>';
  const text = escapeHtml(part.text);
  return part.href && !inLink ? `<a href="${escapeHtml(part.href)}">${text}</a>` : text;
}

function linkTo(target: string, content: string, { article }: MarkdownContext): string {
  const [, scheme, rest = ''] = /^(help|portal):(.*)$/.exec(target) ?? [];
  if (scheme === 'help')
    return article(rest) === 'shown' ? `<a data-article="${escapeHtml(rest)}">${content}</a>` : content;
  if (scheme === 'portal') {
    if (!isPortalPath(rest)) throw new Error(`portal:${rest} has to be a page of the portal`);
    return `<a data-path="${escapeHtml(rest)}">${content}</a>`;
  }
  return `<a href="${escapeHtml(target)}">${content}</a>`;
}

function sanitize(html: string): string {
  return sanitizeHtml(html, {
    allowedTags,
    allowedAttributes: { a: ['href', 'rel', 'data-article', 'data-path'], ol: ['start'], th: ['scope'] },
    allowedSchemes: ['https', 'http', 'mailto', 'tel'],
    allowProtocolRelative: false,
    nestingLimit: 40,
    transformTags: {
      h1: 'h2',
      th: sanitizeHtml.simpleTransform('th', { scope: 'col' }),
      // An address without a scheme would be one of whatever page the text is placed on.
      a: (tagName, { href, 'data-article': name, 'data-path': path }) => ({
        tagName,
        attribs: {
          ...(href !== undefined && absolute.test(href) ? { href, rel: 'noopener noreferrer' } : {}),
          ...(name !== undefined && slug.test(name) ? { 'data-article': name } : {}),
          ...(path !== undefined && isPortalPath(path) ? { 'data-path': path } : {}),
        },
      }),
    },
  });
}
