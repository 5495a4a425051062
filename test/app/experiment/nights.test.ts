import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import type {Context} from '../../../src/app/context.js';
import {holdoutResult, planHoldout} from '../../../src/app/experiment/holdout.js';
import {begin} from '../../../src/app/experiment/manage.js';
import {planTest} from '../../../src/app/experiment/plan-test.js';
import {standingOf} from '../../../src/app/experiment/result.js';
import {nightly} from '../../../src/app/nightly/nightly.js';
import {addShop} from '../../../src/app/shop/add.js';
import type {Shop} from '../../../src/domain/catalog/types.js';
import {openContext} from '../promotion/shop.js';
import {ELASTICITY, nightOf, PAST, pricesIn, SKUS, sellDay, writeShop} from './shop.js';

interface Bench {
  readonly context: Context;
  readonly shop: Shop;
  readonly dir: string;
  /** Runs the night of a day; codes of what it said. */
  night(day: number): Promise<readonly string[]>;
}

async function withShop(work: (bench: Bench) => Promise<void>, rules?: readonly string[]): Promise<void> {
  const home = await mkdtemp(path.join(tmpdir(), 'souk-experiment-'));
  const dir = path.join(home, 'dir');
  let now = Date.parse(nightOf(PAST));
  const {context, close} = await openContext(home, () => now);
  try {
    await writeShop(dir, rules);
    const terms = {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: undefined, mode: undefined};
    const {shop} = await addShop(context, {name: 'main', platform: 'folder', ...terms, settings: {dir}});
    const night = async (day: number) => {
      now = Date.parse(nightOf(day));
      const {shops, exit} = await nightly(context, [shop]);
      expect(exit, JSON.stringify(shops)).to.equal(0);
      return shops.flatMap(({warnings}) => warnings.map(({code}) => code));
    };
    await work({context, shop, dir, night});
  } finally {
    await close();
    await rm(home, {recursive: true});
  }
}

const distinct = async (dir: string) => [...new Set((await pricesIn(dir)).values())].sort((a, b) => a - b);

describe('the nights of a price test', () => {
  it('set its prices in strides, end it by its rule with the truth, and put the prices back', async () => {
    await withShop(async ({context, shop, dir, night}) => {
      const wish = {where: undefined, step: 0.08, precision: 0.4, period: 4, most: 60, seed: 1};
      const planned = await planTest(context, shop, wish);
      expect(planned.test.design.pairs).to.have.length(12);
      expect(planned.days % 8).to.equal(0);
      const again = await planTest(context, shop, wish);
      expect(again.test).to.deep.equal(planned.test);
      const test = await begin(context, planned.test);
      let day = PAST;
      let said: readonly string[] = [];
      while (!said.includes('TEST_ENDED') && day <= PAST + planned.days) {
        day++;
        said = await night(day);
        if (day === PAST + 1) expect(await distinct(dir)).to.deep.equal([9.21, 10.79]);
        if (day === PAST + 2) expect(await distinct(dir)).to.deep.equal([9.2, 10.8]);
        if (!said.includes('TEST_ENDED')) await sellDay(dir, day);
      }
      expect(said).to.include('TEST_ENDED');
      // Only after whole swaps is it looked at.
      expect((day - PAST - 1) % 8).to.equal(0);
      const [kept] = await context.data.experiments.list(shop.id);
      expect(kept).to.include({id: test.id, state: 'done'});
      const found = kept?.kind === 'test' ? kept.found : null;
      expect(found?.verdict.decided).to.equal('up');
      expect(found?.estimate?.low).to.be.below(ELASTICITY);
      expect(found?.estimate?.high).to.be.above(ELASTICITY);
      const standing = kept?.kind === 'test' ? await standingOf(context, shop, kept) : null;
      expect(standing?.used).to.be.within(0.7 * (standing?.seen ?? 0), standing?.seen ?? 0);
      await night(day + 1);
      expect(await distinct(dir)).to.deep.equal([10]);
    });
  });
});

describe('the nights of a holdout', () => {
  it('leave those that were set aside as they are, while the rules raise the others', async () => {
    const rules = ['version: 1', 'defaults: {strategy: cost, margin: 34%}', 'breaker: {share: off}'];
    await withShop(async ({context, shop, dir, night}) => {
      const {holdout, of} = await planHoldout(context, shop, {share: 0.25, seed: 4});
      expect(of).to.equal(24);
      expect(holdout.skus).to.have.length(6);
      expect(holdout.wait).to.be.above(0);
      const kept = await begin(context, holdout);
      for (let day = PAST + 1; day <= PAST + 5; day++) {
        await night(day);
        await sellDay(dir, day);
      }
      await night(PAST + 6);
      const now = await pricesIn(dir);
      for (const sku of SKUS) expect(now.get(sku), sku).to.equal(kept.skus.includes(sku) ? 10 : 10.61);
      const result = await holdoutResult(context, shop, kept);
      expect(result).to.deep.include({daysOver: 5});
      expect([result.priced.skus, result.held.skus]).to.deep.equal([18, 6]);
      // 10.61 leaves 20 % more and sells 9 % less: about 9 % more profit.
      expect(result.uplift?.low).to.be.below(0.094);
      expect(result.uplift?.high).to.be.above(0.094);
      expect(result.uplift?.uplift).to.be.above(0);
    }, rules);
  });
});
