/** Rows about where a sign-in may lead. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { customerIdOf } from '../../../demo/sandbox/identifiers.ts';
import { organisationToken } from '../../../demo/sandbox/organisation-token.ts';
import { startSandbox, type Sandbox } from '../../../demo/sandbox/server.ts';
import { isPortalPath, signInTarget } from '../../../src/contract/gateway/portal-routes.ts';
import { linkAddress } from '../../../gateway/sign-in/links.ts';
import { forgetAll, startGateway, type GatewayUnderTest } from '../gateway-under-test.ts';
import { listen, type ListeningGateway } from './over-sockets.ts';
import { openRedirectPayloads } from './open-redirect-payloads.ts';

let sandbox: Sandbox;
let gateway: GatewayUnderTest;
let wire: ListeningGateway;

before(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: { perSecond: 1000, burst: 1000 } });
  gateway = await startGateway({ nomosApiUrl: sandbox.url, trustProxy: 1 });
  wire = await listen(gateway);
});
after(async () => {
  await gateway.close();
  await sandbox.close();
});

/** Where a browser would go that follows an address from this site. */
const goesTo = (address: string): URL => new URL(address, 'https://lumio.customerportal.energy/login');

describe('a sign-in leads', () => {
  it('to known routes, with their query', () => {
    for (const next of [
      '/overview',
      '/invoices?year=2026&status=paid',
      '/invoices/inv_1',
      '/help/moving',
      '/account',
    ]) {
      assert.equal(signInTarget(next), next);
    }
    assert.equal(signInTarget('/invoices/../account'), '/account');
    assert.equal(signInTarget('/overview#top'), '/overview');
  });

  it('to nothing else, however it is written', () => {
    for (const payload of openRedirectPayloads) {
      const target = signInTarget(payload);
      assert.equal(target, null, JSON.stringify(payload));
    }
  });

  it('to this site and a known route or nowhere, whatever anybody writes', () => {
    const pieces = [
      '/',
      '\\',
      '//',
      '.',
      '..',
      '%2f',
      '%5c',
      '%2e',
      '\t',
      '\n',
      '\u0000',
      ' ',
      ':',
      '@',
      '?',
      '#',
      ';',
    ];
    const words = ['overview', 'invoices', 'inv_1', 'evil.example', 'https', 'javascript', 'login', 'next='];
    const address = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.constantFrom(...words), fc.string({ maxLength: 3 })), {
        maxLength: 9,
      })
      .map((parts) => parts.join(''));
    let led = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          address,
          address.map((rest) => `/overview${rest}`),
        ),
        (next) => {
          const target = signInTarget(next);
          if (target === null) return;
          led += 1;
          const { origin, pathname } = goesTo(target);
          assert.equal(origin, 'https://lumio.customerportal.energy');
          assert.ok(isPortalPath(pathname) && pathname !== '/login' && pathname !== '/auth/confirm', target);
          assert.ok(goesTo(target).href.endsWith(target), 'it is written as browsers read it');
        },
      ),
      { numRuns: 3000 },
    );
    assert.ok(led > 50, `${led} led somewhere`);
  });

  it('nowhere else by the link in a mail', async () => {
    const origin = 'https://lumio.customerportal.energy';
    for (const next of openRedirectPayloads) {
      const link = linkAddress(origin, { token: 'abc', type: 'email', next });
      assert.equal(link, `${origin}/auth/confirm?token_hash=abc&type=email`, JSON.stringify(next));
    }
    // And that is the one that is sent.
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example/overview']) {
      await forgetAll(gateway);
      const { link } = await gateway.codeFor('smart@sandbox.example', { next });
      assert.deepEqual([...link.searchParams.keys()], ['token_hash', 'type'], JSON.stringify(next));
    }
  });

  it('nowhere else by the link of a supplier’s backend, which is told', async () => {
    const token = await organisationToken(sandbox.url);
    for (const next of openRedirectPayloads) {
      const { status, body } = await wire.write(
        '/admin/magic_link',
        { customerId: customerIdOf('smart'), next },
        { authorization: `Bearer ${token}` },
      );
      assert.equal(status, 400, JSON.stringify(next));
      assert.equal((JSON.parse(body) as { errors: { field: string }[] }).errors[0]?.field, 'next');
    }
  });

  it('nowhere else by an address of the portal: its own redirects stay here', async () => {
    const paths = [
      '//evil.example',
      '//evil.example/%2e%2e',
      '//evil.example/..',
      '/\\evil.example',
      '/%5cevil.example',
      '/%2f%2fevil.example',
      '/.//evil.example',
      '/assets//evil.example/..',
      '/assets/..//evil.example',
      '/help//evil.example',
      '/legal//evil.example',
      '/?token_hash=a&next=//evil.example',
      '/?token_hash=//evil.example',
      '/?token_hash=%0d%0aSet-Cookie:%20a=b%0d%0a',
      '/?token_hash=a#@evil.example',
      '/?//evil.example?token_hash=a',
    ];
    for (const path of paths) {
      const { status, headers } = await wire.send({ path, headers: { accept: 'text/html' } });
      assert.equal(headers['set-cookie'], undefined, path);
      const { location } = headers;
      if (status < 300 || status > 399) {
        assert.equal(location, undefined, path);
        continue;
      }
      assert.equal(
        goesTo(location ?? '').hostname,
        'lumio.customerportal.energy',
        `${path} leads to ${location ?? ''}`,
      );
    }
    const root = await wire.send({ path: '/?token_hash=abc&type=magiclink&next=/invoices' });
    assert.equal(root.headers.location, '/auth/confirm?token_hash=abc&type=magiclink&next=/invoices');
  });
});
