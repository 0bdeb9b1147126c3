import { bundleScript, readPageFile } from '../pages/page-files.ts';
import type { DemoPage } from '../pages/page-server.ts';

/** Where a supplier finds the colours for its own site: every token beside elements that wear it, and the CSS to copy. */
export const themingPage: DemoPage = {
  name: 'Theming',
  path: '/theming/',
  files: async () =>
    new Map([
      ['', readPageFile(new URL('theming.html', import.meta.url))],
      ['theming.css', readPageFile(new URL('theming.css', import.meta.url))],
      ...(await bundleScript(new URL('theming.ts', import.meta.url))),
    ]),
};
