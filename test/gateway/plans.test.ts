import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'node:test';
import { customerIdOf, planIds } from '../../demo/sandbox/identifiers.ts';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { changedTenants } from './changed-tenants.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

let sandbox: Sandbox;
let gateway: GatewayUnderTest;
let cookie: string;

/** The portal is for one of the plans only; customer `multi` has a subscription to another one beside it. */
const folder = changedTenants('lumio.json', (tenant) => (tenant.plans = [planIds.lumio]));
const now = () => new Date('2026-11-24T10:00:00Z');
const statusOf = async (path: string): Promise<number> =>
  (await gateway.request({ method: 'GET', url: `/api/plans/${path}`, cookie })).statusCode;

const quote = (plan: string): string => `${plan}/quote?zip_code=10119&usage=2500`;

before(async () => {
  sandbox = await startSandbox({ port: 0, now, rateLimit: { perSecond: 1000, burst: 1000 } });
  gateway = await startGateway({ nomosApiUrl: sandbox.url, tenantsFolder: folder });
});
after(async () => {
  await gateway.close();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => forgetAll(gateway));

describe('plans', () => {
  it("of the customer's own subscriptions are there, though the portal is not for them", async () => {
    cookie = await gateway.signIn('multi@sandbox.example');
    for (const plan of [planIds.lumio, planIds.lumioFeedIn, planIds.lumioFeedIn]) {
      assert.equal(await statusOf(plan), 200);
      assert.equal(await statusOf(quote(plan)), 200);
    }
  });

  it('of others are not, even when the API ignores its filters', async () => {
    const paths = [planIds.lumioFeedIn, quote(planIds.lumioFeedIn), planIds.voltwerk, 'pln_none'];
    cookie = await gateway.signIn('smart@sandbox.example');
    assert.equal(await statusOf(planIds.lumio), 200);
    for (const path of paths) assert.equal(await statusOf(path), 404, path);
    const fault = `${sandbox.url}/sandbox/faults/${customerIdOf('smart')}`;
    await fetch(fault, { method: 'PUT', body: JSON.stringify({ fault: 'ignore-filters' }) });
    for (const path of paths) assert.equal(await statusOf(path), 404, path);
    await fetch(fault, { method: 'DELETE' });
  });
});
