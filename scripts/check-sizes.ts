/**
 * `npm run sizes:update`: writes the weights of the built page form into test/packaging/sizes.json, so that a change of
 * weight is a line in a commit. Without `--update` it prints them beside the budgets.
 */
import { writeFileSync } from 'node:fs';
import { pageBudgets } from './page-budgets.ts';
import { pageWeight } from './page-weight.ts';

process.chdir(new URL('..', import.meta.url).pathname);

const weights = pageBudgets().map((budget) => ({
  ...budget,
  weight: pageWeight('dist/page', budget.entries, budget.onDemand),
}));
for (const { name, weight, limit } of weights) {
  console.log(
    `${String(weight).padStart(7)} of ${String(limit).padStart(6)}  ${name}${weight > limit ? '  TOO HEAVY' : ''}`,
  );
}
if (process.argv.includes('--update')) {
  const recorded = Object.fromEntries(weights.map(({ name, weight }) => [name, weight]));
  writeFileSync('test/packaging/sizes.json', `${JSON.stringify(recorded, null, 2)}\n`);
}
