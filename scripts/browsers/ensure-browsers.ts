import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { findBrowsers, type Browsers, type Engine } from './find-browsers.ts';

const names: Record<Engine, string> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' };

/** Debian's packages of each engine, and the fonts without which none can draw a text. */
const debianPackages: Record<Engine, readonly string[]> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};
const debianFonts = ['fonts-dejavu-core'];

const attempts = 3;
const pauseMilliseconds = 5000;

/**
 * Finds the browsers, installs on Debian as root those that are missing, and says which engine is left out and how to
 * get it. An engine whose path a variable names wrongly is not installed: somebody wanted another one.
 */
export async function ensureBrowsers(): Promise<Browsers> {
  let browsers = findBrowsers();
  const wanted = missingEngines(browsers).filter((engine) => !browsers.missing[engine]?.includes('_PATH names'));
  if (wanted.length > 0 && canInstall()) {
    const packages = [...wanted.flatMap((engine) => debianPackages[engine]), ...debianFonts];
    console.log(`Installing ${wanted.map((engine) => names[engine]).join(' and ')}: ${packages.join(' ')}`);
    await install(packages);
    browsers = findBrowsers();
  }
  for (const engine of missingEngines(browsers)) {
    console.log(`${names[engine]} is left out: ${browsers.missing[engine] ?? ''}. ${instruction(engine)}`);
  }
  return browsers;
}

const missingEngines = ({ missing }: Browsers): Engine[] => Object.keys(missing) as Engine[];

function isDebian(): boolean {
  try {
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

const canInstall = (): boolean => isDebian() && process.getuid?.() === 0;

/** A package server that is slow or a lock that somebody holds is a matter of moments: it is tried again. */
async function install(packages: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    if (apt('update') && apt('install', '--yes', '--no-install-recommends', ...packages)) return;
    if (attempt === attempts) break;
    console.log('Installing did not work; trying again.');
    await pause(pauseMilliseconds);
  }
  console.log('The browsers could not be installed; what apt-get says is above.');
}

function apt(...args: string[]): boolean {
  const options = ['--quiet', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  const { status, stdout, stderr, error } = spawnSync('apt-get', [...options, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return true;
  console.log([stdout, stderr, error?.message].filter(Boolean).join('\n').slice(-4000));
  return false;
}

function instruction(engine: Engine): string {
  if (isDebian()) return `As root: apt-get install ${debianPackages[engine].join(' ')}`;
  const variable = { chromium: 'CHROMIUM_PATH', firefox: 'FIREFOX_PATH', webkit: '' }[engine];
  if (engine === 'webkit') {
    return process.platform === 'linux'
      ? 'Install WebKitGTK with its driver (WebKitWebDriver, MiniBrowser) and Xvfb.'
      : 'It is tested on Linux (WebKitGTK).';
  }
  return `Install ${names[engine]}, or name its executable in ${variable}.`;
}
