import type { PageFiles } from '../pages/page-files.ts';
import { elementPage } from './element-page.ts';
import { exportsPage } from './exports-page.ts';
import { findablesOf } from './findables.ts';
import { guidePages } from './guides.ts';
import { wholePage, type Navigation, type ReferencePage } from './layout.ts';
import { messagesPage } from './messages-page.ts';
import { eventsPage, overviewPage } from './overview-page.ts';
import { readReferenceContent, type ReferenceContent } from './reference-content.ts';

/**
 * The pages of the reference, and what the filter looks through, by the names of their files. Called in the root of the
 * repository.
 */
export function referencePages(content: ReferenceContent): PageFiles {
  const elements = content.elements.map((element) => elementPage(element, content));
  const overview = [overviewPage(content), eventsPage(content), messagesPage(content), exportsPage(content)];
  const guides = guidePages();
  const navigation: Navigation[] = [
    { title: 'Reference', entries: overview },
    { title: 'Elements', entries: elements.map((page) => ({ ...page, title: page.title.slice(1, -1), isCode: true })) },
    { title: 'Guides', entries: guides },
  ];
  const pageFile = (page: ReferencePage): [string, { type: string; content: string }] => [
    page.file,
    { type: 'text/html', content: wholePage(page, navigation, content) },
  ];
  return new Map([
    ...[...overview, ...elements, ...guides].map(pageFile),
    // A module, which a policy without a network lets in.
    [
      'findables.js',
      { type: 'text/javascript', content: `export const findables = ${JSON.stringify(findablesOf(content))};\n` },
    ],
  ]);
}

/** The same, with what is read for it. */
export async function makeReferencePages(): Promise<PageFiles> {
  return referencePages(await readReferenceContent());
}
