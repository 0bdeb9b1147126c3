import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { attachmentTypes, largestAttachment } from '../../src/contract/gateway/attachment-bounds.ts';
import type { CustomerRequest } from '../../src/contract/gateway/requests.ts';
import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import { describedBy, renderField } from '../../src/ui/field.ts';
import { renderFileField, type FileRule } from '../../src/ui/file-field.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { icon, warningIcon } from '../../src/ui/icons.ts';
import { describeError, renderErrorNotice, renderSkeleton, type ShownError } from '../../src/ui/notices.ts';
import { renderRequestReceipt } from '../../src/ui/request-receipt.ts';
import { contactTopics, noContract, type ContactDraft, type ContactTopic } from './contact-draft.ts';
import type { ContactFormState, ContactMessages } from './contact-form.ts';
import { describeContactProblem, type ContactField } from './contact-problem.ts';
import { answerTimeLabel, type HelpService } from './help-contact.ts';

/** What the form tells the element. */
export interface ContactHandlers {
  onInput: (change: Partial<ContactDraft>) => void;
  onFile: (file: File | null) => void;
  onSubmit: (event: SubmitEvent) => void;
  onSave: () => void;
  onAgain: () => void;
  onRetryMessages: () => void;
}

interface ContactView extends ContactHandlers {
  service: HelpService | null;
  formats: Formats;
  headingLevel: number;
}

/** What may go with a message. */
export const attachmentRule: FileRule = { types: attachmentTypes.contact, mostBytes: largestAttachment };

/** What a message may be about, in words; they go with the message. */
export function contactTopicLabel(topic: ContactTopic): string {
  switch (topic) {
    case 'invoice':
      return msg('Rechnung oder Zahlung', { id: 'help.contact.topic.invoice' });
    case 'meter':
      return msg('Zähler oder Verbrauch', { id: 'help.contact.topic.meter' });
    case 'price':
      return msg('Preise', { id: 'help.topic.price' });
    case 'contract':
      return msg('Vertrag oder Umzug', { id: 'help.contact.topic.contract' });
    case 'smart-meter':
      return msg('Smart Meter oder § 14a', { id: 'help.contact.topic.smart-meter' });
    case 'portal':
      return msg('Anmeldung oder Portal', { id: 'help.contact.topic.portal' });
    case 'complaint':
      return msg('Beschwerde', { id: 'help.contact.topic.complaint' });
    case 'other':
      return msg('Etwas anderes', { id: 'help.contact.topic.other' });
  }
}

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const typed = (event: Event): string => (event.target as Typed).value;

const problemOf = ({ problems }: ContactFormState, field: ContactField): string | null => {
  const problem = problems[field];
  return problem === undefined ? null : describeContactProblem(field, problem);
};

function renderLine(
  state: ContactFormState,
  field: 'name' | 'email',
  { label, hint, onInput }: { label: string; hint?: string; onInput: ContactHandlers['onInput'] },
): TemplateResult {
  const error = problemOf(state, field);
  return renderField(
    { id: field, label, hint, error },
    html`<input
      id=${field}
      class="input"
      part="input"
      type=${field === 'email' ? 'email' : 'text'}
      name=${field}
      autocomplete=${field}
      autocapitalize=${field === 'email' ? 'none' : nothing}
      required
      ?readonly=${state.saving}
      .value=${live(state.draft[field])}
      aria-invalid=${error !== null}
      aria-describedby=${describedBy({ id: field, hint, error })}
      @input=${(event: Event) => onInput({ [field]: typed(event) })}
    />`,
  );
}

function renderTopic(state: ContactFormState, { onInput }: ContactView): TemplateResult {
  const error = problemOf(state, 'topic');
  return renderField(
    { id: 'topic', label: msg('Worum geht es?', { id: 'help.contact.topic' }), error },
    html`<select
      id="topic"
      class="input"
      part="input"
      name="topic"
      required
      ?disabled=${state.saving}
      aria-invalid=${error !== null}
      aria-describedby=${describedBy({ id: 'topic', error })}
      @change=${(event: Event) => onInput({ topic: contactTopics.find((topic) => topic === typed(event)) ?? null })}
    >
      <option value="" ?selected=${state.draft.topic === null}>
        ${msg('Bitte wählen', { id: 'help.contact.choose' })}
      </option>
      ${contactTopics.map(
        (topic) =>
          html`<option value=${topic} ?selected=${state.draft.topic === topic}>${contactTopicLabel(topic)}</option>`,
      )}
    </select>`,
  );
}

