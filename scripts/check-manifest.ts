/**
 * `npm run check:manifest`: custom-elements.json says what the sources say, every public member, attribute, event, part,
 * slot and custom property of every element is documented, every part and slot that an element's templates have and every
 * event of its folder is named by its doc tags and the other way round, and the tokens that styles read are those of
 * the reference. With `--write` it writes the file instead of comparing it.
 */
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { elementModulesAreCurrent } from './build-element-modules.ts';
import { reportChecks, type CheckResult } from './check-report.ts';
import { colorTokens } from '../src/theme/color-tokens.ts';
import { tokenReference } from '../src/theme/token-reference.ts';
import { elementTags } from './element-tags.ts';
import { templateNames } from './template-parts.ts';

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

const without = (names: Iterable<string>, known: ReadonlySet<string>, kind: string): string[] =>
  [...names].filter((name) => !known.has(name)).map((name) => `${kind} ${name}`);

const namesOf = (entries: readonly Documented[] = []): Set<string> => new Set(entries.map(({ name }) => name));

/** What the sources of an element use without a doc tag that names it, and what a doc tag names that they do not have. */
function mismatches({ tagName = '', cssParts, slots, events }: ElementDeclaration): string[] {
  const source = globSync(`elements/${tagName}/*.ts`)
    .map((path) => readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''))
    .join('\n');
  const dispatched = [...source.matchAll(/(?:\bemit\(|new CustomEvent\()\s*'(nomos-[\w-]+)'/g)].map(
    ([, name = '']) => name,
  );
  // The base class dispatches it, for those that draw what it has for them.
  if (source.includes('.renderSignedOut(')) dispatched.push('nomos-session-sign-in');
  const templates = templateNames(tagName);
  // The slot without a name is for what stands in an element.
  templates.slots.add('');
  return [
    ...[
      ...without(templates.parts, namesOf(cssParts), 'part'),
      ...without([...templates.slots].filter(Boolean), namesOf(slots), 'slot'),
      ...without(new Set(dispatched), namesOf(events), 'event'),
    ].map((what) => `no doc tag: ${what}`),
    ...[
      ...without(namesOf(cssParts), templates.parts, 'part'),
      ...without(namesOf(slots), templates.slots, 'slot'),
    ].map((what) => `documented, and not there: ${what}`),
  ];
}

/** Tokens that styles or scripts of the elements read, and nobody knows of; and those that nothing reads. */
function tokenMismatches(): string[] {
  const read = new Set(Object.keys(colorTokens).map((name) => `--nomos-${name}`));
  for (const path of globSync('{elements,src}/**/*.ts')) {
    if (path.endsWith('token-reference.ts')) continue;
    const code = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [name] of code.matchAll(/--nomos-[a-z]+(?:-[a-z]+)*/g)) read.add(name);
  }
  const documented = new Set<string>(tokenReference.map(({ name }) => name));
  return [...without(read, documented, 'read, and not in the reference:'), ...without(documented, read, 'not read:')];
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
  check('every token is in the reference and read', tokenMismatches()),
  ...elements.map((element) =>
    check(`<${element.tagName}> is documented`, [
      ...undocumented(element).map((what) => `no description: ${what}`),
      ...mismatches(element),
    ]),
  ),
]);
