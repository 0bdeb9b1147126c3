// What a browser run says: every failure with its file and engine, unexpected errors, and one line of counts per engine.

function* testsOf(suite, names = []) {
  for (const test of suite?.tests ?? []) yield { ...test, title: [...names, test.name].join(' > ') };
  for (const inner of suite?.suites ?? []) yield* testsOf(inner, [...names, inner.name]);
}

const place = (session, root) => session.testFile.replace(`${root}/`, '');

function describeError(error) {
  const difference =
    error.expected !== undefined || error.actual !== undefined
      ? `\n      expected: ${error.expected}\n      actual:   ${error.actual}`
      : '';
  return `${error.message ?? ''}${difference}${error.stack ? `\n${error.stack.replace(/^/gm, '      ')}` : ''}`;
}

/**
 * A web-test-runner reporter.
 *
 * @param {{ engineOf: (browser: object) => string, missing: string[] }} options `missing` are engines left out because
 *   the machine lacks them.
 */
export function browserTestReporter({ engineOf, missing }) {
  let root = process.cwd();
  return {
    start({ config }) {
      root = config.rootDir;
    },
    onTestRunFinished({ sessions }) {
      const engines = new Map();
      for (const session of sessions) {
        const engine = engineOf(session.browser);
        const sums = engines.get(engine) ?? { passed: 0, failed: 0, skipped: 0, milliseconds: 0 };
        engines.set(engine, sums);
        const where = `${engine}: ${place(session, root)}`;
        const tests = [...testsOf(session.testResults)];
        for (const test of tests) {
          if (test.skipped) sums.skipped += 1;
          else if (test.passed) sums.passed += 1;
          else {
            sums.failed += 1;
            console.log(`\n  FAILED ${where}: ${test.title}\n      ${describeError(test.error ?? {})}`);
          }
          sums.milliseconds += test.duration ?? 0;
        }
        const broken = session.errors.length > 0 || (!session.passed && tests.every((test) => test.passed !== false));
        if (broken) {
          sums.failed += 1;
          const reasons = session.errors.map(describeError).join('\n') || 'the file failed without naming a test';
          console.log(`\n  FAILED ${where}\n      ${reasons}`);
        }
        for (const { url, status } of session.request404s ?? []) console.log(`  ${where}: ${status ?? 404} for ${url}`);
        for (const log of session.logs) console.log(`  ${where} (console):`, ...log);
      }
      console.log('');
      for (const [engine, { passed, failed, skipped, milliseconds }] of engines) {
        const seconds = (milliseconds / 1000).toFixed(1);
        console.log(`${engine}: ${passed} passed, ${failed} failed, ${skipped} skipped (tests took ${seconds} s)`);
      }
      for (const engine of missing) console.log(`${engine}: left out, this machine does not have it`);
    },
  };
}
