import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { addDays, berlinDateOf, isBerlinDate } from '../../src/domain/berlin-calendar.ts';
import {
  outsideSupply,
  periodOfView,
  resolutionsOfView,
  stepView,
  viewPeriods,
  type ConsumptionView,
  type ViewPeriod,
} from '../../src/domain/consumption-view.ts';
import type { Formats } from '../../src/domain/format.ts';
import type { Resolution } from '../../src/domain/interval-join.ts';
import { chevronLeftIcon, chevronRightIcon, icon } from '../../src/ui/icons.ts';
import type { ConsumptionState } from './consumption-state.ts';
import { resolutionLabel, viewLabel } from './consumption-texts.ts';

type Shown = Pick<Extract<ConsumptionState, { type: 'loaded' }>, 'meter' | 'now' | 'resolution' | 'supply' | 'view'>;

/** What happens when somebody chooses. */
export interface ConsumptionChoices {
  onView: (view: ConsumptionView) => void;
  onResolution: (resolution: Resolution) => void;
}

/** Which span of time is shown: its kind, the one before and after, a day to pick, and the picks that are wanted most. */
export function renderControls(shown: Shown, formats: Formats, choices: ConsumptionChoices): TemplateResult {
  const { view, supply, meter } = shown;
  const period = periodOfView(view);
  const smart = meter === 'smart';
  const step = (n: number): TemplateResult => {
    const next = stepView(view, n);
    const label =
      n < 0
        ? msg('Früherer Zeitraum', { id: 'consumption.previous' })
        : msg('Späterer Zeitraum', { id: 'consumption.next' });
    return html`<button
      class="button step"
      part="button"
      type="button"
      aria-label=${label}
      ?disabled=${outsideSupply(periodOfView(next), supply) !== null}
      @click=${() => choices.onView(next)}
    >
      ${icon(n < 0 ? chevronLeftIcon : chevronRightIcon)}
    </button>`;
  };
  return html`<div class="controls">
    ${smart ? renderPeriods(view, choices) : nothing}
    <div class="stepper">
      ${step(-1)}
      <p class="period" aria-live="polite">${viewLabel(view, period, formats)}</p>
      ${step(1)}
    </div>
    ${smart ? renderPickers(shown, choices) : nothing}
  </div>`;
}

function renderPeriods(view: ConsumptionView, { onView }: ConsumptionChoices): TemplateResult {
  const labels: Record<Exclude<ViewPeriod, '7days'>, string> = {
    day: msg('Tag', { id: 'consumption.period.day' }),
    week: msg('Woche', { id: 'consumption.period.week' }),
    month: msg('Monat', { id: 'consumption.period.month' }),
    year: msg('Jahr', { id: 'consumption.period.year' }),
  };
  return html`<div class="periods" role="group" aria-label=${msg('Zeitraum', { id: 'consumption.period' })}>
    ${viewPeriods.map((period) =>
      period === '7days'
        ? nothing
        : html`<button
            class="choice"
            part="button"
            type="button"
            aria-pressed=${view.period === period}
            @click=${() => onView({ period, date: view.date })}
          >
            ${labels[period]}
          </button>`,
    )}
  </div>`;
}

function renderPickers(
  { view, supply, now, resolution }: Shown,
  { onView, onResolution }: ConsumptionChoices,
): TemplateResult {
  const yesterday = addDays(berlinDateOf(now), -1);
  const picks: [label: string, view: ConsumptionView][] = [
    [msg('Gestern', { id: 'consumption.pick.yesterday' }), { period: 'day', date: yesterday }],
    [msg('Letzte 7 Tage', { id: 'consumption.pick.last-7-days' }), { period: '7days', date: yesterday }],
    [msg('Dieser Monat', { id: 'consumption.pick.this-month' }), { period: 'month', date: berlinDateOf(now) }],
  ];
  const onDate = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    if (isBerlinDate(value)) onView({ period: view.period, date: value });
  };
  const onChosen = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    const chosen = resolutionsOfView(view.period).find((known) => known === value);
    if (chosen) onResolution(chosen);
  };
  return html`<div class="pickers">
    <label class="picker"
      >${msg('Datum', { id: 'consumption.date' })}
      <input
        class="input"
        part="input"
        type="date"
        .value=${view.date}
        min=${supply.first ?? nothing}
        max=${supply.last}
        @change=${onDate}
      />
    </label>
    <label class="picker"
      >${msg('Auflösung', { id: 'consumption.resolution' })}
      ${
        // Another view has other choices: a select that is kept would keep its place in the list, and show another choice.
        keyed(
          view.period,
          html`<select class="input" part="input" @change=${onChosen}>
            ${resolutionsOfView(view.period).map(
              (known) =>
                html`<option value=${known} ?selected=${known === resolution}>${resolutionLabel(known)}</option>`,
            )}
          </select>`,
        )
      }
    </label>
    <div class="picks" role="group" aria-label=${msg('Schnellauswahl', { id: 'consumption.picks' })}>
      ${picks.map(([label, pick]) =>
        outsideSupply(periodOfView(pick), supply)
          ? nothing
          : html`<button class="button plain" part="button" type="button" @click=${() => onView(pick)}>
              ${label}
            </button>`,
      )}
    </div>
  </div>`;
}
