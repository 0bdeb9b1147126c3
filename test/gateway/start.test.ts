import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { readConfiguration } from '../../gateway/configuration.ts';
import { loggerOptions } from '../../gateway/operation/logging.ts';
import { withSecretFiles } from '../../gateway/secret-files.ts';
import { readSettings, settingsSchema } from '../../gateway/settings.ts';
import { openDatabase } from '../../gateway/store/database.ts';
import { readTenants } from '../../gateway/tenants/tenant-file.ts';
import { contrast } from '../../src/domain/contrast.ts';
import { credentials } from './gateway-under-test.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenants-'));
  cpSync('demo/tenants', folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Changes the file of a tenant, by a function on its content. */
function edit(change: (tenant: Record<string, unknown>) => void, name = 'lumio.json'): void {
  const file = join(folder, name);
  const tenant = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  change(tenant);
  writeFileSync(file, JSON.stringify(tenant));
}

describe('tenant files', () => {
  it('of the demo are right', async () => {
    const tenants = await readTenants(folder, credentials);
    assert.deepEqual(
      tenants.map(({ slug }) => slug),
      ['lumio', 'voltwerk'],
    );
  });

  it('name the file and the place of every mistake', async () => {
    edit((tenant) => {
      tenant.colour = 'red';
      tenant.plans = ['lumio'];
    });
    edit(
      (tenant) => ((tenant.brand as Record<string, unknown>).radius = '4px; } body { display: none'),
      'voltwerk.json',
    );
    await assert.rejects(readTenants(folder, credentials), ({ message }: Error) => {
      assert.match(message, /lumio\.json: .*colour/);
      assert.match(message, /lumio\.json: plans\.0: /);
      assert.match(message, /voltwerk\.json: brand\.radius: /);
      return true;
    });
  });

  it('that are no JSON, or that there are none of, are said to be so', async () => {
    writeFileSync(join(folder, 'lumio.json'), '{ "slug": ');
    await assert.rejects(readTenants(folder, credentials), /lumio\.json: is not JSON/);
    await assert.rejects(readTenants(join(folder, 'nowhere'), credentials), /TENANTS_DIR: there is no folder/);
  });

  it('name the variable of a credential that is missing', async () => {
    const { LUMIO_CLIENT_SECRET: _missing, ...rest } = credentials;
    await assert.rejects(readTenants(folder, rest), /lumio\.json: .*LUMIO_CLIENT_SECRET/);
    const [lumio] = await readTenants(folder, { ...rest, NOMOS_CLIENT_ID: 'id', NOMOS_CLIENT_SECRET: 'secret' });
    assert.deepEqual(lumio?.api, { clientId: 'id', clientSecret: 'secret', webhookSecrets: lumio?.api.webhookSecrets });
  });

  it('may not share a slug', async () => {
    edit((tenant) => (tenant.slug = 'lumio'), 'voltwerk.json');
    await assert.rejects(readTenants(folder, credentials), /taken by tenant lumio/);
  });

  it('with colours that are hard to read get readable ones', async () => {
    edit((tenant) => {
      const brand = tenant.brand as { colors: { light: Record<string, string> } };
      brand.colors.light.brand = '#ffe27a';
      brand.colors.light.muted = '#cccccc';
      brand.colors.light.accent = '#fff3b0';
      brand.colors.light.line = '#f0f0f0';
    });
    const [lumio] = await readTenants(folder, credentials);
    const light = lumio?.brand.colors.light;
    assert.ok(light);
    for (const surface of [light.background, light.surface, light.sunken]) {
      assert.ok(contrast(light.brand, surface) >= 4.5);
      assert.ok(contrast(light.muted, surface) >= 4.5);
      assert.ok(contrast(light.accent, surface) >= 3);
    }
    assert.ok(contrast(light.on_brand, light.brand) >= 4.5);
  });
});

describe('the environment', () => {
  it('has every mistake named by its variable', async () => {
    const environment = {
      PORT: 'eighty',
      NOMOS_API_URL: 'api.nomos.energy',
      SMTP_URL: 'http://mail',
      NOMOS_NOW: 'soon',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://x',
      TRUST_PROXY: 'everybody',
      NODE_ENV: 'production',
    };
    await assert.rejects(readConfiguration(environment), ({ message }: Error) => {
      for (const name of [
        'PORT',
        'NOMOS_API_URL',
        'SMTP_URL',
        'NOMOS_NOW',
        'LOG_LEVEL',
        'DATABASE_URL',
        'TRUST_PROXY',
        'GATEWAY_SECRET',
      ]) {
        assert.match(message, new RegExp(`^${name} has to be`, 'm'));
      }
      return true;
    });
  });

  it('needs no secret in development, and keeps the one it makes', async () => {
    const first = await readConfiguration({ DATA_DIR: folder });
    const second = await readConfiguration({ DATA_DIR: folder });
    assert.equal(first.serverKey.length, 32);
    assert.deepEqual(first.serverKey, second.serverKey);
  });

  it('names host and database of a PostgreSQL that does not answer, and never its password', async () => {
    await assert.rejects(openDatabase({ url: 'postgres://user:hunter2@127.0.0.1:9/portal' }), ({ message }: Error) => {
      assert.match(message, /DATABASE_URL.*127\.0\.0\.1:9\/portal/);
      assert.ok(!message.includes('hunter2'));
      return true;
    });
  });
});

describe('settings', () => {
  const production = {
    NODE_ENV: 'production',
    SMTP_URL: 'smtps://mail.example',
    GATEWAY_SECRET: 'x'.repeat(32),
  };
  const problemsOf = (environment: Record<string, string>): string[] => {
    try {
      readSettings(environment);
      return [];
    } catch (error) {
      return (error as Error).message.split('\n');
    }
  };

  it('have bounds, and a message that names the variable', () => {
    for (const [name, wrong] of [
      ['PORT', ['-1', '65536', '80.5', '0x50', ' 80', '1e3']],
      ['TRUST_PROXY', ['-1', 'all', '10.0.0.0/8,proxy']],
      ['NOMOS_API_PER_SECOND', ['0', '100001', 'ten']],
      ['NOMOS_API_URL', ['https:/', 'ftp://api', 'http://api.nomos.energy']],
      ['GATEWAY_SECRET', ['x'.repeat(31), `${'x'.repeat(32)},`]],
      ['GATEWAY_SECRET_FALLBACKS', ['short', `${'x'.repeat(32)},short`]],
      ['METRICS_TOKEN', ['guess']],
      ['NOMOS_NOW', ['2026-11-24T10:00:00Z']],
    ] as const) {
      for (const value of wrong) {
        const [first = '', ...others] = problemsOf({ ...production, [name]: value });
        assert.ok(first.startsWith(`${name} has to be `), `${name}=${value}: ${first}`);
        assert.deepEqual(others, []);
      }
    }
  });

  it('that production needs are asked for by name', () => {
    assert.deepEqual(problemsOf({ NODE_ENV: 'production' }).sort(), [
      'GATEWAY_SECRET has to be set in production',
      'SMTP_URL has to be set in production',
    ]);
    assert.deepEqual(problemsOf(production), []);
    assert.deepEqual(problemsOf({ PORT: '', METRICS_TOKEN: '' }), [], 'what is empty is not there');
  });

  it('may stand in files, and so may the credentials of tenants', () => {
    const file = join(folder, 'secret');
    writeFileSync(file, `${'s'.repeat(40)}\n`);
    const filled = withSecretFiles({
      GATEWAY_SECRET_FILE: file,
      LUMIO_CLIENT_SECRET_FILE: file,
      SSL_CERT_FILE: '/none',
    });
    assert.equal(filled.GATEWAY_SECRET, 's'.repeat(40));
    assert.equal(filled.LUMIO_CLIENT_SECRET, 's'.repeat(40));
    assert.ok(!('SSL_CERT' in filled), 'the variables of others are theirs');
    assert.throws(() => withSecretFiles({ SMTP_URL_FILE: '/none' }), /^Error: SMTP_URL_FILE has to be a file/);
    assert.throws(() => withSecretFiles({ PORT_FILE: file, PORT: '1' }), /^Error: PORT_FILE has to be absent/);
  });

  it('are the table in docs/gateway.md, with their defaults', () => {
    const shapes = [false, true].map((production) => settingsSchema({ production }).shape);
    const defaultOf = (schema: unknown): string | null => {
      const { type, defaultValue } = (schema as { def: { type: string; defaultValue?: string } }).def;
      if (defaultValue !== undefined) return `\`${defaultValue}\``;
      return type === 'optional' || type === 'undefined' ? '' : 'none, it has to be set';
    };
    const [development = {}, public_ = {}] = shapes as Record<string, unknown>[];
    const expected = Object.keys(development).map((name) => {
      const here = defaultOf(development[name]);
      const there = defaultOf(public_[name]);
      const inProduction = here === there ? '' : `in production ${there ?? ''}`;
      return [name, [here, inProduction].filter(Boolean).join('; ')];
    });
    const [, section = ''] = readFileSync('docs/gateway.md', 'utf8').split('## Environment');
    const [table = ''] = section.split('An empty variable');
    const rows = [...table.matchAll(/^\| `(\w+)` +\|.*\| ([^|]*?) *\|$/gm)].map(([, name, fallback]) => [
      name,
      fallback,
    ]);
    assert.deepEqual(rows, expected);
  });
});

describe('tenants', () => {
  it('cannot take the host of another', async () => {
    edit((tenant) => (tenant.hosts = ['lumio.customerportal.energy']), 'voltwerk.json');
    await assert.rejects(readTenants(folder, credentials), /voltwerk\.json: .*taken by tenant lumio/);
  });
});

describe('the log', () => {
  it('holds no addresses and no ids', () => {
    const options = loggerOptions('info') as { serializers: Record<string, (value: unknown) => unknown> };
    const request = options.serializers.req?.({
      method: 'GET',
      url: '/api/invoices/inv_secret?filter[x]=y',
      routeOptions: { url: '/api/invoices/:id' },
      tenant: { slug: 'lumio' },
    });
    assert.deepEqual(request, { method: 'GET', route: '/api/invoices/:id', tenant: 'lumio' });
    const error = options.serializers.err?.(new Error('550 no such user kim@example.org here'));
    assert.ok(!JSON.stringify(error).includes('kim@'));
  });
});
