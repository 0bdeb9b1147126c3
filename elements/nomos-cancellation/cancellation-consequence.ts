import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { addDays, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import { endOfNotice, moveOutNotice, type NoticePeriod } from '../../src/domain/notice-period.ts';
import { lastDayOf, namesDay, terminationOf } from './cancellation-draft.ts';
import type { CancellationForm } from './cancellation-element.ts';

/** `30 Tage`, `1 month`. */
function noticeLabel({ count, unit }: NoticePeriod, { locale }: Formats): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** How the earliest day is found. When it is, is for the supplier to say; here it is only told apart from a wish. */
function renderEarliest({ notice, today, chosen, fields }: CancellationForm, formats: Formats): TemplateResult {
  const answer = chosen
    ? msg('Welcher Tag es ist, sehen Sie gleich nach dem Absenden.', { id: 'cancellation.earliest.at-once' })
    : msg('Welcher Tag es ist, schreiben wir Ihnen innerhalb einer Woche.', { id: 'cancellation.earliest.in-a-week' });
  if (terminationOf(fields) === 'extraordinary') {
    return html`${msg('Wir prüfen den Grund und bestätigen Ihnen den Tag innerhalb einer Woche.', {
      id: 'cancellation.earliest.extraordinary',
    })}`;
  }
  if (!notice) {
    return html`${msg('Er richtet sich nach der Kündigungsfrist in Ihrem Vertrag.', { id: 'cancellation.earliest.contract' })}
    ${answer}`;
  }
  const around = formats.date(endOfNotice(today, notice));
  return html`${msg(str`Ihre Kündigungsfrist beträgt ${noticeLabel(notice, formats)}: Das ist etwa der ${around}.`, {
    id: 'cancellation.earliest.notice',
  })}
  ${answer}`;
}

function renderDayNote(
  { fields, today, chosen }: CancellationForm,
  lastDay: BerlinDate,
  formats: Formats,
): TemplateResult {
  const moving = terminationOf(fields) === 'move-out';
  const after = formats.date(addDays(lastDay, 1));
  const isSoon = moving && lastDay < endOfNotice(today, moveOutNotice);
  const fromThen =
    chosen?.type === 'feed_in'
      ? msg(str`Ab dem ${after} nehmen wir Ihren Strom nicht mehr ab.`, { id: 'cancellation.from-then.feed-in' })
      : msg(str`Ab dem ${after} beliefern wir Sie nicht mehr.`, { id: 'cancellation.from-then' });
  // Of a day that is over, nobody can promise that.
  return html`${lastDay < today ? nothing : fromThen}
  ${
    isSoon
      ? msg('Beim Umzug gilt eine Frist von sechs Wochen. Ob es früher geht, sagt Ihnen die Bestätigung.', {
          id: 'cancellation.soon',
        })
      : nothing
  }`;
}

/** What follows from the button beneath it: the last day of supply, as a date, and of which contract. */
export function renderConsequence(form: CancellationForm, formats: Formats): TemplateResult {
  const { fields, chosen } = form;
  const lastDay = lastDayOf(fields);
  const title =
    chosen?.type === 'feed_in'
      ? msg('Letzter Tag der Einspeisung', { id: 'cancellation.last-day.feed-in' })
      : msg('Letzter Tag der Belieferung', { id: 'cancellation.last-day' });
  const address = chosen?.address;
  return html`<div class="consequence" id="consequence" part="consequence">
    <p class="small muted">${title}</p>
    ${
      lastDay
        ? html`<p class="consequence-day">${formats.dateLong(lastDay)}</p>
            <p class="small">${renderDayNote(form, lastDay, formats)}</p>`
        : namesDay(fields)
          ? html`<p>${msg('Steht hier, sobald Sie einen Tag wählen.', { id: 'cancellation.day-open' })}</p>`
          : html`<p class="consequence-day">${msg('So früh wie möglich', { id: 'cancellation.when.earliest' })}</p>
              <p class="small">${renderEarliest(form, formats)}</p>`
    }
    ${
      address
        ? html`<p class="small muted">
            ${address.street} ${address.house_number}, ${address.zip}
            ${address.city}${chosen.number ? ` · ${chosen.number}` : nothing}
          </p>`
        : nothing
    }
  </div>`;
}
