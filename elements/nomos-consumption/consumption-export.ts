import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { consumptionQuery } from '../../src/api/consumption.ts';
import { isNomosApiError } from '../../src/api/nomos-api-error.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { aggregate } from '../../src/domain/aggregate.ts';
import { addDays, isBerlinDate } from '../../src/domain/berlin-calendar.ts';
import { consumptionCsv, consumptionFileName, consumptionJson } from '../../src/domain/consumption-csv.ts';
import type { SupplyDays } from '../../src/domain/consumption-view.ts';
import { resolutions, type Resolution } from '../../src/domain/interval-join.ts';
import type { Period } from '../../src/domain/period.ts';
import type { SessionStore } from '../../src/session/session-store.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { downloadIcon, icon } from '../../src/ui/icons.ts';
import { describeError, type ShownError } from '../../src/ui/notices.ts';
import { saveFile } from '../../src/ui/save-file.ts';
import { resolutionLabel } from './consumption-texts.ts';

/** A file that somebody wants: Berlin days, how long its rows are, and its kind. */
export interface Export {
  period: Period;
  resolution: Resolution;
  extension: 'csv' | 'json';
}

/** How far the last export has got. */
export type ExportStatus =
  | { type: 'idle' }
  | { type: 'running' }
  | { type: 'done'; fileName: string }
  | { type: 'invalid' }
  | { type: 'failed'; error: ShownError };

/** Reads what an export needs, month by month through the page's cache, and hands the file to the browser. */
export async function exportConsumption(
  store: SessionStore,
  subscription: Subscription,
  { period, resolution, extension }: Export,
  locale: 'de' | 'en',
): Promise<ExportStatus> {
  if (period.endExclusive <= period.start) return { type: 'invalid' };
  try {
    const query = consumptionQuery(store, { subscription: subscription.id, period });
    const { intervals: fine } = await store.queryClient.query(query);
    const intervals = resolution === '15min' ? fine : aggregate(fine, resolution);
    const csv = extension === 'csv';
    const text = csv ? consumptionCsv(intervals, { locale }) : consumptionJson(intervals);
    const fileName = consumptionFileName(period, resolution, {
      locale,
      extension,
      type: subscription.type === 'feed_in' ? 'feed_in' : 'consumption',
    });
    saveFile(new Blob([text], { type: csv ? 'text/csv;charset=utf-8' : 'application/json' }), fileName);
    return { type: 'done', fileName };
  } catch (error) {
    if (!isNomosApiError(error)) throw error;
    return { type: 'failed', error };
  }
}

/** The card from which any period can be had as a file. It begins with the period that is shown. */
export function renderExport({
  headingLevel,
  period,
  supply,
  status,
  onExport,
}: {
  headingLevel: number;
  period: Period;
  supply: SupplyDays;
  status: ExportStatus;
  onExport: (wanted: Export) => Promise<void>;
}): TemplateResult {
  const last = addDays(period.endExclusive, -1);
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const values = new FormData(event.target as HTMLFormElement);
    const [from, to] = [values.get('from'), values.get('to')];
    const resolution = resolutions.find((known) => known === values.get('resolution')) ?? '15min';
    const extension = (event.submitter as HTMLButtonElement | null)?.value === 'json' ? 'json' : 'csv';
    if (!isBerlinDate(from) || !isBerlinDate(to)) return;
    void onExport({ period: { start: from, endExclusive: addDays(to, 1) }, resolution, extension });
  };
  const field = (name: 'from' | 'to', label: string, value: string): TemplateResult =>
    html`<label class="picker"
      >${label}
      <input
        class="input"
        part="input"
        type="date"
        name=${name}
        required
        .value=${value}
        min=${supply.first ?? nothing}
        max=${supply.last}
      />
    </label>`;
  return html`<div class="card" part="card">
    ${renderHeading(headingLevel, 'subtitle', msg('Daten herunterladen', { id: 'consumption.export' }))}
    <form class="export" @submit=${onSubmit}>
      ${field('from', msg('Von', { id: 'consumption.export.from' }), clamp(period.start, supply))}
      ${field('to', msg('Bis', { id: 'consumption.export.to' }), clamp(last, supply))}
      <label class="picker"
        >${msg('Auflösung', { id: 'consumption.resolution' })}
        <select class="input" part="input" name="resolution">
          ${resolutions.map((known) => html`<option value=${known}>${resolutionLabel(known)}</option>`)}
        </select>
      </label>
      <div class="actions">
        ${(['csv', 'json'] as const).map(
          (extension) =>
            html`<button class="button" part="button" value=${extension} ?disabled=${status.type === 'running'}>
              ${icon(downloadIcon)}${extension.toUpperCase()}
            </button>`,
        )}
      </div>
    </form>
    <p class="small" role="status">${statusText(status)}</p>
    <p class="muted small">
      ${msg('Die CSV-Datei öffnet sich in Tabellenprogrammen: Zeit in UTC und in Berlin, kWh, ct/kWh, € und Status.', {
        id: 'consumption.export.note',
      })}
    </p>
  </div>`;
}

function clamp(date: string, { first, last }: SupplyDays): string {
  if (first && date < first) return first;
  return date > last ? last : date;
}

function statusText(status: ExportStatus): string {
  switch (status.type) {
    case 'idle':
      return '';
    case 'running':
      return msg('Die Datei wird zusammengestellt …', { id: 'consumption.export.running' });
    case 'done':
      return msg('Gespeichert.', { id: 'consumption.export.done' });
    case 'invalid':
      return msg('Der erste Tag liegt nach dem letzten.', { id: 'consumption.export.invalid' });
    case 'failed': {
      const { title, explanation } = describeError(status.error);
      return `${title}. ${explanation}`;
    }
  }
}
