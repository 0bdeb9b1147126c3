import { msg } from '@lit/localize';
import type { LegalPage } from '../../src/contract/gateway/legal.ts';

/** What a legal text is called as a whole, as the law knows it. */
export function legalPageLabel(page: LegalPage): string {
  switch (page) {
    case 'imprint':
      return msg('Impressum', { id: 'portal.footer.imprint' });
    case 'privacy':
      return msg('Datenschutz', { id: 'portal.footer.privacy' });
    case 'accessibility':
      return msg('Erklärung zur Barrierefreiheit', { id: 'legal.accessibility' });
  }
}
