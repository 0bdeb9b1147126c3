import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startSandbox, type Sandbox } from '../../demo/sandbox/server.ts';
import { deviceOf } from '../../gateway/sessions/device.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

const minute = 60_000;
const hour = 60 * minute;

const firefox = 'Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0';
const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15';
const email = 'smart@sandbox.example';
const url = '/gateway/sessions';

interface Device {
  id: string;
  browser: string | null;
  system: string | null;
  created_at: string;
  last_used_at: string;
  current: boolean;
  remembered: boolean;
}

let sandbox: Sandbox;
let gateway: GatewayUnderTest;

const list = async (cookie: string): Promise<Device[]> =>
  (await gateway.request({ method: 'GET', url, cookie })).json<{ items: Device[] }>().items;
const status = async (cookie: string): Promise<string> =>
  (await gateway.request({ method: 'GET', url: '/gateway/session', cookie })).json<{ status: string }>().status;
const signIn = async (userAgent: string, remember = false, who = email): Promise<string> => {
  gateway.pass(minute);
  return gateway.signIn(who, { userAgent, remember });
};

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  gateway = await startGateway({ nomosApiUrl: sandbox.url });
});
after(async () => {
  await gateway.close();
  await sandbox.close();
});
beforeEach(async () => {
  await forgetAll(gateway);
  gateway.pass(48 * hour);
});

describe('signed-in devices', () => {
  it('are listed by browser and system, the one used last first', async () => {
    const phone = await signIn(firefox, true);
    const begun = gateway.now().toISOString();
    const computer = await signIn(safari);
    const items = await list(phone);
    const seen = items.map(({ browser, system, current, remembered }) => [browser, system, current, remembered]);
    assert.deepEqual(seen, [
      ['Safari', 'macOS', false, false],
      ['Firefox', 'Android', true, true],
    ]);
    assert.deepEqual([items[1]?.created_at, items[1]?.last_used_at], [begun, begun]);
    assert.equal((await list(computer))[0]?.current, true);
  });

  it('say when they were used last, to the hour, whether remembered or not', async () => {
    for (const remember of [false, true]) {
      const cookie = await signIn(firefox, remember);
      const begun = gateway.now().toISOString();
      const own = async () => (await list(cookie)).find(({ current }) => current)?.last_used_at;
      gateway.pass(59 * minute);
      assert.equal(await own(), begun);
      gateway.pass(2 * minute);
      assert.equal(await own(), gateway.now().toISOString());
    }
  });

  it('use of a session that is not remembered does not prolong it', async () => {
    const cookie = await signIn(firefox);
    gateway.pass(23 * hour);
    assert.equal(await status(cookie), 'signed-in');
    gateway.pass(hour);
    assert.equal(await status(cookie), 'signed-out');
  });

  it('tell nothing that a token could be made of, and no address', async () => {
    const cookie = await signIn(firefox);
    const response = await gateway.request({ method: 'GET', url, cookie });
    assert.equal(response.headers['cache-control'], 'no-store');
    assert.ok(!response.body.includes(cookie.split('=')[1] ?? '') && !response.body.includes('203.0.113'));
    const [{ id } = { id: '' }] = await list(cookie);
    assert.match(id, /^ses_[0-9a-f]{32}$/);
    for (const token of [id, id.slice(4)]) {
      assert.equal(await status(`${cookie.split('=')[0] ?? ''}=${token}`), 'signed-out');
    }
  });

  it('are signed out one by one', async () => {
    const [phone, computer] = [await signIn(firefox), await signIn(safari)];
    const other = (await list(computer)).find(({ current }) => !current)?.id ?? '';
    const response = await gateway.write('DELETE', `${url}/${other}`, undefined, { cookie: computer });
    assert.equal(response.statusCode, 204);
    assert.deepEqual([await status(phone), await status(computer)], ['signed-out', 'signed-in']);
    const again = await gateway.write('DELETE', `${url}/${other}`, undefined, { cookie: computer });
    assert.equal(again.statusCode, 404);
  });

  it('are signed out all but this one', async () => {
    const [first, second, third] = [await signIn(firefox), await signIn(safari), await signIn(firefox, true)];
    const stranger = await signIn(firefox, false, 'multi@sandbox.example');
    assert.equal((await gateway.write('DELETE', url, undefined, { cookie: third })).statusCode, 204);
    assert.deepEqual(await Promise.all([first, second, third, stranger].map(status)), [
      'signed-out',
      'signed-out',
      'signed-in',
      'signed-in',
    ]);
  });

  it('this one is signed out with its cookie', async () => {
    const cookie = await signIn(firefox);
    const [{ id } = { id: '' }] = await list(cookie);
    const response = await gateway.write('DELETE', `${url}/${id}`, undefined, { cookie });
    assert.equal(response.statusCode, 204);
    assert.equal(response.cookies[0]?.value, '');
    assert.equal(await status(cookie), 'signed-out');
  });

  it('of another customer or tenant look like none, and stay', async () => {
    const own = await signIn(firefox);
    const stranger = await signIn(safari, false, 'multi@sandbox.example');
    const [{ id } = { id: '' }] = await list(stranger);
    const host = 'voltwerk.localhost:8080';
    const elsewhere = await gateway.signIn('voltwerk@sandbox.example', { host });
    for (const more of [{ cookie: own }, { cookie: elsewhere, host }]) {
      for (const name of [id, 'ses_1', '%27%20OR%201=1', '..%2fsession']) {
        const response = await gateway.write('DELETE', `${url}/${name}`, undefined, more);
        assert.equal(response.statusCode, 404, name);
      }
    }
    assert.equal(await status(stranger), 'signed-in');
    assert.deepEqual((await list(own)).length, 1);
  });

  it('are for those who are signed in, and signing out for the portal’s own pages', async () => {
    assert.equal((await gateway.request({ method: 'GET', url })).statusCode, 401);
    for (const path of [url, `${url}/ses_1`]) {
      assert.equal((await gateway.write('DELETE', path)).statusCode, 401);
      const cookie = await signIn(firefox);
      assert.equal((await gateway.request({ method: 'DELETE', url: path, cookie })).statusCode, 403);
    }
  });
});

describe('the name of a device', () => {
  it('is nothing where a header says nothing, or what no browser says', () => {
    const unknown = { browser: null, system: null };
    for (const header of [undefined, '', 'curl', 'x'.repeat(100_000), '\u202e', '<b>x</b>']) {
      assert.deepEqual(deviceOf(header), unknown, header);
    }
    const odd = deviceOf('<script>alert(1)</script> Firefox/1 (Windows NT 10.0)');
    assert.deepEqual(odd, { browser: 'Firefox', system: 'Windows' });
  });
});
