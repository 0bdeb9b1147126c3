import { define } from '../../src/ui/define.ts';
import { NomosTariff } from './tariff-element.ts';

define('nomos-tariff', NomosTariff);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-tariff': NomosTariff;
  }
}
