import { msg } from '@lit/localize';
import { describeCodeProblem, type CodeProblem } from '../../src/ui/code-problem.ts';

/** What stands between somebody and the sign-in, and the field that it is about. */
export type LoginProblem = { type: 'email-invalid'; field: 'email' } | CodeProblem;

/** The problem in a sentence, with what to do about it. */
export function describeLoginProblem(problem: LoginProblem): string {
  return problem.type === 'email-invalid'
    ? msg('Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.', {
        id: 'login.problem.email-invalid',
      })
    : describeCodeProblem(problem);
}
