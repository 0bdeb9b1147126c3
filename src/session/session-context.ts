import { createContext } from '@lit/context';
import type { SessionStore } from './session-store.ts';

/** The store that a `<nomos-session>` declares for what is below it. */
export const sessionContext = createContext<SessionStore | undefined>(Symbol.for('nomos.session-context.1'));
