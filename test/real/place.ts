import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {souk} from '../support/souk.js';
import type {LabShop} from './lab.js';

/** What a command of souk answered. */
export interface Answered {
  readonly code: number | null;
  readonly result: Readonly<Record<string, unknown>>;
}

/** A shop on the server, and a home of souk that is connected to it over the line. */
export interface Place<S extends LabShop = LabShop> {
  readonly shop: S;
  readonly folder: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs souk with `--json`; throws unless it ends with one of these codes (default: 0). */
  souk(args: readonly string[], codes?: readonly number[]): Promise<Answered>;
  file(name: string): string;
}

/** Connects a home of souk's own to the shop at `address`, as `main` in mode `apply`; `more` is its processes' environment beside secrets. */
export async function openPlace<S extends LabShop>(
  shop: S,
  address: string,
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Place<S>> {
  await mkdir(folder, {recursive: true});
  const home = path.join(folder, 'home');
  const env = {...shop.secrets, ...more};
  const run = async (args: readonly string[], codes: readonly number[] = [0]): Promise<Answered> => {
    const {code, stdout, stderr} = await souk([...args, '--json'], {home, env});
    if (code === null || !codes.includes(code))
      throw new Error(`souk ${args.join(' ')} ended with ${code}:\n${stdout.slice(0, 2000)}\n${stderr.slice(0, 2000)}`);
    const {result} = JSON.parse(stdout) as {result?: Readonly<Record<string, unknown>>};
    return {code, result: result ?? {}};
  };
  await run(['shop', 'add', 'main', ...shop.addArgs(address), '--mode', 'apply']);
  return {shop, folder, home, env, souk: run, file: (name) => path.join(folder, name)};
}
