import type {
  BrowserLauncher,
  Reporter,
  TestResult,
  TestResultError,
  TestSession,
  TestSuiteResult,
} from '@web/test-runner';

interface Sums {
  passed: number;
  failed: number;
  skipped: number;
  milliseconds: number;
}

function* testsOf(suite: TestSuiteResult | undefined, names: string[] = []): Generator<TestResult> {
  for (const test of suite?.tests ?? []) yield { ...test, name: [...names, test.name].join(' > ') };
  for (const inner of suite?.suites ?? []) yield* testsOf(inner, [...names, inner.name].filter(Boolean));
}

function describeError({ message, expected, actual, stack }: TestResultError): string {
  const compared =
    expected === undefined && actual === undefined
      ? []
      : [`expected: ${expected ?? 'undefined'}`, `actual:   ${actual ?? 'undefined'}`];
  return [message, ...compared, ...(stack ? stack.trimEnd().split('\n') : [])].join('\n      ');
}

/**
 * What a browser run says: every failure with its file and engine, unexpected errors and messages of the console, and
 * one line of counts per engine.
 *
 * @param options.engineOf - The engine's name as a person says it.
 * @param options.missing - Engines left out because the machine lacks them, with the reason.
 */
export function browserTestReporter({
  engineOf,
  missing,
}: {
  engineOf: (browser: BrowserLauncher) => string;
  missing: readonly string[];
}): Reporter {
  let root = '';

  const nameOf = ({ browser, testFile }: TestSession): string =>
    `${engineOf(browser)}: ${testFile.replace(`${root}/`, '')}`;

  function report(session: TestSession, sums: Sums): void {
    const where = nameOf(session);
    const tests = [...testsOf(session.testResults)];
    for (const test of tests) {
      sums.milliseconds += test.duration ?? 0;
      if (test.skipped) sums.skipped += 1;
      else if (test.passed) sums.passed += 1;
      else {
        sums.failed += 1;
        console.log(`\n  FAILED ${where}: ${test.name}\n      ${test.error ? describeError(test.error) : ''}`);
      }
    }
    // A file that breaks outside its tests (a syntax error, a time-out, a lost browser) fails as one test of its own.
    if (session.errors.length > 0 || (!session.passed && tests.every((test) => test.passed || test.skipped))) {
      sums.failed += 1;
      const reasons = session.errors.map(describeError).join('\n      ');
      console.log(`\n  FAILED ${where}\n      ${reasons || 'It failed without naming a test.'}`);
    }
    for (const url of session.request404s) console.log(`  ${where}: not found: ${url}`);
    for (const log of session.logs) console.log(`  ${where} (console):`, ...(log as unknown[]));
  }

  return {
    start({ config, sessions }) {
      root = config.rootDir;
      // As they come: a run that breaks off has said how far it got, and what was slow.
      sessions.on('session-status-updated', (session) => {
        if (session.status !== 'FINISHED') return;
        const tests = [...testsOf(session.testResults)];
        const seconds = tests.reduce((sum, { duration }) => sum + (duration ?? 0), 0) / 1000;
        const mark = session.passed ? '' : ' FAILED';
        console.log(`${nameOf(session)}: ${tests.length} tests in ${seconds.toFixed(1)} s${mark}`);
      });
    },
    onTestRunFinished({ sessions }) {
      const engines = new Map<string, Sums>();
      for (const session of sessions) {
        const engine = engineOf(session.browser);
        const sums = engines.get(engine) ?? { passed: 0, failed: 0, skipped: 0, milliseconds: 0 };
        engines.set(engine, sums);
        report(session, sums);
      }
      console.log('');
      for (const [engine, { passed, failed, skipped, milliseconds }] of engines) {
        const seconds = (milliseconds / 1000).toFixed(1);
        console.log(`${engine}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s in tests)`);
      }
      for (const engine of missing) console.log(`left out: ${engine}`);
    },
  };
}