function renderSubscription(state: ContactFormState, { onInput }: ContactView): TemplateResult | typeof nothing {
  const { subscriptions, subscription, saving } = state;
  if (subscriptions.length === 0) return nothing;
  const error = problemOf(state, 'subscription');
  return renderField(
    { id: 'subscription', label: msg('Um welchen Vertrag geht es?', { id: 'help.contact.subscription' }), error },
    html`<select
      id="subscription"
      class="input"
      part="input"
      name="subscription"
      ?disabled=${saving}
      aria-invalid=${error !== null}
      aria-describedby=${describedBy({ id: 'subscription', error })}
      @change=${(event: Event) => onInput({ subscription: typed(event) })}
    >
      ${subscriptions.map(
        ({ id, number, address }) =>
          html`<option value=${id} ?selected=${subscription === id}>
            ${[number, `${address.street} ${address.house_number}`].filter(Boolean).join(', ')}
          </option>`,
      )}
      <option value=${noContract} ?selected=${subscription === null}>
        ${msg('Um keinen bestimmten', { id: 'help.contact.no-subscription' })}
      </option>
    </select>`,
  );
}

function renderMessage(state: ContactFormState, { onInput }: ContactView): TemplateResult {
  const error = problemOf(state, 'message');
  return renderField(
    { id: 'message', label: msg('Ihre Nachricht', { id: 'help.contact.message' }), error },
    html`<textarea
      id="message"
      class="input"
      part="input"
      name="message"
      rows="7"
      autocomplete="off"
      required
      ?readonly=${state.saving}
      .value=${live(state.draft.message)}
      aria-invalid=${error !== null}
      aria-describedby=${describedBy({ id: 'message', error })}
      @input=${(event: Event) => onInput({ message: typed(event) })}
    ></textarea>`,
  );
}

/** Why a message did not go, and that nothing of it is lost. */
function renderFailure(failure: ShownError | null, service: HelpService | null): TemplateResult {
  if (!failure) return html`<div class="field-error" role="alert"></div>`;
  const { title, explanation } = describeError(failure);
  const isSaid = failure.kind === 'rate-limited' || failure.kind === 'unauthorized';
  return html`<div class="field-error" role="alert">
    ${icon(warningIcon)}
    <span
      >${title}.
      ${
        isSaid
          ? explanation
          : msg('Ihre Nachricht steht noch hier: Bitte senden Sie sie gleich noch einmal.', { id: 'help.failed' })
      }
      ${
        service
          ? html`${msg('Sie können uns auch direkt schreiben:', { id: 'help.failed.mail' })}
              <a href="mailto:${service.email}">${service.email}</a>`
          : nothing
      }
      ${
        failure.requestId
          ? html`<span class="request-id"
              >${msg(str`Vorgangsnummer: ${failure.requestId}`, { id: 'error.request-id' })}</span
            >`
          : nothing
      }</span
    >
  </div>`;
}

