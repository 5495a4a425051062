import gammaCdf from '@stdlib/stats-base-dists-gamma-cdf';
import {expect} from 'chai';
import {verdictOn} from '../../../../src/domain/pricing/experiment/decide.js';
import {armOn, daysNeeded, informationADay, looksOn, pairUp} from '../../../../src/domain/pricing/experiment/design.js';
import {estimate, type PairSales} from '../../../../src/domain/pricing/experiment/estimate.js';
import {normalCdf, student95} from '../../../../src/domain/pricing/experiment/normal.js';
import {trialsOn} from '../../../../src/domain/pricing/experiment/trial.js';
import {type Market, planned, run} from './market.js';

const market: Market = {seed: 1, skus: 50, rate: 0.3, elasticity: 2.4, spread: 0.4, unrest: 0.25};

describe('numbers of a price test', () => {
  it('has the normal distribution that @stdlib has by way of the Gamma', () => {
    for (const z of [0, 0.1, 0.5, 1, 1.645, 1.959_963_985, 3, 5]) {
      expect(normalCdf(z)).to.be.closeTo(0.5 + gammaCdf((z * z) / 2, 0.5, 1) / 2, 1e-12);
      expect(normalCdf(z) + normalCdf(-z)).to.be.closeTo(1, 1e-12);
    }
    expect(normalCdf(1.959_963_985)).to.be.closeTo(0.975, 1e-9);
  });

  it('has the quantiles of Student’s t that stand in the tables', () => {
    const table = new Map([
      [4, 2.7764],
      [5, 2.5706],
      [7, 2.3646],
      [10, 2.2281],
      [20, 2.086],
      [30, 2.0423],
      [120, 1.9799],
    ]);
    for (const [freedom, quantile] of table) expect(student95(freedom)).to.be.closeTo(quantile, 0.01);
  });
});

describe('a price test', () => {
  it('pairs SKUs of a category that sell alike, the same for the same seed', () => {
    const candidates = [3, 9, 1, 8, 0, 2, 7].map((rate, n) => ({sku: `S${n}`, category: n < 6 ? 'A' : 'B', rate}));
    const pairs = pairUp(candidates, 5);
    expect(pairs.map(({a, b}) => [a, b])).to.deep.equal([
      ['S1', 'S3'],
      ['S0', 'S5'],
    ]);
    expect(pairUp([...candidates].reverse(), 5)).to.deep.equal(pairs);
    const many = Array.from({length: 200}, (_, n) => ({sku: `S${n}`, category: 'A', rate: n + 1}));
    const dear = pairUp(many, 5).filter(({first}) => first === 1).length;
    expect(dear).to.be.within(30, 70);
  });

  it('says how long it needs: 50 SKUs that sell 0.3 a day tell an elasticity to 0.5 in about six weeks', () => {
    const candidates = Array.from({length: 50}, (_, n) => ({sku: `S${n}`, category: 'A', rate: 0.3}));
    const rates = new Map(candidates.map(({sku, rate}) => [sku, rate]));
    const information = informationADay(pairUp(candidates, 1), rates, {step: 0.08, period: 1e9});
    // N d² a day with N = 15 units, less what restless sales take (PRICING formulas 3.9: 42 days without).
    expect(1 / (0.25 * information)).to.be.closeTo((42 * 1.075) / 1.009, 1);
    expect(daysNeeded(information, 0.5, 14)).to.equal(56);
    expect(daysNeeded(information, 0.5, 7)).to.equal(56);
    expect(daysNeeded(0, 0.5, 7)).to.equal(Number.POSITIVE_INFINITY);
  });

  it('gives each price to one of a pair, and swaps after each period', () => {
    const pair = {a: 'X', b: 'Y', first: -1} as const;
    const design = {pairs: [pair], step: 0.08, period: 7, from: 100, until: 128};
    const arms = [99, 100, 106, 107, 113, 114, 127, 128].map((day) => armOn(design, pair, day));
    expect(arms).to.deep.equal([null, -1, -1, 1, 1, -1, 1, null]);
    const test = {
      kind: 'test',
      id: 'T-1',
      shopId: 1,
      state: 'running',
      startedAt: 0,
      endedAt: null,
      seed: 1,
      design,
      anchors: {X: 1000, Y: 333},
      precision: 0.5,
      found: null,
    } as const;
    const holdout = {...test, kind: 'holdout', id: 'T-2', skus: ['Z'], from: 105, wait: null} as const;
    const wanted = (day: number) =>
      [...trialsOn([test, holdout], day, ({endedAt}) => endedAt)].map(([sku, trial]) => [
        sku,
        trial.kind === 'test' ? trial.price : trial.kind,
      ]);
    expect(wanted(99)).to.deep.equal([]);
    expect(wanted(100)).to.deep.equal([
      ['X', 920],
      ['Y', 360],
    ]);
    expect(wanted(107)).to.deep.equal([
      ['X', 1080],
      ['Y', 306],
      ['Z', 'holdout'],
    ]);
    expect(wanted(128).slice(0, 2)).to.deep.equal([
      ['X', 'back'],
      ['Y', 'back'],
    ]);
    expect(wanted(132)).to.deep.equal([['Z', 'holdout']]);
    const stopped = {...test, state: 'stopped', endedAt: 110} as const;
    expect(trialsOn([stopped], 112, ({endedAt}) => endedAt).get('X')?.kind).to.equal('back');
    expect(trialsOn([{...holdout, endedAt: 110}], 112, ({endedAt}) => endedAt).size).to.equal(0);
    expect([100, 107, 114, 121, 128, 200].map((day) => looksOn(design, day))).to.deep.equal([
      false,
      false,
      true,
      false,
      true,
      true,
    ]);
  });

  it('finds an elasticity that it was told in numbers, and nothing in none', () => {
    const apart = Math.log(1.08 / 0.92) * 2;
    const odds = Math.exp(-2.5 * apart);
    const pair: PairSales = {dearA: 1000 * odds, cheapB: 1000, cheapA: 1000, dearB: 1000, apart};
    const found = estimate([pair, pair, pair, pair, pair]);
    expect(found?.elasticity).to.be.closeTo(2.5, 1e-9);
    expect(found?.low).to.be.below(2.5);
    expect(estimate([])).to.equal(null);
    expect(estimate([pair])).to.equal(null);
    expect(estimate([{...pair, dearA: 0, dearB: 0}, pair].map((each) => ({...each, dearA: 0})))).to.equal(null);
  });

  const markets: readonly (readonly [string, Market])[] = [
    ['that sells seldom', {...market, skus: 100, rate: 0.1, elasticity: 3}],
    ['with few pairs, restless and unlike', {...market, skus: 12, rate: 1.5, elasticity: 1.6}],
    ['that sells often', {...market, skus: 20, rate: 5, elasticity: 2, spread: 0.2}],
  ];
  for (const [name, like] of markets) {
    it(`holds the truth in nine of ten intervals at least, in a market ${name}, and no wider than planned`, () => {
      const found = Array.from({length: 120}, (_, at) => {
        const each = {...like, seed: 1000 + at};
        return estimate(run(each, planned(each, 0.5)));
      }).flatMap((each) => (each === null ? [] : [each]));
      const mean = (of: (each: (typeof found)[number]) => number) =>
        found.reduce((sum, each) => sum + of(each), 0) / found.length;
      expect(found.length).to.equal(120);
      // 95 % is meant; of 120 intervals chance alone moves that by two points either way.
      expect(mean(({low, high}) => (low <= like.elasticity && like.elasticity <= high ? 1 : 0))).to.be.within(0.9, 1);
      expect(mean(({elasticity}) => elasticity)).to.be.closeTo(like.elasticity, 0.12);
      expect(mean(({error}) => error)).to.be.below(0.5);
    });
  }
});

