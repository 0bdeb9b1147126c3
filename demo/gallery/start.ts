/** `npm run gallery`: every element in every state, at PORT (8090). */
import { startGallery } from './gallery-server.ts';

try {
  const { url } = await startGallery({ port: Number(process.env.PORT || 8090) });
  console.log(`Gallery: ${url}`);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  console.error(code === 'EADDRINUSE' ? 'The port is taken by another program. Set PORT to another number.' : message);
  process.exitCode = 1;
}
