import { build, type Plugin } from 'esbuild';
import { elementTags } from './element-tags.ts';

/** Another element, which its own page of the reference speaks of; and the texts by id, which name every message. */
const elsewhere: Plugin = {
  name: 'elsewhere',
  setup(bundler) {
    bundler.onResolve({ filter: /\/nomos-[a-z-]+\/nomos-[a-z-]+\.ts$|\/generated\// }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path, external: true },
    );
  },
};

/**
 * Which messages each element shows, by its tag: those that are left in a bundle of it and of what it loads on demand, without
 * the other elements that it opens.
 *
 * @throws {Error} When the sources cannot be bundled.
 */
export async function messagesByElement(): Promise<ReadonlyMap<string, readonly string[]>> {
  const tags = elementTags();
  const { outputFiles } = await build({
    entryPoints: tags.map((tag) => ({ in: `./elements/${tag}/${tag}.ts`, out: tag })),
    outdir: '/',
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    tsconfig: 'tsconfig.json',
    // Only calls of ours name messages.
    packages: 'external',
    charset: 'utf8',
    plugins: [elsewhere],
    logLevel: 'error',
  });
  return new Map(
    tags.map((tag) => {
      const code = outputFiles.find(({ path }) => path.endsWith(`/${tag}.js`))?.text ?? '';
      // The calls are `msg('…', { id: 'area.name' })`; the bundler numbers the function where it meets it again.
      const ids = [...code.matchAll(/\bmsg\d*\([\s\S]*?\{\s*id: "([^"]+)"/g)].map(([, id = '']) => id);
      return [tag, [...new Set(ids)].sort()];
    }),
  );
}
