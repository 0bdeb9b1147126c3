import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pageBudgets } from '../../scripts/page-budgets.ts';
import { pageWeight } from '../../scripts/page-weight.ts';

const page = new URL('../../dist/page', import.meta.url).pathname;
const recorded = JSON.parse(readFileSync(new URL('sizes.json', import.meta.url), 'utf8')) as Record<string, number>;

for (const { name, entries, onDemand, limit } of pageBudgets()) {
  test(`${name} weighs exactly what is recorded`, () => {
    const weight = pageWeight(page, entries, onDemand);
    assert.equal(
      weight,
      recorded[name],
      `${name} weighs ${weight} bytes now. When that is meant: npm run sizes:update, and commit sizes.json.`,
    );
  });

  test(`${name} weighs at most ${limit / 1000} kB`, () => {
    const weight = pageWeight(page, entries, onDemand);
    assert.ok(weight <= limit, `${name} weighs ${weight} bytes, ${weight - limit} too many`);
  });
}

test('nothing else is recorded', () => {
  assert.deepEqual(
    Object.keys(recorded).sort(),
    pageBudgets()
      .map(({ name }) => name)
      .sort(),
  );
});
