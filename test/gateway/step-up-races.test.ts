import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createChallenges, type Challenges, type NewChallenge } from '../../gateway/sign-in/challenges.ts';
import { createKeys } from '../../gateway/sign-in/keys.ts';
import { createOutbox } from '../../gateway/sign-in/outbox.ts';
import type { Database } from '../../gateway/store/database.ts';
import { openTestDatabase } from './store-under-test.ts';

const keys = createKeys(Buffer.alloc(32, 7));
const session = 'ses_1';

let database: Database;
const now = new Date('2026-11-24T10:00:00Z');
/** Two replicas on one database. */
let replicas: [Challenges, Challenges];

before(async () => {
  database = await openTestDatabase();
  const clock = (): Date => now;
  const replica = (): Challenges =>
    createChallenges({ database, keys, outbox: createOutbox({ database, keys, clock }), clock });
  replicas = [replica(), replica()];
});
after(() => database.close());
beforeEach(async () => {
  await database.query('DELETE FROM sign_in_challenges');
  await database.query('DELETE FROM sign_in_failures');
});

const ask = (n = 0): Promise<NewChallenge> =>
  (n % 2 === 0 ? replicas[0] : replicas[1]).create({
    tenant: 'lumio',
    email: 'smart@sandbox.example',
    locale: 'de',
    ip: '203.0.113.1',
    stepUp: { session, customer: 'cus_1', firstName: 'Kim' },
  });

/** Fifty guesses at once. @returns How often each answer was given. */
const guess = async (id: string, codeOf: (n: number) => string, within = session): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  const verdicts = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      (n % 2 === 0 ? replicas[0] : replicas[1]).verify({ tenant: 'lumio', id, code: codeOf(n), session: within }),
    ),
  );
  for (const verdict of verdicts) {
    const name = verdict.accepted ? 'accepted' : verdict.problem;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

const other = (code: string, n: number): string => String((Number(code) + 1 + n) % 1_000_000).padStart(6, '0');

describe('fifty guesses at once, on two replicas', () => {
  it('are five that are judged', async () => {
    const { id, delivery } = await ask();
    assert.deepEqual(await guess(id, (n) => other(delivery.code, n)), { invalid_code: 5, too_many_attempts: 45 });
    assert.deepEqual(await guess(id, () => delivery.code), { too_many_attempts: 50 });
    const [failures] = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM sign_in_failures');
    assert.equal(failures?.count, 5);
  });

  it('with the right code are one step-up', async () => {
    const { id, delivery } = await ask();
    assert.deepEqual(await guess(id, () => delivery.code), { accepted: 1, used_code: 49 });
  });

  it('from another session are none, and leave the code as it was', async () => {
    const { id, delivery } = await ask();
    assert.deepEqual(await guess(id, () => delivery.code, 'ses_2'), { expired_code: 50 });
    assert.deepEqual(await guess(id, () => delivery.code), { accepted: 1, used_code: 49 });
  });
});

describe('ten requests for a code at once', () => {
  it('are one code', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => ask(n)));
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1);
    const rows = await database.query('SELECT challenge FROM sign_in_deliveries');
    assert.equal(rows.length, 1);
  });
});
