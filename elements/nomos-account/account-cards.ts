import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Address, PaymentMethod, Subscription } from '../../src/contract/nomos/subscription.ts';
import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import { maskedIban } from '../../src/domain/iban-input.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { checkIcon, icon } from '../../src/ui/icons.ts';
import { renderErrorNotice } from '../../src/ui/notices.ts';
import { renderSupportLinks } from '../../src/ui/support-links.ts';
import type { AccountState, ChangeType, SavedChange } from './account-state.ts';

export type Loaded = Extract<AccountState, { type: 'loaded' }>;

/** What the cards need beside what they show. */
export interface CardFrame {
  /** Of the headings of the cards. */
  level: number;
  formats: Formats;
  /** Where a customer who moves goes on; nowhere when `undefined`. */
  cancelHref: string | undefined;
  onEdit: (type: ChangeType) => void;
  /** The form that is asked for, while it is not there. */
  opening: { type: ChangeType; failed: boolean } | null;
  /** The form in place of a card, while it is open. */
  form: unknown;
}

/** How people tell their contracts apart: by the address, then by the number. */
export function contractName({ address, number }: Subscription): string {
  const place = `${address.street} ${address.house_number}`;
  return number ? `${place} (${number})` : place;
}

/** What a card is about, as its heading says it. */
export function cardTitle(type: ChangeType): string {
  switch (type) {
    case 'names':
      return msg('Persönliche Angaben', { id: 'account.personal.title' });
    case 'billing-address':
      return msg('Rechnungsadresse', { id: 'account.billing.title' });
    case 'payment-method':
      return msg('Zahlung', { id: 'account.payment.title' });
  }
}

/** A row of a list of facts. */
export const fact = (label: unknown, value: unknown): TemplateResult =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;

/** Street and house number, zip code and city. */
export function addressLines({ street, house_number: houseNumber, zip, city }: Omit<Address, 'id'>): TemplateResult {
  return html`${street} ${houseNumber}<br />${zip} ${city}`;
}

/** An account of which only the ends are told; screen readers hear them in words. */
export function renderMaskedIban(iban: string): TemplateResult {
  const { country, last, text } = maskedIban(iban);
  return html`<span class="account-number" aria-hidden="true">${text}</span
    ><span class="visually-hidden"
      >${msg(str`Konto ${country}, endet auf ${last}`, { id: 'account.payment.iban-spoken' })}</span
    >`;
}

/** That a change was made, and what happens now. */
function renderSaved(saved: SavedChange): TemplateResult {
  const payment = saved.type === 'payment-method' ? saved.paymentMethod : null;
  return html`<div class="notice aside saved" id="saved" tabindex="-1" role="status">
    <p class="notice-title">
      ${icon(checkIcon)}<span
        >${
          saved.type === 'payment-method'
            ? msg('Ihre Bankverbindung ist geändert', { id: 'account.saved.payment' })
            : msg('Gespeichert', { id: 'account.saved' })
        }</span
      >
    </p>
    <p>
      ${
        payment?.sepa_debit
          ? html`${msg('Künftig buchen wir ab von:', { id: 'account.saved.payment-from' })}
            ${renderMaskedIban(payment.sepa_debit.iban)}.
            ${msg('Vor der ersten Abbuchung nennen wir Ihnen die Mandatsreferenz.', { id: 'account.saved.payment-next' })}`
          : saved.type === 'billing-address'
            ? msg('Ihre nächste Rechnung trägt die neue Adresse.', { id: 'account.saved.billing-next' })
            : nothing
      }
      ${msg('Zur Sicherheit schicken wir Ihnen eine E-Mail darüber. Sie müssen nichts weiter tun.', { id: 'account.saved.mail' })}
    </p>
  </div>`;
}

/** A card that can be changed: its facts with a button, or its form. */
function renderCard(
  { form, saved }: Loaded,
  type: ChangeType,
  { level, onEdit, opening, form: drawnForm }: CardFrame,
  { facts, edit }: { facts: TemplateResult; edit: string | null },
): TemplateResult {
  const open = form?.type === type || (opening?.type === type && !opening.failed);
  const title = html`<span id="title-${type}">${cardTitle(type)}</span>`;
  return html`<div class="card ${open ? 'open' : ''}" part="card" role="group" aria-labelledby="title-${type}">
    <div class="card-head">
      ${renderHeading(level, 'subtitle', title)}
      ${
        open || edit === null
          ? nothing
          : html`<button
              id="edit-${type}"
              class="button plain"
              part="button"
              type="button"
              aria-label=${edit}
              @click=${() => onEdit(type)}
            >
              ${msg('Ändern', { id: 'account.edit' })}
            </button>`
      }
    </div>
    ${saved?.type === type ? renderSaved(saved) : nothing} ${open ? drawnForm : facts}
    ${
      opening?.failed && opening.type === type && !open
        ? renderErrorNotice({ kind: 'network' }, () => onEdit(type))
        : nothing
    }
  </div>`;
}

