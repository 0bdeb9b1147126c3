/** That the promises, the tests and the threat model are about the same things. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import { testsIn, testsOf } from './named-tests.ts';
import { rows } from './rows.ts';

const folder = 'test/gateway';
const all = Object.values(rows).flat();
/** `file: suite › test` of every test that a row names. */
const named = all.flatMap(({ tests }) =>
  Object.entries(tests).flatMap(([file, names]) => names.map((name) => `${folder}/${file}: ${name}`)),
);
const existing = new Set(testsIn(`${folder}/**/*.test.ts`).map(({ file, name }) => `${file}: ${name}`));

describe('the rows of the gateway', () => {
  it('each have a name of their own and a test, and each test exists', () => {
    assert.equal(new Set(all.map(({ row }) => row)).size, all.length);
    for (const { row, tests, notYet } of all) {
      assert.ok(Object.keys(tests).length > 0 || notYet !== undefined, `"${row}" has no test`);
    }
    assert.deepEqual(
      named.filter((test) => !existing.has(test)),
      [],
      'named, and not there',
    );
  });

  it('name every test that stands beside them', () => {
    const beside = testsIn(`${folder}/rows/*.test.ts`)
      .filter(({ file }) => !file.endsWith('/rows.test.ts'))
      .map(({ file, name }) => `${file}: ${name}`);
    assert.ok(beside.length > 30);
    assert.deepEqual(
      beside.filter((test) => !named.includes(test)),
      [],
      'there, and not named',
    );
  });

  for (const { row, notYet } of all) {
    if (notYet !== undefined) it(row, { todo: notYet });
  }
});

describe('the threat model', () => {
  const document = 'docs/threat-model.md';
  const text = readFileSync(document, 'utf8');
  /** Each threat with the lines below it: `- **Threat.** Answer.`, then `  - [suite › test](../test/file.ts)`, one a line. */
  const threats = text.split(/^- (?=\*\*)/m).slice(1);
  const links = [...text.matchAll(/^ {2}- \[(.+)\]\((\.\.\/test\/.+\.ts)\)$/gm)].map(([, name = '', target = '']) => ({
    name,
    file: posix.join('docs', target),
  }));

  it('names tests that there are', () => {
    assert.ok(links.length > 40, `${links.length} tests are named`);
    for (const { name, file } of links) {
      assert.ok(existsSync(file), `${file} does not exist`);
      assert.ok(
        testsOf(file).some((test) => test.name === name),
        `${document} names "${name}" of ${file}, which is not there`,
      );
    }
  });

  it('has an answer and a test to every threat, or says what is left', () => {
    assert.ok(threats.length > 40, `${threats.length} threats`);
    for (const threat of threats) {
      assert.match(threat, /^\*\*.+\.\*\* .+\.\n/, threat);
      assert.match(threat, /\n {2}- (\[.+\]\(\.\.\/test\/|Left: )/, `no test: ${threat}`);
    }
    const tests = text.match(/\.\.\/test\/\S+\.ts\)/g) ?? [];
    assert.equal(tests.length, links.length + 1, 'every test stands on a line of its own');
  });
});
