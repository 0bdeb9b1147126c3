import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import * as z from 'zod/mini';
import type { Brand } from '../../src/contract/gateway/brand.ts';
import { customerServiceSchema, type CustomerService } from '../../src/contract/gateway/customer-service.ts';
import type { Formats } from '../../src/domain/format.ts';
import { openingState } from '../../src/domain/opening-hours.ts';
import { openingChangeLabel, openingHoursLines, openingLabel } from '../../src/i18n/opening-hours-labels.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { icon } from '../../src/ui/icons.ts';
import { chatIcon, mailIcon, phoneIcon } from './help-icons.ts';

/** How the customer service is reached, and the instant at which it is asked. */
export interface HelpService extends Omit<CustomerService, 'opening_hours'>, Pick<Brand['support'], 'email' | 'phone'> {
  /** The opening hours in the supplier's own words. */
  hours: string | null;
  openingHours: CustomerService['opening_hours'];
  now: Date;
}

/** What the brand says of its customer service. A part that cannot be read counts as missing: mail there is always. */
export function helpServiceOf({ support, service }: Brand, language: 'de' | 'en', now: Date): HelpService {
  const { opening_hours: openingHours, ...rest } = customerServiceOf(service);
  return {
    email: support.email,
    phone: support.phone,
    hours: support.hours?.[language] ?? null,
    openingHours,
    now,
    ...rest,
  };
}

function customerServiceOf(service: unknown): CustomerService {
  const read = z.safeParse(customerServiceSchema, service ?? {});
  return read.success ? read.data : { opening_hours: [], answer_time: null, chat_url: null };
}

/** By when a message is answered as a rule, in a sentence. */
export function answerTimeLabel({ answer_time: time }: Pick<CustomerService, 'answer_time'>): string {
  if (!time) return msg('Wir antworten so bald wie möglich.', { id: 'help.answer.soon' });
  const { count, unit } = time;
  switch (unit) {
    case 'hour':
      return count === 1
        ? msg('Wir antworten meist innerhalb einer Stunde.', { id: 'help.answer.hour' })
        : msg(str`Wir antworten meist innerhalb von ${count} Stunden.`, { id: 'help.answer.hours' });
    case 'day':
      return count === 1
        ? msg('Wir antworten meist innerhalb eines Tages.', { id: 'help.answer.day' })
        : msg(str`Wir antworten meist innerhalb von ${count} Tagen.`, { id: 'help.answer.days' });
    case 'working_day':
      return count === 1
        ? msg('Wir antworten meist innerhalb eines Werktags.', { id: 'help.answer.working-day' })
        : msg(str`Wir antworten meist innerhalb von ${count} Werktagen.`, { id: 'help.answer.working-days' });
  }
}

function renderPhone(
  { phone, hours, openingHours, now }: HelpService,
  formats: Formats,
): TemplateResult | typeof nothing {
  if (!phone) return nothing;
  const state = openingHours.length > 0 ? openingState(openingHours, now) : null;
  const lines = hours ? [hours] : openingHoursLines(openingHours, formats);
  const change = state && openingChangeLabel(state, now, formats);
  return html`<li>
    ${icon(phoneIcon)}
    <div>
      <a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a>
      ${
        state
          ? html`<span class="opening"
              ><span class="chip ${state.type === 'open' ? 'good' : ''}">${openingLabel(state)}</span>
              ${change ? html`<span class="small">${change}</span>` : nothing}</span
            >`
          : nothing
      }
      ${lines.map((line) => html`<span class="muted small">${line}</span>`)}
    </div>
  </li>`;
}

/** Mail, telephone with whether somebody answers now, chat, and the way to a message. */
export function renderContactCard(
  service: HelpService,
  { formats, headingLevel, onWrite }: { formats: Formats; headingLevel: number; onWrite: (() => void) | null },
): TemplateResult {
  const { email, chat_url: chat } = service;
  return html`<aside class="card contact" part="card" tabindex="-1" aria-labelledby="contact-title">
    ${renderHeading(headingLevel + 1, 'subtitle', html`<span id="contact-title">${msg('Kontakt', { id: 'help.contact.title' })}</span>`)}
    ${
      onWrite
        ? html`<button class="button primary wide write" part="button" type="button" @click=${onWrite}>
              ${msg('Nachricht schreiben', { id: 'help.write' })}
            </button>
            <p class="muted small">${answerTimeLabel(service)}</p>`
        : nothing
    }
    <ul role="list" class="channels">
      ${renderPhone(service, formats)}
      <li>${icon(mailIcon)}<a href="mailto:${email}">${email}</a></li>
      ${
        chat
          ? html`<li>
              ${icon(chatIcon)}<a href=${chat} target="_blank" rel="noopener noreferrer"
                >${msg('Chat öffnen', { id: 'help.contact.chat' })}
                <span class="muted small">${msg('(neues Fenster)', { id: 'help.contact.new-window' })}</span></a
              >
            </li>`
          : nothing
      }
    </ul>
  </aside>`;
}
