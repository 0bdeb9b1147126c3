import type { DescribedElement } from '../../scripts/described-elements.ts';
import { specifiersOf } from '../../scripts/described-elements.ts';
import { renderExample } from './example-form.ts';
import { renderEntries, type Entry } from './entries.ts';
import { fileOf, linksTo, type ReferencePage } from './layout.ts';
import { codeBlock, markup, prose, type LinkOf, type Markup } from './markup.ts';
import { renderMessages } from './messages-page.ts';
import type { Message, ReferenceContent } from './reference-content.ts';

/** Everything about an element. */
export function elementPage(element: DescribedElement, content: ReferenceContent): ReferencePage {
  const linkOf = linksTo(content);
  const shown = content.messages.filter(({ shownBy }) => shownBy.includes(element.tag));
  const sections: [id: string, title: string, body: Markup | null][] = [
    ['example', 'Example', renderExample(element)],
    ['embed', 'Place it on a page', renderEmbedding(element, content.packageName)],
    ['attributes', 'Attributes and properties', renderAttributes(element, linkOf)],
    ['methods', 'Methods', renderMethods(element, linkOf)],
    ['events', 'Events', renderEvents(element, linkOf)],
    ['slots', 'Slots', renderSlots(element, linkOf)],
    ['parts', 'Parts', renderParts(element, linkOf)],
    ['css-properties', 'CSS properties', renderCssProperties(element, linkOf)],
    ['messages', 'Messages', renderShownMessages(element, shown)],
  ];
  const present = sections.flatMap(([id, title, body]) => (body ? [{ id, title, body }] : []));
  return {
    file: fileOf(element),
    title: `<${element.tag}>`,
    main: markup`<h1><code>&lt;${element.tag}&gt;</code></h1>
<div class="lead">${prose(element.description, linkOf)}</div>
<ul class="contents" aria-label="On this page">${present.map(
      ({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`,
    )}</ul>
${present.map(
  ({ id, title, body }) => markup`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${body}
</section>
`,
)}`,
  };
}

function renderEmbedding({ tag, name, slots }: DescribedElement, packageName: string): Markup {
  const { registering, ofClass } = specifiersOf(tag, packageName);
  const isSession = slots.some((slot) => slot.name === '');
  const placed = isSession
    ? `<${tag} gateway="https://lumio.customerportal.energy">\n  <nomos-invoices></nomos-invoices>\n</${tag}>`
    : `<nomos-session gateway="https://lumio.customerportal.energy">\n  <${tag}></${tag}>\n</nomos-session>`;
  const script = `<script type="module" src="https://lumio.customerportal.energy/assets/nomos.js"></script>\n${placed}`;
  const fromNpm = `import '${registering}';\n\n// Its class, to extend it or to register it by another name:\nimport { ${name} } from '${ofClass}';\n\n// A component for React 18:\nimport { ${name} } from '${packageName}/react/${tag}.js';`;
  return markup`<p>With a script and a tag:</p>
${codeBlock(script, 'A script and a tag')}
<p>With a bundler, from npm:</p>
${codeBlock(fromNpm, 'Imports from npm')}`;
}

function renderAttributes({ attributes, properties }: DescribedElement, linkOf: LinkOf): Markup {
  const entries = [
    ...attributes.map((attribute) => ({
      ...attribute,
      id: `attribute-${attribute.name}`,
      facts: [
        attribute.property !== null && markup`property <code>${attribute.property}</code>`,
        attribute.reflects && markup`reflected`,
      ],
    })),
    ...properties
      .filter((property) => property.attribute === null)
      .map((property) => ({
        ...property,
        id: `property-${property.name}`,
        facts: [markup`property only`, property.readonly && markup`read only`],
      })),
  ].map(({ facts, type, ...entry }) => ({
    ...entry,
    type,
    facts: [...facts, entry.default !== null && markup`default <code>${entry.default}</code>`],
  }));
  const own = entries.filter(({ inherited }) => !inherited);
  const common = entries.filter(({ inherited }) => inherited);
  return markup`${own.length > 0 ? renderEntries(own, linkOf) : markup`<p>It has none of its own.</p>`}
${
  common.length > 0 &&
  markup`<h3>Of all elements</h3>
${renderEntries(common, linkOf)}`
}`;
}

function renderMethods({ methods }: DescribedElement, linkOf: LinkOf): Markup | null {
  if (methods.length === 0) return null;
  return renderEntries(
    methods.map((method): Entry => ({ ...method, id: `method-${method.name}` })),
    linkOf,
  );
}

function renderEvents({ events }: DescribedElement, linkOf: LinkOf): Markup | null {
  if (events.length === 0) return null;
  return markup`<p>They bubble and cross shadow roots. <code>detail</code> holds ids and choices, never anything personal.</p>
${renderEntries(
  events.map(({ detail, cancelable, ...event }): Entry => ({
    ...event,
    id: `event-${event.name}`,
    type: detail === 'undefined' ? null : detail,
    facts: [cancelable ? markup`cancelable` : markup`not cancelable`, detail === 'undefined' && markup`no detail`],
  })),
  linkOf,
)}`;
}

function renderSlots({ tag, slots }: DescribedElement, linkOf: LinkOf): Markup | null {
  const [first] = slots;
  if (!first) return null;
  const child = first.name === '' ? '<nomos-invoices></nomos-invoices>' : `<p slot="${first.name}">…</p>`;
  return markup`${renderEntries(
    slots.map((slot): Entry => ({
      ...slot,
      name: slot.name || '(no name)',
      id: `slot-${slot.name || 'default'}`,
    })),
    linkOf,
  )}
${codeBlock(`<${tag}>\n  ${child}\n</${tag}>`, 'A slot that is filled')}`;
}

function renderParts({ tag, parts }: DescribedElement, linkOf: LinkOf): Markup | null {
  const [first] = parts;
  if (!first) return null;
  const usual = parts.find(({ name }) => name === 'card') ?? first;
  return markup`${renderEntries(
    parts.map((part): Entry => ({ ...part, id: `part-${part.name}` })),
    linkOf,
  )}
${codeBlock(`${tag}::part(${usual.name}) {\n  border-radius: 0;\n}`, 'A part that is styled')}`;
}

function renderCssProperties({ cssProperties }: DescribedElement, linkOf: LinkOf): Markup | null {
  if (cssProperties.length === 0) return null;
  return renderEntries(
    cssProperties.map((property): Entry => ({
      ...property,
      id: `css-${property.name.replace(/^--/, '')}`,
      facts: [property.default !== null && markup`default <code>${property.default}</code>`],
    })),
    linkOf,
  );
}

function renderShownMessages({ tag }: DescribedElement, shown: readonly Message[]): Markup | null {
  if (shown.length === 0) return null;
  const own = shown.filter(({ shownBy }) => shownBy.length === 1);
  const shared = shown.filter(({ shownBy }) => shownBy.length > 1);
  const [example] = own.length > 0 ? own : shared;
  return markup`<p>Each text can be replaced by its id, in every language.</p>
${codeBlock(`configureNomos({ messages: { de: { '${example?.id ?? ''}': '…' } } });`, 'A text of one’s own')}
${own.length > 0 && renderMessages(own, { tag })}
${
  shared.length > 0 &&
  markup`<details class="shared"><summary>${shared.length} more that other elements show as well</summary>
${renderMessages(shared, { tag, anchors: false })}
</details>`
}`;
}
