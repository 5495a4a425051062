import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {catalogue, connect, type Served, serve} from '../../e2e/support/served.js';
import {type Ended, souk, startSouk} from '../../support/souk.js';

/** A home with one shop, `main`, served by another process and filled with goods at 10.00 and up. */
export interface ServedShop {
  readonly folder: string;
  readonly home: string;
  readonly served: Served;
  close(): Promise<void>;
}

/** Serves a shop with so many offers. `home` lies in `folder` where nothing else is said. */
export async function openServedShop(
  offers: number,
  given: {folder?: string; home?: string} = {},
): Promise<ServedShop> {
  const folder = given.folder ?? (await mkdtemp(path.join(tmpdir(), 'souk-served-')));
  const home = given.home ?? path.join(folder, 'home');
  const served = await serve(path.join(folder, 'far'));
  await connect(home, served);
  const file = path.join(folder, 'all.csv');
  await writeFile(file, catalogue(offers));
  const imported = await souk(['listing', 'import', file, '--yes'], {home});
  expect(imported.code, imported.stderr).to.equal(0);
  return {
    folder,
    home,
    served,
    close: async () => {
      await served.close();
      await rm(folder, {recursive: true, force: true});
    },
  };
}

/** Moves every price of the shop by hand. */
export const ADJUST_ALL = ['price', 'adjust', '--by', '+1%', '--where', 'category=Goods', '--yes'] as const;

/** Starts souk and keeps what it prints. */
export function begin(
  args: readonly string[],
  home: string,
): {readonly child: ReturnType<typeof startSouk>; readonly ended: Promise<Ended>} {
  const child = startSouk(args, {home});
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part: Buffer) => {
    stdout += part.toString('utf8');
  });
  child.stderr.on('data', (part: Buffer) => {
    stderr += part.toString('utf8');
  });
  child.stdin.end();
  const ended = once(child, 'close').then(([code, signal]) => ({code, signal, stdout, stderr}) as Ended);
  return {child, ended};
}
