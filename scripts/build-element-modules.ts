/**
 * Writes elements/element-modules.ts: which module registers which tag, as the folders say. The file is committed, so
 * that the sources run and type-check without a build; a check fails when it is not what this would write.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { elementTags } from './element-tags.ts';

const file = new URL('../elements/element-modules.ts', import.meta.url);

/** The file as the folders of `elements/` want it. */
export function elementModulesSource(): string {
  const lines = elementTags().map((tag) => `  '${tag}': () => import('./${tag}/${tag}.ts'),`);
  return `/** The module that registers each tag, loaded on demand. Written by \`npm run build\` from the folders of \`elements/\`. */
export const elementModules: Readonly<Record<string, () => Promise<unknown>>> = {
${lines.join('\n')}
};
`;
}

/** Whether the committed file lists the elements that there are. */
export function elementModulesAreCurrent(): boolean {
  return existsSync(file) && readFileSync(file, 'utf8') === elementModulesSource();
}

/** Brings the file up to date. */
export function writeElementModules(): void {
  if (!elementModulesAreCurrent()) writeFileSync(file, elementModulesSource());
}
