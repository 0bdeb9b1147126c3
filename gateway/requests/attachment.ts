import { fileTypeFromBuffer } from 'file-type';
import { attachmentTypes } from '../../src/contract/gateway/attachment-bounds.ts';
import type { RequestKind } from '../../src/contract/gateway/requests.ts';
import { badRequest } from '../errors.ts';
import type { Attachment } from './customer-request.ts';
import { fieldProblem } from './request-input.ts';

/** What files are called by us, by their type. */
const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
};

/** Photos of telephones that say they are of the family, without saying which one. */
const sameAs: Record<string, string> = { 'image/heif': 'image/heic' };

/** The type of a file that we have named. */
export function typeOf(name: string): string {
  const ending = name.split('.').at(-1);
  return Object.keys(endings).find((type) => endings[type] === ending) ?? 'application/octet-stream';
}

/**
 * Finds out what a file is, by what is in it: neither its name nor what the browser says counts.
 *
 * @throws {GatewayError} 400 at `attachment` when the kind of request takes no such file.
 */
export async function checkAttachment(kind: RequestKind, content: Buffer): Promise<Attachment> {
  const taken: readonly string[] = kind in attachmentTypes ? attachmentTypes[kind as keyof typeof attachmentTypes] : [];
  if (taken.length === 0) throw badRequest('There is no place for a file', [fieldProblem('not_allowed', 'attachment')]);
  const found = (await fileTypeFromBuffer(content))?.mime ?? '';
  const type = sameAs[found] ?? found;
  const ending = endings[type];
  if (!taken.includes(type) || ending === undefined) {
    throw badRequest('The file is not of a type that is taken', [fieldProblem('unsupported_type', 'attachment')]);
  }
  return { type, ending, content };
}
