import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import { addDays, berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import type { MadeDeclaration } from '../../src/ui/declaration-form.ts';
import { receiptStyles } from '../../src/ui/request-receipt-styles.ts';
import { renderRequestReceipt, type ReceiptFile } from '../../src/ui/request-receipt.ts';

/** Goes with the receipt, and so comes with it. */
export const madeStyles = receiptStyles;

/** Within how many days payments go back after a withdrawal (s. 357 (1) BGB). */
const refundDays = 14;

/** What was done, in a sentence. */
function title({ state }: CustomerRequest): string {
  return state === 'applied'
    ? msg('Ihr Vertrag ist widerrufen', { id: 'withdrawal.made.applied' })
    : msg('Ihr Widerruf ist bei uns eingegangen', { id: 'withdrawal.made.received' });
}

/** What happens next, and by when. */
function next(request: CustomerRequest, formats: Formats): TemplateResult {
  const { state, end_at: endAt, refusal, received_at: receivedAt } = request;
  const by = formats.date(addDays(berlinDateOf(receivedAt), refundDays));
  if (state === 'applied') {
    const lastDay = endAt ? formats.dateLong(addDays(berlinDateOf(endAt), -1)) : null;
    return html`${
        lastDay
          ? html`<p>
              ${msg(
                html`Der letzte Tag der Belieferung ist <strong>${lastDay}</strong>: So lange braucht der Netzbetreiber.`,
                {
                  id: 'withdrawal.made.last-day',
                },
              )}
            </p>`
          : ''
      }
      <p>
        ${msg(str`Was Ihnen zusteht, zahlen wir bis spätestens ${by} zurück. Sie müssen nichts weiter tun.`, {
          id: 'withdrawal.made.refund',
        })}
      </p>`;
  }
  return html`<p>
      ${
        refusal === 'withdrawal_not_allowed'
          ? msg(
              'Nach unseren Daten sind die 14 Tage vorbei. Trotzdem sieht sich jemand vom Kundenservice Ihren Widerruf an.',
              {
                id: 'withdrawal.made.late',
              },
            )
          : msg('Jemand vom Kundenservice sieht sich Ihren Widerruf an.', { id: 'withdrawal.made.person' })
      }
      ${msg('Ihre Erklärung zählt ab dem Eingang.', { id: 'withdrawal.made.counts' })}
    </p>
    <p>
      ${msg(str`Das Ergebnis schreiben wir Ihnen. Was Ihnen dann zusteht, zahlen wir bis spätestens ${by} zurück.`, {
        id: 'withdrawal.made.by',
      })}
    </p>`;
}

/** What was declared, with what happens next, and a way to declare more. */
export function renderWithdrawalMade(
  { request, email, file }: MadeDeclaration & { file: ReceiptFile },
  formats: Formats,
  { headingLevel, onSave, onAgain }: { headingLevel: number; onSave: () => void; onAgain: () => void },
): TemplateResult {
  return renderRequestReceipt({
    ...{ request, email, file, formats, headingLevel, onSave },
    title: title(request),
    next: next(request, formats),
    actions: html`<button class="button plain" part="button" type="button" @click=${onAgain}>
      ${msg('Noch einen Vertrag widerrufen', { id: 'withdrawal.again' })}
    </button>`,
  });
}
