/**
 * `npm run check:localization`: the XLIFF files hold exactly the messages of the sources, every message has an explicit
 * id and a translation in every language, informal German addresses nobody formally, and the generated modules are what the
 * XLIFF files give.
 */
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportChecks, type CheckResult } from './check-report.ts';
import { overlays, runLocalize, transUnits, writeMessageModules, type TransUnit } from './message-modules.ts';

interface Configuration {
  targetLocales: string[];
  output: { outputDir: string; localeCodesModule: string };
  interchange: { format: string; xliffDir: string };
}

process.chdir(new URL('..', import.meta.url).pathname);

/** Where the tool works on copies: a check changes nothing. */
const folder = '.cache/localization';
const configuration = JSON.parse(readFileSync('lit-localize.json', 'utf8')) as Configuration;
const { outputDir, localeCodesModule } = configuration.output;
const { xliffDir } = configuration.interchange;

function runOnCopies(): { problems: string[] } {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'generated/locales'), { recursive: true });
  if (existsSync(xliffDir)) cpSync(xliffDir, join(folder, 'locales'), { recursive: true });
  const copied = {
    ...configuration,
    tsConfig: '../../tsconfig.localize.json',
    output: {
      ...configuration.output,
      outputDir: './generated/locales',
      localeCodesModule: './generated/locale-codes.ts',
    },
    interchange: { ...configuration.interchange, xliffDir: './locales/' },
  };
  writeFileSync(join(folder, 'lit-localize.json'), JSON.stringify(copied));
  const problems = [...runLocalize('extract', folder), ...runLocalize('build', folder)];
  writeMessageModules({ xliffDir: join(folder, 'locales'), localesDir: join(folder, 'generated/locales') });
  return { problems };
}

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** The placeholders of a text, in any order: a translation must keep them all. */
const placeholders = (text: string): string =>
  [...text.matchAll(/<x\b[^>]*?\bid="([^"]+)"/g)]
    .map((match) => match[1] ?? '')
    .sort()
    .join();

/** How somebody is addressed formally. At the beginning of a sentence „Sie“ may be another word: she, it, they. */
const formalAddress = /\b(Sie|Ihr(e|en|em|er|es)?|Ihnen)\b/;

/** The messages in which it is. */
const addressNobody = new Set(['account.problem.refused.street', 'meter-swap.new.number.hint', 'prices.tomorrow.late']);

/** What is wrong with a text of a language that is complete; nothing when all is well. */
function problemOf({ id, source, target }: TransUnit): string[] {
  if (!target?.trim()) return [`not translated: ${id}`];
  return placeholders(source) === placeholders(target) ? [] : [`other placeholders than the source: ${id}`];
}

/** The same of informal German, which has texts only where the formal ones address somebody. */
function informalProblemOf(unit: TransUnit): string[] {
  const { id, source, target } = unit;
  const needsText = formalAddress.test(source) && !addressNobody.has(id);
  if (!target?.trim()) return needsText ? [`addresses somebody formally: ${id}`] : [];
  if (formalAddress.test(target)) return [`addresses somebody formally after all: ${id}`];
  if (target === source) return [`says what the source says: ${id}`];
  return problemOf(unit);
}

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
      problems: used.flatMap(overlays.includes(language) ? informalProblemOf : problemOf),
    },
    {
      title: `the module of ${language} is current`,
      problems:
        read(join(outputDir, `${language}.ts`)) === read(join(folder, 'generated/locales', `${language}.ts`))
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
  {
    title: 'the lists of ids and placeholders are current',
    problems: ['message-ids', 'message-placeholders'].flatMap((name) =>
      read(join(outputDir, '..', `${name}.ts`)) === read(join(folder, 'generated', `${name}.ts`))
        ? []
        : [`${name}.ts: run \`npm run localize:build\` and commit.`],
    ),
  },
  ...configuration.targetLocales.flatMap(checkLanguage),
]);
