/**
 * Copies a text to the clipboard: by the Clipboard API, which pages without HTTPS and frames without permission do not have, else
 * by the command that browsers have known all along. To be called while the customer presses something.
 *
 * @param root - Where the element lives that copies; focus comes back to what had it there.
 * @returns Whether the text is on the clipboard.
 */
export async function copyText(text: string, root: ShadowRoot): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, root);
  }
}

function copyBySelection(text: string, root: ShadowRoot): boolean {
  const focused = root.activeElement;
  const field = document.createElement('textarea');
  field.className = 'visually-hidden';
  field.readOnly = true;
  field.value = text;
  root.append(field);
  field.select();
  try {
    // Deprecated for as long as anybody can remember, and the only other way there is.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
