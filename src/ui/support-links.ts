import { html, nothing, type TemplateResult } from 'lit';
import type { Brand } from '../contract/gateway/brand.ts';

/** How the customer service is reached, as links side by side: mail, and telephone where there is one. */
export function renderSupportLinks({ email, phone }: Pick<Brand['support'], 'email' | 'phone'>): TemplateResult {
  return html`<a href="mailto:${email}">${email}</a>${
      phone ? html`&nbsp;· <a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a>` : nothing
    }`;
}
