import {expect} from 'chai';
import {expectPrices, planOf, runOf, wishedPrices} from '../plans.js';
import type {Step, TrueScene} from '../step.js';

/** Rounds of each, in turn; odd, for a median. */
const ROUNDS = 5;
/** About a thousand of the goods. */
const SCOPE = 'price<13';
/** souk's share of the bare loop's rate that is aimed at. */
const LEAST = 0.9;

/**
 * souk writes as fast as a bare loop of the same calls: from the first writing request to the end of the last one. The
 * ratio is measured and printed; on a machine that has other work it is no reason to fail.
 */
export const writeRate: Step<TrueScene> = {
  name: 'write rate against a bare loop',
  alone: true,
  run: async (scene) => {
    const ours: number[] = [];
    const bare: number[] = [];
    let rows = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const plan = await planOf(scene.main, ['price', 'adjust', '--by', '+0.03', '--where', SCOPE]);
      rows = plan.changes.length;
      ours.push(
        await rateOf(scene, rows, async () => {
          const args = ['run', 'apply', plan.id, '--yes', '--accept-breaker'];
          expect(runOf(await scene.main.souk(args)).state).to.equal('done');
        }),
      );
      const wished = [...wishedPrices(plan)].map(([sku, price]) => ({sku, price: (price ?? 0) + 5}));
      bare.push(await rateOf(scene, rows, () => scene.main.shop.bareWrite(scene.line.address, wished)));
      await expectPrices(
        scene.main,
        new Map(wished.map(({sku, price}) => [sku, price])),
        await scene.main.shop.prices(),
      );
      await scene.main.souk(['shop', 'pull']);
    }
    const share = median(ours) / median(bare);
    const bar = share < LEAST ? `, below ${LEAST}` : '';
    const note = `souk ${median(ours).toFixed(0)}, bare ${median(bare).toFixed(0)} rows/s: ${share.toFixed(2)}${bar}`;
    return {rows: rows * ROUNDS * 2, rate: median(ours), note};
  },
};

/** Rows a second on the line while `work` writes. */
async function rateOf({line}: TrueScene, rows: number, work: () => Promise<void>): Promise<number> {
  const earlier = line.traffic();
  line.restart();
  await work();
  const {writingMs, writes} = line.traffic();
  expect(writes, 'requests that write').to.be.greaterThan(0);
  line.add(earlier);
  return rows / (writingMs / 1000);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
