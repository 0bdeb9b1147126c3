import { find, mostFound, type Findable } from './found.ts';

/**
 * Brings the filter to life: what is typed is looked for in names and texts. The arrow keys go through what was found, Escape
 * goes back. What there is to find is loaded when somebody comes to the field.
 */
export function startFilter(): void {
  const filter = document.querySelector<HTMLElement>('.filter');
  const input = filter?.querySelector('input');
  const panel = filter?.querySelector<HTMLElement>('.found');
  const list = panel?.querySelector('ul');
  const status = filter?.querySelector('[role="status"]');
  if (!filter || !input || !panel || !list || !status) return;
  filter.hidden = false;

  let findables: Promise<readonly Findable[]> | undefined;
  const load = (): Promise<readonly Findable[]> => {
    // Written beside the pages, from what they tell: the bundler does not know it.
    const address = new URL('findables.js', document.baseURI).href;
    findables ??= import(address).then((module: { findables: Findable[] }) => module.findables);
    findables.catch(() => (findables = undefined));
    return findables;
  };

  const close = (): void => {
    panel.hidden = true;
    status.textContent = '';
  };

  const show = async (): Promise<void> => {
    const question = input.value.trim();
    if (question === '') {
      close();
      return;
    }
    const found = find(question, await load());
    // Somebody may have typed on meanwhile.
    if (question !== input.value.trim()) return;
    list.replaceChildren(...found.slice(0, mostFound).map(entry));
    panel.hidden = false;
    const more = found.length > mostFound ? `, the first ${mostFound} are shown` : '';
    status.textContent = found.length === 0 ? `Nothing is called ${question}` : `${found.length} found${more}`;
    if (found.length === 0) {
      const nothing = document.createElement('li');
      nothing.className = 'nothing';
      nothing.textContent = status.textContent;
      list.append(nothing);
    }
  };

  const move = (event: KeyboardEvent, step: number): void => {
    const stops: HTMLElement[] = [input, ...(panel.hidden ? [] : list.querySelectorAll('a'))];
    const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  input.addEventListener('focus', () => void load().catch(() => undefined));
  input.addEventListener('input', () => void show());
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') move(event, 1);
    else if (event.key === 'ArrowUp') move(event, -1);
    else if (event.key === 'Escape' && !panel.hidden) {
      event.preventDefault();
      close();
      input.focus();
    } else if (event.key === 'Enter' && event.target === input) list.querySelector('a')?.click();
  });
  // A link to a place on the same page leaves the page where it is.
  list.addEventListener('click', close);
  document.addEventListener('focusin', (event) => {
    if (!filter.contains(event.target as Node)) close();
  });
}

function entry({ name, kind, of, text, href }: Findable): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = href;
  const part = (tag: string, className: string, content: string): void => {
    if (content === '') return;
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = content;
    link.append(element, ' ');
  };
  part('code', 'what', name);
  part('span', 'kind', of === '' ? kind : `${kind} of ${of}`);
  part('span', 'said', text);
  item.append(link);
  return item;
}
