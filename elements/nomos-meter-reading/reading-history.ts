import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { MeterReading } from '../../src/contract/nomos/meter-reading.ts';
import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import { meterReadingLabel, meterReadingTypeLabel } from '../../src/i18n/meter-reading-labels.ts';
import { renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';

/** The past readings. They load and fail by themselves, and the form works without them. */
export type ReadingHistory =
  | { type: 'loading' }
  | { type: 'empty' }
  | { type: 'error'; error: ShownError }
  /** Newest first. */
  | { type: 'loaded'; readings: MeterReading[] };

/** How many readings are shown before somebody asks for all. */
const shownAtFirst = 12;

/** Newest first. One whose instant cannot be read belongs to no day. */
export function newestFirst(readings: readonly MeterReading[]): MeterReading[] {
  const at = ({ timestamp }: MeterReading): number => Date.parse(timestamp);
  return readings.filter((reading) => !Number.isNaN(at(reading))).sort((a, b) => at(b) - at(a) || b.value - a.value);
}

/** The readings as a table, or what is in its place. */
export function renderReadingHistory(
  history: ReadingHistory,
  formats: Formats,
  { all, onAll, onRetry }: { all: boolean; onAll: () => void; onRetry: () => void },
): TemplateResult {
  switch (history.type) {
    case 'loading':
      return renderSkeleton(['', '', '']);
    case 'error':
      return renderErrorNotice(history.error, onRetry);
    case 'empty':
      return html`<p class="muted">
        ${msg('Noch keine. Ihr erster Stand steht hier, sobald Sie ihn gesendet haben.', { id: 'meter-reading.history.empty' })}
      </p>`;
    case 'loaded': {
      const { readings } = history;
      return html`<div class="table-frame" tabindex="0" role="region" aria-labelledby="history">
          <table part="table" aria-labelledby="history">
            <thead>
              <tr>
                <th scope="col">${msg('Tag und Herkunft', { id: 'meter-reading.history.day' })}</th>
                <th scope="col" class="number">${msg('Stand', { id: 'meter-reading.history.value' })}</th>
              </tr>
            </thead>
            <tbody>
              ${(all ? readings : readings.slice(0, shownAtFirst)).map(
                ({ timestamp, value, type }) =>
                  html`<tr part="row">
                    <td>
                      ${formats.date(berlinDateOf(timestamp))}
                      <span class="origin muted small">${meterReadingTypeLabel(type)}</span>
                    </td>
                    <td class="number">${meterReadingLabel(value, formats)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        ${
          all || readings.length <= shownAtFirst
            ? nothing
            : html`<p>
                <button class="button" part="button" type="button" @click=${onAll}>
                  ${msg('Alle Stände zeigen', { id: 'meter-reading.history.all' })}
                </button>
              </p>`
        }`;
    }
  }
}
