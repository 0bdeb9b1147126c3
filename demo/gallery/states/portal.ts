import type { PortalState } from '../../../elements/nomos-portal/portal-state.ts';

/** Every state of `<nomos-portal>`, by a name for the state. */
export const portalStates: Record<string, PortalState> = {
  'signed out': { type: 'signed-out' },
  loading: { type: 'loading' },
  'error: network': { type: 'error', error: { kind: 'network' } },
  'signed in': { type: 'loaded' },
};
