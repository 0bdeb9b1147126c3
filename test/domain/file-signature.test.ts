import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fileTypeOf, signatureBytes } from '../../src/domain/file-signature.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));

const signed: [string, Uint8Array][] = [
  ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF')],
  ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe1, 0, 16], 'Exif')],
  ['image/png', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0, 0, 0, 13], 'IHDR')],
  ['image/heic', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic')],
  ['image/heic', bytes([0, 0, 0, 24], 'ftypmif1', [0, 0, 0, 0], 'mif1heic')],
  ['application/pdf', bytes('%PDF-1.7\n')],
];

describe('the type of a file', () => {
  it('is told by how it begins, whatever follows', () => {
    for (const [type, start] of signed) {
      assert.equal(fileTypeOf(start), type);
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: signatureBytes }), (rest) => {
          assert.equal(fileTypeOf(new Uint8Array([...start, ...rest])), type);
        }),
      );
    }
  });

  it('is not that of a beginning that is cut off, or shifted', () => {
    for (const [, start] of signed) {
      assert.equal(fileTypeOf(start.subarray(0, 2)), null);
      assert.equal(fileTypeOf(new Uint8Array([0x20, ...start])), null);
    }
  });

  it('is none of ours for pages, scripts, archives, films and other pictures', () => {
    const others = [
      '<!doctype html><script>',
      '<svg xmlns="http://www.w3.org/2000/svg">',
      '#!/bin/sh\n',
      'GIF89a',
      'PK\u0003\u0004',
      'RIFF\0\0\0\0WEBPVP8 ',
      'MZ\u0090\0',
      '\0\0\0\u0018ftypmp42',
      '\0\0\0\u0018ftypavif',
      '',
    ];
    for (const text of others) assert.equal(fileTypeOf(bytes(text)), null, text);
  });
});
