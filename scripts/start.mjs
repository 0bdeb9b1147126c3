// npm start: the portal and everything around it, from a fresh clone, on any Node that npm runs on.
import { ensureInstalled, runWithToolchainNode } from './toolchain.mjs';

await ensureInstalled();
process.exitCode = await runWithToolchainNode('demo/start.ts', process.argv.slice(2));
