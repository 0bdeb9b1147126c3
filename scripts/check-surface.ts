/**
 * `npm run check:surface`: test/packaging/public-surface.json is what pages may rely on now. `npm run surface:update` writes it,
 * unless something breaks that may not (docs/breaking-changes.md).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { publicSurface } from './public-surface.ts';
import { changelogSection, objectionsTo, surfaceChanges, type SurfaceSnapshot } from './surface-changes.ts';

process.chdir(new URL('..', import.meta.url).pathname);

const file = 'test/packaging/public-surface.json';

/** A line for each entry, so that a change is a line of a diff. */
function written({ version, surface }: SurfaceSnapshot): string {
  const groups = Object.entries(surface).map(([group, entries]) => {
    const lines = Object.entries(entries).map(
      ([name, entry]) => `      ${JSON.stringify(name)}: ${JSON.stringify(entry)}`,
    );
    return `    ${JSON.stringify(group)}: {\n${lines.join(',\n')}\n    }`;
  });
  return `{\n  "version": ${JSON.stringify(version)},\n  "surface": {\n${groups.join(',\n')}\n  }\n}\n`;
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const changelog = readFileSync('CHANGELOG.md', 'utf8');
const surface = publicSurface();
const before = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as SurfaceSnapshot)
  : { version, surface: {} };
const changes = surfaceChanges(before.surface, surface);
const objections = objectionsTo(changes, { since: before.version, version, changelog });
// Breaks count from what is out: those of a version that is not are one version's.
const since = changelogSection(changelog, version)?.isReleased === true ? version : before.version;
const text = written({ version: since, surface });

if (objections.length > 0) {
  console.error(objections.join('\n'));
  process.exit(1);
}
if (process.argv.includes('--update')) {
  writeFileSync(file, text);
  for (const { where, what } of changes) console.log(`${where} ${what}`);
} else if (readFileSync(file, 'utf8') !== text) {
  for (const { where, what } of changes) console.error(`${where} ${what}`);
  console.error(`${file} is not current: run \`npm run surface:update\` and commit the result.`);
  process.exit(1);
}
