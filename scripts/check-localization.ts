/**
 * `npm run check:localization`: the XLIFF files hold exactly the messages of the sources, every message has an explicit
 * id and a translation in every language, and the generated modules are what the XLIFF files give.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportChecks, type CheckResult } from './check-report.ts';

interface Configuration {
  targetLocales: string[];
  output: { outputDir: string; localeCodesModule: string };
  interchange: { format: string; xliffDir: string };
}

interface TransUnit {
  id: string;
  source: string;
  target: string | undefined;
}

process.chdir(new URL('..', import.meta.url).pathname);

/** Where the tool works on copies: a check changes nothing. */
const folder = '.cache/localization';
const configuration = JSON.parse(readFileSync('lit-localize.json', 'utf8')) as Configuration;
const { outputDir, localeCodesModule } = configuration.output;
const { xliffDir } = configuration.interchange;
const localize = fileURLToPath(import.meta.resolve('@lit/localize-tools/bin/lit-localize.js'));

function runOnCopies(): { problems: string[] } {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'generated'), { recursive: true });
  if (existsSync(xliffDir)) cpSync(xliffDir, join(folder, 'locales'), { recursive: true });
  const copied = {
    ...configuration,
    tsConfig: '../../tsconfig.localize.json',
    output: { ...configuration.output, outputDir: './generated', localeCodesModule: './generated/locale-codes.ts' },
    interchange: { ...configuration.interchange, xliffDir: './locales/' },
  };
  writeFileSync(join(folder, 'lit-localize.json'), JSON.stringify(copied));
  const problems: string[] = [];
  for (const command of ['extract', 'build']) {
    const tool = spawnSync(process.execPath, [localize, command], { cwd: folder, encoding: 'utf8' });
    if (tool.status !== 0) problems.push(`lit-localize ${command}: ${(tool.error?.message ?? tool.stderr).trim()}`);
  }
  return { problems };
}

function transUnits(xliff: string): TransUnit[] {
  return [...xliff.matchAll(/<trans-unit id="([^"]+)">([\s\S]*?)<\/trans-unit>/g)].map(([, id = '', body = '']) => ({
    id,
    source: /<source>([\s\S]*?)<\/source>/.exec(body)?.[1] ?? '',
    target: /<target>([\s\S]*?)<\/target>/.exec(body)?.[1],
  }));
}

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** The placeholders of a text, in any order: a translation must keep them all. */
const placeholders = (text: string): string =>
  [...text.matchAll(/<x\b[^>]*?\bid="([^"]+)"/g)]
    .map((match) => match[1] ?? '')
    .sort()
    .join();

function checkLanguage(language: string): CheckResult[] {
  const committed = read(join(xliffDir, `${language}.xlf`));
  const extracted = read(join(folder, 'locales', `${language}.xlf`));
  const known = new Set(transUnits(committed).map((unit) => unit.id));
  const used = transUnits(extracted);
  const unused = [...known].filter((id) => !used.some((unit) => unit.id === id));
  const different = committed === extracted ? [] : ['Run `npm run localize:extract`, translate, and commit.'];
  return [
    {
      title: `${language}.xlf holds the messages of the sources`,
      problems: [
        ...different,
        ...used.filter((unit) => !known.has(unit.id)).map((unit) => `missing: ${unit.id}`),
        ...unused.map((id) => `unused: ${id}`),
      ],
    },
    {
      title: `${language}.xlf is complete`,
      problems: used.flatMap(({ id, source, target }) => {
        if (!target?.trim()) return [`not translated: ${id}`];
        return placeholders(source) === placeholders(target) ? [] : [`other placeholders than the source: ${id}`];
      }),
    },
    {
      title: `the module of ${language} is current`,
      problems:
        read(join(outputDir, `${language}.ts`)) === read(join(folder, 'generated', `${language}.ts`))
          ? []
          : ['Run `npm run localize:build` and commit.'],
    },
  ];
}

const { problems } = runOnCopies();
const ids = transUnits(read(globSync(join(folder, 'locales', '*.xlf'))[0] ?? '')).map((unit) => unit.id);
reportChecks([
  { title: 'messages can be extracted and built', problems },
  {
    title: 'every message has an explicit id',
    // The tool's own ids are a hash of the text behind a letter for its kind.
    problems: ids.filter((id) => /^[sh][0-9a-f]{16}$/.test(id)).map((id) => `made up from the text: ${id}`),
  },
  {
    title: 'the list of languages is current',
    problems:
      read(localeCodesModule) === read(join(folder, 'generated', 'locale-codes.ts'))
        ? []
        : ['Run `npm run localize:build` and commit.'],
  },
  ...configuration.targetLocales.flatMap(checkLanguage),
]);
