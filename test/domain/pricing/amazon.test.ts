import {expect} from 'chai';
import fc from 'fast-check';
import {parseAmount} from '../../../src/domain/money.js';
import {composePrice} from '../../../src/domain/pricing/compose.js';
import {DEFAULT_GUARDS, type Strategy} from '../../../src/domain/pricing/rules.js';
import {proposeCompetition} from '../../../src/domain/pricing/strategies/competition.js';
import {boundsWith, factsWith, NOW, rulesWith} from './support.js';

/**
 * Amazon's published repricer (amzn/selling-partner-api-samples, `use-cases/pricing`, `CalculateNewPriceHandler` and its
 * README), rule by rule:
 *
 * 1. new price = (Buy Box price − our shipping) less a PERCENTAGE of it or a FIXED amount. The Buy Box price is landed.
 * 2. No change when the Buy Box is below the seller's `minThreshold`.
 * 3. No change when the new price is below it: it skips, it does not clamp.
 * 4. No change when our landed price is below the Buy Box already.
 * 5. With `useCompetitivePrice` the competitive price threshold stands in the place of the Buy Box.
 *
 * It reckons in floats; an amount here is minor units, and the answer is no whole number yet. Null: no change.
 */
function amazonPrice(given: {
  readonly buyBox: number;
  readonly ours: number;
  readonly min: number;
  readonly by: {readonly percent: number} | {readonly fixed: number};
}): number | null {
  const {buyBox, ours, min, by} = given;
  if (buyBox < min) return null; // 2
  if (ours < buyBox) return null; // 4
  const price = 'fixed' in by ? buyBox - by.fixed : buyBox * (1 - by.percent / 100); // 1, with free shipping of our own
  return price < min ? null : price; // 3
}

type Competition = Extract<Strategy, {kind: 'competition'}>;

const strategy = (by: {percent: number} | {fixed: number}, rival?: string): Competition => ({
  kind: 'competition',
  position: 'undercut',
  by: 'fixed' in by ? {amount: by.fixed} : {percent: String(by.percent / 100)},
  against: rival === undefined ? 'lowest' : {rival},
  alone: 'hold',
  condition: 'new',
});

const rivalAt = (price: number, shipping: number | null = null, rival = 'buy box') => ({
  sku: 'MUG-01',
  rival,
  price,
  shipping,
  inStock: true,
  condition: 'new',
  seenAt: NOW - 3_600_000,
});

/** Our offer; the seller's lowest price is the only bound, as it is with Amazon. */
const factsFor = (ours: number, min: number, rivals: readonly ReturnType<typeof rivalAt>[]) =>
  factsWith({
    base: ours,
    weekAgo: ours,
    rivals,
    cost: {amount: 1, learntAt: NOW},
    fees: {rate: '0', fixed: 0, source: 'cost'},
    bounds: boundsWith({minPrice: min, maxPrice: 100_000}),
  });

function soukPrice(facts: ReturnType<typeof factsFor>, by: Competition): number | null {
  const said = proposeCompetition(facts, by, DEFAULT_GUARDS);
  return said.kind === 'skip' ? null : said.price;
}

/** What stands in the shop after the guards. */
function written(facts: ReturnType<typeof factsFor>, by: Competition): number | null {
  const price = soukPrice(facts, by);
  if (price === null) return facts.base;
  const wide = {stepDown: '0.9', stepUp: '0.9', stepWeek: '0.9'};
  const wish = {basePrice: price, manual: false, overrideBounds: false, strategy: 'competition', reasons: []};
  const composed = composePrice(wish, facts, rulesWith(wide));
  if (composed.kind !== 'change') return facts.base;
  return parseAmount(String(composed.change.fields['base_price']?.after), 'USD');
}

