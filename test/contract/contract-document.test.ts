import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readContractDocument, type ContractDocument } from '../../scripts/contract-document.ts';

const json = (schema: unknown) => ({ description: '', content: { 'application/json': { schema } } });

const openapi = {
  paths: {
    '/orders/{id}': {
      get: { responses: { 200: json({ $ref: '#/components/schemas/Order' }), 302: { description: 'elsewhere' } } },
    },
    '/orders/mine': { get: { responses: { 200: json({ type: 'array', items: { type: 'string' } }) } } },
    '/bills': {
      post: {
        requestBody: json({
          type: 'object',
          properties: { value: { type: 'number', minimum: 0, exclusiveMinimum: true } },
        }),
        responses: { 200: json({ $ref: '#/components/schemas/Bill' }) },
      },
    },
  },
  components: {
    schemas: {
      Order: {
        type: 'object',
        required: ['reason'],
        properties: {
          reason: { type: 'string', enum: ['storm', null], nullable: true },
          at: { anyOf: [{ type: 'string' }, { type: 'string', format: 'date-time' }, { nullable: true }] },
          note: { nullable: true, allOf: [{ $ref: '#/components/schemas/Note' }] },
          extra: { type: 'object', nullable: true, additionalProperties: { nullable: true } },
        },
      },
      Note: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
      Bill: {
        oneOf: [{ $ref: '#/components/schemas/Usage' }, { $ref: '#/components/schemas/Void' }],
        discriminator: {
          propertyName: 'type',
          mapping: { usage: '#/components/schemas/Usage', void: '#/components/schemas/Void' },
        },
      },
      Usage: {
        type: 'object',
        required: ['type', 'kwh'],
        properties: { type: { type: 'string' }, kwh: { type: 'number' } },
      },
      Void: {
        type: 'object',
        required: ['type', 'of'],
        properties: { type: { type: 'string' }, of: { type: 'string' } },
      },
    },
  },
};

const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
let document: ContractDocument;

before(() => {
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(openapi));
  document = readContractDocument(file);
});
after(() => rmSync(folder, { recursive: true }));

describe('the check against the OpenAPI document', () => {
  const order = (change: object): string[] => document.response('GET', '/orders/o_1', 200, { reason: null, ...change });

  it('takes null where the document says so, and only there', () => {
    assert.deepEqual(order({ at: null, note: null, extra: null }), []);
    assert.deepEqual(
      order({ reason: 'storm', at: '2026-11-24T10:00:00Z', note: { text: '' }, extra: { a: null, b: [1] } }),
      [],
    );
    assert.match(order({ note: { text: null } })[0] ?? '', /^note\.text must be string/);
  });

  it('finds what the proxy overlooks: enumerations with null, dates that are strings, parts that may be null', () => {
    assert.match(order({ reason: 'weather' })[0] ?? '', /^reason must be equal to one of/);
    assert.match(order({ at: 'soon' })[0] ?? '', /^at must match format "date-time"/);
    assert.match(order({ note: {} }).join(), /note must have required property 'text'/);
  });

  it('takes a discriminator at its word', () => {
    const bill = (body: unknown): string[] => document.response('POST', '/bills', 200, body);
    assert.deepEqual(bill({ type: 'usage', kwh: 1 }), []);
    assert.deepEqual(bill({ type: 'void', kwh: 1 }), ["must have required property 'of'"]);
    assert.match(bill({ type: 'other', kwh: 1, of: '' }).join(), /type must be equal to one of/);
  });

  it('reads the bounds of OpenAPI 3.0', () => {
    assert.deepEqual(document.request('POST', '/bills', { value: 0.1 }), []);
    assert.deepEqual(document.request('POST', '/bills', { value: 0 }), ['value must be > 0']);
  });

  it('knows operations and answers, those without a body too, and prefers a path without a parameter', () => {
    assert.deepEqual(document.response('GET', '/orders/mine', 200, ['o_1']), []);
    assert.deepEqual(document.response('GET', '/orders/o_1', 302, ''), []);
    assert.deepEqual(document.response('GET', '/orders/o_1', 418, {}), ['the document has no answer 418']);
    assert.deepEqual(document.response('DELETE', '/orders/o_1', 200, {}), ['the document has no such operation']);
  });
});
