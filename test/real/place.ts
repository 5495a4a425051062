import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {souk} from '../support/souk.js';
import type {LabShop, Server} from './lab.js';
import type {Line} from './line.js';

/** What a command of souk answered. */
export interface Answered {
  readonly code: number | null;
  readonly result: Readonly<Record<string, unknown>>;
}

/** A fresh shop on the server, and a home of souk that is connected to it over the line. */
export interface Place {
  readonly shop: LabShop;
  readonly folder: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly line: Line;
  /** Runs souk with `--json`; throws unless it ends with one of these codes (default: 0). */
  souk(args: readonly string[], codes?: readonly number[]): Promise<Answered>;
  file(name: string): string;
}

/** Opens a place: an empty shop, connected as `main` in mode `apply`. */
export async function openPlace(server: Server, line: Line, folder: string): Promise<Place> {
  await mkdir(folder, {recursive: true});
  const shop = await server.empty();
  const home = path.join(folder, 'home');
  const env = shop.secrets;
  const run = async (args: readonly string[], codes: readonly number[] = [0]): Promise<Answered> => {
    const {code, stdout, stderr} = await souk([...args, '--json'], {home, env});
    if (code === null || !codes.includes(code))
      throw new Error(`souk ${args.join(' ')} ended with ${code}:\n${stdout.slice(0, 2000)}\n${stderr.slice(0, 2000)}`);
    const {result} = JSON.parse(stdout) as {result?: Readonly<Record<string, unknown>>};
    return {code, result: result ?? {}};
  };
  await run(['shop', 'add', 'main', ...shop.addArgs(line.address), '--mode', 'apply']);
  return {shop, folder, home, env, line, souk: run, file: (name) => path.join(folder, name)};
}
