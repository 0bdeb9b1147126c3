/** The embedded database's folder and the processes that want it: one has it, and the others say who. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { freePorts, type Ports } from '../../demo/ports.ts';
import { openDatabase } from '../../gateway/store/database.ts';
import { makeGatewayFolder, spawnGateway } from './gateway-process.ts';

let folder: string;
let data: string;
let database: string;
let ports: Ports;
const children: ChildProcess[] = [];

/** Starts the gateway, or one of its commands, with one and the same folder. */
function start(...command: string[]): ChildProcess {
  const child = spawnGateway({
    folder,
    command,
    environment: {
      PORT: String(ports.gateway),
      NOMOS_API_URL: `http://127.0.0.1:${ports.sandbox}`,
      SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
      DATA_DIR: data,
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

interface Ended {
  code: number | null;
  said: string;
  complained: string;
}

async function ended(child: ChildProcess): Promise<Ended> {
  const [[code], said, complained] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout!),
    text(child.stderr!),
  ]);
  return { code, said, complained };
}

const isReady = (): Promise<boolean> =>
  fetch(`http://127.0.0.1:${ports.gateway}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
async function ready(child: ChildProcess): Promise<void> {
  while (!(await isReady())) {
    assert.equal(child.exitCode, null, 'the gateway ended');
    await pause(100);
  }
}
async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
}

before(async () => {
  folder = makeGatewayFolder('embedded-');
  data = join(folder, 'data');
  database = join(data, 'database');
  ports = await freePorts();
});
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('the folder of an embedded database', { timeout: 300_000 }, () => {
  it('is one gateway’s: a second one, and every command, ends with who has it, and the first goes on', async () => {
    const first = start();
    await ready(first);
    const commands = [[], ['erase', '--tenant', 'lumio', '--customer', 'cus_1'], ['reseal']];
    for (const command of commands) {
      const { code, said, complained } = await ended(start(...command));
      assert.equal(code, 1, complained);
      assert.equal(said, '');
      const [headline, sentence = '', ...more] = complained.trimEnd().split('\n');
      assert.equal(headline, `The gateway cannot ${command.length > 0 ? 'do this' : 'start'}.`);
      assert.ok(sentence.startsWith(`DATA_DIR: the database in ${database} is in use by`), sentence);
      assert.ok(sentence.includes(`process ${first.pid} on ${hostname()} since `), sentence);
      assert.deepEqual(more, []);
    }
    assert.ok(await isReady());
    await kill(first);
  });

  it('is free as soon as that one is gone, however it went, and whatever number the next process has', async () => {
    // As after a restart of the machine: the number is that of somebody who lives and has nothing to do with it.
    const holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
    writeFileSync(join(database, 'gateway.pid'), JSON.stringify(holder));
    const { code, complained } = await ended(start('reseal'));
    assert.equal(code, 0, complained);
    const next = start();
    await ready(next);
    const stopped = ended(next);
    next.kill('SIGTERM');
    assert.equal((await stopped).code, 0);
    await (await openDatabase({ folder: database })).close();
  });

  it('is somebody else’s when it is a copy', async () => {
    const original = await openDatabase({ folder: database });
    const copied = join(folder, 'copy');
    mkdirSync(copied);
    for (const file of ['gateway.lock', 'gateway.pid']) cpSync(join(database, file), join(copied, file));
    const copy = await openDatabase({ folder: copied });
    await assert.rejects(openDatabase({ folder: database }), /in use by process \d+/);
    await Promise.all([original.close(), copy.close()]);
  });

  it('is that of one when several start at the same moment', async () => {
    const fresh = join(folder, 'fresh');
    const script = `
      const { openDatabase } = await import('./gateway/store/database.ts');
      try {
        const database = await openDatabase({ folder: process.argv[1] });
        console.log('open');
        process.stdin.resume();
        process.stdin.on('end', () => database.close());
      } catch (error) {
        console.log(error.message);
        process.exit(3);
      }`;
    const racers = Array.from({ length: 5 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script, fresh], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    children.push(...racers);
    const over = racers.map((racer) => once(racer, 'close'));
    const first = racers.map(async (racer) => String((await once(racer.stdout, 'data'))[0]).trim());
    const words = await Promise.all(first);
    assert.equal(words.filter((word) => word === 'open').length, 1, words.join('\n'));
    assert.equal(words.filter((word) => word.includes(`${fresh} is in use by`)).length, 4, words.join('\n'));
    for (const racer of racers) racer.stdin.end();
    await Promise.all(over);
  });

  it('that cannot be locked is opened by nobody', async () => {
    const without = join(folder, 'without');
    mkdirSync(join(without, 'gateway.lock'), { recursive: true });
    await assert.rejects(openDatabase({ folder: without }), ({ message }: Error) => {
      assert.equal(message, `DATA_DIR: no database can be opened in ${without}`);
      return true;
    });
  });
});
