import { locales } from '../../src/contract/gateway/languages.ts';
import type { ReferencePage } from './layout.ts';
import { codeBlock, markup, type Markup } from './markup.ts';
import type { Message, ReferenceContent } from './reference-content.ts';

/** Where a message is told: an element's page, or that of those which several show. */
export function messageHref({ id, shownBy }: Message): string {
  const [only] = shownBy;
  return shownBy.length === 1 && only !== undefined ? `${only}.html#message-${id}` : `messages.html#message-${id}`;
}

/**
 * Messages in every language.
 *
 * @param options.tag - The element whose page it is: it is not named among those that show them.
 * @param options.anchors - Whether this is the place that links lead to.
 */
export function renderMessages(
  messages: readonly Message[],
  { tag, anchors = true }: { tag?: string; anchors?: boolean } = {},
): Markup {
  return markup`<dl class="entries messages">
${messages.map((message) => {
  const { id, texts, placeholders, shownBy } = message;
  const others = shownBy.filter((other) => other !== tag);
  return markup`<div${anchors ? markup` id="message-${id}"` : ''}>
<dt><a href="${anchors ? `#message-${id}` : messageHref(message)}"><code>${id}</code></a></dt>
<dd>${placeholders.length > 0 && markup`<p class="facts">${placeholders.map((name) => markup`<code class="type">{${name}}</code>`)}</p>`}
<ul class="texts">${locales.map((locale) => {
    const text = texts[locale];
    return (
      text !== undefined &&
      markup`<li><span class="language">${locale}</span> <span lang="${locale.slice(0, 2)}">${text}</span></li>`
    );
  })}</ul>
${tag === undefined && others.length > 0 && markup`<p class="quiet small">${others.map((other, index) => markup`${index > 0 && ', '}<a href="${other}.html">${other}</a>`)}</p>`}
</dd>
</div>
`;
})}</dl>`;
}

/** The messages that several elements show, and how texts are replaced. */
export function messagesPage({ messages, packageName }: ReferenceContent): ReferencePage {
  const shared = messages.filter(({ shownBy }) => shownBy.length !== 1);
  return {
    file: 'messages.html',
    title: 'Messages',
    main: markup`<h1>Messages</h1>
<div class="lead"><p>Every text has an id, by which a page puts its own in its place: ${messages.length} in all. Those of a single element are on its page; these ${shared.length} are shown by several.</p></div>
${codeBlock(
  `import { configureNomos, defineMessages } from '${packageName}';\n\nconfigureNomos({\n  messages: defineMessages({\n    de: { 'switcher.ends': '{what}, noch bis {lastDay}' },\n  }),\n});`,
  'Texts of one’s own',
)}
<p><code>{name}</code> stands for what the element fills in, <code>{a}…{/a}</code> for the link of our text; everything else is plain text. Which names a text has, <code>defineMessages</code> lets TypeScript check. Texts for <code>de</code> count for <code>de-informal</code> where that has none of its own.</p>
<h2>Shown by several elements</h2>
${renderMessages(shared)}`,
  };
}
