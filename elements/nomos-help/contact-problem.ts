import { msg } from '@lit/localize';
import type { NomosApiError } from '../../src/api/nomos-api-error.ts';
import { longestText } from '../../src/contract/gateway/request-bounds.ts';
import type { RequestProblem } from '../../src/contract/gateway/requests.ts';
import { looksLikeEmail } from '../../src/domain/looks-like-email.ts';
import type { ContactDraft } from './contact-draft.ts';

/** The fields of the form, in its order. */
export const contactFields = ['topic', 'subscription', 'name', 'email', 'message', 'attachment'] as const;

export type ContactField = (typeof contactFields)[number];

/** What is wrong, by field, as the gateway names it. */
export type ContactProblems = Readonly<Partial<Record<ContactField, RequestProblem | (string & {})>>>;

/** What can be said of a draft before it is sent. */
export function problemsOfDraft(draft: ContactDraft, isSignedIn: boolean): ContactProblems {
  const ofText = (text: string, most: number): RequestProblem | null => {
    if (text.trim() === '') return 'required';
    return text.trim().length > most ? 'too_long' : null;
  };
  const name = isSignedIn ? null : ofText(draft.name, longestText.line);
  const email = isSignedIn
    ? null
    : (ofText(draft.email, longestText.email) ?? (looksLikeEmail(draft.email.trim()) ? null : 'invalid_format'));
  const message = ofText(draft.message, longestText.message);
  return {
    ...(draft.topic ? {} : { topic: 'required' }),
    ...(name ? { name } : {}),
    ...(email ? { email } : {}),
    ...(message ? { message } : {}),
  };
}

/** What the gateway finds wrong with the fields; none where that is not the reason. */
export function problemsOfAnswer({ kind, status, fieldErrors }: NomosApiError): ContactProblems {
  const problems: Partial<Record<ContactField, string>> = {};
  if (kind === 'conflict') return problems;
  for (const { field, code } of fieldErrors) {
    const known = contactFields.find((name) => name === field);
    if (known) problems[known] ??= code;
  }
  if (status === 413) problems.attachment ??= 'too_large';
  return problems;
}

/** A problem in a sentence that says what to do. */
export function describeContactProblem(field: ContactField, problem: string): string {
  if (problem === 'too_long') {
    return msg('Das ist länger, als wir annehmen können. Bitte kürzen Sie es.', { id: 'help.problem.too-long' });
  }
  switch (field) {
    case 'topic':
      return msg('Bitte wählen Sie, worum es geht.', { id: 'help.problem.topic' });
    case 'subscription':
      return msg('Diesen Vertrag gibt es nicht mehr. Bitte wählen Sie einen anderen.', {
        id: 'help.problem.subscription',
      });
    case 'name':
      return msg('Bitte geben Sie Ihren Namen an.', { id: 'help.problem.name' });
    case 'email':
      return msg('Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@beispiel.de.', {
        id: 'help.problem.email',
      });
    case 'message':
      return msg('Bitte schreiben Sie, worum es geht.', { id: 'help.problem.message' });
    case 'attachment':
      return problem === 'too_large'
        ? msg('Diese Datei ist zu groß.', { id: 'help.problem.attachment-too-large' })
        : msg('Diese Datei können wir nicht annehmen. Bitte wählen Sie ein Foto oder ein PDF.', {
            id: 'help.problem.attachment',
          });
  }
}
