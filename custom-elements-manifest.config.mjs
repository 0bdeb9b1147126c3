// custom-elements.json: what editors, reference pages and framework types know of the elements, from their doc tags.
// `npm run manifest` writes it, `npm run check:manifest` fails when it is not current.

import { tokenReference } from './src/theme/token-reference.ts';

/** Modules as the package publishes them. */
const published = (path) => path.replace(/^\/?(.*)\.ts$/, 'dist/npm/$1.js');

/** What a class keeps to itself is no part of the reference. */
const isPublic = (member) => member.privacy === undefined || member.privacy === 'public';

function* references(value) {
  if (value === null || typeof value !== 'object') return;
  if (typeof value.module === 'string') yield value;
  for (const inner of Object.values(value)) yield* references(inner);
}

/** `define('nomos-x', XElement)` in a registering file, and the class that it registers. */
function definitions() {
  const tags = new Map();
  return {
    name: 'nomos-definitions',
    analyzePhase({ ts, node, moduleDoc }) {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'define') return;
      const [tag, element] = node.arguments;
      if (!tag || !element || !ts.isStringLiteral(tag)) return;
      tags.set(element.getText(), tag.text);
      moduleDoc.exports ??= [];
      moduleDoc.exports.push({
        kind: 'custom-element-definition',
        name: tag.text,
        declaration: { name: element.getText(), module: moduleDoc.path },
      });
    },
    packageLinkPhase({ customElementsManifest }) {
      const classes = new Map();
      for (const module of customElementsManifest.modules) {
        for (const declaration of module.declarations) {
          const tagName = tags.get(declaration.name);
          if (declaration.kind !== 'class' || !tagName) continue;
          declaration.tagName = tagName;
          declaration.customElement = true;
          classes.set(declaration.name, module.path);
        }
      }
      for (const module of customElementsManifest.modules) {
        for (const exported of module.exports) {
          if (exported.kind !== 'custom-element-definition') continue;
          exported.declaration.module = classes.get(exported.declaration.name) ?? exported.declaration.module;
        }
      }
    },
  };
}

/** The tokens that mean something for an element: the base, and those of the parts that it has. */
function tokens() {
  return {
    name: 'nomos-tokens',
    packageLinkPhase({ customElementsManifest }) {
      for (const { declarations } of customElementsManifest.modules) {
        for (const declaration of declarations) {
          const parts = new Set(declaration.cssParts?.map(({ name }) => name));
          if (parts.size === 0) continue;
          declaration.cssProperties = tokenReference
            .filter(({ part }) => part === undefined || parts.has(part))
            .map(({ name, description, follows }) => ({ name, description: `${description} By default: ${follows}.` }));
        }
      }
    },
  };
}

/** Elements only, public members only, in an order that does not depend on the machine. */
function tidy() {
  return {
    name: 'nomos-tidy',
    packageLinkPhase({ customElementsManifest }) {
      for (const module of customElementsManifest.modules) {
        module.declarations = module.declarations.filter((declaration) => declaration.customElement);
        for (const declaration of module.declarations) {
          declaration.members = declaration.members?.filter((member) => isPublic(member) && !member.static);
          declaration.attributes = declaration.attributes?.filter((attribute) => attribute.name);
          // What the base class dispatches under a variable name is documented by each element.
          declaration.events = declaration.events?.filter((event) => event.name?.startsWith('nomos-'));
        }
        const names = new Set(module.declarations.map((declaration) => declaration.name));
        module.exports = module.exports.filter(
          (exported) => exported.kind === 'custom-element-definition' || names.has(exported.declaration.name),
        );
      }
      customElementsManifest.modules = customElementsManifest.modules
        .filter((module) => module.exports.length > 0)
        .sort((a, b) => (a.path < b.path ? -1 : 1));
      for (const module of customElementsManifest.modules) module.path = published(module.path);
      for (const reference of references(customElementsManifest.modules))
        reference.module = published(reference.module);
    },
  };
}

export default {
  globs: ['elements/*/*.ts', 'src/ui/nomos-element.ts'],
  outdir: '.',
  litelement: true,
  packagejson: false,
  dependencies: false,
  plugins: [definitions(), tokens(), tidy()],
};
