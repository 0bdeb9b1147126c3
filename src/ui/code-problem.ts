import { msg, str } from '@lit/localize';
import type { NomosApiError } from '../api/nomos-api-error.ts';
import { describeError, type ShownError } from './notices.ts';

/** What stands between somebody and the proof by a code that was sent to them, and the field that it is about. */
export type CodeProblem =
  | {
      type: 'code-incomplete' | 'code-not-digits' | 'code-wrong' | 'code-expired' | 'code-used' | 'code-attempts';
      field: 'code';
    }
  | { type: 'rate-limited'; field: null; seconds: number | null }
  | { type: 'failed'; field: null; error: ShownError };

/** Why a code was not sent, or was not accepted. */
export function codeProblemOf(error: NomosApiError): CodeProblem {
  if (error.kind === 'rate-limited') {
    return { type: 'rate-limited', field: null, seconds: error.retryAfterSeconds ?? null };
  }
  const field = 'code';
  switch (error.fieldErrors[0]?.code) {
    case 'invalid_code':
      return { type: 'code-wrong', field };
    case 'expired_code':
      return { type: 'code-expired', field };
    case 'used_code':
      return { type: 'code-used', field };
    case 'too_many_attempts':
      return { type: 'code-attempts', field };
    default:
      return { type: 'failed', field: null, error };
  }
}

/** The problem in a sentence, with what to do about it. */
export function describeCodeProblem(problem: CodeProblem): string {
  switch (problem.type) {
    case 'code-incomplete':
      return msg('Der Code hat sechs Ziffern.', { id: 'login.problem.code-incomplete' });
    case 'code-not-digits':
      return msg('Der Code besteht nur aus Ziffern.', { id: 'login.problem.code-not-digits' });
    case 'code-wrong':
      return msg('Dieser Code stimmt nicht. Bitte prüfen Sie die Ziffern.', { id: 'login.problem.code-wrong' });
    case 'code-expired':
      return msg('Dieser Code gilt nicht mehr. Bitte fordern Sie einen neuen an.', {
        id: 'login.problem.code-expired',
      });
    case 'code-used':
      return msg('Dieser Code wurde schon benutzt. Bitte fordern Sie einen neuen an.', {
        id: 'login.problem.code-used',
      });
    case 'code-attempts':
      return msg('Das waren zu viele Versuche mit diesem Code. Bitte fordern Sie einen neuen an.', {
        id: 'login.problem.code-attempts',
      });
    case 'rate-limited':
      return problem.seconds === null
        ? msg('Zu viele Versuche. Bitte warten Sie einen Moment.', { id: 'login.problem.rate-limited' })
        : msg(str`Zu viele Versuche. Bitte warten Sie ${waitingTime(problem.seconds)}.`, {
            id: 'login.problem.rate-limited-seconds',
          });
    case 'failed': {
      const { title, explanation } = describeError(problem.error);
      return `${title}. ${explanation}`;
    }
  }
}

/** A waiting time as a person would say it: seconds up to two minutes, then minutes, then hours. */
function waitingTime(seconds: number): string {
  if (seconds <= 120) return msg(str`${seconds} Sekunden`, { id: 'login.wait.seconds' });
  if (seconds <= 2 * 3600) return msg(str`${Math.ceil(seconds / 60)} Minuten`, { id: 'login.wait.minutes' });
  return msg(str`${Math.ceil(seconds / 3600)} Stunden`, { id: 'login.wait.hours' });
}
