import type { Findable } from './found.ts';
import { fileOf } from './layout.ts';
import { firstSentence } from './markup.ts';
import { messageHref } from './messages-page.ts';
import type { ReferenceContent } from './reference-content.ts';

/** Everything that the filter can find, elements first. */
export function findablesOf({ elements, exports, messages }: ReferenceContent): Findable[] {
  const classes = new Set(elements.map(({ name }) => name));
  return [
    ...elements.map((element) => ({
      name: element.tag,
      kind: 'element',
      of: '',
      text: firstSentence(element.description),
      href: fileOf(element),
    })),
    ...elements.flatMap((element) => {
      const at = (
        kind: string,
        anchor: string,
        entries: readonly { name: string; description: string }[],
      ): Findable[] =>
        entries.map(({ name, description }) => ({
          name: name || '(no name)',
          kind,
          of: element.tag,
          text: firstSentence(description),
          href: `${fileOf(element)}#${anchor}-${name.replace(/^--/, '') || 'default'}`,
        }));
      return [
        ...at('attribute', 'attribute', element.attributes),
        ...at(
          'property',
          'property',
          element.properties.filter(({ attribute }) => attribute === null),
        ),
        ...at('method', 'method', element.methods),
        ...at('event', 'event', element.events),
        ...at('slot', 'slot', element.slots),
        ...at('part', 'part', element.parts),
        ...at('CSS property', 'css', element.cssProperties),
      ];
    }),
    ...exports
      .filter(({ name }) => !classes.has(name))
      .map(({ name, kind, description }) => ({
        name,
        kind,
        of: '',
        text: firstSentence(description),
        href: `exports.html#${name}`,
      })),
    ...messages.map((message) => ({
      name: message.id,
      kind: 'message',
      of: message.shownBy.length === 1 ? (message.shownBy[0] ?? '') : '',
      text: Object.values(message.texts).join(' · '),
      href: messageHref(message),
    })),
  ];
}
