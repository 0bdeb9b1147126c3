import type { IncomingMessage } from 'node:http';
import { pipeline, Transform } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { badGateway } from '../errors.ts';
import { readJson } from '../nomos-api/bounded-body.ts';
import type { Upstream } from '../nomos-api/upstream.ts';
import type { OpenStoredFile } from './stored-file.ts';
import { passOnError } from './upstream-answer.ts';

/** Larger than any invoice; a file that claims more is none. */
const largestFile = 20 * 1024 * 1024;

/**
 * Sends the PDF of an invoice that has been found to be the caller's own. The API answers with an address in its storage,
 * good for an hour; the gateway fetches it itself, so that the address never reaches a browser.
 */
export async function sendInvoiceFile(
  reply: FastifyReply,
  upstream: Upstream,
  invoice: unknown,
  { id, download, openStoredFile }: { id: string; download: boolean; openStoredFile: OpenStoredFile },
): Promise<FastifyReply> {
  const file = await openFile(upstream, openStoredFile, id);
  const number = (invoice as { invoice_number?: unknown }).invoice_number;
  const name = (typeof number === 'string' ? number : id).replace(/[^\w.-]/g, '_');
  void reply
    .header('cache-control', 'no-store')
    .header('content-type', 'application/pdf')
    .header('content-disposition', `${download ? 'attachment' : 'inline'}; filename="Rechnung-${name}.pdf"`);
  const length = file.headers['content-length'];
  if (length) void reply.header('content-length', length);
  let sent = 0;
  // A length may be missing or untrue: what counts is what comes.
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent += chunk.length;
      if (sent > largestFile) done(new Error('The file is too large'));
      else done(null, chunk);
    },
  });
  // Whichever end lets go, the other one is let go of as well.
  pipeline(file, limited, () => undefined);
  return reply.send(limited);
}

async function openFile(upstream: Upstream, openStoredFile: OpenStoredFile, id: string): Promise<IncomingMessage> {
  const answer = await upstream.open(`/invoices/${id}/file`);
  if (answer.status !== 302) {
    const body: unknown = await readJson(answer).catch(() => null);
    passOnError({ status: answer.status, headers: answer.headers, body });
    throw badGateway(`The Nomos API answered ${answer.status} where a file should be`);
  }
  await answer.body?.cancel();
  const file = await openStoredFile(answer.headers.get('location') ?? '');
  const { 'content-type': type = '', 'content-length': length = '0', 'content-encoding': encoding } = file.headers;
  if (file.statusCode !== 200 || !type.startsWith('application/pdf') || encoding || Number(length) > largestFile) {
    file.destroy();
    throw badGateway('What stands in the place of the file is not a PDF');
  }
  return file;
}
