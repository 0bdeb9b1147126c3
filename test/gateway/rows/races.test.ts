/** Rows about what happens at the same time: two replicas on real sockets, one real PostgreSQL. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf } from '../../../demo/sandbox/identifiers.ts';
import { organisationToken } from '../../../demo/sandbox/organisation-token.ts';
import { startSandbox, type Sandbox } from '../../../demo/sandbox/server.ts';
import type { Database } from '../../../gateway/store/database.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from '../gateway-under-test.ts';
import { startPostgres, type PostgresUnderTest } from '../postgres-under-test.ts';
import { openTestDatabase, testOnPostgres } from '../store-under-test.ts';
import { listen, type ListeningGateway, type SocketAnswer } from './over-sockets.ts';

const email = 'smart@sandbox.example';

let postgres: PostgresUnderTest;
let database: Database;
let sandbox: Sandbox;
let first: GatewayUnderTest;
let second: GatewayUnderTest;
let replicas: [ListeningGateway, ListeningGateway];

before(async () => {
  postgres = await startPostgres();
  testOnPostgres(Promise.resolve(postgres.url));
  database = await openTestDatabase();
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  // Networks as a proxy in front would name them, so that only the limits under test count.
  const start = () => startGateway({ nomosApiUrl: sandbox.url, trustProxy: 1, database });
  [first, second] = [await start(), await start()];
  replicas = [await listen(first), await listen(second)];
});
after(async () => {
  await Promise.all([first.close(), second.close()]);
  await sandbox.close();
  await database.close();
  await postgres.close();
});
beforeEach(() => forgetAll(first));

/** So many writes at once, by turns to one replica and the other, each from a network of its own. */
const atOnce = (
  times: number,
  path: string,
  bodyOf: (n: number) => unknown,
  headersOf: (n: number) => Record<string, string> = () => ({}),
): Promise<SocketAnswer[]> =>
  Promise.all(
    Array.from({ length: times }, (_, n) =>
      replicas[n % 2 === 0 ? 0 : 1].write(path, bodyOf(n), {
        'x-forwarded-for': `2001:db8:${n.toString(16)}::1`,
        ...headersOf(n),
      }),
    ),
  );

const problemOf = ({ body }: SocketAnswer): string =>
  (JSON.parse(body) as { errors?: { code: string }[] }).errors?.[0]?.code ?? '';
/** How often each outcome came: the status, and the problem if there is one. */
const tally = (answers: readonly SocketAnswer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const outcome = `${answer.status} ${answer.status === 422 ? problemOf(answer) : ''}`.trim();
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
};
const count = async (what: string): Promise<number> =>
  (await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`))[0]?.n ?? -1;
const wrong = (code: string, n: number): string => String((Number(code) + 1 + n) % 1_000_000).padStart(6, '0');

/** A link as a supplier's backend gets it. */
const magicLink = async (): Promise<string> => {
  const token = await organisationToken(sandbox.url);
  const made = await replicas[0].write(
    '/admin/magic_link',
    { customerId: customerIdOf('smart') },
    { authorization: `Bearer ${token}` },
  );
  const { link } = JSON.parse(made.body) as { link: string };
  return new URL(link).searchParams.get('token_hash') ?? assert.fail(link);
};

const links = '/gateway/sign-in/links';
const sessions = '/gateway/sign-in/sessions';

describe('at the same moment, on two replicas with one PostgreSQL', () => {
  it('of 200 wrong guesses five are judged', async () => {
    const { challenge, code } = await first.codeFor(email);
    const answers = await atOnce(200, sessions, (n) => ({ challenge, code: wrong(code, n) }));
    assert.deepEqual(tally(answers), { '422 invalid_code': 5, '422 too_many_attempts': 195 });
    assert.equal(await count('sign_in_failures'), 5);
    const late = await replicas[1].write(sessions, { challenge, code });
    assert.equal(problemOf(late), 'too_many_attempts');
  });

  it('of 200 guesses with the right one among them, whatever is judged, one session at most comes out', async () => {
    const { challenge, code } = await first.codeFor(email);
    const answers = await atOnce(200, sessions, (n) => ({ challenge, code: n === 150 ? code : wrong(code, n) }));
    const { '422 invalid_code': judged = 0, '200': accepted = 0 } = tally(answers);
    assert.ok(judged + accepted <= 5, JSON.stringify(tally(answers)));
    assert.ok(accepted <= 1);
    assert.equal(await count('sessions'), accepted);
  });

  it('of 50 uses of one right code one makes a session', async () => {
    const { challenge, code } = await first.codeFor(email);
    const answers = await atOnce(50, sessions, () => ({ challenge, code }));
    assert.deepEqual(tally(answers), { '200': 1, '422 used_code': 49 });
    assert.equal(await count('sessions'), 1);
  });

  it('of 50 uses of one link of a supplier one makes a session', async () => {
    const token = await magicLink();
    const answers = await atOnce(50, links, () => ({ token_hash: token, type: 'magiclink' }));
    assert.deepEqual(tally(answers), { '200': 1, '422 used_link': 49 });
    assert.equal(await count('sessions'), 1);
  });

  it('of 50 uses of one link from a mail one makes a session', async () => {
    const { link, asked } = await first.codeFor(email);
    const token = link.searchParams.get('token_hash');
    const answers = await atOnce(
      50,
      links,
      () => ({ token_hash: token, type: 'email' }),
      () => ({ cookie: asked }),
    );
    assert.deepEqual(tally(answers), { '200': 1, '422 used_link': 49 });
    assert.equal(await count('sessions'), 1);
  });

  it('of a code and the link beside it one makes a session', async () => {
    const { challenge, code, link } = await first.codeFor(email);
    const token = link.searchParams.get('token_hash');
    const [byLink, byCode] = await Promise.all([
      atOnce(20, links, () => ({ token_hash: token, type: 'email', confirmed: true })),
      atOnce(20, sessions, () => ({ challenge, code })),
    ]);
    assert.equal([...byLink, ...byCode].filter(({ status }) => status === 200).length, 1);
    assert.equal(await count('sessions'), 1);
  });

  it('of 50 requests for a code to one address one is taken', async () => {
    const answers = await atOnce(50, '/gateway/sign-in/challenges', () => ({ email, locale: 'de' }));
    await Promise.all([first.delivery.idle(), second.delivery.idle()]);
    assert.deepEqual(tally(answers), { '202': 1, '429': 49 });
    assert.equal(await count('sign_in_challenges'), 1);
    assert.equal(first.mails.length + second.mails.length, 1);
  });
});
