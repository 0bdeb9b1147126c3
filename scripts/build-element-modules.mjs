// Writes elements/element-modules.ts: which module registers which tag, as the folders say. The file is committed, so
// that the sources run and type-check without a build; a check fails when it is not what this would write.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { elementTags } from '../rollup.config.mjs';

const path = fileURLToPath(new URL('../elements/element-modules.ts', import.meta.url));

export function elementModulesSource() {
  const lines = elementTags().map((tag) => `  '${tag}': () => import('./${tag}/${tag}.ts'),`);
  return `/**
 * The module that registers each tag, loaded on demand. Written by \`npm run build\` from the folders of \`elements/\`.
 */
export const elementModules: Readonly<Record<string, () => Promise<unknown>>> = {
${lines.join('\n')}
};
`;
}

export function elementModulesAreCurrent() {
  return existsSync(path) && readFileSync(path, 'utf8') === elementModulesSource();
}

export function writeElementModules() {
  if (!elementModulesAreCurrent()) writeFileSync(path, elementModulesSource());
}
