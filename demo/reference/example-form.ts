import type { DescribedAttribute, DescribedElement } from '../../scripts/described-elements.ts';
import { brands } from '../gallery/fixtures.ts';
import { statesByTag } from '../gallery/states.ts';
import { markup, type Markup } from './markup.ts';

/** What a page may choose from for an attribute: the words of its type, else those that its description names in backticks. */
function choicesOf({ type, description }: DescribedAttribute): { words: string[]; isComplete: boolean } {
  const words = [...type.matchAll(/'([^']+)'/g)].map(([, word = '']) => word);
  if (words.length > 0) return { words, isComplete: true };
  const named = /\bstring\b/.test(type) ? [...description.matchAll(/`([\w-]+)`/g)].map(([, word = '']) => word) : [];
  return { words: [...new Set(named)], isComplete: false };
}

function renderControl(attribute: DescribedAttribute): Markup {
  const { name, type } = attribute;
  const id = `set-${name}`;
  const label = markup`<label for="${id}"><code>${name}</code></label>`;
  if (/\bboolean\b/.test(type)) {
    return markup`<div class="control check"><input id="${id}" type="checkbox" data-attribute="${name}" />${label}</div>`;
  }
  const { words, isComplete } = choicesOf(attribute);
  if (isComplete) {
    return markup`<div class="control">${label}<select id="${id}" data-attribute="${name}"><option value="">not set</option>${words.map(
      (word) => markup`<option>${word}</option>`,
    )}</select></div>`;
  }
  if (/\bnumber\b/.test(type)) {
    return markup`<div class="control">${label}<input id="${id}" type="number" inputmode="numeric" data-attribute="${name}" /></div>`;
  }
  const list =
    words.length > 0 &&
    markup`<datalist id="${id}-words">${words.map((word) => markup`<option>${word}</option>`)}</datalist>`;
  return markup`<div class="control">${label}<input id="${id}" data-attribute="${name}" autocomplete="off" spellcheck="false"${
    list ? markup` list="${id}-words"` : ''
  } />${list}</div>`;
}

const select = (id: string, label: string, options: readonly [value: string, text: string][]): Markup =>
  markup`<div class="control"><label for="${id}">${label}</label><select id="${id}">${options.map(
    ([value, text]) => markup`<option value="${value}">${text}</option>`,
  )}</select></div>`;

/** Language and theme are what somebody tries first; what all elements have comes last. */
function inOrder(attributes: readonly DescribedAttribute[]): DescribedAttribute[] {
  const first = ['locale', 'theme'];
  const rank = ({ name, inherited }: DescribedAttribute): number => (first.includes(name) ? 0 : inherited ? 2 : 1);
  return [...attributes].sort((a, b) => rank(a) - rank(b));
}

/** The names of an element's states in the gallery; the one that says most first. */
function stateNames(tag: string): string[] {
  const names = Object.keys((statesByTag as Readonly<Record<string, object>>)[tag] ?? {});
  const first = names.find((name) => /^(loaded|signed in|form|code|list)\b/.test(name));
  return first === undefined ? names : [first, ...names.filter((name) => name !== first)];
}

/**
 * An element with everything that can be set of it. The script of the page brings it to life; without it, the section says so.
 *
 * @returns Null for an element that draws nothing.
 */
export function renderExample({ tag, attributes, events }: DescribedElement): Markup | null {
  const names = stateNames(tag);
  if (names.length === 0) return null;
  return markup`<p class="needs-script">It is drawn by a script, which does not run here.</p>
<div class="example" data-tag="${tag}" data-events="${events.map(({ name }) => name).join(' ')}" hidden>
<form class="controls" aria-label="What the example shows">
${select(
  'example-state',
  'State',
  names.map((name) => [name, name]),
)}
${select('example-brand', 'Brand', [['', 'none'], ...Object.values(brands).map(({ slug, name }): [string, string] => [slug, name])])}
${select('example-width', 'Width', [
  ['', 'all there is'],
  ['20', '20em'],
  ['34', '34em'],
  ['62', '62em'],
])}
${inOrder(attributes).map(renderControl)}
</form>
<div class="stage" tabindex="0" role="group" aria-label="The element"><div class="frame"></div></div>
<p class="quiet small">Its data is made up, its state set by hand, and it has no network. What chooses data, such as <code>subscription</code>, changes its HTML alone.</p>
<div class="sides">
<div><h3 id="example-html">HTML</h3>
<pre tabindex="0" role="group" aria-labelledby="example-html"><code class="html"></code></pre>
<p><button class="copy" type="button">Copy</button> <span role="status"></span></p></div>
<div><h3 id="example-events">Events</h3>
<div class="control check"><input id="example-cancel" type="checkbox" checked /><label for="example-cancel">Cancel what can be cancelled</label></div>
<p class="quiet small none">Nothing has been heard yet. Press something in the element.</p>
<ol class="log" role="log" aria-labelledby="example-events" tabindex="0"></ol></div>
</div>
</div>`;
}
