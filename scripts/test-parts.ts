import { globSync } from 'node:fs';

/** How many cases a part ran, and how they ended. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** One part of `npm test`. */
export interface TestPart {
  /** What it is called on the command line. */
  name: string;
  title: string;
  /** Node's arguments. */
  command: readonly string[];
  /** Reads the counts from what the part printed. Without it the part is one check, which its exit code decides. */
  count?: (output: string) => Counts;
  /** Parts that must have run before. */
  needs?: readonly string[];
  /** Whether it drives browsers. */
  browsers?: boolean;
}

const none: Counts = { passed: 0, failed: 0, skipped: 0 };

const sum = (matches: Iterable<RegExpMatchArray>): Counts => {
  const counts = { ...none };
  for (const [, passed, failed, skipped] of matches) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
    counts.skipped += Number(skipped ?? 0);
  }
  return counts;
};

/** `N passed, N failed`, after an engine's name or alone: our own checks and the browser tests. */
const countedBySentence = (output: string): Counts =>
  sum(output.matchAll(/^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?/gm));

/** The closing lines of Node's test runner. */
function countedByNode(output: string): Counts {
  const last = (name: string): number =>
    Number([...output.matchAll(new RegExp(`^\\S+ ${name} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  return {
    passed: last('pass'),
    failed: last('fail') + last('cancelled'),
    skipped: last('skipped') + last('todo'),
  };
}

const module = (path: string): string => `node_modules/${path}`;

/** A test that hangs must end with its name, not with the patience of whoever waits: milliseconds. */
const testTimeout = 120_000;

function nodeTests(area: string, title: string, extra: Partial<TestPart> & { serial?: boolean } = {}): TestPart[] {
  const { serial = false, ...part } = extra;
  const pattern = `test/${area}/**/*.test.ts`;
  if (globSync(pattern).length === 0) return [];
  const command = ['--test', `--test-timeout=${testTimeout}`, ...(serial ? ['--test-concurrency=1'] : []), pattern];
  return [{ name: area, title, command, count: countedByNode, ...part }];
}

/** Names on the command line that stand for several parts. */
export const groups: Readonly<Record<string, readonly string[]>> = {
  static: ['format', 'lint', 'types', 'localization', 'manifest'],
  node: ['contract', 'domain', 'theme', 'api', 'session', 'sandbox', 'gateway'],
};

/** Everything that `npm test` runs, in its order: what is quick and says most comes first. */
export function testParts(): TestPart[] {
  return [
    { name: 'format', title: 'Format', command: [module('prettier/bin/prettier.cjs'), '--check', '.'] },
    { name: 'types', title: 'Types', command: [module('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
    { name: 'lint', title: 'Lint', command: [module('eslint/bin/eslint.js'), '--max-warnings', '0', '.'] },
    {
      name: 'localization',
      title: 'Texts and translations',
      command: ['scripts/check-localization.ts'],
      count: countedBySentence,
    },
    // Before the build, which would bring the list of elements up to date.
    { name: 'manifest', title: 'Element manifest', command: ['scripts/check-manifest.ts'], count: countedBySentence },
    { name: 'build', title: 'Builds', command: ['scripts/build.ts'] },
    ...nodeTests('contract', 'Contract'),
    ...nodeTests('domain', 'Domain'),
    ...nodeTests('theme', 'Themes'),
    ...nodeTests('api', 'API client'),
    ...nodeTests('session', 'Session'),
    ...nodeTests('sandbox', 'Sandbox'),
    ...nodeTests('gateway', 'Gateway'),
    ...nodeTests('packaging', 'Packaging and sizes', { needs: ['build'] }),
    {
      name: 'browser',
      title: 'Elements in browsers',
      command: [module('@web/test-runner/dist/bin.js'), '--config', 'web-test-runner.config.mjs'],
      count: countedBySentence,
      browsers: true,
    },
    ...nodeTests('consumers', 'Applications with the package', { needs: ['build'], browsers: true, serial: true }),
    ...nodeTests('end-to-end', 'End to end', { needs: ['build'], browsers: true, serial: true }),
    {
      name: 'openapi',
      title: 'Requests and answers against the OpenAPI document',
      command: ['scripts/check-contract.ts'],
      count: countedBySentence,
      needs: ['build'],
    },
  ];
}
