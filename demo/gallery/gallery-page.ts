import { bundleScript, readPageFile } from '../pages/page-files.ts';
import type { DemoPage } from '../pages/page-server.ts';

/** Every element in every state. */
export const galleryPage: DemoPage = {
  name: 'Gallery of states',
  path: '/gallery/',
  files: async () =>
    new Map([
      ['', readPageFile(new URL('gallery.html', import.meta.url))],
      ['gallery.css', readPageFile(new URL('gallery.css', import.meta.url))],
      ...(await bundleScript(new URL('gallery.ts', import.meta.url))),
    ]),
};
