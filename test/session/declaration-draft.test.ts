import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { endedSubscription, feedInSubscription, subscription } from '../../demo/gallery/fixtures.ts';
import { contractNamed } from '../../src/session/declaration-draft.ts';

describe("a contract in a person's words", () => {
  const feedIn = { ...feedInSubscription, meter: { ...feedInSubscription.meter, number: '1EMH0012345678' } };
  const all = [subscription, feedIn];
  for (const [words, expected] of [
    ['4X44EMKX', subscription.id],
    [' 4x44-emkx ', subscription.id],
    ['1 APA 0195 124010', subscription.id],
    ['1emh0012345678', feedIn.id],
    ['Torstraße 119', subscription.id],
    ['torstraße 119, 10119 Berlin', subscription.id],
    ['', null],
    ['...', null],
    ['4711', null],
    ['Torstraße', null],
    ['4X44EMK', null],
    ['Torstraße 1190', null],
    ['Torstraße 119 a', null],
    ['Torstraße 119, 10115 Berlin', null],
  ] as const) {
    test(`"${words}" is ${expected ?? 'none of the own'}`, () => {
      assert.equal(contractNamed(words, all)?.id ?? null, expected);
    });
  }

  test('is none where two of the own are meant', () => {
    const twin = { ...endedSubscription, meter: subscription.meter };
    assert.equal(contractNamed('Torstraße 119', [subscription, twin]), null);
  });
});
