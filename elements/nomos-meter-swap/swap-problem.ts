import { msg } from '@lit/localize';
import type { ReadingDateIssue } from '../../src/domain/meter-reading-check.ts';
import type { TypedReading } from '../../src/domain/meter-reading-input.ts';
import { describeError, type ShownError } from '../../src/ui/notices.ts';

/** The fields of the form in their order, by the ids of their inputs. */
export const swapFields = ['date', 'old-number', 'old-reading', 'new-number', 'new-reading', 'photo', 'note'] as const;

export type SwapField = (typeof swapFields)[number];

type ReadingIssue = Extract<TypedReading, { type: 'invalid' }>['reason'];

/** What is wrong with a field. */
export type FieldProblem =
  | ReadingIssue
  | ReadingDateIssue
  | 'no-date'
  /** Longer ago than anybody reports an exchange. */
  | 'too-early'
  | 'no-number'
  | 'same-number'
  | 'too-long'
  | 'photo-refused'
  /** Something that only the server knows of. */
  | 'refused';

export type FieldProblems = Partial<Record<SwapField, FieldProblem>>;

/** Why a report that is well-formed did not get through. */
export type SendingProblem =
  /** An earlier attempt with other words got through although its answer was lost. */
  { type: 'arrived-before' } | { type: 'failed'; error: ShownError };

/** Why a report did not get through, in a sentence or two. */
export function describeSendingProblem(problem: SendingProblem): string {
  if (problem.type === 'arrived-before') {
    return msg(
      'Eine Meldung von Ihnen ist schon angekommen und steht unter „Frühere Meldungen“. Stimmt sie nicht mehr, senden Sie diese noch einmal als neue Meldung.',
      { id: 'meter-swap.problem.arrived-before' },
    );
  }
  const { error } = problem;
  const { title, explanation } = describeError(error);
  return error.kind === 'rate-limited' || error.kind === 'unauthorized' || error.kind === 'forbidden'
    ? `${title}. ${explanation}`
    : `${title}. ${msg('Ihre Eingabe steht noch hier: Bitte senden Sie sie gleich noch einmal.', { id: 'meter-reading.problem.failed' })}`;
}
