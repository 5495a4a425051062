import {expect} from 'chai';
import {planOf} from '../../real/plans.js';
import {killsIn} from '../../torture/tally.js';
import {importArgs, WITH_REFUSALS} from './catalogue.js';
import {underFire} from './fire.js';
import {judgeEffects, judgeMade, pricesOf, wroteAll} from './judge.js';
import type {JobFile, TestPlace} from './lab.js';
import type {TestScene, TestStep} from './scene.js';

/** Most kills of one run: the one after it begins with new changes. */
const MOST = 7;

/** SIGKILL anywhere while prices are written, and `run resume`: each price takes effect once. */
export function killedPrices({kills, skus}: {readonly kills: number; readonly skus: number}): TestStep {
  return {
    name: `${skus} prices at a time, killed ${kills} times`,
    run: async (scene) => {
      const {main, tally} = scene;
      const before = await main.shop.prices();
      const priced = [...before].filter(([, price]) => (price ?? 0) > 100).slice(0, skus);
      const only = priced.flatMap(([sku]) => ['--only', sku]);
      const from = (await main.shop.taken()).length;
      const wished = new Map<string, readonly string[]>();
      const until = killsIn(tally) + kills;
      for (let round = 0; killsIn(tally) < until; round++) {
        const by = round % 2 === 0 ? '+0.07' : '-0.07';
        const {id} = await planOf(main, ['price', 'adjust', '--by', by, ...only]);
        const apply = ['run', 'apply', id, ...only, '--yes', '--accept-breaker'];
        const written = wroteAll(await underFire(scene, main, apply, Math.min(MOST, until - killsIn(tally))));
        expect(written.length).to.equal(priced.length);
        for (const [sku, prices] of pricesOf(written)) wished.set(sku, [...(wished.get(sku) ?? []), ...prices]);
      }
      judgeEffects((await main.shop.taken()).slice(from), wished, tally);
      const held = await main.shop.prices();
      for (const [sku, price] of before) {
        const last = wished.get(sku)?.at(-1);
        expect(held.get(sku), sku).to.equal(last === undefined ? price : Math.round(Number(last) * 100));
      }
      return {rows: [...wished.values()].flat().length};
    },
  };
}

/** The same while products and their variants are made, in shops of their own. */
export function killedCreates({kills, skus, file}: Making): TestStep {
  return {
    name: `${skus} creates at a time, killed ${kills} times`,
    run: async (scene) => {
      const until = killsIn(scene.tally) + kills;
      let made = 0;
      for (let shop = 0; killsIn(scene.tally) < until; shop++)
        made += await makeUnderFire(scene, await scene.fresh(`killed-${shop}`), {kills: until, skus, file});
      return {rows: made};
    },
  };
}

interface Making {
  readonly kills: number;
  /** Variants of one run. */
  readonly skus: number;
  readonly file: JobFile;
}

/** Makes what a file has, part by part, until it is all there or there were so many kills in all; and judges what is made. */
async function makeUnderFire(scene: TestScene, place: TestPlace, {kills, skus, file}: Making): Promise<number> {
  const {tally} = scene;
  const wished = new Map<string, readonly string[]>();
  while (killsIn(tally) < kills) {
    const {id, changes} = await planOf(place, importArgs(place, file), WITH_REFUSALS);
    const missing = changes.filter(({op, target}) => op === 'create' && target.kind === 'offer');
    if (missing.length === 0) break;
    const only = missing.slice(0, skus).flatMap(({target}) => ['--only', target.key.sku ?? '']);
    const apply = ['run', 'apply', id, ...only, '--yes', '--accept-breaker'];
    const written = wroteAll(await underFire(scene, place, apply, Math.min(MOST, kills - killsIn(tally))));
    for (const [sku, prices] of pricesOf(written)) wished.set(sku, prices);
  }
  const taken = await place.shop.taken();
  judgeEffects(taken, wished, tally);
  await judgeMade(place.shop, taken, wished);
  return wished.size;
}
