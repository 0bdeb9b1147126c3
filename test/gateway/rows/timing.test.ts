/** Whether the time that an answer takes tells an address that is known from one that is not. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startSandbox, type Sandbox } from '../../../demo/sandbox/server.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from '../gateway-under-test.ts';

const addresses = { known: 'smart@sandbox.example', unknown: 'smarr@sandbox.example' };
type Kind = keyof typeof addresses;

let sandbox: Sandbox;
/** Looks people up, as often as the Nomos API lets it. */
let gateway: GatewayUnderTest;
/** Looks nobody up: the API is away. */
let alone: GatewayUnderTest;
let asked = 0;

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  gateway = await startGateway({ nomosApiUrl: sandbox.url });
  alone = await startGateway({ nomosApiUrl: 'http://127.0.0.1:9' });
});
after(async () => {
  await Promise.all([gateway.close(), alone.close()]);
  await sandbox.close();
});

/** The probability that one of the first takes longer than one of the others (Mann-Whitney's U over all pairs). */
function probabilityOfLonger(these: readonly number[], others: readonly number[]): number {
  let longer = 0;
  for (const one of these) for (const other of others) longer += one > other ? 1 : one === other ? 0.5 : 0;
  return longer / (these.length * others.length);
}

/**
 * Five and a half sigma of that probability when there is no difference: whatever the distribution is, and however busy
 * the machine, it strays farther once in twenty million times.
 */
const tolerance = (pairs: number): number => 5.5 * Math.sqrt((2 * pairs + 1) / (12 * pairs * pairs));

/** Measures in pairs, whose order changes, so that what the machine does meanwhile meets both kinds. */
async function assertAlike(pairs: number, measure: (kind: Kind) => Promise<number>): Promise<void> {
  const times: Record<Kind, number[]> = { known: [], unknown: [] };
  for (let n = 0; n < pairs; n += 1) {
    const kinds: readonly Kind[] = n % 2 === 0 ? ['known', 'unknown'] : ['unknown', 'known'];
    for (const kind of kinds) times[kind].push(await measure(kind));
  }
  const probability = probabilityOfLonger(times.known, times.unknown);
  const allowed = tolerance(pairs);
  assert.ok(Math.abs(probability - 0.5) < allowed, `known ones take longer with a probability of ${probability}`);
}

async function timed(work: () => Promise<{ statusCode: number }>, expected: number): Promise<number> {
  const started = performance.now();
  const { statusCode } = await work();
  const took = performance.now() - started;
  assert.equal(statusCode, expected);
  return took;
}

/** From a network of its own each time: limits are another matter. */
const write = (to: GatewayUnderTest, path: string, body: unknown) =>
  to.write('POST', `/gateway/sign-in/${path}`, body, { ip: `2001:db8:${(asked += 1).toString(16)}::1` });

describe('the time that an answer takes', () => {
  it('is measured well enough: half a millisecond in five would be seen', () => {
    const times = Array.from({ length: 150 }, (_, n) => 5 + Math.abs(Math.sin(n)));
    assert.ok(Math.abs(probabilityOfLonger(times, times.toReversed()) - 0.5) < 0.01);
    const later = times.map((time) => time + 0.5);
    assert.ok(probabilityOfLonger(later, times) - 0.5 > tolerance(150));
  });

  it('is the same for a code to a customer and to nobody', async () => {
    await assertAlike(40, async (kind) => {
      const body = { email: addresses[kind], locale: 'de' };
      const took = await timed(() => write(gateway, 'challenges', body), 202);
      await gateway.delivery.idle();
      assert.equal(gateway.mails.length, kind === 'known' ? 1 : 0, 'the customer is looked up afterwards');
      await forgetAll(gateway);
      return took;
    });
  });

  it('is the same for a wrong code of a customer and of nobody', async () => {
    await assertAlike(100, async (kind) => {
      const made = await write(alone, 'challenges', { email: addresses[kind], locale: 'de' });
      const { challenge } = made.json<{ challenge: string }>();
      // Of a customer, and with a code that no guess meets by chance.
      if (kind === 'known') {
        await alone.database.query(
          "UPDATE sign_in_challenges SET customer = 'cus_1', code_hmac = decode(repeat('00', 32), 'hex')",
        );
      }
      const took = await timed(() => write(alone, 'sessions', { challenge, code: '000000' }), 422);
      await forgetAll(alone);
      return took;
    });
  });
});
