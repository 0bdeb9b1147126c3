import { msg } from '@lit/localize';
import { css, html, render } from 'lit';

const styles = css`
  dialog.discard {
    max-inline-size: min(26em, calc(100vw - 2em));
    padding: var(--_space-6);
    border: 1px solid var(--_color-line);
    border-radius: var(--_radius);
    background: var(--_color-surface);
    color: var(--_color-text);
  }

  dialog.discard::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  .discard form {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  .discard .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }
`;

/** Questions that are open, so that to ask again is to wait for the same answer. */
const open = new WeakMap<ShadowRoot, Promise<boolean>>();

/**
 * Asks in a modal dialog whether what was typed and not saved may be lost. Meant to be loaded on demand.
 *
 * @param root - Of the element that asks, whose own template stays the same meanwhile: the dialog stands beside it.
 */
export function askToDiscard(root: ShadowRoot): Promise<boolean> {
  const asked = open.get(root) ?? ask(root);
  open.set(root, asked);
  return asked;
}

async function ask(root: ShadowRoot): Promise<boolean> {
  const sheet = styles.styleSheet;
  if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const dialog = document.createElement('dialog');
  dialog.className = 'discard';
  dialog.setAttribute('part', 'dialog');
  dialog.setAttribute('aria-labelledby', 'discard-title');
  // The way that loses nothing comes first, which is where the focus goes.
  render(
    html`<form method="dialog">
      <p id="discard-title" class="subtitle">${msg('Änderungen verwerfen?', { id: 'discard.title' })}</p>
      <p>${msg('Was Sie eingegeben haben, ist noch nicht gespeichert.', { id: 'discard.explanation' })}</p>
      <p class="choices">
        <button class="button primary" part="button" value="stay">
          ${msg('Weiter bearbeiten', { id: 'discard.stay' })}
        </button>
        <button class="button" part="button" value="discard">${msg('Verwerfen', { id: 'discard.discard' })}</button>
      </p>
    </form>`,
    dialog,
  );
  root.append(dialog);
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  dialog.remove();
  open.delete(root);
  return dialog.returnValue === 'discard';
}
