/**
 * Writes what frameworks and editors know of the elements, from custom-elements.json: `dist/npm/types` (templates of React,
 * Vue and Svelte), `dist/npm/react` (components for React 18, which sets no properties of elements) and `dist/editors`.
 */
import { generateJetBrainsWebTypes } from 'custom-element-jet-brains-integration';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface DescribedElement {
  tagName: string;
  /** The name of the class. */
  name: string;
  /** The module of the class, as the package publishes it: `dist/npm/elements/nomos-x/x-element.js`. */
  module: string;
  members?: { kind: string; name: string; readonly?: boolean }[];
  attributes?: { name: string; fieldName?: string; type?: { text: string } }[];
  events?: { name: string }[];
}

interface ElementManifest {
  modules: { path: string; declarations: (Omit<DescribedElement, 'tagName' | 'module'> & { tagName?: string })[] }[];
}

function describedElements(manifest: ElementManifest): DescribedElement[] {
  return manifest.modules.flatMap(({ path, declarations }) =>
    declarations.flatMap(({ tagName, ...element }) => (tagName ? [{ ...element, tagName, module: path }] : [])),
  );
}

const union = (names: readonly string[]): string =>
  names.length > 0 ? names.map((name) => `'${name}'`).join(' | ') : 'never';

/** Attributes are text; templates may give a number where one is meant. */
function attributeType(text = ''): string {
  if (/\bboolean\b/.test(text)) return 'boolean';
  return /\bnumber\b/.test(text) ? 'number | `${number}`' : 'string';
}

function describe({ tagName, name, members = [], attributes = [], events = [] }: DescribedElement): string {
  const properties = members.filter(({ kind, readonly }) => kind === 'field' && !readonly).map((member) => member.name);
  const others = attributes.filter((attribute) => attribute.name !== attribute.fieldName);
  return `  '${tagName}': {
    element: ${name};
    properties: Pick<${name}, ${union(properties)}>;
    attributes: { ${others.map((attribute) => `'${attribute.name}': ${attributeType(attribute.type?.text)}`).join('; ')} };
    events: Pick<NomosEventMap, ${union(events.map((event) => event.name))}>;
  };`;
}

/** What the types of all frameworks stand on. */
function elementTypes(elements: readonly DescribedElement[]): string {
  const imports = elements.map(
    ({ name, module }) => `import type { ${name} } from '${module.replace('dist/npm', '..')}';`,
  );
  return `${imports.join('\n')}
import type { NomosEventMap } from '../src/ui/element-events.js';

/** By tag: the element, its properties, those attributes that are named otherwise, and its events. */
export interface NomosElements {
${elements.map(describe).join('\n')}
}

/** What a template may say, or leave out. */
export type Optional<T> = { [Name in keyof T]?: T[Name] | undefined };

/** Listeners, with what frameworks put before the name of an event. */
export type Listeners<Events, Prefix extends string> = {
  [Name in keyof Events & string as \`\${Prefix}\${Name}\`]?: ((event: Events[Name]) => void) | undefined;
};
`;
}

const reactTypes = `import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Listeners, NomosElements, Optional } from './elements.js';

type Props<Described extends NomosElements[keyof NomosElements]> = Omit<
  DetailedHTMLProps<HTMLAttributes<Described['element']>, Described['element']>,
  keyof Described['properties']
> &
  Optional<Described['properties']> &
  Optional<Described['attributes']> &
  Listeners<Described['events'], 'on'>;

/** The elements in JSX of React 19, which sets properties and listens to events of elements by itself. */
export type NomosJsxElements = { [Tag in keyof NomosElements]: Props<NomosElements[Tag]> };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends NomosJsxElements {}
  }
}
`;

const vueTypes = `import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { NomosElements, Optional } from './elements.js';

type Component<Described extends NomosElements[keyof NomosElements]> = new () => Described['element'] & {
  $props: Omit<HTMLAttributes, keyof Described['properties']> & Optional<Described['properties']> & PublicProps;
  $emit: EmitFn<{ [Name in keyof Described['events']]: (event: Described['events'][Name]) => void }>;
};

/** The elements in templates of Vue 3. */
export type NomosComponents = { [Tag in keyof NomosElements]: Component<NomosElements[Tag]> };

declare module 'vue' {
  interface GlobalComponents extends NomosComponents {}
}
`;

