import { globSync, readFileSync } from 'node:fs';
import { aliasesIn, packageExports, type PackageExport } from './package-exports.ts';

/** Something with a name and what is to be said of it. */
export interface Described {
  name: string;
  description: string;
}

export interface DescribedAttribute extends Described {
  /** The property that it sets, when there is one. */
  property: string | null;
  /** As TypeScript writes it, names of choices spelled out: `'light' | 'dark' | 'system' | undefined`. */
  type: string;
  /** As the source has it. */
  default: string | null;
  /** Whether a change of the property is written back. */
  reflects: boolean;
  /** Whether all elements have it. */
  inherited: boolean;
}

export interface DescribedProperty extends Described {
  type: string;
  default: string | null;
  readonly: boolean;
  attribute: string | null;
  inherited: boolean;
}

export interface DescribedEvent extends Described {
  /** The type of `detail`; `undefined` when it carries nothing. */
  detail: string;
  /** Whether a page may cancel it, and do itself what the element was about to do. */
  cancelable: boolean;
}

export interface DescribedMethod extends Described {
  /** `(path: string) => Promise<void>` */
  type: string;
}

/** What a page's author may use of an element, as custom-elements.json and the sources' declarations have it. */
export interface DescribedElement extends Described {
  tag: string;
  attributes: DescribedAttribute[];
  properties: DescribedProperty[];
  methods: DescribedMethod[];
  events: DescribedEvent[];
  /** The unnamed one is ''. */
  slots: Described[];
  parts: Described[];
  cssProperties: (Described & { default: string | null })[];
}

interface Entry {
  name: string;
  description?: string;
  type?: { text: string };
  default?: string;
  deprecated?: boolean | string;
  inheritedFrom?: unknown;
}

interface Declaration extends Entry {
  tagName?: string;
  members?: (Entry & { kind: string; attribute?: string; readonly?: boolean; reflects?: boolean })[];
  attributes?: (Entry & { fieldName?: string })[];
  events?: Entry[];
  slots?: Entry[];
  cssParts?: Entry[];
  cssProperties?: Entry[];
}

function described({ name, description = '', deprecated }: Entry): Described {
  const warning = typeof deprecated === 'string' ? `Deprecated: ${deprecated}` : deprecated ? 'Deprecated.' : '';
  return { name, description: [warning, description.trim()].filter(Boolean).join('\n\n') };
}

/**
 * Every element of the manifest, by its tag. Names of types are spelled out where they stand for a choice of words; of events
 * the details come from `NomosEventDetails`, which is what listeners get.
 *
 * @param exported - What the package exports.
 */
export function describedElements(exported: readonly PackageExport[] = packageExports()): DescribedElement[] {
  const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
    modules: { declarations: Declaration[] }[];
  };
  return modules
    .flatMap(({ declarations }) => declarations)
    .filter((declaration): declaration is Declaration & { tagName: string } => declaration.tagName !== undefined)
    .map((declaration) => describe(declaration, declaration.tagName, exported))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

function describe(declaration: Declaration, tag: string, exported: readonly PackageExport[]): DescribedElement {
  const { members = [], attributes = [], events = [], slots = [], cssParts = [], cssProperties = [] } = declaration;
  const ofClass = exported.find(({ name }) => name === declaration.name);
  const typeOf = typesOf(tag, exported, ofClass);
  const details = exported.find(({ name }) => name === 'NomosEventDetails')?.members ?? [];
  return {
    tag,
    ...described(declaration),
    attributes: attributes.map((attribute) => {
      const field = members.find(({ name }) => name === attribute.fieldName);
      return {
        ...described(attribute),
        property: attribute.fieldName ?? null,
        type: typeOf(attribute),
        default: attribute.default ?? null,
        reflects: field?.reflects ?? false,
        inherited: attribute.inheritedFrom !== undefined,
      };
    }),
    properties: members
      .filter(({ kind }) => kind === 'field')
      .map((field) => ({
        ...described(field),
        type: typeOf(field),
        default: field.default ?? null,
        readonly: field.readonly ?? false,
        attribute: field.attribute ?? null,
        inherited: field.inheritedFrom !== undefined,
      })),
    methods: members
      .filter(({ kind }) => kind === 'method')
      .map((method) => ({
        ...described(method),
        type: ofClass?.members.find(({ name }) => name === method.name)?.type ?? '() => unknown',
      })),
    events: events.map((event) => {
      const known = details.find(({ name }) => name === event.name);
      return {
        ...described(event),
        detail: known?.type ?? typeOf(event),
        cancelable: /\bcancelable\b/i.test(known?.description ?? event.description ?? ''),
      };
    }),
    slots: slots.map(described),
    parts: cssParts.map(described),
    cssProperties: cssProperties.map((entry) => ({ ...described(entry), default: entry.default ?? null })),
  };
}

/** How the types of an element's members read, with those spelled out that only stand for words to choose from. */
function typesOf(
  tag: string,
  exported: readonly PackageExport[],
  ofClass: PackageExport | undefined,
): (entry: Entry) => string {
  const aliases = new Map(globSync(`elements/${tag}/*.ts`).flatMap((path) => aliasesIn(path)));
  for (const { name, kind, type } of exported) if (kind === 'type') aliases.set(name, type);
  const isChoice = (type: string): boolean => /^'[^']*'( \| '[^']*')*$/.test(type);
  // What an element is drawn from is the parameter of its base class.
  const state = /^extends NomosElement<(\w+)>/.exec(ofClass?.type ?? '')?.[1];
  return ({ name, type }) => {
    if (name === 'state' && state !== undefined) return state;
    return (type?.text ?? 'unknown').replace(/\b[A-Z]\w*\b/g, (word) => {
      const alias = aliases.get(word);
      return alias !== undefined && isChoice(alias) ? alias : word;
    });
  };
}

/** The module that registers an element, and the one of its class, as a consumer imports them. */
export function specifiersOf(tag: string, packageName: string): { registering: string; ofClass: string } {
  return {
    registering: `${packageName}/elements/${tag}.js`,
    ofClass: `${packageName}/elements/${tag}/element.js`,
  };
}
