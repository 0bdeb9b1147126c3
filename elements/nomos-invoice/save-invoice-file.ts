import { invoiceFileUrl } from '../../src/api/invoices.ts';
import { NomosApiError } from '../../src/api/nomos-api-error.ts';
import { open } from '../../src/api/request.ts';
import type { SessionStore } from '../../src/session/session-store.ts';
import { saveFile } from '../../src/ui/save-file.ts';

/** How long a file may take on a slow line, in milliseconds. */
const fileMilliseconds = 120_000;

/**
 * Fetches the PDF of an invoice with the token of the page, and hands it to the browser to save.
 *
 * @throws {NomosApiError} When it does not come.
 */
export async function saveInvoiceFile({ client, gateway }: SessionStore, id: string): Promise<void> {
  const transport = { ...gateway.transport, baseUrl: '', timeoutMilliseconds: fileMilliseconds };
  const response = await open(transport, invoiceFileUrl(client, id, { download: true }));
  const [, name = `${id}.pdf`] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  let file: Blob;
  try {
    file = await response.blob();
  } catch (cause) {
    throw new NomosApiError('network', 'The file did not come to its end', { cause });
  }
  saveFile(file, name);
}
