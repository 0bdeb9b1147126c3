import '../nomos-subscription-switcher/nomos-subscription-switcher.ts';
import { define } from '../../src/ui/define.ts';
import { NomosPortal } from './portal-element.ts';

define('nomos-portal', NomosPortal);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-portal': NomosPortal;
  }
}
