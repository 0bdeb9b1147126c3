import type { ServerResponse } from 'node:http';
import type { PageFiles } from './page-files.ts';

/** A page of the demo that needs no gateway: it shows elements in states set by hand. */
export interface DemoPage {
  /** What it is called where the addresses are listed. */
  name: string;
  /** Where servers of the demo have it: `/gallery/`. Its files refer to each other relative to that. */
  path: string;
  /** Makes its files. Called when it is first asked for, and not before: starting a server must not wait for it. */
  files: () => Promise<PageFiles>;
}

/** Without a network: an element that asks for anything is caught by it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Answers requests for pages.
 *
 * @returns Whether the path is a page's: if so, the answer is on its way.
 */
export function pageServer(pages: readonly DemoPage[]): (pathname: string, response: ServerResponse) => boolean {
  const made = new Map<DemoPage, Promise<PageFiles>>();
  const filesOf = (page: DemoPage): Promise<PageFiles> => {
    const files = made.get(page) ?? page.files();
    made.set(page, files);
    // Sources that cannot be bundled now may be mended by the next visit.
    files.catch(() => made.delete(page));
    return files;
  };
  const answer = async (page: DemoPage, name: string, response: ServerResponse): Promise<void> => {
    const headers = {
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    };
    try {
      const file = (await filesOf(page)).get(name);
      if (file) response.writeHead(200, { ...headers, 'content-type': `${file.type}; charset=utf-8` });
      else response.writeHead(404, headers);
      response.end(file?.content);
    } catch (error) {
      response.writeHead(500, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
      response.end(error instanceof Error ? error.message : String(error));
    }
  };
  return (pathname, response) => {
    const page = pages.find(({ path }) => pathname.startsWith(path) || `${pathname}/` === path);
    if (!page) return false;
    if (pathname.startsWith(page.path)) void answer(page, pathname.slice(page.path.length), response);
    else response.writeHead(308, { location: page.path }).end();
    return true;
  };
}