const svelteTypes = `import type { HTMLAttributes } from 'svelte/elements';
import type { Listeners, NomosElements, Optional } from './elements.js';

type Attributes<Described extends NomosElements[keyof NomosElements]> = Omit<
  HTMLAttributes<Described['element']>,
  keyof Described['properties']
> &
  Optional<Described['properties']> &
  Optional<Described['attributes']> &
  Listeners<Described['events'], 'on' | 'on:'>;

/** The elements in templates of Svelte 5. */
export type NomosSvelteElements = { [Tag in keyof NomosElements]: Attributes<NomosElements[Tag]> };

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends NomosSvelteElements {}
}
`;

/** `nomos-invoice-open` -> `onNomosInvoiceOpen`. */
const handlerName = (event: string): string =>
  `on${event.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase())}`;

function reactComponent({ tagName, name, module, events = [] }: DescribedElement): { code: string; types: string } {
  const handlers = events.map((event) => ({ handler: handlerName(event.name), event: event.name }));
  return {
    code: `'use client';
import { createComponent } from '@lit/react';
import * as react from 'react';
import { ${name} as element } from '${module.replace('dist/npm', '..')}';
import '../elements/${tagName}/${tagName}.js';

export const ${name} = /*@__PURE__*/ createComponent({
  react,
  tagName: '${tagName}',
  elementClass: element,
  displayName: '${name}',
  events: { ${handlers.map(({ handler, event }) => `${handler}: '${event}'`).join(', ')} },
});
`,
    types: `import type { EventName, ReactWebComponent } from '@lit/react';
import type { ${name} as Element } from '${module.replace('dist/npm', '..')}';
import type { NomosEventMap } from '../src/ui/element-events.js';
import '../elements/${tagName}/${tagName}.js';

/** \`<${tagName}>\` as a component for React 18. */
export declare const ${name}: ReactWebComponent<
  Element,
  { ${handlers.map(({ handler, event }) => `${handler}: EventName<NomosEventMap['${event}']>`).join('; ')} }
>;
`,
  };
}

/** Writes all of it. The folders of the package's code have to be there. */
export function writeFrameworkTypes({ code, editors }: { code: string; editors: string }): void {
  const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as ElementManifest;
  const elements = describedElements(manifest);
  const write = (folder: string, files: Record<string, string>): void => {
    mkdirSync(join(code, folder), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(code, folder, name), text);
  };
  write('types', { 'elements.d.ts': elementTypes(elements) });
  for (const [name, types] of Object.entries({ react: reactTypes, vue: vueTypes, svelte: svelteTypes })) {
    write('types', { [`${name}.d.ts`]: types, [`${name}.js`]: 'export {};\n' });
  }
  for (const element of elements) {
    const { code: component, types } = reactComponent(element);
    write('react', { [`${element.tagName}.js`]: component, [`${element.tagName}.d.ts`]: types });
  }
  writeEditorData(manifest, editors);
}

/** Types that editors do not look up. */
const spelledOut = { Theme: "'light' | 'dark' | 'system'" };

/** The first of each name: tokens say the same for every element. */
function once<Named extends { name: string }>(entries: readonly Named[]): Named[] {
  return entries.filter(({ name }, i) => entries.findIndex((other) => other.name === name) === i);
}

/** Writes custom data for VS Code and web-types for the editors of JetBrains. */
function writeEditorData(manifest: ElementManifest, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify(manifest).replace(/"text":"(Theme)( \| undefined)?"/g, (_match, name: 'Theme') =>
    JSON.stringify({ text: spelledOut[name] }).slice(1, -1),
  );
  const resolved = JSON.parse(text) as ElementManifest;
  generateVsCodeCustomElementData(resolved, { outdir: folder, hideLogs: true });
  generateJetBrainsWebTypes(resolved, { outdir: folder, hideLogs: true, packageJson: false });
  // Parts and tokens of the same name in several elements are one completion.
  const file = join(folder, 'vscode.css-custom-data.json');
  const css = JSON.parse(readFileSync(file, 'utf8')) as {
    properties: { name: string }[];
    pseudoElements: { name: string; description: string }[];
  };
  const parts = new Map<string, string[]>();
  for (const { name, description } of css.pseudoElements) parts.set(name, [...(parts.get(name) ?? []), description]);
  css.pseudoElements = [...parts].map(([name, texts]) => ({ name, description: [...new Set(texts)].join('\n') }));
  css.properties = once(css.properties);
  writeFileSync(file, `${JSON.stringify(css, null, 2)}\n`);

  const webTypesFile = join(folder, 'web-types.json');
  const webTypes = JSON.parse(readFileSync(webTypesFile, 'utf8')) as {
    contributions: { css: { properties: { name: string }[] } };
  };
  webTypes.contributions.css.properties = once(webTypes.contributions.css.properties);
  writeFileSync(webTypesFile, `${JSON.stringify(webTypes, null, 2)}\n`);
}
