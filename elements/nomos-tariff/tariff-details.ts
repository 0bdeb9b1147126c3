import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ContractStanding } from '../../src/domain/contract-standing.ts';
import { renderCustomerRequests } from '../../src/ui/customer-request-list.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { renderErrorNotice, renderSkeleton } from '../../src/ui/notices.ts';
import { renderContractCard, type ContractActions } from './tariff-contract.ts';
import type { TariffFigures } from './tariff-figures.ts';
import { renderBaseParts, renderWorkingParts } from './tariff-parts.ts';
import type { LoadedTariff, TariffContext } from './tariff-state.ts';
import { renderSupplierCard } from './tariff-supplier.ts';
import { renderYearCard } from './tariff-year.ts';

/*
 * What stands beside and below the price: loaded after it, so that the figure that people come for is there first.
 */

/** The contract. */
export function renderContract(
  shown: LoadedTariff,
  standing: ContractStanding,
  context: TariffContext,
  actions: ContractActions,
): TemplateResult {
  return renderContractCard(shown, standing, context, actions);
}

/** What the prices are made of, and what a year costs. */
export function renderPriceDetails(
  shown: LoadedTariff,
  figures: TariffFigures,
  context: TariffContext,
): TemplateResult {
  if (shown.quote.type === 'loading') {
    return html`<div class="card" part="card">${renderSkeleton(['half', '', '', '', ''])}</div>`;
  }
  return html`${renderWorkingParts(figures, context)} ${renderBaseParts(figures, context)}
  ${renderYearCard(shown, figures, context)}`;
}

/** What the customer asked for, and whom to turn to. */
export function renderContractDetails(shown: LoadedTariff, context: TariffContext): TemplateResult {
  return html`${renderRequests(shown, context)} ${renderSupplierCard(shown, context)}`;
}

function renderRequests({ requests }: LoadedTariff, { formats, headingLevel, onRetry }: TariffContext): unknown {
  if (requests.type !== 'loaded' && requests.type !== 'error') return nothing;
  return html`<section class="card" part="card">
    <div class="card-heading">${renderHeading(headingLevel, '', msg('Ihre Anliegen', { id: 'tariff.requests' }))}</div>
    ${
      requests.type === 'loaded'
        ? renderCustomerRequests(requests.content, formats)
        : renderErrorNotice(requests.error, onRetry)
    }
  </section>`;
}
