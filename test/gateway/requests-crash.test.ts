/** The gateway as a process that is killed: what was answered is delivered, once. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { startMailbox } from '../../demo/mailbox/mailbox.ts';
import { freePorts, type Ports } from '../../demo/ports.ts';
import { requestsPath, type CustomerRequest } from '../../src/contract/gateway/requests.ts';
import { makeGatewayFolder, spawnGateway } from './gateway-process.ts';
import { cancellation } from './requests-under-test.ts';

let folder: string;
let ports: Ports;
let gateway: ChildProcess | undefined;

/** Starts the gateway; its clock is ahead by so much. Resolves when it is ready. */
async function start(aheadMilliseconds: number): Promise<void> {
  const child = spawnGateway({
    folder,
    environment: {
      PORT: String(ports.gateway),
      // Neither of them is there: sending fails until somebody listens.
      NOMOS_API_URL: `http://127.0.0.1:${ports.sandbox}`,
      SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
      DATA_DIR: join(folder, 'data'),
      NOMOS_NOW: new Date(Date.now() + aheadMilliseconds).toISOString(),
    },
    stdio: 'ignore',
  });
  gateway = child;
  while ((await call('GET', '/readyz').catch(() => ({ status: 0 }))).status !== 200) {
    assert.equal(child.exitCode, null, 'the gateway ended');
    await pause(100);
  }
}

async function kill(): Promise<void> {
  const child = gateway;
  gateway = undefined;
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function call(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const host = `lumio.localhost:${ports.gateway}`;
    const headers = { host, origin: `http://${host}`, 'x-nomos-portal': '1', 'content-type': 'application/json' };
    const sent = httpRequest({ host: '127.0.0.1', port: ports.gateway, method, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

before(async () => {
  folder = makeGatewayFolder('crash-');
  ports = await freePorts();
});
after(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

describe('a gateway that is killed after it has answered, while the mail server is down', () => {
  it('delivers the request after its next start, exactly once', { timeout: 300_000 }, async () => {
    await start(0);
    const body = cancellation();
    const answer = await call('POST', requestsPath, body);
    assert.equal(answer.status, 201);
    await kill();
    const { id, reference } = JSON.parse(answer.text) as CustomerRequest;

    const mailbox = await startMailbox({ webPort: 0, smtpPort: ports.smtp });
    // Later than any lease that the dead one may have held, and any pause after a failure.
    await start(5 * 60_000);
    while (mailbox.messages.length < 2) await pause(100);
    const again = await call('POST', requestsPath, body);
    assert.equal(again.status, 200);
    assert.equal((JSON.parse(again.text) as CustomerRequest).id, id);
    // A third mail would have been on its way together with these.
    await kill();
    await start(24 * 3_600_000);
    while ((JSON.parse((await call('POST', requestsPath, body)).text) as CustomerRequest).state !== 'forwarded') {
      await pause(100);
    }
    assert.deepEqual(mailbox.messages.map(({ to }) => to).sort(), [body.email, 'vertrag@lumio.example']);
    assert.ok(mailbox.messages.every(({ text }) => text.includes(reference)));
    await kill();
    await mailbox.close();
  });
});