describe('the competition rule beside Amazon’s published repricer', () => {
  const agreeing: readonly (readonly [
    rule: string,
    ...Parameters<typeof amazonPrice>,
    rivals: readonly ReturnType<typeof rivalAt>[],
  ])[] = [
    ['1: less a percentage', {buyBox: 1000, ours: 1100, min: 800, by: {percent: 1}}, [rivalAt(1000)]],
    ['1: less an amount', {buyBox: 1000, ours: 1100, min: 800, by: {fixed: 5}}, [rivalAt(1000)]],
    ['1: the Buy Box is landed', {buyBox: 1000, ours: 1100, min: 800, by: {percent: 2}}, [rivalAt(750, 250)]],
    [
      '1: nobody dearer counts',
      {buyBox: 1000, ours: 1100, min: 800, by: {fixed: 1}},
      [rivalAt(1250), rivalAt(1000, 0, 'b')],
    ],
    ['1: equal to it, too', {buyBox: 1000, ours: 1000, min: 800, by: {percent: 1}}, [rivalAt(1000)]],
    ['3: just at the threshold', {buyBox: 1000, ours: 1100, min: 990, by: {percent: 1}}, [rivalAt(1000)]],
  ];

  for (const [rule, given, rivals] of agreeing) {
    it(`agrees where both apply (rule ${rule})`, () => {
      const theirs = amazonPrice(given);
      expect(theirs).to.not.equal(null);
      expect(written(factsFor(given.ours, given.min, rivals), strategy(given.by))).to.equal(theirs);
    });
  }

  it('agrees on the competitive price threshold, as a rival by that name (rule 5)', () => {
    const rivals = [rivalAt(900, 0, 'b'), rivalAt(1040, 0, 'competitive price')];
    const theirs = amazonPrice({buyBox: 1040, ours: 1100, min: 800, by: {fixed: 10}});
    expect(written(factsFor(1100, 800, rivals), strategy({fixed: 10}, 'competitive price'))).to.equal(theirs);
  });

  it('agrees to half a coin wherever Amazon changes a price, and undercuts by a coin at least', () => {
    const cents = fc.integer({min: 300, max: 60_000});
    const by = fc.oneof(
      fc.integer({min: 1, max: 30}).map((percent) => ({percent})),
      fc.integer({min: 1, max: 90}).map((fixed) => ({fixed})),
    );
    // An offer of less than half of ours is set aside first, so ours stays below double of it.
    let applied = 0;
    fc.assert(
      fc.property(
        cents,
        fc.integer({min: 0, max: 90}),
        fc.integer({min: 1, max: 60_000}),
        by,
        (buyBox, percent, min, how) => {
          const given = {buyBox, ours: buyBox + Math.floor((buyBox * percent) / 100), min, by: how};
          const theirs = amazonPrice(given);
          if (theirs === null) return;
          applied++;
          const ours = soukPrice(factsFor(given.ours, min, [rivalAt(buyBox)]), strategy(how));
          expect(ours).to.not.equal(null);
          expect(ours).to.be.below(buyBox);
          expect(Math.abs((ours ?? 0) - theirs)).to.be.at.most(theirs > buyBox - 1 ? 1 : 0.5);
        },
      ),
      {numRuns: 400},
    );
    expect(applied).to.be.above(50);
  });

  it('never goes below the threshold where Amazon skips: it stops there instead (rules 2 and 3)', () => {
    const cents = fc.integer({min: 300, max: 3000});
    fc.assert(
      fc.property(cents, cents, fc.integer({min: 1, max: 40}), (buyBox, min, percent) => {
        const given = {buyBox, ours: Math.max(buyBox, min) + 100, min, by: {percent}};
        const facts = factsFor(given.ours, min, [rivalAt(buyBox)]);
        const after = written(facts, strategy(given.by)) ?? 0;
        expect(after).to.be.at.least(min);
        if (amazonPrice(given) === null) expect(after).to.be.within(min, given.ours);
      }),
    );
  });

  it('rises to the Buy Box again where Amazon stays below it for ever (rule 4)', () => {
    const given = {buyBox: 1000, ours: 900, min: 800, by: {percent: 1}};
    expect(amazonPrice(given)).to.equal(null);
    expect(written(factsFor(900, 800, [rivalAt(1000)]), strategy(given.by))).to.equal(990);
  });
});
