import { html, nothing, type TemplateResult } from 'lit';
import type { GridFeeReduction } from '../../src/contract/nomos/grid-fee-reduction.ts';
import type { BerlinDate } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import {
  reductionExplanation,
  reductionName,
  reductionStandingLabel,
  reductionStatusLabel,
} from '../../src/i18n/grid-fee-reduction-labels.ts';

/** A reduction: module, status, validity, each explained in a sentence. */
export function renderReduction(reduction: GridFeeReduction, today: BerlinDate, formats: Formats): TemplateResult {
  const status = reductionStatusLabel(reduction);
  const standing = reductionStandingLabel(reduction, today, formats);
  const explanation = reductionExplanation(reduction);
  return html`<li class="reduction" part="row">
    <p class="what">
      <span class="strong">${reductionName(reduction)}</span>
      <span class="chip ${status.tone}">${status.text}</span>
    </p>
    ${standing ? html`<p>${standing}</p>` : nothing}
    ${explanation ? html`<p class="muted small">${explanation}</p>` : nothing}
  </li>`;
}
