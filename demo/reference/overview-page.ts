import { renderEntries, type Entry } from './entries.ts';
import { fileOf, linksTo, type ReferencePage } from './layout.ts';
import { codeBlock, firstSentence, inline, markup } from './markup.ts';
import type { ReferenceContent } from './reference-content.ts';

/** What there is, and how to begin. */
export function overviewPage(content: ReferenceContent): ReferencePage {
  return {
    file: 'index.html',
    title: 'Overview',
    main: markup`<h1>Reference of the Nomos elements</h1>
<div class="lead"><p>Custom elements for the customers of electricity suppliers. Each works alone on any page; every element below has its attributes, events, slots, parts and texts here, with an example that can be tried.</p></div>
${codeBlock(
  `<script type="module" src="https://lumio.customerportal.energy/assets/nomos.js"></script>\n<nomos-session gateway="https://lumio.customerportal.energy">\n  <nomos-login></nomos-login>\n  <nomos-invoices></nomos-invoices>\n</nomos-session>`,
  'Two elements on a page',
)}
<h2 id="elements">Elements</h2>
<ul class="cards">${content.elements.map(
      (element) => markup`<li><a href="${fileOf(element)}"><code>&lt;${element.tag}&gt;</code></a>
<p>${inline(firstSentence(element.description), () => null)}</p></li>
`,
    )}</ul>`,
  };
}

/** Every event, with the elements that dispatch it. */
export function eventsPage(content: ReferenceContent): ReferencePage {
  const linkOf = linksTo(content);
  const details = content.exports.find(({ name }) => name === 'NomosEventDetails')?.members ?? [];
  const entries = details.map(({ name, type, description }): Entry => {
    const from = content.elements.filter(({ events }) => events.some((event) => event.name === name));
    const cancelable = from.some(({ events }) => events.some((event) => event.name === name && event.cancelable));
    return {
      id: name,
      name,
      type: type === 'undefined' ? null : type,
      facts: [cancelable ? markup`cancelable` : markup`not cancelable`, type === 'undefined' && markup`no detail`],
      description: `${description}\n\nFrom ${from.map(({ tag }) => `\`${tag}\``).join(', ')}.`,
    };
  });
  return {
    file: 'events.html',
    title: 'Events',
    main: markup`<h1>Events</h1>
<div class="lead"><p>They bubble and cross shadow roots, so that a page may listen at the element, at the document or anywhere in between. <code>detail</code> holds ids and choices, never anything personal.</p></div>
${codeBlock(
  `document.addEventListener('nomos-invoice-open', (event) => {\n  event.preventDefault(); // we show it ourselves\n  showInvoice(event.detail.invoice);\n});`,
  'Listening',
)}
<h2>All of them</h2>
${renderEntries(entries, linkOf)}`,
  };
}
