import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { dateOf, type ContractStanding } from '../../src/domain/contract-standing.ts';
import { identifierGroups } from '../../src/domain/identifier-groups.ts';
import { meterTypeLabel } from '../../src/i18n/subscription-labels.ts';
import { renderHeading } from '../../src/ui/heading.ts';
import { checkIcon, icon } from '../../src/ui/icons.ts';
import type { Copied, Identifier, LoadedTariff, TariffContext } from './tariff-state.ts';
import { noticePeriodLabel, standingLabel } from './tariff-texts.ts';

const copyIcon = 'M9 8.5h10.5V20H9zM5.5 15.5h-1V4H15v1.5';

/** What the contract card can do. */
export interface ContractActions {
  onCopy: (what: Identifier, text: string) => void;
  /** Where a contract is cancelled and withdrawn from; `undefined` on pages that have no such place. */
  cancelHref: string | undefined;
  withdrawHref: string | undefined;
}

/** The contract: what it is called, from when to when it runs, where, and by which meter. */
export function renderContractCard(
  shown: LoadedTariff,
  standing: ContractStanding,
  { formats, headingLevel }: TariffContext,
  { onCopy, cancelHref, withdrawHref }: ContractActions,
): TemplateResult {
  const { subscription, planName, terms, copied } = shown;
  const { address, meter, number, supplier } = subscription;
  const feedIn = subscription.type === 'feed_in';
  const status = standingLabel(subscription, standing);
  const day = (utcInstant: string | null): string | null => {
    const date = dateOf(utcInstant);
    return date && formats.date(date);
  };
  const over = standing.type === 'ended' || standing.type === 'never-begins';
  const lastDay = 'lastDay' in standing && standing.lastDay ? formats.date(standing.lastDay) : null;
  const noticePeriod = over || standing.type === 'ending' ? null : (terms?.notice_period ?? null);
  const rows: [term: string, value: unknown][] = [
    [msg('Tarif', { id: 'tariff.contract.plan' }), planName],
    [
      msg('Vertragsnummer', { id: 'tariff.contract.number' }),
      number && renderIdentifier('number', [number], copied, onCopy),
    ],
    [
      feedIn
        ? msg('Beginn der Einspeisung', { id: 'tariff.contract.start-feed-in' })
        : msg('Beginn der Belieferung', { id: 'tariff.contract.start' }),
      standing.type === 'never-begins' ? null : day(subscription.start_at),
    ],
    [msg('Gekündigt am', { id: 'tariff.contract.terminated' }), day(subscription.terminated_at)],
    [
      feedIn
        ? msg('Letzter Tag der Einspeisung', { id: 'tariff.contract.last-day-feed-in' })
        : msg('Letzter Tag der Belieferung', { id: 'tariff.contract.last-day' }),
      lastDay,
    ],
    [msg('Kündigungsfrist', { id: 'tariff.contract.notice' }), noticePeriod && noticePeriodLabel(noticePeriod)],
    [
      feedIn
        ? msg('Adresse der Anlage', { id: 'tariff.contract.address-feed-in' })
        : msg('Lieferadresse', { id: 'tariff.contract.address' }),
      html`${address.street} ${address.house_number}<br />${address.zip} ${address.city}`,
    ],
    [
      msg('Zähler', { id: 'tariff.contract.meter' }),
      html`${renderIdentifier('meter', [meter.number], copied, onCopy)}
        <span class="muted small">${meterTypeLabel(meter.type)}</span>`,
    ],
    [
      msg('Marktlokation (MaLo)', { id: 'tariff.contract.malo' }),
      meter.malo && renderIdentifier('malo', identifierGroups('malo', meter.malo), copied, onCopy),
    ],
    [
      msg('Messlokation (MeLo)', { id: 'tariff.contract.melo' }),
      meter.melo && renderIdentifier('melo', identifierGroups('melo', meter.melo), copied, onCopy),
    ],
    [msg('Vorheriger Lieferant', { id: 'tariff.contract.previous' }), supplier?.name],
  ];
  return html`<section class="card contract" part="card">
    <div class="card-heading">
      ${renderHeading(headingLevel, '', msg('Vertrag', { id: 'dashboard.contract.title' }))}
      <p><span class="chip ${status.tone}">${status.text}</span></p>
    </div>
    <dl class="contract-facts">
      ${rows.map(([term, value]) =>
        value
          ? html`<div>
              <dt>${term}</dt>
              <dd>${value}</dd>
            </div>`
          : nothing,
      )}
    </dl>
    <p class="visually-hidden" role="status">${copied ? copiedText(copied) : nothing}</p>
    ${
      over || (!cancelHref && !withdrawHref)
        ? nothing
        : html`<p class="actions">
            ${
              cancelHref
                ? html`<a class="button" part="button" href=${cancelHref}
                    >${msg('Verträge hier kündigen', { id: 'portal.footer.cancel' })}</a
                  >`
                : nothing
            }
            ${
              withdrawHref
                ? html`<a class="button" part="button" href=${withdrawHref}
                    >${msg('Vertrag widerrufen', { id: 'portal.footer.withdraw' })}</a
                  >`
                : nothing
            }
          </p>`
    }
  </section>`;
}

/** An identifier in groups, which are a matter of looks: read, marked and copied it is one word. */
function renderIdentifier(
  what: Identifier,
  groups: string[],
  copied: Copied | null,
  onCopy: ContractActions['onCopy'],
): TemplateResult {
  const ours = copied?.what === what ? copied : null;
  const name = identifierName(what);
  return html`<span class="identifier" id=${what}>${groups.map((group) => html`<span>${group}</span><wbr />`)}</span
    ><button
      class="button plain copy"
      part="button"
      type="button"
      aria-label=${msg(str`${name} kopieren`, { id: 'tariff.copy' })}
      @click=${() => onCopy(what, groups.join(''))}
    >
      ${icon(ours?.done ? checkIcon : copyIcon)}
    </button>
    ${ours ? html`<span class="small ${ours.done ? 'copied' : 'copy-failed'}">${ours.done ? msg('Kopiert', { id: 'tariff.copied.short' }) : copiedText(ours)}</span>` : nothing}`;
}

function copiedText({ what, done }: Copied): string {
  const name = identifierName(what);
  return done
    ? msg(str`${name} kopiert.`, { id: 'tariff.copied' })
    : msg('Kopieren ging nicht. Bitte markieren Sie die Nummer und kopieren Sie sie selbst.', {
        id: 'tariff.copy-failed',
      });
}

function identifierName(what: Identifier): string {
  switch (what) {
    case 'number':
      return msg('Vertragsnummer', { id: 'tariff.contract.number' });
    case 'meter':
      return msg('Zählernummer', { id: 'tariff.contract.meter-number' });
    case 'malo':
      return 'MaLo';
    case 'melo':
      return 'MeLo';
  }
}
