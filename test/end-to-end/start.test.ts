import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { freePorts } from '../../demo/ports.ts';
import { freePort } from '../../scripts/free-port.ts';

const folder = mkdtempSync(join(tmpdir(), 'nomos-start-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  /** Everything that was printed. */
  output: string;
  code: number | null;
}

/** Runs `npm start`'s script until it ends or is ready, and ends it then. */
async function start(environment: Record<string, string>): Promise<Outcome> {
  const { gateway: port } = await freePorts();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, PORT: String(port), DATA_DIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data.toString();
      if (output.includes('Portal ready')) child.kill('SIGTERM');
    });
  }
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ output, code }));
  });
}

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

describe('npm start', () => {
  test('says when it is ready, where, and ends when asked', async () => {
    const { gateway: port } = await freePorts();
    const { output, code } = await start({ PORT: String(port) });
    assert.match(output, new RegExp(`^Portal ready: http://lumio\\.localhost:${port}$`, 'm'));
    assert.match(output, new RegExp(`^ +Reference +http://localhost:${port + 4}/reference/$`, 'm'));
    assert.equal(code, 0);
  });

  test('names a port that is taken', async () => {
    const { server, port } = await listen();
    const { output, code } = await start({ PORT: String(port - 1) });
    server.close();
    assert.match(output, new RegExp(`Port ${port} \\(the sandbox\\) is taken by another program\\.`));
    assert.match(output, /Set PORT to another number/);
    assert.equal(code, 1);
  });

  test('names a Nomos API and a mail server that do not answer, and comes up all the same', async () => {
    const [api, mail] = [await freePort(), await freePort()];
    const { output } = await start({
      NOMOS_API_URL: `http://127.0.0.1:${api}`,
      SMTP_URL: `smtp://127.0.0.1:${mail}`,
    });
    assert.match(output, new RegExp(`NOMOS_API_URL: nothing answers at http://127\\.0\\.0\\.1:${api}`));
    assert.match(output, /SMTP_URL: no mail server answers/);
    assert.match(output, /Portal ready/);
  });

  test('names the tenant file with a mistake, and where in it', async () => {
    const tenant = JSON.parse(readFileSync('demo/tenants/lumio.json', 'utf8')) as {
      brand: { colors: { light: object } };
    };
    tenant.brand.colors.light = { ...tenant.brand.colors.light, brand: 'greenish' };
    const file = join(folder, 'lumio.json');
    writeFileSync(file, JSON.stringify(tenant));
    const { output, code } = await start({ TENANTS_DIR: folder });
    assert.ok(output.includes(`${file}: brand.colors.light.brand`), output);
    assert.equal(code, 1);
  });

  test('names a series that cannot be read', async () => {
    const { output, code } = await start({ NOMOS_SANDBOX_PRICES: join(folder, 'none.csv') });
    assert.ok(output.includes(join(folder, 'none.csv')), output);
    assert.equal(code, 1);
  });
});