/** Names, e-mail address with the way to another one, since when. */
export function renderPersonal(shown: Loaded, frame: CardFrame): TemplateResult {
  const { customer, support } = shown;
  const name = `${customer.first_name} ${customer.last_name}`;
  const company = customer.type === 'company';
  const since = Number.isNaN(Date.parse(customer.created_at)) ? null : berlinDateOf(customer.created_at);
  const facts = html`<dl class="facts">
    ${
      company
        ? html`${fact(msg('Firma', { id: 'account.company' }), customer.company_name ?? '–')}
          ${fact(msg('Ansprechperson', { id: 'account.contact-person' }), name)}`
        : fact(msg('Name', { id: 'account.name' }), name)
    }
    ${customer.vat_id ? fact(msg('USt-IdNr.', { id: 'account.vat-id' }), customer.vat_id) : nothing}
    ${fact(
      msg('E-Mail-Adresse', { id: 'account.email' }),
      html`${customer.email}
        <span class="small muted"
          >${msg('Mit ihr melden Sie sich an. Eine andere trägt der Kundenservice für Sie ein.', { id: 'account.email.how' })}
          ${support ? renderSupportLinks(support) : nothing}</span
        >`,
    )}
    ${since ? fact(msg('Kunde seit', { id: 'account.since' }), frame.formats.date(since)) : nothing}
  </dl>`;
  return renderCard(shown, 'names', frame, {
    facts,
    edit: company
      ? msg('Firma und Ansprechperson ändern', { id: 'account.names.edit-company' })
      : msg('Namen ändern', { id: 'account.names.edit' }),
  });
}

/** The account that is debited. */
export function renderPayment(
  shown: Loaded,
  frame: CardFrame,
  paymentMethod: PaymentMethod | null | undefined,
): TemplateResult {
  const debit = paymentMethod?.sepa_debit;
  const { creditor, support } = shown;
  const facts = html`${
    debit
      ? html`<dl class="facts">
          ${fact(msg('Zahlungsart', { id: 'account.payment.type' }), msg('SEPA-Lastschrift', { id: 'account.payment.sepa' }))}
          ${fact('IBAN', renderMaskedIban(debit.iban))}
          ${fact(msg('Kontoinhaber', { id: 'account.payment.holder' }), debit.account_holder)}
        </dl>`
      : html`<p>
          ${
            paymentMethod
              ? msg('Sie zahlen auf einem Weg, den wir hier nicht zeigen können.', { id: 'account.payment.other' })
              : msg('Für diesen Vertrag ist keine Bankverbindung hinterlegt.', { id: 'account.payment.none' })
          }
        </p>`
  }
  ${
    creditor
      ? nothing
      : html`<p class="small muted">
          ${msg('Ein neues SEPA-Lastschriftmandat können wir hier nicht annehmen. Der Kundenservice hilft Ihnen weiter.', { id: 'account.payment.no-creditor' })}
          ${support ? renderSupportLinks(support) : nothing}
        </p>`
  }`;
  return renderCard(shown, 'payment-method', frame, {
    facts,
    edit: creditor ? msg('Bankverbindung ändern', { id: 'account.payment.edit' }) : null,
  });
}

/** Where invoices go. */
export function renderBilling(shown: Loaded, frame: CardFrame, address: Address | null | undefined): TemplateResult {
  const facts = address
    ? html`<p>${addressLines(address)}</p>`
    : html`<p>${msg('Wie die Lieferadresse', { id: 'account.billing.as-delivery' })}</p>`;
  return renderCard(shown, 'billing-address', frame, {
    facts,
    edit: msg('Rechnungsadresse ändern', { id: 'account.billing.edit' }),
  });
}

/** Where the meter is, which is why it cannot be changed; whoever moves is told what to do. */
export function renderDelivery({ level, cancelHref }: CardFrame, { address, status }: Subscription): TemplateResult {
  return html`<div class="card" part="card">
    ${renderHeading(level, 'subtitle', msg('Lieferadresse', { id: 'account.delivery.title' }))}
    <p>${addressLines(address)}</p>
    <p class="small muted">
      ${msg('Hier ist Ihr Zähler, deshalb lässt sich diese Adresse nicht ändern.', { id: 'account.delivery.why' })}
      ${
        cancelHref && status !== 'ended'
          ? html`${msg('Sie ziehen um?', { id: 'account.delivery.moving' })}
              <a href=${cancelHref}>${msg('Vertrag zum Auszug kündigen', { id: 'account.delivery.move-out' })}</a>`
          : nothing
      }
    </p>
  </div>`;
}