function renderForm(state: ContactFormState, view: ContactView): TemplateResult {
  const { person, saving, failure, file } = state;
  const { onInput, onSubmit, onFile, formats, service } = view;
  return html`<form @submit=${onSubmit} novalidate>
    ${renderTopic(state, view)} ${renderSubscription(state, view)}
    ${
      person
        ? html`<p>
            ${msg(html`Wir antworten an <strong class="address">${person.email}</strong>.`, { id: 'help.contact.answer-to' })}
          </p>`
        : html`${renderLine(state, 'name', { label: msg('Ihr Name', { id: 'help.contact.name' }), onInput })}
          ${renderLine(state, 'email', {
            label: msg('Ihre E-Mail-Adresse', { id: 'help.contact.email' }),
            hint: msg('Dorthin geht unsere Antwort.', { id: 'help.contact.email-hint' }),
            onInput,
          })}`
    }
    ${renderMessage(state, view)}
    ${renderFileField({
      ...attachmentRule,
      id: 'attachment',
      label: msg('Foto oder PDF (freiwillig)', { id: 'help.contact.attachment' }),
      chosen: file,
      error: problemOf(state, 'attachment'),
      locked: saving,
      formats,
      onFile,
    })}
    <div class="field">
      <button class="button primary wide" part="button" type="submit" aria-disabled=${saving}>
        ${
          saving
            ? msg('Wird gesendet …', { id: 'help.contact.sending' })
            : failure
              ? msg('Erneut senden', { id: 'help.contact.send-again' })
              : msg('Nachricht senden', { id: 'help.contact.send' })
        }
      </button>
      ${renderFailure(failure, service)}
    </div>
  </form>`;
}

function stateLabel({ state }: CustomerRequest): { text: string; tone: string } {
  return state === 'received'
    ? { text: msg('Eingegangen', { id: 'help.message.received' }), tone: 'warning' }
    : { text: msg('Bei uns in Arbeit', { id: 'help.message.forwarded' }), tone: 'good' };
}

function renderMessageRow(message: CustomerRequest, formats: Formats): TemplateResult {
  const { text, tone } = stateLabel(message);
  const instant = message.received_at;
  const day = Number.isNaN(Date.parse(instant)) ? '' : formats.date(berlinDateOf(instant));
  return html`<li part="row">
    <details>
      <summary>
        <span class="message-head"
          ><span class="article-name">${msg(str`Nachricht vom ${day}`, { id: 'help.message.of' })}</span>
          <span class="chip ${tone}">${text}</span></span
        >
      </summary>
      <dl>
        <div>
          <dt>${msg('Vorgang', { id: 'receipt.reference' })}</dt>
          <dd>${message.reference}</dd>
        </div>
        ${message.summary.map(
          ({ label, value }) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
    </details>
  </li>`;
}

function renderMessages(messages: ContactMessages, view: ContactView): TemplateResult | typeof nothing {
  const { formats, headingLevel, onRetryMessages } = view;
  if (messages.type === 'loaded' && messages.messages.length === 0) return nothing;
  return html`<div class="card" part="card">
    ${renderHeading(headingLevel + 1, 'subtitle', msg('Ihre Nachrichten', { id: 'help.messages' }))}
    ${
      messages.type === 'loading'
        ? renderSkeleton(['tall', 'tall'])
        : messages.type === 'error'
          ? renderErrorNotice(messages.error, onRetryMessages)
          : html`<ul role="list" class="messages">
              ${messages.messages.map((message) => renderMessageRow(message, formats))}
            </ul>`
    }
  </div>`;
}

/** The form, or what became of the message; beneath it the customer's earlier ones. */
export function renderContact(state: ContactFormState, view: ContactView): TemplateResult {
  const { sent, messages } = state;
  const { service, formats, headingLevel, onSave, onAgain } = view;
  return html`<div class="card" part="card">
      ${renderHeading(
        headingLevel,
        'title',
        html`<span id="title">${msg('Nachricht an den Kundenservice', { id: 'help.contact.form-title' })}</span>`,
      )}
      ${
        sent
          ? renderRequestReceipt({
              request: sent.request,
              formats,
              headingLevel: headingLevel + 1,
              title: msg('Ihre Nachricht ist angekommen', { id: 'help.sent.title' }),
              next: html`<p>
                ${service ? answerTimeLabel(service) : nothing}
                ${msg('Sie müssen nichts weiter tun.', { id: 'help.sent.next' })}
              </p>`,
              email: sent.email,
              file: sent.file,
              onSave,
              actions: html`<button class="button" part="button" type="button" @click=${onAgain}>
                ${msg('Weitere Nachricht schreiben', { id: 'help.sent.again' })}
              </button>`,
            })
          : html`${service ? html`<p class="muted">${answerTimeLabel(service)}</p>` : nothing}
            ${renderForm(state, view)}`
      }
    </div>
    ${messages ? renderMessages(messages, view) : nothing}`;
}
