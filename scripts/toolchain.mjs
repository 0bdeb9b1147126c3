// What `npm start` and `npm test` need before anything of the project can run: the dependencies, and among them the Node
// that runs TypeScript from source. Plain JavaScript without dependencies, for any Node that npm runs on.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
const bin = join(root, 'node_modules', '.bin');
const toolchainNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** The oldest Node that the scripts outside of the toolchain run on: `engines` of package.json. */
const oldest = [20, 19];

/** From here on Node runs TypeScript from source by itself. */
const oldestForTypeScript = [24, 0];

const parentPollMilliseconds = 500;

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Installs the dependencies where they are missing or are not those of the lock file, and sees to it that the
 * toolchain's Node is there. Ends the process with a message where it cannot.
 */
export async function ensureInstalled() {
  if (!isAtLeast(process.versions.node, oldest)) {
    fail(
      `Node ${oldest.join('.')} or newer is needed; this is ${process.versions.node}.`,
      'Get a current one from https://nodejs.org or from your system, and try again.',
    );
  }
  const reason = reasonToInstall();
  if (reason !== null) {
    const lock = readJson('package-lock.json');
    const command = lock !== null && agrees(lock) ? 'ci' : 'install';
    console.log(`Installing the dependencies (npm ${command}): ${reason}.`);
    if (runNpm([command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']) !== 0) {
      fail(`npm ${command} failed; what it says is above.`);
    }
  }
  ensureToolchainNode();
}

/**
 * Runs a script with the toolchain's Node and waits for its end. Signals go on to it.
 *
 * @param {string} script - Path from the project's folder.
 * @param {readonly string[]} [args] - Its arguments.
 * @param {{ env?: Record<string, string | undefined>, nodeOptions?: readonly string[] }} [options] - Variables beside those
 *   of this process, and options for Node itself.
 * @returns {Promise<number>} Its exit code; 128 and the signal's number when a signal ended it.
 */
export function runWithToolchainNode(script, args = [], { env = {}, nodeOptions = [] } = {}) {
  const node = existsSync(toolchainNode) ? toolchainNode : process.execPath;
  return new Promise((resolve) => {
    const child = spawn(node, [...nodeOptions, script, ...args], {
      cwd: root,
      stdio: 'inherit',
      // npm scripts that the script starts find the same Node.
      env: { ...process.env, ...pathWith([bin, ...pathFolders()]), ...env },
    });
    // The script decides when it ends; this process stays until then.
    const forward = Object.fromEntries(signals.map((signal) => [signal, () => child.kill(signal)]));
    for (const signal of signals) process.on(signal, forward[signal]);
    // npm runs scripts in a shell that does not pass signals on: its end is all that is heard of them.
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.env.npm_lifecycle_event && process.ppid !== parent) child.kill('SIGTERM');
    }, parentPollMilliseconds);
    child.once('error', (error) => fail(`${node} cannot be started: ${error.message}`));
    child.once('close', (code, signal) => {
      clearInterval(watch);
      for (const name of signals) process.off(name, forward[name]);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/** @returns {string | null} Why an installation is needed, in words. */
function reasonToInstall() {
  const installed = readJson('node_modules/.package-lock.json');
  if (installed === null) return 'they are not installed yet';
  const lock = readJson('package-lock.json');
  if (lock === null) return 'there is no lock file';
  if (!agrees(lock)) return 'package.json asks for others than the lock file holds';
  for (const [path, wanted] of Object.entries(lock.packages ?? {})) {
    // Links are the project's own packages; what is optional may be for another kind of machine.
    if (!path.includes('node_modules/') || wanted.link || wanted.optional || wanted.devOptional || wanted.peer)
      continue;
    const found = installed.packages?.[path];
    if (found?.version !== wanted.version) return `${path.replace(/^.*node_modules\//, '')} is not up to date`;
    if (found.integrity && wanted.integrity && found.integrity !== wanted.integrity) return `${path} is another file`;
  }
  return null;
}

/** Whether a lock file was made for what the package.json files ask for: only then `npm ci` takes it. */
function agrees(lock) {
  return ['', ...(readJson('package.json')?.workspaces ?? [])].every((folder) => {
    const manifest = readJson(join(folder, 'package.json'));
    const locked = lock.packages?.[folder];
    return ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].every(
      (kind) => sorted(manifest?.[kind]) === sorted(locked?.[kind]),
    );
  });
}

const sorted = (dependencies = {}) => JSON.stringify(Object.entries(dependencies).sort());

/**
 * The package `node` fetches its binary in an install script, which a machine may forbid (`ignore-scripts`) or may have
 * run on another kind of machine. Then the package with the binary is installed by itself, which needs no script.
 */
function ensureToolchainNode() {
  if (works(toolchainNode)) {
    linkCommand();
    return;
  }
  const version = readJson('node_modules/node/package.json')?.version;
  if (version !== undefined) {
    const platform = windows ? 'win' : process.platform;
    const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
    const name = `${prefix}-${platform}-${process.arch}`;
    const folder = join(root, '.cache', 'toolchain');
    console.log(`The install script of the package "node" did not run here: installing ${name}@${version}.`);
    mkdirSync(folder, { recursive: true });
    const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
    runNpm(['install', '--prefix', folder, ...options, `${name}@${version}`]);
    const binary = join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
    if (existsSync(binary)) place(binary, toolchainNode);
  }
  if (works(toolchainNode)) {
    linkCommand();
    return;
  }
  if (isAtLeast(process.versions.node, oldestForTypeScript)) return;
  fail(
    `Node ${oldestForTypeScript[0]}, which the project brings along as the npm package "node", is not there for`,
    `${process.platform} ${process.arch} and could not be installed.`,
    `Try "npm rebuild node --ignore-scripts=false", or use Node ${oldestForTypeScript[0]} or newer on this machine.`,
  );
}

function place(source, target) {
  mkdirSync(dirname(target), { recursive: true });
  rmSync(target, { force: true });
  try {
    linkSync(source, target);
  } catch {
    // Another file system.
    copyFileSync(source, target);
  }
  chmodSync(target, 0o755);
}

/** Makes `node` in npm scripts the toolchain's, as npm does it where it finds the binary. */
function linkCommand() {
  const command = join(bin, 'node');
  if (windows || existsSync(command)) return;
  mkdirSync(bin, { recursive: true });
  rmSync(command, { force: true });
  symlinkSync(join('..', 'node', 'bin', 'node'), command);
}

function works(node) {
  if (!existsSync(node)) return false;
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return status === 0 && isAtLeast(stdout.trim().slice(1), oldestForTypeScript);
}

/**
 * Runs the machine's npm with the machine's Node: the toolchain's own is what npm is about to replace.
 *
 * @returns {number} Its exit code.
 */
function runNpm(args) {
  const env = { ...process.env, ...pathWith(pathFolders().filter((folder) => !folder.startsWith(root))) };
  const options = { cwd: root, stdio: /** @type {const} */ ('inherit'), env, shell: windows };
  const result = spawnSync('npm', args, options);
  if (result.error === undefined) return result.status ?? 1;
  const { npm_execpath: running } = process.env;
  if (running?.endsWith('npm-cli.js')) return spawnSync(process.execPath, [running, ...args], options).status ?? 1;
  fail('npm is not there. It comes with Node: https://nodejs.org');
}

const pathFolders = () => (process.env.PATH ?? '').split(delimiter).filter(Boolean);

/** Windows may write the variable in another case, and must not get it twice. */
function pathWith(folders) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { [name]: folders.join(delimiter) };
}

/** @returns The content of a JSON file, by its path from the project's folder; null where there is none. */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch {
    return null;
  }
}

function isAtLeast(version, [major, minor]) {
  const [hasMajor = 0, hasMinor = 0] = version.split('.').map(Number);
  return hasMajor > major || (hasMajor === major && hasMinor >= minor);
}

/** @returns {never} */
function fail(...lines) {
  console.error(lines.join('\n'));
  process.exit(1);
}
