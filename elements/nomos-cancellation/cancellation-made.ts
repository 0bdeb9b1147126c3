import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import { addDays, berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import type { MadeDeclaration } from '../../src/ui/declaration-form.ts';
import { receiptStyles } from '../../src/ui/request-receipt-styles.ts';
import { renderRequestReceipt, type ReceiptFile } from '../../src/ui/request-receipt.ts';

/** Goes with the receipt, and so comes with it. */
export const madeStyles = receiptStyles;

/** Within how many days a supplier has to confirm a cancellation with the end of the contract (s. 41b (1) EnWG). */
const confirmationDays = 7;

/** What was done, in a sentence. */
function title({ state }: CustomerRequest): string {
  return state === 'applied'
    ? msg('Ihr Vertrag ist gekündigt', { id: 'cancellation.made.applied' })
    : msg('Ihre Kündigung ist bei uns eingegangen', { id: 'cancellation.made.received' });
}

/** What happens next, and by when. */
function next(request: CustomerRequest, formats: Formats): TemplateResult {
  const { state, end_at: endAt, refusal, received_at: receivedAt } = request;
  if (state === 'applied' && endAt) {
    const lastDay = formats.dateLong(addDays(berlinDateOf(endAt), -1));
    return html`<p>
        ${msg(html`Der letzte Tag der Belieferung ist <strong>${lastDay}</strong>.`, { id: 'cancellation.made.last-day' })}
      </p>
      <p>
        ${msg('Danach schicken wir Ihnen die Schlussrechnung. Sie müssen nichts weiter tun.', {
          id: 'cancellation.made.final-invoice',
        })}
      </p>`;
  }
  const by = formats.date(addDays(berlinDateOf(receivedAt), confirmationDays));
  return html`${
      refusal
        ? html`<p>
            ${
              refusal === 'invalid_termination_date'
                ? msg('Zu diesem Tag ließ sich der Vertrag nicht sofort beenden: Die Frist bis dahin ist zu kurz.', {
                    id: 'cancellation.made.too-soon',
                  })
                : msg('Sofort ausführen ließ sich die Kündigung nicht.', { id: 'cancellation.made.refused' })
            }
            ${msg('Jemand vom Kundenservice kümmert sich darum. Ihre Erklärung zählt ab dem Eingang.', {
              id: 'cancellation.made.person',
            })}
          </p>`
        : nothing
    }
    <p>
      ${msg(str`Bis spätestens ${by} schreiben wir Ihnen, an welchem Tag Ihr Vertrag endet.`, {
        id: 'cancellation.made.by',
      })}
    </p>`;
}

/** What was declared, with what happens next, and a way to declare more. */
export function renderCancellationMade(
  { request, email, file }: MadeDeclaration & { file: ReceiptFile },
  formats: Formats,
  { headingLevel, onSave, onAgain }: { headingLevel: number; onSave: () => void; onAgain: () => void },
): TemplateResult {
  return renderRequestReceipt({
    ...{ request, email, file, formats, headingLevel, onSave },
    title: title(request),
    next: next(request, formats),
    actions: html`<button class="button plain" part="button" type="button" @click=${onAgain}>
      ${msg('Noch einen Vertrag kündigen', { id: 'cancellation.again' })}
    </button>`,
  });
}
