import type { ShownError } from '../../src/ui/notices.ts';

/** What `<nomos-portal>` shows around its sections. */
export type PortalState =
  { type: 'signed-out' } | { type: 'loading' } | { type: 'error'; error: ShownError } | { type: 'loaded' };
