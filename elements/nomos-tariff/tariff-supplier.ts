import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Brand } from '../../src/contract/gateway/brand.ts';
import { textLanguageOf } from '../../src/contract/gateway/languages.ts';
import type { Terms } from '../../src/contract/gateway/terms.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import type { LoadedTariff, TariffContext } from './tariff-state.ts';

/** Whom to turn to: the supplier, and the dispute resolution body when that did not help (s. 40 (2) and s. 111a EnWG). */
export function renderSupplierCard(
  { supplier, terms }: LoadedTariff,
  { formats, headingLevel }: TariffContext,
): unknown {
  if (!supplier) return nothing;
  const disputeBody = terms?.dispute_body;
  return html`<section class="card supplier" part="card">
    <div class="card-heading">${renderHeading(headingLevel, '', msg('Ihr Lieferant', { id: 'tariff.supplier' }))}</div>
    <div class="bodies">
      ${renderSupplier(supplier, formats.locale)}
      ${disputeBody ? renderDisputeBody(disputeBody, headingLevel) : nothing}
    </div>
  </section>`;
}

function renderSupplier({ legal, support }: Pick<Brand, 'legal' | 'support'>, locale: string): TemplateResult {
  const hours = support.hours?.[textLanguageOf(locale)];
  return html`<div class="body">
    <p><strong>${legal.company}</strong></p>
    ${renderAddress(legal.address)} ${renderContact(support)}
    ${hours ? html`<p class="muted small">${hours}</p>` : nothing}
  </div>`;
}

function renderDisputeBody(body: NonNullable<Terms['dispute_body']>, headingLevel: number): TemplateResult {
  return html`<div class="body">
    ${renderHeading(
      headingLevel + 1,
      'body-heading',
      msg('Wenn wir uns nicht einigen', { id: 'tariff.supplier.dispute' }),
    )}
    <p class="small">
      ${msg('Haben wir Ihr Problem nicht gelöst, können Sie sich an diese Schlichtungsstelle wenden:', {
        id: 'tariff.supplier.dispute-text',
      })}
    </p>
    <p><strong>${body.name}</strong></p>
    ${renderAddress(body.address)} ${renderContact(body)}
  </div>`;
}

function renderAddress(lines: readonly string[]): unknown {
  return lines.length > 0
    ? html`<p>${lines.map((line, i) => html`${i > 0 ? html`<br />` : nothing}${line}`)}</p>`
    : nothing;
}

function renderContact({
  email,
  phone,
  url,
}: {
  email: string | null;
  phone: string | null;
  url: string | null;
}): TemplateResult {
  const web = url && /^https?:\/\//.test(url) ? url : null;
  return html`<ul role="list">
    ${phone ? html`<li><a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a></li>` : nothing}
    ${email ? html`<li><a href="mailto:${email}">${email}</a></li>` : nothing}
    ${web ? html`<li><a href=${web}>${web.replace(/^https?:\/\/(www\.)?|\/$/g, '')}</a></li>` : nothing}
  </ul>`;
}
