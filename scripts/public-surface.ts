import { readFileSync } from 'node:fs';
import { messageIds } from '../src/i18n/generated/message-ids.ts';
import { htmlMessages, textMessages } from '../src/i18n/generated/message-placeholders.ts';
import { describedElements, type DescribedElement } from './described-elements.ts';
import { packageExports, type PackageExport } from './package-exports.ts';
import type { Surface, SurfaceEntry } from './surface-changes.ts';
import { callOfText, membersOfText } from './type-text.ts';

/** An entry with what applies to it. */
function entryOf(entry: {
  [Field in keyof SurfaceEntry]: SurfaceEntry[Field] | false | null | undefined;
}): SurfaceEntry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== false && value != null));
}

/**
 * What pages may rely on, as custom-elements.json, package.json, the declarations and the texts have it. Called in the root of
 * the repository. What a major version is needed for is said in docs/breaking-changes.md.
 */
export function publicSurface(): Surface {
  const exported = packageExports();
  const elements = describedElements(exported);
  const { exports: entries } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: object };
  const placeholders: Readonly<Record<string, object>> = { ...textMessages, ...htmlMessages };
  return {
    ...Object.fromEntries(elements.map((element) => [`<${element.tag}>`, elementSurface(element)])),
    'package entries': Object.fromEntries(Object.keys(entries).map((entry) => [entry, {}])),
    exports: exportSurface(exported, elements),
    messages: Object.fromEntries(
      messageIds.map((id) => [id, placeholders[id] ? { placeholders: Object.keys(placeholders[id]) } : {}]),
    ),
  };
}

function elementSurface(element: DescribedElement): Record<string, SurfaceEntry> {
  const { attributes, properties, methods, events, slots, parts, cssProperties } = element;
  return {
    ...named('attribute', attributes, ({ type, reflects, default: value }) => ({
      type,
      given: true,
      reflects: reflects || null,
      default: value,
    })),
    ...named('property', properties, ({ name, type, readonly }) =>
      // What an element is drawn from may grow with the element.
      name === 'state' ? {} : { type, given: !readonly || null, readonly: readonly || null },
    ),
    ...named('method', methods, ({ type }) => ({ type })),
    ...named('event', events, ({ cancelable }) => ({ cancelable: cancelable || null })),
    ...Object.fromEntries(
      events.flatMap(({ name, detail }) =>
        (membersOfText(detail) ?? []).map((member): [string, SurfaceEntry] => [
          `event ${name} detail.${member.name}`,
          entryOf({ type: member.type, optional: member.optional || null }),
        ]),
      ),
    ),
    ...named('slot', slots, () => ({})),
    ...named('part', parts, () => ({})),
    ...named('CSS property', cssProperties, () => ({})),
  };
}

type Fields = Parameters<typeof entryOf>[0];

function named<Thing extends { name: string }>(
  kind: string,
  things: readonly Thing[],
  fields: (thing: Thing) => Fields,
): Record<string, SurfaceEntry> {
  return Object.fromEntries(things.map((thing) => [`${kind} ${thing.name}`.trim(), entryOf(fields(thing))]));
}

function exportSurface(
  exported: readonly PackageExport[],
  elements: readonly DescribedElement[],
): Record<string, SurfaceEntry> {
  const classes = new Set(elements.map(({ name }) => name));
  const given = givenTypes(exported, elements);
  const surface: Record<string, SurfaceEntry> = {};
  for (const { name, kind, isValue, type, members } of exported) {
    // What an element's class has is said of the element.
    const isElement = classes.has(name) || name === 'NomosElement';
    const written = kind === 'interface' || kind === 'class' ? `${kind} ${isElement ? '' : type}`.trim() : type;
    surface[name] = entryOf({
      type: written || kind,
      value: isValue || null,
      given: given.has(name) || null,
    });
    // What events carry is said of the elements that dispatch them.
    for (const member of isElement || name === 'NomosEventDetails' ? [] : members) {
      const { type: memberType, optional, readonly } = member;
      surface[`${name}.${member.name}`] = entryOf({
        type: memberType,
        optional: optional || null,
        readonly: readonly || null,
      });
    }
  }
  return surface;
}

/** The types of what pages hand over: to functions, to properties, and within what they hand over. */
function givenTypes(exported: readonly PackageExport[], elements: readonly DescribedElement[]): Set<string> {
  const words = (text: string): string[] => text.match(/\b[A-Z]\w*\b/g) ?? [];
  const waiting = [
    ...exported
      .filter(({ kind }) => kind === 'function')
      .flatMap(({ type }) => callOfText(type)?.parameters.flatMap(words) ?? []),
    ...elements.flatMap(({ properties }) =>
      properties.filter(({ readonly }) => !readonly).flatMap(({ type }) => words(type)),
    ),
  ];
  const given = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const known = exported.find((each) => each.name === name);
    if (!known || given.has(name)) continue;
    given.add(name);
    waiting.push(...words(known.type), ...known.members.flatMap(({ type }) => words(type)));
  }
  return given;
}
