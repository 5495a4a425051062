import {userInfo} from 'node:os';
import path from 'node:path';
import {crc32} from 'node:zlib';
import {EXIT_CODES} from '../../domain/errors.js';
import type * as Main from '../main.js';
import {start} from '../start.js';
import {CodeCache} from './code-cache.js';
import {Modules} from './modules.js';

/** Runs what was built (scripts/bundle.mjs) with these arguments and returns its exit code. */
export async function startPublished(argv: readonly string[], root: string): Promise<number> {
  return await start(argv, root, async () => {
    settleUser();
    const modules = new Modules(path.join(root, 'bundle', 'program'), CodeCache.open(await cacheFile()));
    const {main} = modules.load('main.js') as typeof Main;
    return async (...all) => {
      const exit = await main(...all);
      if (exit === EXIT_CODES.done || exit === EXIT_CODES.rows) modules.keep(learnedBy(argv, modules));
      return exit;
    };
  });
}

/**
 * A user without a name, as containers have them, may have no home and no shell: then many a library falls over while it is read
 * or loaded. Docker gives such a user the root folder; nothing can be written there, and what needs a folder says so and takes
 * `--home`.
 */
function settleUser(): void {
  const {env} = process;
  if (env['HOME'] !== undefined && env['SHELL'] !== undefined) return;
  try {
    userInfo();
  } catch {
    env['HOME'] ??= '/';
    env['SHELL'] ??= '/bin/sh';
  }
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
async function cacheFile(): Promise<string | null> {
  if ((process.env['NODE_DISABLE_COMPILE_CACHE'] ?? '') !== '') return null;
  // It looks for the home as soon as it is read.
  const {default: envPaths} = await import('env-paths');
  const flags = crc32([process.arch, ...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ')).toString(16);
  const folder = envPaths('souk', {suffix: ''}).cache;
  // One that hangs on where souk is called could hold what others made.
  return path.isAbsolute(folder) ? path.join(folder, 'code', `${process.version}-${flags}`) : null;
}
