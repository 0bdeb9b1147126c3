import { longestText } from '../contract/gateway/request-bounds.ts';
import { looksLikeEmail } from '../domain/looks-like-email.ts';
import type { DeclarationView } from './declaration-fields.ts';
import type { FieldProblems, KnownPerson } from './declaration-form.ts';

/** Name and e-mail address as they go with the request: typed, else known. */
export function personOf({ fields, known }: Pick<DeclarationView, 'fields' | 'known'>): KnownPerson {
  return { name: (fields.name ?? known?.name ?? '').trim(), email: (fields.email ?? known?.email ?? '').trim() };
}

/** What is wrong with what every declaration asks for. */
export function commonProblems(view: Pick<DeclarationView, 'fields' | 'known' | 'chosen'>): FieldProblems {
  const { name, email } = personOf(view);
  return {
    ...textProblem('name', name, longestText.line),
    ...(email !== '' && !looksLikeEmail(email)
      ? { email: email.length > longestText.email ? 'too-long' : 'invalid' }
      : textProblem('email', email, longestText.email)),
    ...(view.chosen ? {} : textProblem('contract', view.fields.contract.trim(), longestText.line)),
  };
}

/** What is wrong with a text that has to be there. */
export function textProblem(field: string, text: string, most: number): FieldProblems {
  if (text === '') return { [field]: 'missing' };
  return text.length > most ? { [field]: 'too-long' } : {};
}
