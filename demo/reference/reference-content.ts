import { readFileSync } from 'node:fs';
import { locales, type Locale } from '../../src/contract/gateway/languages.ts';
import { htmlMessages, textMessages } from '../../src/i18n/generated/message-placeholders.ts';
import { describedElements, type DescribedElement } from '../../scripts/described-elements.ts';
import { namedTexts, transUnits } from '../../scripts/message-modules.ts';
import { messagesByElement } from '../../scripts/message-usage.ts';
import { packageExports, type PackageExport } from '../../scripts/package-exports.ts';

/** A text of the elements, in every language. */
export interface Message {
  id: string;
  /** By language, with `{name}` for what is filled in; informal German only where it differs. */
  texts: Partial<Record<Locale, string>>;
  /** What may stand in braces: `lastDay`, or `a` and `/a` around the text of a link. */
  placeholders: string[];
  /** The elements that show it. */
  shownBy: string[];
}

/** Everything that the reference speaks of. */
export interface ReferenceContent {
  packageName: string;
  version: string;
  elements: DescribedElement[];
  exports: PackageExport[];
  messages: Message[];
}

/**
 * Reads what there is to be told: custom-elements.json, the declarations of what the package exports, and the texts. Called in
 * the root of the repository.
 *
 * @throws {Error} When the sources cannot be read.
 */
export async function readReferenceContent(): Promise<ReferenceContent> {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string };
  const exports = packageExports();
  const usage = await messagesByElement();
  return {
    packageName: name,
    version,
    exports,
    elements: describedElements(exports),
    messages: readMessages((id) => [...usage].filter(([, ids]) => ids.includes(id)).map(([tag]) => tag)),
  };
}

function readMessages(shownBy: (id: string) => string[]): Message[] {
  const messages = new Map<string, Message>();
  const placeholders: Readonly<Record<string, object>> = { ...textMessages, ...htmlMessages };
  for (const language of locales.filter((locale) => locale !== 'de')) {
    for (const unit of transUnits(readFileSync(`locales/${language}.xlf`, 'utf8'))) {
      const { source, target } = namedTexts(unit);
      const known = messages.get(unit.id) ?? {
        id: unit.id,
        texts: { de: source },
        placeholders: Object.keys(placeholders[unit.id] ?? {}),
        shownBy: shownBy(unit.id),
      };
      if (target !== undefined) known.texts[language] = target;
      messages.set(unit.id, known);
    }
  }
  return [...messages.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
