import { existsSync, readdirSync } from 'node:fs';

const elements = new URL('../elements/', import.meta.url);

/** The tags with a registering file, `elements/<tag>/<tag>.ts`: elements are found by folder, never listed by hand. */
export function elementTags(): string[] {
  return readdirSync(elements, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/${entry.name}.ts`, elements)))
    .map((entry) => entry.name)
    .sort();
}
