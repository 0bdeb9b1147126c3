/**
 * `npm run localize:build`: the modules of the languages from the XLIFF files in locales/, with the list of message ids and
 * their placeholders.
 */
import { readFileSync } from 'node:fs';
import { runLocalize, writeMessageModules } from './message-modules.ts';

process.chdir(new URL('..', import.meta.url).pathname);

const { output, interchange } = JSON.parse(readFileSync('lit-localize.json', 'utf8')) as {
  output: { outputDir: string };
  interchange: { xliffDir: string };
};
const problems = runLocalize('build');
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
writeMessageModules({ xliffDir: interchange.xliffDir, localesDir: output.outputDir });
