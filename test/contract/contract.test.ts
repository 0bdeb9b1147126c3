import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { isPortalPath, portalRoutes } from '../../src/contract/gateway/portal-routes.ts';
import { createSessionSchema } from '../../src/contract/gateway/sign-in.ts';
import { errorEnvelopeSchema } from '../../src/contract/nomos/error.ts';
import { invoiceSchema } from '../../src/contract/nomos/invoice.ts';
import { listSchema } from '../../src/contract/nomos/list.ts';
import { priceSchema } from '../../src/contract/nomos/price.ts';
import { subscriptionListItemSchema } from '../../src/contract/nomos/subscription.ts';
import { usageSchema } from '../../src/contract/nomos/usage.ts';
import { invoices } from '../../demo/gallery/fixtures.ts';

const accepts = (schema: z.ZodMiniType, value: unknown): boolean => z.safeParse(schema, value).success;

describe('the contract is tolerant of what may come', () => {
  it('unknown fields are left out', () => {
    const parsed = z.parse(invoiceSchema, { ...invoices.open, due_at: '2026-12-01' });
    assert.ok(!('due_at' in parsed));
  });

  it('unknown statuses and unknown kinds of invoice pass', () => {
    assert.equal(z.parse(invoiceSchema, { ...invoices.open, status: 'in_dispute' }).status, 'in_dispute');
    assert.equal(z.parse(invoiceSchema, { ...invoices.open, type: 'correction' }).type, 'correction');
    assert.equal(
      z.parse(usageSchema, {
        meter_type: 'smart',
        resolution: 'day',
        data: [{ start: 'x', usage: 1, type: 'substitute' }],
      }).data[0]?.type,
      'substitute',
    );
  });

  it('absent and null are the same', () => {
    const { paid_at: _absent, ...invoice } = invoices.open;
    assert.equal(z.parse(invoiceSchema, invoice).paid_at, null);
    assert.equal(z.parse(priceSchema, { subscription: 's', resolution: 'hourly', items: null }).items, null);
    assert.equal(z.parse(listSchema(z.string()), { items: [] }).next_page, null);
    assert.equal(z.parse(listSchema(z.string()), { items: [] }).has_more, false);
  });

  it('an error envelope may be bare', () => {
    assert.deepEqual(z.parse(errorEnvelopeSchema, { code: 'NOT_FOUND' }), {
      code: 'NOT_FOUND',
      message: '',
      requestId: null,
      docs: null,
      errors: null,
    });
  });
});

describe('the contract is strict about what is shown', () => {
  it('a number that is none breaks the parse and names its place', () => {
    for (const total of ['79.18', null, undefined, Number.NaN]) {
      assert.equal(accepts(invoiceSchema, { ...invoices.open, total }), false, String(total));
    }
    const broken = z.safeParse(usageSchema, {
      meter_type: 'smart',
      resolution: 'day',
      data: [{ start: 'x', usage: '1', type: 'final' }],
    });
    assert.deepEqual(broken.error?.issues[0]?.path, ['data', 0, 'usage']);
  });

  it('what an invoice may lack is absent or right, never of another kind', () => {
    assert.equal(z.parse(invoiceSchema, { ...invoices.open, usage: undefined }).usage, null);
    assert.equal(accepts(invoiceSchema, { ...invoices.open, usage: '512' }), false);
    assert.equal(accepts(invoiceSchema, { ...invoices.void, voids: 7 }), false);
  });

  it('a list holds items and nothing else', () => {
    for (const body of [null, [], {}, { items: 'none' }, { items: [1] }]) {
      assert.equal(accepts(listSchema(subscriptionListItemSchema), body), false);
    }
  });

  it('a code has six digits', () => {
    assert.equal(accepts(createSessionSchema, { challenge: 'c', code: '012345' }), true);
    for (const code of ['12345', '1234567', '12345a', ' 12345']) {
      assert.equal(accepts(createSessionSchema, { challenge: 'c', code }), false);
    }
  });
});

describe('routes of the portal', () => {
  it('are known, and nothing that only looks like one is', () => {
    for (const route of portalRoutes) {
      const path = route.replace('{id}', 'inv_drjjua6ampd1op2fg98k89x8').replace('{slug}', 'meter-reading');
      assert.ok(isPortalPath(path), route);
    }
    for (const path of [
      '',
      '/',
      '//evil.example',
      '/\\evil.example',
      '/overview/',
      '/overview/x',
      '/invoices/',
      '/invoices/a/b',
      '/invoices/..',
      'https://evil.example/overview',
      '/Overview',
      '/login\n',
    ]) {
      assert.equal(isPortalPath(path), false, JSON.stringify(path));
    }
  });
});
