/**
 * `npm run check:manifest`: custom-elements.json says what the sources say, every public member, attribute, event, part,
 * slot and custom property of every element is documented, and every part, slot and event that an element's folder
 * uses is named by its doc tags. With `--write` it writes the file instead of comparing it.
 */
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { elementModulesAreCurrent } from './build-element-modules.ts';
import { reportChecks, type CheckResult } from './check-report.ts';
import { elementTags } from './element-tags.ts';

interface Documented {
  name: string;
  description?: string;
  inheritedFrom?: unknown;
}

interface ElementDeclaration extends Documented {
  tagName?: string;
  customElement?: boolean;
  members?: Documented[];
  attributes?: (Documented & { fieldName?: string })[];
  events?: Documented[];
  slots?: Documented[];
  cssParts?: Documented[];
  cssProperties?: Documented[];
}

interface Manifest {
  modules: { path: string; declarations: ElementDeclaration[] }[];
}

const file = 'custom-elements.json';

/** Called by the browser or by lit, not by a page's author. */
const callbacks =
  /^((dis)?connectedCallback|attributeChangedCallback|adoptedCallback|render|createRenderRoot|updated|firstUpdated)$/;

async function analyze(): Promise<Manifest> {
  const argv = ['analyze', '--config', 'custom-elements-manifest.config.mjs', '--quiet'];
  return (await cli({ argv, cwd: process.cwd(), noWrite: true })) as Manifest;
}

/** What an element has and says nothing about. */
function undocumented(element: ElementDeclaration): string[] {
  const silent = (kind: string, entries: readonly Documented[] = []): string[] =>
    entries
      .filter((entry) => entry.name && !callbacks.test(entry.name) && !entry.description?.trim())
      .map((entry) => `${kind} ${entry.name}`);
  return [
    ...(element.description?.trim() ? [] : ['the element itself']),
    ...silent('member', element.members),
    ...silent('attribute', element.attributes),
    ...silent('event', element.events),
    ...silent('slot', element.slots),
    ...silent('part', element.cssParts),
    ...silent('custom property', element.cssProperties),
  ];
}

/** What the sources of an element use without a doc tag that names it. */
function unnamed(element: ElementDeclaration): string[] {
  const source = globSync(`elements/${element.tagName}/*.ts`)
    .map((path) => readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''))
    .join('\n');
  const used = (pattern: RegExp): string[] => [
    ...new Set([...source.matchAll(pattern)].flatMap((match) => (match[1] ?? '').split(/\s+/).filter(Boolean))),
  ];
  const lacks = (kind: string, names: string[], entries: readonly Documented[] = []): string[] =>
    names.filter((name) => !entries.some((entry) => entry.name === name)).map((name) => `${kind} ${name}`);
  return [
    ...lacks('part', used(/\spart="([^"$]+)"/g), element.cssParts),
    ...lacks('slot', used(/<slot\s[^>]*?name="([^"$]+)"/g), element.slots),
    ...lacks('event', used(/(?:\bemit\(|new CustomEvent\()\s*'(nomos-[\w-]+)'/g), element.events),
    // The base class dispatches it, for those that draw what it has for them.
    ...lacks('event', source.includes('.renderSignedOut(') ? ['nomos-session-sign-in'] : [], element.events),
  ];
}

function check(title: string, problems: string[]): CheckResult {
  return { title, problems };
}

const manifest = await analyze();
const source = `${JSON.stringify(manifest, null, 2)}\n`;
if (process.argv.includes('--write')) {
  writeFileSync(file, source);
  process.exit(0);
}
const committed = globSync(file).length > 0 ? readFileSync(file, 'utf8') : '';
const elements = manifest.modules
  .flatMap((module) => module.declarations)
  .filter((declaration) => declaration.tagName !== undefined);
const tags = elementTags();

reportChecks([
  check(`${file} is current`, committed === source ? [] : ['It is not: run `npm run manifest` and commit the result.']),
  check(
    'elements/element-modules.ts is current',
    elementModulesAreCurrent() ? [] : ['It is not: run `npm run build` and commit the result.'],
  ),
  check(
    'every registering file is in the manifest',
    tags.filter((tag) => !elements.some((element) => element.tagName === tag)).map((tag) => `<${tag}> is missing`),
  ),
  ...elements.map((element) =>
    check(`<${element.tagName}> is documented`, [
      ...undocumented(element).map((what) => `no description: ${what}`),
      ...unnamed(element).map((what) => `no doc tag: ${what}`),
    ]),
  ),
]);
