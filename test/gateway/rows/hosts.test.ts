import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Database } from '../../../gateway/store/database.ts';
import { changedTenants } from '../changed-tenants.ts';
import { startGateway } from '../gateway-under-test.ts';
import { openTestDatabase } from '../store-under-test.ts';

const nowhere = 'http://127.0.0.1:9';

describe('a host name', () => {
  it('chooses the tenant: its sub-domain, the supplier’s own by list, and in development that of this machine', async () => {
    const tenantsFolder = changedTenants('lumio.json', (tenant) =>
      Object.assign(tenant, { hosts: ['konto.lumio.example'] }),
    );
    const database = await openTestDatabase();
    for (const production of [false, true]) {
      const gateway = await startGateway({ nomosApiUrl: nowhere, tenantsFolder, production, database });
      const tenantAt = async (host: string): Promise<string | number> => {
        const response = await gateway.request({ method: 'GET', url: '/gateway/brand', host });
        return response.statusCode === 200 ? response.json<{ slug: string }>().slug : response.statusCode;
      };
      assert.equal(await tenantAt('lumio.customerportal.energy'), 'lumio');
      assert.equal(await tenantAt('voltwerk.customerportal.energy'), 'voltwerk');
      assert.equal(await tenantAt('konto.lumio.example'), 'lumio');
      assert.equal(await tenantAt('KONTO.lumio.example.:443'), 'lumio');
      assert.equal(await tenantAt('lumio.localhost:8080'), production ? 404 : 'lumio');
      for (const nobody of ['customerportal.energy', 'www.lumio.customerportal.energy', 'lumio.example', '127.0.0.1']) {
        assert.equal(await tenantAt(nobody), 404, nobody);
      }
      await gateway.close();
    }
    await database.close();
    rmSync(tenantsFolder, { recursive: true });
  });
});

describe('who runs the gateway', () => {
  it('hears that it lives, and whether it can work', async () => {
    const real = await openTestDatabase();
    let gone = false;
    const database: Database = {
      ...real,
      query: (...asked: Parameters<Database['query']>) =>
        gone ? Promise.reject(new Error('gone')) : (real.query(...asked) as never),
    };
    const gateway = await startGateway({ nomosApiUrl: nowhere, database });
    const statusOf = async (url: string): Promise<number> =>
      (await gateway.request({ method: 'GET', url, host: '10.0.0.7:8080' })).statusCode;
    assert.equal(await statusOf('/healthz'), 200);
    assert.equal(await statusOf('/readyz'), 200);
    gone = true;
    assert.equal(await statusOf('/healthz'), 200);
    assert.equal(await statusOf('/readyz'), 503);
    gone = false;
    assert.equal(await statusOf('/readyz'), 200);
    await gateway.close();
    await real.close();
  });
});
