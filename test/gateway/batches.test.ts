import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createBatches } from '../../gateway/store/batches.ts';

describe('questions that are gathered', () => {
  it('each get their own answer, however they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(50), fc.nat(3))),
        fc.integer({ min: 1, max: 5 }),
        async (asked, most) => {
          const ask = createBatches<number, string>(most, async (numbers) => {
            assert.ok(numbers.length <= most);
            await new Promise((resolve) => setImmediate(resolve));
            return numbers.map((number) => `answer ${number}`);
          });
          const answers = asked.map(async ([number, turns]) => {
            for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
            return ask(number);
          });
          assert.deepEqual(
            await Promise.all(answers),
            asked.map(([number]) => `answer ${number}`),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('go at once when hardly anything is under way, and never with what is under way already', async () => {
    const asked: (readonly string[])[] = [];
    const first = Promise.withResolvers<string[]>();
    const ask = createBatches<string, string>(10, (questions) => {
      asked.push(questions);
      return asked.length === 1 ? first.promise : Promise.resolve(questions.map((question) => question.toUpperCase()));
    });
    const answers = [ask('a'), ask('b'), ask('c'), ask('d')];
    assert.deepEqual(asked, [['a'], ['b']], 'what is stuck holds up nothing');
    assert.deepEqual(await Promise.all(answers.slice(1)), ['B', 'C', 'D']);
    assert.deepEqual(asked, [['a'], ['b'], ['c', 'd']]);
    first.resolve(['A']);
    assert.equal(await answers[0], 'A');
  });

  it('fail together, and the next ones do not', async () => {
    let fails = true;
    const ask = createBatches<number, number>(10, (numbers) =>
      fails ? Promise.reject(new Error('away')) : Promise.resolve(numbers),
    );
    const results = await Promise.allSettled([ask(1), ask(2), ask(3)]);
    assert.ok(results.every(({ status }) => status === 'rejected'));
    fails = false;
    assert.equal(await ask(4), 4);
  });
});
