import { Readable, Transform } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyReply } from 'fastify';
import { badGateway } from '../errors.ts';
import type { Upstream } from '../nomos-api/upstream.ts';
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
  { id, download }: { id: string; download: boolean },
): Promise<FastifyReply> {
  const file = await openFile(upstream, id);
  const number = (invoice as { invoice_number?: unknown }).invoice_number;
  const name = (typeof number === 'string' ? number : id).replace(/[^\w.-]/g, '_');
  void reply
    .header('cache-control', 'no-store')
    .header('content-type', 'application/pdf')
    .header('content-disposition', `${download ? 'attachment' : 'inline'}; filename="Rechnung-${name}.pdf"`);
  const length = file.headers.get('content-length');
  if (length && !file.headers.has('content-encoding')) void reply.header('content-length', length);
  let sent = 0;
  // A length may be missing or untrue: what counts is what comes.
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent += chunk.length;
      if (sent > largestFile) done(new Error('The file is too large'));
      else done(null, chunk);
    },
  });
  Readable.fromWeb(file.body as ReadableStream)
    .on('error', (error) => limited.destroy(error))
    .pipe(limited);
  return reply.send(limited);
}

async function openFile(upstream: Upstream, id: string): Promise<Response> {
  const answer = await upstream.open(`/invoices/${id}/file`);
  if (answer.status !== 302) {
    const body: unknown = await answer.json().catch(() => null);
    passOnError({ status: answer.status, headers: answer.headers, body });
    throw badGateway(`The Nomos API answered ${answer.status} where a file should be`);
  }
  await answer.body?.cancel();
  const location = answer.headers.get('location') ?? '';
  if (!/^https?:\/\//.test(location) || !URL.canParse(location)) throw badGateway('The file has no address');
  let file: Response;
  try {
    // No credentials: the address itself is the permission, and it leads out of the API.
    // The clock runs until the file begins to come: how long it takes then is the customer's line.
    const waiting = new AbortController();
    const clock = setTimeout(() => waiting.abort(), 30_000);
    file = await fetch(location, { redirect: 'error', signal: waiting.signal }).finally(() => clearTimeout(clock));
  } catch (cause) {
    throw badGateway('The file cannot be fetched', cause);
  }
  const type = file.headers.get('content-type') ?? '';
  const length = Number(file.headers.get('content-length') ?? 0);
  if (!file.ok || !file.body || !type.startsWith('application/pdf') || length > largestFile) {
    await file.body?.cancel();
    throw badGateway('What stands in the place of the file is not a PDF');
  }
  return file;
}
