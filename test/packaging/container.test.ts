/** Dockerfile and compose.yaml, as far as they can be checked where no engine runs: what they name is there, and starts so. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, matchesGlob, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import { settingsSchema } from '../../gateway/settings.ts';
import { freePort } from '../../scripts/free-port.ts';

/** The lines of the Dockerfile, those that go on put together. */
const lines = readFileSync('Dockerfile', 'utf8')
  .replaceAll('\\\n', '')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'));
const stages = lines.reduce<string[][]>((all, line) => {
  if (line.startsWith('FROM ')) all.push([]);
  all.at(-1)?.push(line);
  return all;
}, []);
const last = stages.at(-1) ?? [];
const [build = []] = stages;
const argument = (name: string): string =>
  last.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? '';
const compose = readFileSync('compose.yaml', 'utf8');
const [, gatewayService = ''] = /^ {2}gateway:\n((?: {4}.*\n| *\n)+)/m.exec(compose) ?? [];
const ignored = readFileSync('.dockerignore', 'utf8').split('\n').filter(Boolean);
const isIgnored = (path: string): boolean =>
  ignored.some((pattern) => matchesGlob(path, pattern) || matchesGlob(path, `${pattern}/**`));
/** As Docker's own user for nobody in particular; tests in containers run as root. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

describe('the image', () => {
  it('has one pinned base, the Node that the tests run on', () => {
    const { version } = JSON.parse(readFileSync('node_modules/node/package.json', 'utf8')) as { version: string };
    assert.equal(stages.length, 3);
    for (const [from = ''] of stages) assert.match(from, new RegExp(`^FROM node:${version}-slim( AS \\w+)?$`));
  });

  it('runs as somebody who is not root, and says how it is', () => {
    assert.equal(argument('USER'), 'node');
    assert.match(argument('HEALTHCHECK'), /CMD \["node", .*\/healthz/);
    assert.equal(argument('STOPSIGNAL'), 'SIGTERM');
    assert.match(lines.join('\n'), /^ENV NODE_ENV=production$/m);
  });

  it('is built of what is there and not left out', () => {
    const sources = [...build, ...(stages[1] ?? [])]
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    assert.ok(sources.length > 8);
    for (const source of sources) assert.ok(existsSync(source) && !isIgnored(source), source);
  });

  it('gets what is bundled, all of its imports, and no secrets', () => {
    const needed = ['gateway/help/articles', 'src/i18n/generated', 'scripts/build-forms.ts', 'elements', '.npmrc'];
    for (const path of needed) assert.ok(!isIgnored(path), path);
    for (const path of [
      'node_modules/x',
      'gateway/dist/main.js',
      '.env',
      '.env.local',
      'secrets/gateway_secret',
      '.git/config',
    ]) {
      assert.ok(isIgnored(path), path);
    }
  });
});

describe('compose.yaml', () => {
  const names = [...gatewayService.matchAll(/^ {6}([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name);

  it('sets what the gateway knows, secrets from files alone', () => {
    const known = Object.keys(settingsSchema({ production: true }).shape);
    assert.ok(names.length >= 7, names.join());
    for (const name of names) {
      const setting = name.replace(/_FILE$/, '');
      assert.ok(known.includes(setting) || /^LUMIO_CLIENT_(ID|SECRET)$/.test(setting), name);
      if (/SECRET|TOKEN|_URL|_ID/.test(setting)) assert.ok(name.endsWith('_FILE'), name);
    }
  });

  it('has every secret that it names, and a file system that nothing is written to', () => {
    const files = [...gatewayService.matchAll(/\/run\/secrets\/(\w+)/g)].map(([, name = '']) => name);
    for (const name of files) {
      assert.match(gatewayService, new RegExp(`^ {6}- ${name}$`, 'm'));
      assert.match(compose, new RegExp(`^ {2}${name}:\\n {4}file: \\./secrets/${name}$`, 'm'));
    }
    assert.match(gatewayService, /^ {4}read_only: true$/m);
    assert.match(gatewayService, /no-new-privileges/);
    assert.match(compose, /image: postgres:\d+\.\d+$/m);
  });
});

describe('what is in the image', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nomos-image-'));
  after(() => {
    spawnSync('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts where nothing can be written but DATA_DIR, answers to its check, and ends when it is told to', async () => {
    const app = join(folder, 'app');
    for (const line of last.filter((copied) => copied.startsWith('COPY --from='))) {
      const [, , source = '', target = ''] = line.split(' ');
      const built = source.replace('/build/', '');
      const to = join(app, target);
      if (built === 'gateway/node_modules' && !existsSync(built)) continue;
      assert.ok(existsSync(built), `${built} is built`);
      mkdirSync(dirname(to), { recursive: true });
      // Dependencies are many; those of the image are fewer, which the packaging tests see to.
      if (built.endsWith('node_modules')) symlinkSync(resolve(built), to);
      else cpSync(built, to, { recursive: true });
    }
    const data = join(folder, 'data');
    mkdirSync(data);
    if (nobody.uid !== undefined) chownSync(data, nobody.uid, nobody.gid);
    const secret = join(folder, 'secret');
    writeFileSync(secret, `${'s'.repeat(48)}\n`);
    const smtp = join(folder, 'smtp');
    writeFileSync(smtp, 'smtp://127.0.0.1:9');
    chmodSync(folder, 0o711);
    spawnSync('chmod', ['-R', 'a-w,a+rX', app]);
    const port = String(await freePort());
    const environment = {
      NODE_ENV: 'production',
      PORT: port,
      PAGE_DIR: join(app, 'dist/page'),
      TENANTS_DIR: resolve('demo/tenants'),
      DATA_DIR: data,
      GATEWAY_SECRET_FILE: secret,
      SMTP_URL_FILE: smtp,
      NOMOS_API_URL: 'https://127.0.0.1:9',
      NOMOS_CLIENT_ID_FILE: secret,
      NOMOS_CLIENT_SECRET_FILE: secret,
      LOG_LEVEL: 'error',
    };
    const [program, ...parameters] = JSON.parse(argument('ENTRYPOINT')) as [string, ...string[]];
    assert.equal(program, 'node');
    const started = spawn(process.execPath, parameters, { cwd: app, env: environment, ...nobody });
    let said = '';
    started.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    started.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    try {
      const check = JSON.parse(argument('HEALTHCHECK').replace(/^.*?CMD /, '')) as string[];
      const isHealthy = (): boolean =>
        spawnSync(process.execPath, check.slice(1), { env: environment, timeout: 10_000 }).status === 0;
      for (const deadline = Date.now() + 90_000; !isHealthy();) {
        assert.equal(started.exitCode, null, said);
        assert.ok(Date.now() < deadline, said);
      }
      const page = await fetch(`http://127.0.0.1:${port}/readyz`);
      assert.equal(page.status, 200);
      assert.ok(!/EACCES|EROFS/.test(said), said);
    } finally {
      started.kill('SIGTERM');
    }
    const [code] = (await once(started, 'exit')) as [number];
    assert.equal(code, 0, said);
  });
});
