import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { requestReceipt } from '../api/customer-requests.ts';
import type { GatewayClient } from '../api/gateway-client.ts';
import { isNomosApiError } from '../api/nomos-api-error.ts';
import type { CustomerRequest } from '../contract/gateway/requests.ts';
import { berlinDateOf } from '../domain/berlin-calendar.ts';
import type { Formats } from '../domain/format.ts';
import { renderHeading } from './heading.ts';
import { checkIcon, downloadIcon, icon, warningIcon } from './icons.ts';
import { describeError, type ShownError } from './notices.ts';
import { saveFile } from './save-file.ts';

/** How far the receipt's PDF has got. */
export type ReceiptFile =
  { type: 'idle' } | { type: 'loading' } | { type: 'saved'; fileName: string } | { type: 'failed'; error: ShownError };

/** What the view of a receipt needs beyond the request. */
export interface ReceiptView {
  request: CustomerRequest;
  /** The language and formats in force. */
  formats: Formats;
  /** The level of the title. */
  headingLevel: number;
  /** What was done, in a sentence: "Ihre Kündigung ist angekommen". */
  title: unknown;
  /** What happens next and by when. */
  next: unknown;
  /** Where the confirmation goes; `null` where none does, or the address is not known. */
  email: string | null;
  file: ReceiptFile;
  /** Saves the PDF; `null` where the key of the request is not known. */
  onSave: (() => void) | null;
  /** Further buttons, such as one that opens the form again. */
  actions?: unknown;
}

/**
 * Fetches the receipt of a request as a PDF and hands it to the browser to save.
 *
 * @param key - The key that the request was made with.
 * @returns What became of it, for {@link ReceiptView.file}.
 */
export async function saveReceipt(
  gateway: GatewayClient,
  { request, key }: { request: CustomerRequest; key: string },
): Promise<ReceiptFile> {
  const fileName = `${request.reference.replace(/[^\w-]/g, '')}-${berlinDateOf(request.received_at)}.pdf`;
  try {
    saveFile(await requestReceipt(gateway, { id: request.id, key }), fileName);
    return { type: 'saved', fileName };
  } catch (error) {
    if (!isNomosApiError(error)) throw error;
    return { type: 'failed', error };
  }
}

function fileText(file: ReceiptFile): unknown {
  switch (file.type) {
    case 'idle':
      return nothing;
    case 'loading':
      return msg('PDF wird erstellt …', { id: 'receipt.loading' });
    case 'saved':
      return msg(str`Gespeichert: ${file.fileName}`, { id: 'receipt.saved' });
    case 'failed':
      return html`${icon(warningIcon)}
        <span
          >${describeError(file.error).title}.
          ${msg('Ihr Vorgang ist trotzdem sicher bei uns gespeichert. Bitte versuchen Sie es gleich noch einmal.', {
            id: 'receipt.failed',
          })}</span
        >`;
  }
}

/**
 * What stands in place of a form once a request is written down: what was asked, when it was received (Berlin), its
 * reference, what happens next, and the receipt to save or print. Give the focus to `#receipt` when it appears. Needs
 * `receiptStyles`.
 */
export function renderRequestReceipt(view: ReceiptView): TemplateResult {
  const { request, formats, email, file, onSave } = view;
  const row = (label: unknown, value: unknown): TemplateResult =>
    html`<div>
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<div
    class="receipt"
    id="receipt"
    tabindex="-1"
    role="group"
    aria-labelledby="receipt-title"
    part="receipt"
  >
    <div class="receipt-title">
      ${icon(checkIcon)}${renderHeading(view.headingLevel, 'subtitle', html`<span id="receipt-title">${view.title}</span>`)}
    </div>
    <div class="receipt-next">${view.next}</div>
    ${
      email === null
        ? nothing
        : html`<p>
            ${msg(html`Eine Bestätigung per E-Mail geht an <strong>${email}</strong>.`, { id: 'receipt.email' })}
          </p>`
    }
    <dl>
      ${row(msg('Eingegangen', { id: 'receipt.received' }), formats.dateTime(request.received_at))}
      ${row(msg('Vorgang', { id: 'receipt.reference' }), html`<span class="reference">${request.reference}</span>`)}
      ${request.summary.map(({ label, value }) => row(label, value))}
    </dl>
    <p class="receipt-actions">
      ${
        onSave
          ? html`<button
              class="button primary"
              part="button"
              type="button"
              aria-disabled=${file.type === 'loading'}
              @click=${() => (file.type === 'loading' ? undefined : onSave())}
            >
              ${icon(downloadIcon)}${msg('PDF speichern', { id: 'receipt.save' })}
            </button>`
          : nothing
      }
      <button class="button" part="button" type="button" @click=${() => window.print()}>
        ${msg('Drucken', { id: 'receipt.print' })}
      </button>
      ${view.actions}
    </p>
    <p class="small receipt-file" role="status">${fileText(file)}</p>
  </div>`;
}
