import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {clairvoyant} from './clairvoyant.js';
import {beginFolder, growFolder, instantOf, readPrices, showNight} from './folder.js';
import {REGIMES} from './regimes.js';
import {simulate} from './simulate.js';
import {souk} from './souk.js';
import type {Night, Policy} from './types.js';
import {newWorld} from './world.js';

/** Proves that the real program does what the table says: one regime night by night through `souk nightly` processes. */
const flag = (name: string, fallback: string) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const write = (text: string) => process.stdout.write(`${text}\n`);
const BIN = path.resolve(process.env['SOUK_BIN'] ?? 'bin/run.js');

function run(home: string, args: readonly string[]): {readonly code: number | null; readonly text: string} {
  const env = {...process.env, SOUK_HOME: home};
  const {status, stdout, stderr} = spawnSync(process.execPath, [BIN, ...args], {env, encoding: 'utf8'});
  return {code: status, text: `${stdout}${stderr}`};
}

/** A policy that only writes files and starts processes. */
function processes(folder: string, times: number[]): Policy {
  const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
  let begun = false;
  return {
    name: 'souk nightly',
    watch: (night) => {
      if (night.day === 0) beginFolder(dir, night);
      growFolder(dir, night);
    },
    decide: (night: Night) => {
      growFolder(dir, night);
      showNight(dir, night, !begun);
      if (!begun) {
        const added = run(home, [
          'shop',
          'add',
          'bench',
          '--platform',
          'folder',
          '--dir',
          dir,
          '--currency',
          'USD',
          '--time-zone',
          'UTC',
          '--prices-include-tax',
          'no',
          '--yes',
        ]);
        if (added.code !== 0) throw new Error(added.text);
      }
      begun = true;
      const began = performance.now();
      const {code, text} = run(home, ['nightly', '--shop', 'bench', '--yes', '--json', '--now', instantOf(night.day)]);
      times.push(performance.now() - began);
      if (code !== 0) write(`night ${night.day - night.world.warmUp}: exit ${code} ${text.slice(0, 2000)}`);
      const prices = readPrices(dir);
      for (const {index, sku} of night.world.goods) night.price[index] = prices.get(sku) ?? night.price[index] ?? 0;
    },
  };
}

const regime = REGIMES.find(({name}) => name === flag('regime', 'mixed'));
if (regime === undefined) throw new Error(`no such regime; there are ${REGIMES.map(({name}) => name).join(', ')}`);
const world = newWorld(
  regime,
  Number(flag('seed', '7')),
  Number(flag('skus', '60')),
  Number(flag('nights', '40')),
  Number(flag('warm-up', '90')),
);
const folder = mkdtempSync(path.join(tmpdir(), 'souk-bench-'));
const times: number[] = [];
try {
  const best = clairvoyant(world).profit;
  const inside = simulate(world, souk());
  const outside = simulate(world, processes(folder, times));
  const later = times.slice(1).sort((a, b) => a - b);
  write(
    `in process  ${((100 * inside.profit) / best).toFixed(2)} % of the clairvoyant, ${inside.changes.toFixed(2)} changes a SKU-week`,
  );
  write(
    `by nightly  ${((100 * outside.profit) / best).toFixed(2)} % of the clairvoyant, ${outside.changes.toFixed(2)} changes a SKU-week, outside ${outside.outside}, below break-even ${(100 * outside.below).toFixed(2)} %`,
  );
  write(
    `nights: first ${times[0]?.toFixed(0)} ms, then median ${later[later.length >> 1]?.toFixed(0)} ms, longest ${later.at(-1)?.toFixed(0)} ms`,
  );
} finally {
  rmSync(folder, {recursive: true, force: true});
}
