import { markup, prose, type LinkOf, type Markup } from './markup.ts';

/** Something that has a name, and what is to be known of it. */
export interface Entry {
  /** Where links lead. */
  id: string;
  name: string;
  /** As TypeScript writes it. */
  type?: string | null;
  /** What else is to be said in a word. */
  facts?: (Markup | false)[];
  description: string;
}

/** A list of entries; each can be linked to. */
export function renderEntries(entries: readonly Entry[], linkOf: LinkOf): Markup {
  return markup`<dl class="entries">
${entries.map(({ id, name, type, facts = [], description }) => {
  const said = facts.filter((fact): fact is Markup => fact !== false);
  return markup`<div id="${id}">
<dt><a href="#${id}"><code>${name}</code></a></dt>
<dd>
${(type ?? said.length > 0) && markup`<p class="facts">${type && markup`<code class="type">${type}</code>`}${said.map((fact) => markup`<span>${fact}</span>`)}</p>`}
${prose(description, linkOf)}
</dd>
</div>
`;
})}</dl>`;
}
