import {COST_PLUS, HOLD, MATCH, ols, UNDERCUT} from './baselines.js';
import {clairvoyant} from './clairvoyant.js';
import {REGIMES} from './regimes.js';
import {simulate} from './simulate.js';
import {souk} from './souk.js';
import {note, remarks, type Scores, tableOf} from './table.js';
import {newWorld} from './world.js';

/**
 * Every policy through every regime of a simulated market: `npm run bench:pricing -- --quick`, `--seeds=1,2`,
 * `--only=sparse,flat`, `--skus=250`, `--nights=150`; `--souk` or `--baselines` leaves the others out. Seeds below 100 are for tuning, those from 101 on for reporting.
 */
const flag = (name: string, fallback: string) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const write = (text: string) => process.stdout.write(`${text}\n`);

const quick = process.argv.includes('--quick');
const skus = Number(flag('skus', quick ? '40' : '140'));
const nights = Number(flag('nights', '150'));
const seeds = flag('seeds', quick ? '1' : '101,102,103,104,105')
  .split(',')
  .map(Number);
const only = flag('only', REGIMES.map(({name}) => name).join(',')).split(',');
const baselines = quick || process.argv.includes('--souk') ? [] : [HOLD, COST_PLUS, UNDERCUT, MATCH, ols()];
const policies = [...baselines, ...(process.argv.includes('--baselines') ? [] : [souk()])];

const scores: Scores = new Map();
const began = performance.now();
for (const seed of seeds) {
  REGIMES.forEach((regime, number) => {
    if (!only.includes(regime.name)) return;
    const world = newWorld(regime, seed * 7919 + number, skus, nights);
    const best = clairvoyant(world).profit;
    for (const policy of policies) {
      const outcome = simulate(world, policy);
      const score = (100 * outcome.profit) / best;
      note(scores, policy.name, regime.name, score);
      write(`${regime.name} ${seed}, ${policy.name}: ${score.toFixed(1)}, ${remarks(outcome)}`);
    }
  });
}
write(`\n${tableOf(scores, only)}\n\n${((performance.now() - began) / 1000).toFixed(0)} s`);
