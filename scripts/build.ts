/** `npm run build [-- npm page gateway]`: builds the forms named, all of them without a name. */
import { cpSync, rmSync } from 'node:fs';
import { rollup } from 'rollup';
import { writeCompressed } from './build-compressed.ts';
import { writeDeclarations } from './build-declarations.ts';
import { writeElementModules } from './build-element-modules.ts';
import { writeFrameworkTypes } from './build-framework-types.ts';
import { gatewayForm, npmForm, pageForm, type Form } from './build-forms.ts';

process.chdir(new URL('..', import.meta.url).pathname);

async function bundle(form: Form): Promise<void> {
  rmSync(form.output.dir ?? '', { recursive: true, force: true });
  const build = await rollup(form);
  try {
    await build.write(form.output);
  } finally {
    await build.close();
  }
}

const forms: Record<string, () => Promise<void>> = {
  npm: async () => {
    await bundle(npmForm());
    writeDeclarations('dist/npm');
    writeFrameworkTypes({ code: 'dist/npm', editors: 'dist/editors' });
  },
  page: async () => {
    await bundle(pageForm());
    writeCompressed('dist/page');
  },
  gateway: async () => {
    await bundle(gatewayForm());
    cpSync('gateway/help/articles', 'gateway/dist/articles', { recursive: true });
  },
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(forms);
writeElementModules();
for (const name of wanted) {
  const build = forms[name];
  if (!build) {
    console.error(`There is no build named ${name}. Known: ${Object.keys(forms).join(', ')}.`);
    process.exit(2);
  }
  const started = performance.now();
  try {
    await build();
  } catch (error) {
    const { message, frame } = error as Error & { frame?: string };
    console.error(`build ${name}: ${[message, frame].filter(Boolean).join('\n')}`);
    process.exit(1);
  }
  console.log(`built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
