import { msg, str } from '@lit/localize';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import type { FieldProblem } from './swap-problem.ts';

/** A field's problem in a sentence, with what to do about it. */
export function describeFieldProblem(
  problem: FieldProblem,
  { start_at: startAt }: Subscription,
  formats: Formats,
): string {
  switch (problem) {
    case 'empty':
      return msg('Bitte geben Sie den Stand ein, der auf dem Zähler steht.', { id: 'meter-swap.problem.empty' });
    case 'negative':
      return msg('Ein Zählerstand ist nie negativ. Bitte geben Sie ihn ohne Minus ein.', {
        id: 'meter-reading.problem.negative',
      });
    case 'not-a-number':
      return msg(str`Bitte geben Sie nur die Zahl ein, zum Beispiel ${formats.number(12345.6, 1)}.`, {
        id: 'meter-reading.problem.not-a-number',
      });
    case 'too-large':
      return msg('Das sind mehr Ziffern, als ein Zähler hat. Bitte prüfen Sie Ihre Eingabe.', {
        id: 'meter-reading.problem.too-large',
      });
    case 'too-many-decimals':
      return msg('Höchstens drei Stellen nach dem Komma, bitte.', { id: 'meter-reading.problem.too-many-decimals' });
    case 'no-date':
      return msg('Bitte geben Sie den Tag des Wechsels ein.', { id: 'meter-swap.problem.no-date' });
    case 'in-future':
      return msg('Dieser Tag kommt erst noch. Bitte melden Sie den Wechsel, wenn er stattgefunden hat.', {
        id: 'meter-swap.problem.in-future',
      });
    case 'before-contract':
      return startAt
        ? msg(str`Da lief Ihr Vertrag noch nicht: Er begann am ${formats.date(berlinDateOf(startAt))}.`, {
            id: 'meter-swap.problem.before-contract-of',
          })
        : msg('Da lief Ihr Vertrag noch nicht.', { id: 'meter-swap.problem.before-contract' });
    case 'after-contract':
      return msg('Da war Ihr Vertrag schon beendet.', { id: 'meter-swap.problem.after-contract' });
    case 'too-early':
      return msg('Das liegt zu lange zurück. Bitte prüfen Sie das Jahr.', { id: 'meter-swap.problem.too-early' });
    case 'no-number':
      return msg('Bitte geben Sie die Nummer ein, die auf dem Zähler steht.', { id: 'meter-swap.problem.no-number' });
    case 'same-number':
      return msg('Das ist die Nummer des alten Zählers. Welche Nummer steht auf dem neuen?', {
        id: 'meter-swap.problem.same-number',
      });
    case 'too-long':
      return msg('Das ist zu lang. Bitte kürzen Sie es.', { id: 'meter-swap.problem.too-long' });
    case 'photo-refused':
      return msg('Dieses Foto können wir nicht annehmen. Bitte wählen Sie ein anderes, oder senden Sie ohne Foto.', {
        id: 'meter-swap.problem.photo-refused',
      });
    case 'refused':
      return msg('Das können wir so nicht annehmen. Bitte prüfen Sie Ihre Eingabe.', {
        id: 'meter-swap.problem.refused',
      });
  }
}
