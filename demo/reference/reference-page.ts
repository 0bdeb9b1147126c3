import { bundleScript, readPageFile, type PageFiles } from '../pages/page-files.ts';
import type { DemoPage } from '../pages/page-server.ts';

/** Everything about the elements, made from their manifest and their sources, with examples to try. */
export const referencePage: DemoPage = {
  name: 'Reference',
  path: '/reference/',
  files: async () => {
    // What reads the sources is loaded when somebody asks for the first page: it brings the compiler.
    const [{ makeReferencePages }, script] = await Promise.all([
      import('./reference-files.ts'),
      bundleScript(new URL('reference.ts', import.meta.url)),
    ]);
    const pages = await makeReferencePages();
    const index = pages.get('index.html');
    return new Map([
      ...(index ? [['', index] as const] : []),
      ...pages,
      ['reference.css', readPageFile(new URL('reference.css', import.meta.url))],
      ...script,
    ]) satisfies PageFiles;
  },
};
