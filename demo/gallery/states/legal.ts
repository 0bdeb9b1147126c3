import type { LegalState } from '../../../elements/nomos-legal/legal-element.ts';
import { errors } from './errors.ts';

/** Every state of `<nomos-legal>`, by a name for the state. */
export const legalStates: Record<string, LegalState> = {
  loading: { type: 'loading' },
  ...errors,
  elsewhere: { type: 'empty', page: 'privacy', url: 'https://lumio.example/datenschutz' },
  missing: { type: 'empty', page: 'accessibility', url: null },
  loaded: {
    type: 'loaded',
    text: {
      locale: 'de',
      title: 'Impressum',
      html: '<h2>Anbieter</h2>\n<p>Lumio Energie GmbH<br>Torstraße 1<br>10119 Berlin</p>\n<h2>Kontakt</h2>\n<p><a href="mailto:hilfe@lumio.example">hilfe@lumio.example</a></p>',
    },
  },
  'loaded: in another language': {
    type: 'loaded',
    text: { locale: 'en', title: 'Accessibility statement', html: '<p>This portal is for everybody.</p>' },
  },
  'error: no such page': { type: 'error', error: { kind: 'not-found' } },
};
