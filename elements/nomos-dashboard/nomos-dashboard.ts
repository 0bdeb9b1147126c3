import { define } from '../../src/ui/define.ts';
import { NomosDashboard } from './dashboard-element.ts';

define('nomos-dashboard', NomosDashboard);

declare global {
  interface HTMLElementTagNameMap {
    'nomos-dashboard': NomosDashboard;
  }
}
