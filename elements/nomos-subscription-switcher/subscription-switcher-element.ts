import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import { formStyles } from '../../src/ui/form-styles.ts';
import { NomosElement } from '../../src/ui/nomos-element.ts';

/** What `<nomos-subscription-switcher>` shows. With one subscription or none there is nothing to choose. */
export type SubscriptionSwitcherState =
  { type: 'hidden' } | { type: 'loaded'; subscriptions: Subscription[]; active: string };

/**
 * Lets a customer with more than one subscription choose the one that all elements of the session show. The choice is kept
 * per customer and followed by other tabs.
 *
 * @fires {CustomEvent<{subscription: string}>} nomos-subscription-select - A subscription was chosen.
 * @csspart input - The list to choose from.
 */
export class NomosSubscriptionSwitcher extends NomosElement<SubscriptionSwitcherState> {
  static override styles = [
    ...NomosElement.styles,
    formStyles,
    css`
      :host {
        container-type: normal;
        min-inline-size: 0;
      }

      select.input {
        inline-size: 100%;
        text-overflow: ellipsis;
        font-weight: 600;
      }
    `,
  ];

  protected override deriveState(): SubscriptionSwitcherState {
    const { snapshot } = this.session;
    if (snapshot.status !== 'signed-in' || !snapshot.active || snapshot.subscriptions.length < 2) {
      return { type: 'hidden' };
    }
    return { type: 'loaded', subscriptions: snapshot.subscriptions, active: snapshot.active.id };
  }

  #onChange(event: Event): void {
    const subscription = (event.target as HTMLSelectElement).value;
    this.session.store?.selectSubscription(subscription);
    this.emit('nomos-subscription-select', { subscription });
  }

  /** The address first, because that is how people tell their contracts apart; then what sets it apart from the others. */
  #label(subscription: Subscription): string {
    const { street, house_number: houseNumber } = subscription.address;
    const address = `${street} ${houseNumber}`;
    const kind =
      subscription.type === 'feed_in' ? msg('Einspeisung', { id: 'switcher.feed-in' }) : (subscription.number ?? '');
    const what = kind ? `${address} · ${kind}` : address;
    const { status, end_at: endAt } = subscription;
    if (status === 'ended') return msg(str`${what} (beendet)`, { id: 'switcher.ended' });
    if (endAt !== null) {
      const lastDay = this.formats.date(addDays(berlinDateOf(endAt), -1));
      return msg(str`${what} (bis ${lastDay})`, { id: 'switcher.ends' });
    }
    return status === 'pending' ? msg(str`${what} (beginnt bald)`, { id: 'switcher.pending' }) : what;
  }

  override render(): TemplateResult | typeof nothing {
    const shown = this.state;
    if (shown.type === 'hidden') return nothing;
    return html`<select
      class="input"
      part="input"
      aria-label=${msg('Vertrag', { id: 'switcher.label' })}
      @change=${this.#onChange}
    >
      ${shown.subscriptions.map(
        (subscription) =>
          html`<option value=${subscription.id} ?selected=${subscription.id === shown.active}>
            ${this.#label(subscription)}
          </option>`,
      )}
    </select>`;
  }
}
