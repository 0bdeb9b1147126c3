import { define } from '../../src/ui/define.ts';
import { NomosSubscriptionSwitcher } from './subscription-switcher-element.ts';

define('nomos-subscription-switcher', NomosSubscriptionSwitcher);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-subscription-switcher': NomosSubscriptionSwitcher;
  }
}
