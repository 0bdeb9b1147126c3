import type { Locale } from '../contract/gateway/languages.ts';
import type { messageIds } from './generated/message-ids.ts';
import type { htmlMessages, textMessages } from './generated/message-placeholders.ts';

/** The id of a text of the elements. Ids are under the same promise of stability as tags and attributes. */
export type MessageId = (typeof messageIds)[number];

type Placeholders = typeof textMessages & typeof htmlMessages;

/** The names that a text may hold in braces: `'until'` for `opening-hours.until`; `never` where it has none. */
export type PlaceholderOf<Id extends MessageId> = Id extends keyof Placeholders
  ? keyof Placeholders[Id] & string
  : never;

/**
 * A supplier's own texts, by language and message id. `{name}` stands for what the element fills in; everything else is
 * plain text, never markup. `{a}…{/a}` is the link that our text has. Texts that are empty or hold a placeholder which the
 * message has not are passed over in favour of ours, with a word in the console.
 *
 * @example
 * { de: { 'invoices.title': 'Meine Rechnungen', 'switcher.ends': '{what}, noch bis {lastDay}' } }
 */
export type MessageOverrides = Partial<Record<Locale, Partial<Record<MessageId, string>>>>;

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

type Checked<Texts> = {
  [Id in keyof Texts]: Id extends MessageId
    ? Exclude<NamesIn<Texts[Id]>, PlaceholderOf<Id>> extends never
      ? string
      : `${Id} has no placeholder {${Exclude<NamesIn<Texts[Id]>, PlaceholderOf<Id>>}}`
    : `There is no message ${Id & string}`;
};

/**
 * Texts that are checked where they are written: TypeScript refuses ids and placeholders that do not exist. Does nothing
 * when it runs.
 *
 * @example
 * configureNomos({ messages: defineMessages({ de: { 'switcher.ends': '{what} (noch bis {lastDay})' } }) });
 */
export function defineMessages<const Texts extends Partial<Record<Locale, Readonly<Record<string, string>>>>>(
  messages: Texts & { [Language in keyof Texts]: Checked<Texts[Language]> },
): MessageOverrides {
  return messages;
}
