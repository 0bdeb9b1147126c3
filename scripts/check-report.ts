/** One thing that was checked, and what is wrong with it. */
export interface CheckResult {
  title: string;
  problems: readonly string[];
}

/** Prints the outcome of some checks with their sums, and makes the process fail when one of them failed. */
export function reportChecks(results: readonly CheckResult[]): void {
  let failed = 0;
  for (const { title, problems } of results) {
    console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${title}`);
    for (const problem of problems) console.log(`         ${problem.replaceAll('\n', '\n         ')}`);
    if (problems.length > 0) failed += 1;
  }
  console.log(`${results.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
