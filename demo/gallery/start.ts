/** `npm run gallery`: every element in every state, at PORT (8090), with the demo's other pages that need no gateway. */
import { demoPages } from '../pages/demo-pages.ts';
import { galleryPage } from './gallery-page.ts';
import { startGallery } from './gallery-server.ts';

try {
  const { url } = await startGallery({ port: Number(process.env.PORT || 8090) });
  console.log(`Gallery: ${url}`);
  for (const { name, path } of demoPages.filter((page) => page !== galleryPage)) console.log(`${name}: ${url}${path}`);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  console.error(code === 'EADDRINUSE' ? 'The port is taken by another program. Set PORT to another number.' : message);
  process.exitCode = 1;
}
