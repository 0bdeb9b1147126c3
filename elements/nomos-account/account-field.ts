import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { describedBy, renderField } from '../../src/ui/field.ts';
import type { Loaded } from './account-cards.ts';
import type { AccountEditor } from './account-editor.ts';
import { describeAccountProblem } from './account-problem.ts';
import type { AccountField, AccountForm } from './account-state.ts';

/** What a form is drawn from. */
export interface FormFrame {
  shown: Loaded;
  /** What listens to the form; nobody when its state was set by hand. */
  editor: AccountEditor | null;
  language: string;
  onCancel: () => void;
  /** Leaves the form for the contract that was chosen meanwhile. */
  onFollow: () => void;
}

/** What the browser knows of a field. */
export interface FieldTraits {
  label: string;
  hint?: unknown;
  autocomplete: string;
  inputmode?: 'numeric';
}

/** One line of text with label, hint and error. */
export function renderTextField(
  { editor, language }: FormFrame,
  form: AccountForm,
  field: Exclude<AccountField, 'consent' | 'iban'>,
  { label, hint, autocomplete, inputmode }: FieldTraits,
): TemplateResult {
  const problem = form.problems.find((candidate) => candidate.field === field);
  const error = problem && describeAccountProblem(problem, language);
  const value = (form.draft as unknown as Record<string, string>)[field] ?? '';
  return renderField(
    { id: field, label, hint, error },
    html`<input
      id=${field}
      class="input"
      part="input"
      type="text"
      name=${field}
      autocomplete=${autocomplete}
      inputmode=${inputmode ?? nothing}
      required
      ?readonly=${form.saving}
      .value=${live(value)}
      aria-invalid=${problem !== undefined}
      aria-describedby=${describedBy({ id: field, hint, error })}
      @input=${(event: Event) => editor?.onInput({ [field]: (event.target as HTMLInputElement).value })}
    />`,
  );
}
