import { longestText } from '../../src/contract/gateway/request-bounds.ts';
import type { CreateRequest } from '../../src/contract/gateway/requests.ts';
import { commonProblems, personOf } from '../../src/ui/declaration-check.ts';
import type { DeclarationView } from '../../src/ui/declaration-fields.ts';
import type { FieldProblems } from '../../src/ui/declaration-form.ts';
import type { WithdrawalFields } from './withdrawal-form.ts';

/** What is wrong with the form. */
export function withdrawalProblems(view: DeclarationView<WithdrawalFields>): FieldProblems {
  const isLong = view.fields.note.trim().length > longestText.reason;
  return { ...commonProblems(view), ...(isLong ? { note: 'too-long' as const } : {}) };
}

type Content = Omit<Extract<CreateRequest, { kind: 'withdrawal' }>, 'key' | 'locale'>;

/** The withdrawal as it is declared. */
export function withdrawalOf(view: DeclarationView<WithdrawalFields>): Content {
  const { fields, chosen } = view;
  return {
    kind: 'withdrawal',
    ...personOf(view),
    ...(chosen ? { subscription: chosen.id } : { contract: fields.contract.trim() }),
    note: fields.note.trim() || null,
  };
}
