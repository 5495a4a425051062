import {expect} from 'chai';
import fc from 'fast-check';
import {normal, poissonAt, uniform} from '../../../../bench/pricing/chance.js';
import {drawHoldout, type Earned, upliftOf, waitFor} from '../../../../src/domain/pricing/experiment/holdout.js';

const DAYS = 56;

/** What SKUs earned a day before and since; those that are priced by `effect` more. All rise by 1.3, each drifts a little. */
function market(seed: number, effect: number): {readonly priced: readonly Earned[]; readonly held: readonly Earned[]} {
  const all = Array.from({length: 200}, (_, sku) => {
    const rate = Math.exp(0.8 * normal(seed, 1, sku));
    const left = 3 * Math.exp(0.5 * normal(seed, 3, sku));
    const units = (since: number, factor: number) => poissonAt(rate * DAYS * factor, uniform(seed, 4, sku, since));
    const drift = 1.3 * Math.exp(0.25 * normal(seed, 2, sku));
    return {sku: `S${sku}`, before: units(0, 1) * left, since: (factor: number) => units(1, drift * factor) * left};
  });
  const chosen = new Set(
    drawHoldout(
      all.map(({sku, before}) => ({sku, revenue: before})),
      0.1,
      seed,
    ),
  );
  const side = (held: boolean) =>
    all
      .filter(({sku}) => chosen.has(sku) === held)
      .map(({before, since}) => ({before, since: since(held ? 1 : 1 + effect)}));
  return {priced: side(false), held: side(true)};
}

describe('a holdout', () => {
  it('is drawn from all who sell well and badly alike, and the same for a seed', () => {
    const all = Array.from({length: 200}, (_, n) => ({sku: `S${n}`, revenue: 1000 / (n + 1)}));
    const chosen = drawHoldout(all, 0.1, 7);
    expect(chosen).to.have.length(20);
    expect(drawHoldout([...all].reverse(), 0.1, 7)).to.deep.equal(chosen);
    expect(drawHoldout(all, 0.1, 8)).to.not.deep.equal(chosen);
    for (let run = 0; run < 20; run++) {
      const inRun = chosen.filter((sku) => Math.floor(Number(sku.slice(1)) / 10) === run);
      expect(inRun, `run ${run}`).to.have.length(1);
    }
    fc.assert(
      fc.property(
        fc.integer({min: 0, max: 60}),
        fc.integer({min: 1, max: 50}),
        fc.integer(),
        (count, percent, seed) => {
          const some = all.slice(0, count);
          const drawn = drawHoldout(some, percent / 100, seed);
          expect(new Set(drawn).size).to.equal(Math.floor((count * percent) / 100));
          for (const sku of drawn) expect(some.some((each) => each.sku === sku)).to.equal(true);
        },
      ),
    );
  });

  it('tells by how much the rules earn more, in nine of ten intervals at least', () => {
    let inside = 0;
    let sum = 0;
    const runs = 50;
    for (let seed = 1; seed <= runs; seed++) {
      const {priced, held} = market(seed, 0.1);
      const found = upliftOf(priced, held, seed);
      if (found === null) continue;
      if (found.low <= 0.1 && 0.1 <= found.high) inside++;
      sum += found.uplift;
    }
    expect(inside / runs).to.be.within(0.88, 1);
    expect(sum / runs).to.be.closeTo(0.1, 0.04);
  });

  it('says the same for the same seed, and nothing where a side earned nothing', () => {
    const {priced, held} = market(3, 0.2);
    expect(upliftOf(priced, held, 9)).to.deep.equal(upliftOf(priced, held, 9));
    expect(upliftOf(priced, [], 9)).to.equal(null);
    expect(
      upliftOf(
        priced,
        held.map(({before}) => ({before, since: 0})),
        9,
      ),
    ).to.equal(null);
    expect(upliftOf(priced.slice(0, 1), held, 9)).to.equal(null);
  });

  it('says how long an answer takes: twice as sure takes four times as long', () => {
    const placebo = {uplift: 0, low: -0.1, high: 0.1, error: 0.05};
    expect(waitFor(placebo, 56, 0.098)).to.equal(28);
    expect(waitFor(placebo, 56, 0.049)).to.equal(112);
    expect(waitFor(null, 56, 0.05)).to.equal(Number.POSITIVE_INFINITY);
  });
});