describe('the verdict of a price test', () => {
  const told = (elasticity: number, error: number) => ({elasticity, error, low: 0, high: 9, pairs: 20, units: 900});
  /** Cost 6 of a price of 10: an elasticity of 2.5 is the best price's (Lerner). */
  const stakes = [{rate: 1, now: 4, dear: 4.8, cheap: 3.2}];

  it('knows which way earns more, by what a sale leaves', () => {
    expect(verdictOn(told(1.5, 0.15), stakes, 0.08).decided).to.equal('up');
    expect(verdictOn(told(4, 0.15), stakes, 0.08).decided).to.equal('down');
    expect(verdictOn(told(2.5, 0.04), stakes, 0.08).decided).to.equal('stay');
    const open = verdictOn(told(2.4, 0.5), stakes, 0.08);
    expect(open.decided).to.equal(null);
    expect(open.up + open.down + open.stay).to.be.closeTo(1, 1e-9);
  });

  it('is what is known of elasticities in general until something was sold', () => {
    const before = verdictOn(null, stakes, 0.08);
    expect(before.decided).to.equal(null);
    expect(before.up).to.be.within(0.3, 0.6);
  });

  it('seldom stops on the wrong side, although it looks after every swap', () => {
    let wrong = 0;
    let decided = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const each = {...market, seed: 5000 + seed, skus: 40, rate: 0.6, elasticity: 1.7, spread: 0.2};
      const design = planned(each, 0.4);
      for (let day = design.from + 1; day <= design.until; day++) {
        if (!looksOn(design, day)) continue;
        const verdict = verdictOn(estimate(run(each, {...design, until: day})), stakes, 0.08);
        if (verdict.decided === null) continue;
        decided++;
        if (verdict.decided !== 'up') wrong++;
        break;
      }
    }
    expect(decided).to.be.above(20);
    expect(wrong / 60).to.be.below(0.07);
  });
});
