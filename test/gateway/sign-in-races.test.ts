import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { GatewayError } from '../../gateway/errors.ts';
import { createChallenges, type Challenges, type NewChallenge } from '../../gateway/sign-in/challenges.ts';
import { createKeys } from '../../gateway/sign-in/keys.ts';
import { createOutbox } from '../../gateway/sign-in/outbox.ts';
import type { Database } from '../../gateway/store/database.ts';
import { openTestDatabase } from './store-under-test.ts';

const minute = 60_000;
const keys = createKeys(Buffer.alloc(32, 7));

let database: Database;
let now: Date;
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
  now = new Date('2026-11-24T10:00:00Z');
  await database.query('DELETE FROM sign_in_challenges');
  await database.query('DELETE FROM sign_in_failures');
});

const email = 'smart@sandbox.example';
const pass = (milliseconds: number): void => void (now = new Date(now.getTime() + milliseconds));
const replica = (n: number): Challenges => (n % 2 === 0 ? replicas[0] : replicas[1]);
const ask = (n = 0, { to = email, ip = `198.51.100.${n}`, tenant = 'lumio' } = {}): Promise<NewChallenge> =>
  replica(n).create({ tenant, email: to, locale: 'de', ip, remember: false });
const guess = (n: number, id: string, code: string): Promise<string> =>
  replica(n)
    .verify({ tenant: 'lumio', id, code })
    .then((verdict) => (verdict.accepted ? 'accepted' : verdict.problem), refusal);
const refusal = (error: unknown): string => {
  if (error instanceof GatewayError && error.status === 429) return 'refused';
  throw error;
};
const wrong = ({ delivery }: NewChallenge): string => String((Number(delivery.code) + 1) % 1_000_000).padStart(6, '0');
const tally = (answers: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
};
const inParallel = (times: number, work: (n: number) => Promise<string>): Promise<string[]> =>
  Promise.all(Array.from({ length: times }, (_, n) => work(n)));

describe('at the same time, on two replicas', () => {
  it('five of twenty wrong guesses are judged', async () => {
    const challenge = await ask();
    assert.deepEqual(tally(await inParallel(20, (n) => guess(n, challenge.id, wrong(challenge)))), {
      invalid_code: 5,
      too_many_attempts: 15,
    });
    const [failures] = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM sign_in_failures');
    assert.equal(failures?.count, 5, 'what was not judged is no failure');
  });

  it('five of twenty guesses at a challenge that nobody has are judged in the same way, the right code too', async () => {
    const challenge = await ask(0, { to: 'nobody@sandbox.example' });
    assert.deepEqual(tally(await inParallel(20, (n) => guess(n, challenge.id, challenge.delivery.code))), {
      invalid_code: 5,
      too_many_attempts: 15,
    });
  });

  it('a right code signs in once', async () => {
    const challenge = await ask();
    await replicas[0].assign(challenge.id, 'cus_1');
    assert.deepEqual(tally(await inParallel(10, (n) => guess(n, challenge.id, challenge.delivery.code))), {
      accepted: 1,
      used_code: 9,
    });
  });

  it('failures of an address stop at ten, whatever its challenges still allow', async () => {
    for (let n = 0; n < 2; n += 1) {
      const challenge = await ask(n);
      await inParallel(n === 0 ? 5 : 3, (m) => guess(m, challenge.id, wrong(challenge)));
      pass(minute);
    }
    const challenge = await ask(2);
    assert.deepEqual(tally(await inParallel(5, (n) => guess(n, challenge.id, wrong(challenge)))), {
      invalid_code: 2,
      refused: 3,
    });
  });

  it('one of ten requests for an address sends', async () => {
    const answers = await inParallel(10, (n) => ask(n).then(() => 'sent', refusal));
    assert.deepEqual(tally(answers), { sent: 1, refused: 9 });
  });

  it('twenty of thirty requests of one network send', async () => {
    const answers = await inParallel(30, (n) =>
      ask(n, { to: `person-${n}@elsewhere.example`, ip: `2001:db8:1:2::${n.toString(16)}` }).then(
        () => 'sent',
        refusal,
      ),
    );
    assert.deepEqual(tally(answers), { sent: 20, refused: 10 });
  });
});

describe('limits', () => {
  it('belong to a tenant: the same address at another has its own', async () => {
    await ask(0);
    await ask(1, { tenant: 'voltwerk' });
    await assert.rejects(ask(2), GatewayError);
  });

  it('say from when the next code can be asked for, and that holds', async () => {
    for (let n = 0; n < 4; n += 1) {
      const { resendAt } = await ask(n);
      assert.equal(resendAt.getTime(), now.getTime() + minute);
      pass(minute);
    }
    const { resendAt } = await ask(4);
    assert.equal(resendAt.getTime(), now.getTime() + 56 * minute, 'the fifth of an hour');
    now = new Date(resendAt.getTime() - 1);
    await assert.rejects(ask(5), (error) => error instanceof GatewayError && error.retryAfterSeconds === 1);
    now = resendAt;
    await ask(5);
  });

  it('of a challenge are not touched from another tenant', async () => {
    const challenge = await ask(0, { tenant: 'voltwerk' });
    assert.equal(await guess(0, challenge.id, challenge.delivery.code), 'expired_code');
    const [row] = await database.query<{ attempts: number }>('SELECT attempts FROM sign_in_challenges');
    assert.equal(row?.attempts, 0);
  });
});
