import { galleryPage } from '../gallery/gallery-page.ts';
import { referencePage } from '../reference/reference-page.ts';
import { themingPage } from '../theming/theming-page.ts';
import type { DemoPage } from './page-server.ts';

/** The pages that `npm start` has beside the supplier's site, and `npm run gallery` beside the gallery. */
export const demoPages: readonly DemoPage[] = [referencePage, themingPage, galleryPage];
