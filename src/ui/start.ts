import {readFileSync} from 'node:fs';
import path from 'node:path';
import type * as Main from './main.js';
import {watchPipes} from './pipes.js';

/**
 * Runs souk with these arguments and returns its exit code; `main` brings the program. Who asks for the version alone
 * waits for nothing else: all other code is read after that.
 */
export async function start(
  argv: readonly string[],
  root: string,
  main: () => Promise<typeof Main.main>,
  load: Main.Loading = {},
): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) return version(root);
  return await (await main())(argv, root, load);
}

function version(root: string): number {
  watchPipes();
  const text = readFileSync(path.join(root, 'package.json'), 'utf8');
  const {name, version: number} = JSON.parse(text) as {readonly name: string; readonly version: string};
  process.stdout.write(`${name} ${number}\n`);
  return 0;
}
