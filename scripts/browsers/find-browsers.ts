import { accessSync, constants, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The engines that the checks run in. */
export type Engine = 'chromium' | 'firefox' | 'webkit';

/** WebKitGTK: the browser, what drives it, and the X server without a screen that it needs where there is no display. */
export interface WebKit {
  driver: string;
  miniBrowser: string;
  /** Null where a display is there. */
  xvfb: string | null;
}

/** What is installed: executables by engine; null for one that is not, with the reason in `missing`. */
export interface Browsers {
  chromium: string | null;
  firefox: string | null;
  webkit: WebKit | null;
  missing: Partial<Record<Engine, string>>;
}

const macApplications = ['/Applications', join(process.env.HOME ?? '/', 'Applications')];
const windowsPrograms = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
  (folder) => folder !== undefined,
);

const onMac = (...paths: string[]): string[] =>
  macApplications.flatMap((folder) => paths.map((path) => join(folder, path)));
const onWindows = (...paths: string[]): string[] =>
  windowsPrograms.flatMap((folder) => paths.map((path) => join(folder, path)));

/** Commands on the path, and where the systems without such a path keep their programs. Earlier ones win. */
const places = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'],
    files: [
      ...onMac(
        'Chromium.app/Contents/MacOS/Chromium',
        'Google Chrome.app/Contents/MacOS/Google Chrome',
        'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ),
      ...onWindows('Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'),
    ],
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    commands: ['firefox-esr', 'firefox'],
    files: [...onMac('Firefox.app/Contents/MacOS/firefox'), ...onWindows('Mozilla Firefox/firefox.exe')],
  },
  webkitDriver: { variable: 'WEBKIT_DRIVER_PATH', commands: ['WebKitWebDriver'], files: [] },
  miniBrowser: {
    variable: 'WEBKIT_MINIBROWSER_PATH',
    commands: ['MiniBrowser'],
    // Looked up when it is asked for: it may be installed meanwhile. The newest interface of the library comes first: it is
    // what current drivers speak to.
    get files() {
      if (process.platform !== 'linux') return [];
      return globSync('/usr/{lib,libexec,lib64}/{,*/}webkit2gtk-4.[01]/MiniBrowser').sort((a, b) => (a < b ? 1 : -1));
    },
  },
  xvfb: { variable: 'XVFB_PATH', commands: ['Xvfb'], files: [] },
} satisfies Record<string, { variable: string; commands: string[]; files: string[] }>;

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A program, or what to say about its absence. The variable that names it decides alone where it is set. */
function find(program: keyof typeof places): { path: string } | { reason: string } {
  const { variable, commands, files } = places[program];
  const named = process.env[variable];
  if (named)
    return isExecutable(named) ? { path: named } : { reason: `${variable} names ${named}, which cannot be run` };
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder && !folder.includes('node_modules'));
  const candidates = [...commands.flatMap((command) => folders.map((folder) => join(folder, command))), ...files];
  const path = candidates.find(isExecutable);
  return path === undefined ? { reason: `no ${commands.join(' or ')} is installed` } : { path };
}

function findWebKit(): { webkit: WebKit } | { reason: string } {
  const [driver, miniBrowser] = [find('webkitDriver'), find('miniBrowser')];
  if ('reason' in driver) return driver;
  if ('reason' in miniBrowser) return miniBrowser;
  const xvfb = find('xvfb');
  if ('path' in xvfb) return { webkit: { driver: driver.path, miniBrowser: miniBrowser.path, xvfb: xvfb.path } };
  if (!process.env.DISPLAY) return { reason: 'it needs a display: set DISPLAY or install Xvfb' };
  return { webkit: { driver: driver.path, miniBrowser: miniBrowser.path, xvfb: null } };
}

/**
 * Looks for the browsers on this machine. CHROMIUM_PATH, FIREFOX_PATH, WEBKIT_DRIVER_PATH, WEBKIT_MINIBROWSER_PATH and
 * XVFB_PATH name others than those found.
 */
export function findBrowsers(): Browsers {
  const [chromium, firefox, webkit] = [find('chromium'), find('firefox'), findWebKit()];
  return {
    chromium: 'path' in chromium ? chromium.path : null,
    firefox: 'path' in firefox ? firefox.path : null,
    webkit: 'webkit' in webkit ? webkit.webkit : null,
    missing: {
      ...('reason' in chromium ? { chromium: chromium.reason } : {}),
      ...('reason' in firefox ? { firefox: firefox.reason } : {}),
      ...('reason' in webkit ? { webkit: webkit.reason } : {}),
    },
  };
}
