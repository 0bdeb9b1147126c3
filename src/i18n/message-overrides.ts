import { str } from '@lit/localize';
import { html } from 'lit';
import type { Locale } from '../contract/gateway/languages.ts';
import { htmlMessages, textMessages } from './generated/message-placeholders.ts';
import type { Wording } from './localization.ts';
import type { Templates } from './translations.ts';

/** What a placeholder stands for: our own markup, and the places of the values in it. */
type Part = readonly (string | number)[];
type Placeholders = Readonly<Record<string, Readonly<Record<string, Part>>>>;

const placeholder = /\{(\/?[a-z][\w-]*)\}/gi;
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Everything is said once, however often the language changes. */
const said = new Set<string>();

/**
 * Our texts with a supplier's own in their places: the brand's, and above them the page's.
 *
 * Informal German takes what is written for German where it has no text of its own: what addresses nobody reads the same,
 * and what does would say „Sie“.
 */
export function withWording(own: Templates, locale: Locale, { brand, page }: Wording): Templates {
  const problems: string[] = [];
  const written = (language: Locale): Templates =>
    Object.assign({}, ...[brand, page].map((source) => compiled(source, language, problems))) as Templates;
  const result =
    locale === 'de-informal' ? { ...written('de'), ...own, ...written(locale) } : { ...own, ...written(locale) };
  const news = problems.filter((problem) => !said.has(problem));
  for (const problem of news) said.add(problem);
  if (news.length > 0) console.warn(`Nomos: texts that were passed over\n${news.join('\n')}`);
  void reportUnknown([brand, page]);
  return result;
}

function textsOf(source: unknown, locale: string): [id: string, text: unknown][] {
  const texts = source && typeof source === 'object' ? (source as Record<string, unknown>)[locale] : undefined;
  return texts && typeof texts === 'object' ? Object.entries(texts) : [];
}

function compiled(source: unknown, locale: Locale, problems: string[]): Templates {
  const templates: Templates = {};
  for (const [id, text] of textsOf(source, locale)) {
    if (typeof text !== 'string' || text.trim() === '') {
      problems.push(`${locale} ${id}: is empty or no text`);
      continue;
    }
    const template = id in htmlMessages ? ofMarkup(id, text) : ofText(id, text);
    if (typeof template === 'object' && 'problem' in template) problems.push(`${locale} ${id}: ${template.problem}`);
    else templates[id] = template;
  }
  return templates;
}

type Compiled = Templates[string] | { problem: string };

/** The text cut at its placeholders, each as what it stands for. */
function partsOf(
  names: Readonly<Record<string, Part>>,
  text: string,
  literal: (text: string) => string,
): { problem: string } | { strings: string[]; values: number[] } {
  const strings = [''];
  const values: number[] = [];
  const open: string[] = [];
  const add = (piece: string | number): void => {
    if (typeof piece === 'number') {
      values.push(piece);
      strings.push('');
    } else strings.push((strings.pop() ?? '') + piece);
  };
  const pieces = text.split(placeholder);
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 0) {
      add(literal(piece));
      continue;
    }
    if (!Object.hasOwn(names, piece)) {
      const known = Object.keys(names).map((name) => `{${name}}`);
      return {
        problem: `has no placeholder {${piece}}; there ${known.length > 0 ? `are ${known.join(' ')}` : 'is none'}`,
      };
    }
    if (Object.hasOwn(names, `/${piece}`)) open.push(piece);
    if (piece.startsWith('/') && open.pop() !== piece.slice(1)) return { problem: `{${piece}} closes nothing` };
    for (const part of names[piece] ?? []) add(part);
  }
  return open.length > 0 ? { problem: `{${open.join('} {')}} is not closed` } : { strings, values };
}

function ofText(id: string, text: string): Compiled {
  const parts = partsOf((textMessages as Placeholders)[id] ?? {}, text, (piece) => piece);
  if ('problem' in parts) return parts;
  return parts.values.length > 0 ? str(templateStrings(parts.strings), ...parts.values) : text;
}

/** The supplier's text is text: what could be markup in it is escaped. The markup around values is ours. */
function ofMarkup(id: string, text: string): Compiled {
  const parts = partsOf((htmlMessages as Placeholders)[id] ?? {}, text, escaped);
  return 'problem' in parts ? parts : html(templateStrings(parts.strings), ...parts.values);
}

const templateStrings = (strings: string[]): TemplateStringsArray => Object.assign(strings, { raw: strings });

/** The list of ids is loaded for this alone, and nothing waits for it. */
async function reportUnknown(sources: readonly unknown[]): Promise<void> {
  const ids = sources
    .flatMap((source) =>
      source && typeof source === 'object' ? Object.keys(source).map((key) => textsOf(source, key)) : [],
    )
    .flat()
    .map(([id]) => id);
  const { unknownMessages } = await import('./unknown-messages.ts');
  const news = unknownMessages(ids).filter((line) => !said.has(line));
  for (const line of news) said.add(line);
  if (news.length > 0) console.warn(`Nomos: messages that do not exist\n${news.join('\n')}`);
}
