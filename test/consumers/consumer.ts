import { execFile } from 'node:child_process';
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';

const run = promisify(execFile);

/** How a command ended, and what it said, without colours. */
export interface Outcome {
  succeeded: boolean;
  output: string;
}

/** npm could not reach its registry: nothing was found out about the package. */
export class NoRegistryError extends Error {}

/** A supplier's application outside of this checkout, with the packed package installed as from a registry. */
export class Consumer {
  /**
   * @param source - Folder of the application.
   * @param archive - The packed package.
   * @throws {NoRegistryError} Without a network.
   */
  static async install(source: string, archive: string): Promise<Consumer> {
    const folder = await mkdtemp(join(tmpdir(), 'nomos-application-'));
    await cp(source, folder, { recursive: true });
    await copyFile(archive, join(folder, 'portal.tgz'));
    const consumer = new Consumer(folder);
    const flags = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { succeeded, output } = await consumer.#npm('install', ...flags);
    if (succeeded) return consumer;
    await consumer.remove();
    const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED/.test(output);
    throw unreachable ? new NoRegistryError(`npm does not reach its registry: ${output}`) : new Error(output);
  }

  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  build(): Promise<Outcome> {
    return this.#npm('run', 'build');
  }

  check(): Promise<Outcome> {
    return this.#npm('run', 'check');
  }

  /** Changes a source, as somebody who errs would. @throws When the source does not hold that. */
  async write(file: string, right: string, wrong: string): Promise<void> {
    const path = join(this.folder, file);
    const text = await readFile(path, 'utf8');
    if (!text.includes(right)) throw new Error(`${file} does not say ${right}`);
    await writeFile(path, text.replace(right, wrong));
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  async #npm(...args: string[]): Promise<Outcome> {
    // The settings of the npm that runs these tests are not the consumer's.
    const kept = Object.entries(process.env).filter(([name]) => !/^npm_(?!config_registry)/i.test(name));
    const env = { ...Object.fromEntries(kept), CI: '1', NG_CLI_ANALYTICS: 'false', NODE_ENV: '' };
    const options = { cwd: this.folder, env, maxBuffer: 64_000_000 };
    try {
      const { stdout, stderr } = await run('npm', args, options);
      return { succeeded: true, output: stripVTControlCharacters(stdout + stderr) };
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return { succeeded: false, output: stripVTControlCharacters(stdout + stderr) };
    }
  }
}
