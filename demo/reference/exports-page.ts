import type { PackageExport } from '../../scripts/package-exports.ts';
import { renderEntries, type Entry } from './entries.ts';
import { linksTo, type ReferencePage } from './layout.ts';
import { codeBlock, inline, markup, prose, type LinkOf, type Markup } from './markup.ts';
import type { ReferenceContent } from './reference-content.ts';

/** What the package exports beside the elements. */
export function exportsPage(content: ReferenceContent): ReferencePage {
  const { packageName, elements, exports } = content;
  const linkOf = linksTo(content);
  const classes = new Set(elements.map(({ name }) => name));
  const others = exports.filter(({ name }) => !classes.has(name));
  const groups: [title: string, entries: PackageExport[]][] = [
    ['Functions and values', others.filter(({ kind, isValue }) => isValue && kind !== 'class')],
    ['Errors', others.filter(({ kind, isValue }) => isValue && kind === 'class')],
    ['Types', others.filter(({ isValue }) => !isValue)],
  ];
  return {
    file: 'exports.html',
    title: 'Functions and types',
    main: markup`<h1>Functions and types</h1>
<div class="lead"><p>What <code>${packageName}</code> exports. Importing it registers no element.</p></div>
${codeBlock(
  `import { configureNomos } from '${packageName}';\n\nconst nomos = configureNomos({ gateway: 'https://lumio.customerportal.energy', locale: 'de' });\nawait nomos.signOut();`,
  'Configuration',
)}
${groups.map(
  ([title, entries]) => markup`<h2>${title}</h2>
${entries.map((entry) => renderExport(entry, linkOf))}`,
)}`,
  };
}

function renderExport(exported: PackageExport, linkOf: LinkOf): Markup {
  const { name, kind, description, tags, members } = exported;
  const declaration = declarationOf(exported);
  return markup`<section class="export" aria-labelledby="${name}">
<h3 id="${name}"><a href="#${name}"><code>${name}</code></a> <span class="quiet small">${kind}</span></h3>
${declaration !== null && codeBlock(declaration, `The declaration of ${name}`)}
${prose(description, linkOf)}
${tags.map(({ name: tag, text }) => renderTag(tag, text, linkOf))}
${
  members.length > 0 &&
  renderEntries(
    members.map((member): Entry => ({
      ...member,
      id: `${name}.${member.name}`,
      facts: [member.optional && markup`optional`, member.readonly && markup`read only`],
    })),
    linkOf,
  )
}
</section>
`;
}

/** How TypeScript declares it; of what has members, these tell. */
function declarationOf({ name, kind, type }: PackageExport): string | null {
  if (type === '') return null;
  switch (kind) {
    case 'function':
      return `function ${name}${type.replace(/\) => (?!.*\) => )/, '): ')}`;
    case 'constant':
      return `const ${name}: ${type}`;
    case 'type':
      return `type ${name} = ${type}`;
    case 'class':
    case 'interface':
      return `${kind} ${name} ${type}`;
  }
}

function renderTag(tag: string, text: string, linkOf: LinkOf): Markup | null {
  if (tag === 'example') return codeBlock(text, 'An example');
  if (tag === 'throws') {
    const [, thrown = '', when = ''] = /^(\w*)\s*([\s\S]*)$/.exec(text) ?? [];
    return markup`<p>Throws ${inline(`\`${thrown}\``, linkOf)}: ${inline(
      when.replace(/^[A-Z]/, (letter) => letter.toLowerCase()),
      linkOf,
    )}</p>`;
  }
  return tag === 'deprecated' ? markup`<p><strong>Deprecated.</strong> ${inline(text, linkOf)}</p>` : null;
}
