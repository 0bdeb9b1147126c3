/** The embedded database as docs/gateway.md says that it is saved and brought back: stop, copy, start. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { startSandbox } from '../../demo/sandbox/server.ts';
import { openDatabase } from '../../gateway/store/database.ts';
import { startGateway } from './gateway-under-test.ts';
import { contact, made, seen } from './requests-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'nomos-backup-'));
after(() => rmSync(folder, { recursive: true, force: true }));

it('a folder that was copied while the gateway stood still has all of it: sessions, requests, limits', async () => {
  const sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  const data = join(folder, 'database');
  const copy = join(folder, 'copy');
  const open = async (from: string) => {
    const database = await openDatabase({ folder: from });
    const gateway = await startGateway({ nomosApiUrl: sandbox.url, database });
    return { gateway, close: () => gateway.close().then(() => database.close()) };
  };

  const first = await open(data);
  const cookie = await first.gateway.signIn('smart@sandbox.example');
  await made(first.gateway, contact({ message: 'Vor der Sicherung.' }), { cookie });
  await first.close();
  cpSync(data, copy, { recursive: true });

  const second = await open(data);
  await second.gateway.write('DELETE', '/gateway/session', undefined, { cookie });
  await second.close();

  const restored = await open(copy);
  const [request] = await seen(restored.gateway, cookie);
  assert.ok(
    JSON.stringify(request).includes('Vor der Sicherung.'),
    'the session and the request are those of the copy',
  );
  const again = await restored.gateway.write('POST', '/gateway/sign-in/challenges', {
    email: 'smart@sandbox.example',
    locale: 'de',
  });
  assert.equal(again.statusCode, 429, 'and so is the limit');
  await restored.close();
  await sandbox.close();
});
