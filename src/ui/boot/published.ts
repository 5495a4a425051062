import path from 'node:path';
import {crc32} from 'node:zlib';
import envPaths from 'env-paths';
import {EXIT_CODES} from '../../domain/errors.js';
import type * as Main from '../main.js';
import {start} from '../start.js';
import {CodeCache} from './code-cache.js';
import {Modules} from './modules.js';

/** Runs what was built (scripts/bundle.mjs) with these arguments and returns its exit code. */
export async function startPublished(argv: readonly string[], root: string): Promise<number> {
  return await start(argv, root, async () => {
    const modules = new Modules(path.join(root, 'bundle', 'program'), CodeCache.open(cacheFile()));
    const {main} = modules.load('main.js') as typeof Main;
    return async (...all) => {
      const exit = await main(...all);
      if (exit === EXIT_CODES.done || exit === EXIT_CODES.rows) modules.keep(learnedBy(argv, modules));
      return exit;
    };
  });
}

/** What a run of these words can teach: help of a command runs none of its code. */
function learnedBy(argv: readonly string[], modules: Modules): string {
  const asksHelp = argv.includes('--help') || argv.includes('-h');
  return (asksHelp ? undefined : modules.commandOf(argv)) ?? 'help';
}

/**
 * Bytecode is good for one version of Node on one kind of processor, started with the same flags. `NODE_DISABLE_COMPILE_CACHE`
 * is Node's own word for keeping none.
 */
function cacheFile(): string | null {
  if ((process.env['NODE_DISABLE_COMPILE_CACHE'] ?? '') !== '') return null;
  const flags = crc32([process.arch, ...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ')).toString(16);
  return path.join(envPaths('souk', {suffix: ''}).cache, 'code', `${process.version}-${flags}`);
}
