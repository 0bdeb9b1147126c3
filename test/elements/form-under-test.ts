import { waitUntil } from './wait-until.ts';

type Drawn = HTMLElement & { updateComplete: Promise<unknown> };

/** An element with a form, as somebody sees it who types into it and presses its buttons. */
export class FormUnderTest<Form extends Drawn = Drawn> {
  readonly element: Form;

  constructor(element: Form) {
    this.element = element;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  /** What is to be read, with single blanks. */
  get text(): string {
    return this.root.textContent.replace(/\s+/g, ' ');
  }

  async shows(what: string): Promise<void> {
    await waitUntil(() => this.text.includes(what), `"${what}" in: ${this.text}`);
  }

  find(selector: string): HTMLInputElement {
    const found = this.root.querySelector<HTMLInputElement>(selector);
    if (!found) throw new Error(`There is no ${selector}`);
    return found;
  }

  has(selector: string): boolean {
    return this.root.querySelector(selector) !== null;
  }

  /** The button with this name, as a screen reader gives it. */
  button(name: string): HTMLButtonElement {
    const nameOf = (button: Element): string => (button.getAttribute('aria-label') ?? button.textContent).trim();
    const found = [...this.root.querySelectorAll('button')].find((button) => nameOf(button) === name);
    if (!found) throw new Error(`There is no button ${name} in: ${this.text}`);
    return found;
  }

  async focusIsOn(id: string): Promise<void> {
    await waitUntil(() => this.root.activeElement?.id === id, `focus on ${id}`);
  }

  /** Types into a field as a browser does. */
  async type(name: string, value: string): Promise<void> {
    const input = this.find(`#${name}`);
    input.value = value;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await this.element.updateComplete;
  }

  /** Chooses one of several by its value, or from a list. */
  async choose(name: string, value: string): Promise<void> {
    const list = this.root.querySelector<HTMLSelectElement>(`select[name="${name}"]`);
    if (list) {
      list.value = value;
      list.dispatchEvent(new Event('change', { bubbles: true }));
    } else this.find(`input[name="${name}"][value="${value}"]`).click();
    await this.element.updateComplete;
  }

  /** What is said at a field. */
  problem(name: string): string {
    return this.find(`#${name}-error`).textContent.replace(/\s+/g, ' ').trim();
  }
}
