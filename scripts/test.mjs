// npm test [-- PART...]: everything that must hold, on any Node that npm runs on. The parts themselves
// (scripts/test-run.ts) run on the toolchain's Node, which the installation brings along.
import { ensureInstalled, runWithToolchainNode } from './toolchain.mjs';

await ensureInstalled();
process.exitCode = await runWithToolchainNode('scripts/test-run.ts', process.argv.slice(2));
