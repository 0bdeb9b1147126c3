import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { fileTypeOf, signatureBytes, type SignedFileType } from '../domain/file-signature.ts';
import type { Formats } from '../domain/format.ts';
import { icon, warningIcon } from './icons.ts';

const attachIcon =
  'M19.5 11.5 12 19a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.8 7.8a1.5 1.5 0 0 1-2.2-2.2l7-7';

/** Why a file cannot be taken. `unreadable`: it has gone, or may not be read. */
export type FileProblem = 'too-large' | 'wrong-type' | 'empty' | 'unreadable';

/** What may be chosen. */
export interface FileRule {
  /** By what is in a file, whatever it is called. */
  types: readonly SignedFileType[];
  /** The largest size in bytes. */
  mostBytes: number;
}

/** A file that was chosen, one that was refused, or none. */
export type ChosenFile =
  | { type: 'none' }
  | { type: 'chosen'; file: File }
  /** The name stands for the file that is not taken; the one before it is gone as well. */
  | { type: 'refused'; name: string; problem: FileProblem };

/** What the field shows. */
export interface FileFieldView extends FileRule {
  /** The id of the input; label, hint and error get ids made from it. */
  id: string;
  label: string;
  chosen: ChosenFile;
  /** What is wrong beyond the file itself, such as what the server thinks of it. */
  error?: unknown;
  /** Nothing can be changed while a form is being sent. */
  locked: boolean;
  formats: Formats;
  /** A file was chosen, or removed (`null`). */
  onFile: (file: File | null) => void;
}

/**
 * Looks at a file before it is sent: its size, and its type by its first bytes. What the server says counts, but a customer
 * on a slow line should not wait ten megabytes for it.
 */
export async function lookAtFile(file: File, { types, mostBytes }: FileRule): Promise<ChosenFile> {
  const refused = (problem: FileProblem): ChosenFile => ({ type: 'refused', name: file.name, problem });
  if (file.size > mostBytes) return refused('too-large');
  let start: Uint8Array;
  try {
    start = new Uint8Array(await file.slice(0, signatureBytes).arrayBuffer());
  } catch {
    return refused('unreadable');
  }
  if (start.length === 0) return refused('empty');
  const found = fileTypeOf(start);
  return found && types.includes(found) ? { type: 'chosen', file } : refused('wrong-type');
}

const typeNames: Record<SignedFileType, string> = {
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/heic': 'HEIC',
  'application/pdf': 'PDF',
};

/** The types in the order given: "JPEG, PNG oder HEIC". */
function typeList(types: readonly SignedFileType[], { locale }: Formats): string {
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(types.map((type) => typeNames[type]));
}

/** A size as people know it from their telephone: `2,4 MB`, `380 kB`. */
export function fileSizeLabel(bytes: number, formats: Formats): string {
  const noBreak = '\u00a0';
  const megabytes = bytes / 1024 ** 2;
  if (megabytes >= 1) return `${formats.number(megabytes, Number.isInteger(megabytes) ? 0 : 1)}${noBreak}MB`;
  return `${formats.number(Math.max(1, Math.round(bytes / 1024)))}${noBreak}kB`;
}

function describeProblem(
  { name, problem }: Extract<ChosenFile, { type: 'refused' }>,
  { types, mostBytes, formats }: FileFieldView,
): TemplateResult | string {
  // A name may be written from right to left, and must not turn the sentence around.
  const file = html`<bdi class="file-name">${name}</bdi>`;
  const most = fileSizeLabel(mostBytes, formats);
  switch (problem) {
    case 'too-large':
      return msg(html`${file} ist zu groß. Höchstens ${most}, bitte.`, { id: 'file.problem.too-large' });
    case 'wrong-type':
      return msg(html`${file} können wir nicht annehmen. Bitte wählen Sie ${typeList(types, formats)}.`, {
        id: 'file.problem.wrong-type',
      });
    case 'empty':
      return msg(html`${file} ist leer. Bitte wählen Sie eine andere Datei.`, { id: 'file.problem.empty' });
    case 'unreadable':
      return msg(html`${file} lässt sich nicht lesen. Bitte wählen Sie die Datei noch einmal.`, {
        id: 'file.problem.unreadable',
      });
  }
}

/**
 * A field for one file: the browser's own input under a label that looks like a button, so that keyboard, screen reader and a
 * telephone's camera work as everywhere; what was chosen stands beside it with its size, and can be removed. Pass what is
 * chosen through {@link lookAtFile}. Needs `fileFieldStyles` and the form styles.
 */
export function renderFileField(view: FileFieldView): TemplateResult {
  const { id, label, chosen, error, types, mostBytes, locked, formats, onFile } = view;
  const most = fileSizeLabel(mostBytes, formats);
  const onChange = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // Without this, the same file chosen again would be no change.
    input.value = '';
    if (file && !locked) onFile(file);
  };
  const onRemove = (event: Event): void => {
    if (locked) return;
    onFile(null);
    // The button goes away; who pressed it is led to where another file is chosen.
    ((event.currentTarget as HTMLElement).getRootNode() as ShadowRoot).getElementById(id)?.focus();
  };
  const problem = chosen.type === 'refused' ? describeProblem(chosen, view) : error;
  return html`<div class="field file-field">
    <span class="label" id="${id}-label">${label}</span>
    <div class="file-choice">
      <input
        id=${id}
        class="visually-hidden"
        type="file"
        accept=${types.join(',')}
        ?disabled=${locked}
        aria-labelledby="${id}-label ${id}-choose"
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby="${id}-hint ${id}-error"
        @change=${onChange}
      />
      <label for=${id} id="${id}-choose" class="button" part="button" aria-disabled=${locked}
        >${icon(attachIcon)}<span
          >${
            chosen.type === 'chosen'
              ? msg('Andere Datei wählen', { id: 'file.choose-other' })
              : msg('Datei wählen', { id: 'file.choose' })
          }</span
        ></label
      >
      <div class="file-chosen" role="status">
        ${
          chosen.type === 'chosen'
            ? html`<span
                ><bdi class="file-name">${chosen.file.name}</bdi>
                <span class="muted small">${fileSizeLabel(chosen.file.size, formats)}</span></span
              >`
            : nothing
        }
      </div>
      ${
        chosen.type === 'chosen'
          ? html`<button
              class="button plain"
              part="button"
              type="button"
              aria-disabled=${locked}
              aria-label=${msg(str`${chosen.file.name} entfernen`, { id: 'file.remove-name' })}
              @click=${onRemove}
            >
              ${msg('Entfernen', { id: 'file.remove' })}
            </button>`
          : nothing
      }
    </div>
    <span class="hint" id="${id}-hint"
      >${msg(str`${typeList(types, formats)}, höchstens ${most}.`, { id: 'file.hint' })}</span
    >
    <div class="field-error" id="${id}-error" role="alert">
      ${problem ? html`${icon(warningIcon)}<span>${problem}</span>` : nothing}
    </div>
  </div>`;
}
