import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { MeterReading } from '../../src/contract/nomos/meter-reading.ts';
import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import { meterReadingLabel } from '../../src/i18n/meter-reading-labels.ts';
import { checkIcon, icon } from '../../src/ui/icons.ts';

/** What was taken, and what happens with it. */
export function renderReadingSent(reading: MeterReading, formats: Formats, onAgain: () => void): TemplateResult {
  const value = meterReadingLabel(reading.value, formats);
  const day = Number.isNaN(Date.parse(reading.timestamp)) ? '' : formats.date(berlinDateOf(reading.timestamp));
  return html`<div class="notice sent" id="sent" tabindex="-1" role="status">
    <p class="notice-title">
      ${icon(checkIcon)}<span>${msg('Ihr Zählerstand ist angekommen', { id: 'meter-reading.sent.title' })}</span>
    </p>
    <p class="figure medium">${value}</p>
    <p>
      ${msg(str`Er gilt für den ${day} und steht ab jetzt in der Liste. Ihr Verbrauch bis zu diesem Tag muss nicht mehr geschätzt werden, und Ihre nächste Abrechnung berücksichtigt den Stand. Sie müssen nichts weiter tun.`, { id: 'meter-reading.sent.next' })}
    </p>
    <button class="button" part="button" type="button" @click=${onAgain}>
      ${msg('Weiteren Stand melden', { id: 'meter-reading.sent.again' })}
    </button>
  </div>`;
}
