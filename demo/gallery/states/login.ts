import type { LoginState } from '../../../elements/nomos-login/login-element.ts';
import { errors } from './errors.ts';

const code = { type: 'code', email: 'katharina@sandbox.example', resendAt: '2026-11-24T10:01:00Z' } as const;

/** Every state of `<nomos-login>`, by a name for the state. */
export const loginStates: Record<string, LoginState> = {
  loading: { type: 'loading' },
  ...errors,
  email: { type: 'email', saving: false, problem: null },
  'email: sending': { type: 'email', saving: true, problem: null },
  'email: invalid': { type: 'email', saving: false, problem: { type: 'email-invalid', field: 'email' } },
  'email: too often': { type: 'email', saving: false, problem: { type: 'rate-limited', field: null, seconds: 1800 } },
  'email: failed': {
    type: 'email',
    saving: false,
    problem: { type: 'failed', field: null, error: { kind: 'network' } },
  },
  'email: link refused': { type: 'email', saving: false, problem: null, refused: true },
  'link: following': { type: 'following' },
  'link: for whom': { type: 'confirm', email: 'katharina@sandbox.example', saving: false, problem: null },
  'link: for whom, failed': {
    type: 'confirm',
    email: 'katharina@sandbox.example',
    saving: false,
    problem: { type: 'failed', field: null, error: { kind: 'network' } },
  },
  code: { ...code, saving: false, problem: null },
  'code: checking': { ...code, saving: true, problem: null },
  'code: wrong': { ...code, saving: false, problem: { type: 'code-wrong', field: 'code' } },
  'code: expired': { ...code, saving: false, problem: { type: 'code-expired', field: 'code' } },
  'code: used': { ...code, saving: false, problem: { type: 'code-used', field: 'code' } },
  'code: too many attempts': { ...code, saving: false, problem: { type: 'code-attempts', field: 'code' } },
  'code: incomplete': { ...code, saving: false, problem: { type: 'code-incomplete', field: 'code' } },
  'code: not digits': { ...code, saving: false, problem: { type: 'code-not-digits', field: 'code' } },
  'signed in': { type: 'signed-in' },
};
