import { html, nothing, type TemplateResult } from 'lit';
import { icon, warningIcon } from './icons.ts';

/** What a field needs around it. */
export interface FieldFrame {
  /** The id of the input; hint and error get ids made from it. */
  id: string;
  label: unknown;
  hint?: unknown;
  /** What is wrong with it, in a sentence that says what to do. */
  error?: unknown;
}

/** The ids by which an input refers to its hint and error (`aria-describedby`), or nothing. */
export function describedBy({ id, hint, error }: Pick<FieldFrame, 'id' | 'hint' | 'error'>): string | typeof nothing {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return ids || nothing;
}

/**
 * Label above, hint beneath, error in place and announced. The input itself sets `id`, `aria-invalid` and
 * `aria-describedby` (see {@link describedBy}). The live region stands there from the start: one that comes with its text is
 * not announced everywhere.
 */
export function renderField({ id, label, hint, error }: FieldFrame, input: TemplateResult): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${input} ${hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : nothing}
    <div class="field-error" id="${id}-error" role="alert">
      ${error ? html`${icon(warningIcon)}<span>${error}</span>` : nothing}
    </div>
  </div>`;
}
