import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { CustomerRequest } from '../contract/gateway/requests.ts';
import type { Formats } from '../domain/format.ts';
import {
  customerRequestKindLabel,
  customerRequestOutcomeLabel,
  customerRequestStateLabel,
} from '../i18n/customer-request-labels.ts';

/**
 * What a customer has asked for: kind, state in a word, when it was received, reference for the telephone, and what comes of
 * it. In the order given. The section that shows them says which of them belong there.
 */
export function renderCustomerRequests(requests: readonly CustomerRequest[], formats: Formats): TemplateResult {
  return html`<ul role="list" class="requests">
    ${requests.map((request) => {
      const state = customerRequestStateLabel(request);
      const outcome = customerRequestOutcomeLabel(request, formats);
      const received = Number.isNaN(Date.parse(request.received_at)) ? '' : formats.dateTime(request.received_at);
      return html`<li class="request" part="row">
        <p class="what">
          <span>${customerRequestKindLabel(request)}</span>
          <span class="chip ${state.tone}">${state.text}</span>
        </p>
        <p class="muted small">
          ${received ? html`${received} · ` : nothing}${msg(str`Vorgang ${request.reference}`, {
            id: 'customer-request.reference',
          })}
        </p>
        ${outcome ? html`<p class="small">${outcome}</p>` : nothing}
      </li>`;
    })}
  </ul>`;
}
