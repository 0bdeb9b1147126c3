// npm run build [-- npm page gateway]: builds the forms named, all of them without a name.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { gatewayForm, npmForm, pageForm } from '../rollup.config.mjs';
import { writeElementModules } from './build-element-modules.mjs';
import { writeDeclarations } from './build-declarations.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

async function bundle(config) {
  const build = await rollup(config);
  try {
    await build.write(config.output);
  } finally {
    await build.close();
  }
}

const forms = {
  npm: async () => {
    rmSync('dist/npm', { recursive: true, force: true });
    await bundle(npmForm());
    writeDeclarations('dist/npm');
  },
  page: async () => {
    rmSync('dist/page', { recursive: true, force: true });
    await bundle(pageForm());
  },
  gateway: async () => {
    rmSync('gateway/dist', { recursive: true, force: true });
    await bundle(gatewayForm());
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in forms));
if (unknown.length > 0) {
  console.error(`There is no build named ${unknown.join(', ')}. Known: ${Object.keys(forms).join(', ')}.`);
  process.exit(2);
}
writeElementModules();
for (const name of wanted.length > 0 ? wanted : Object.keys(forms)) {
  const started = performance.now();
  try {
    await forms[name]();
  } catch (error) {
    console.error(`build ${name}: ${error.frame ? `${error.message}\n${error.frame}` : (error.message ?? error)}`);
    process.exit(1);
  }
  console.log(`built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
