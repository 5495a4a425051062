import {expect} from 'chai';
import fc from 'fast-check';
import {hardBounds, OUT_OF_REACH} from '../../../src/domain/pricing/bounds.js';
import {composePrice} from '../../../src/domain/pricing/compose.js';
import {breakEven, losesAt, marginAt, targetPrice, targetPrices} from '../../../src/domain/pricing/cost.js';
import type {OfferFacts} from '../../../src/domain/pricing/facts.js';
import {recheck} from '../../../src/domain/pricing/guards.js';
import {DEFAULT_GUARDS} from '../../../src/domain/pricing/rules.js';
import {economicsOf} from '../../../src/domain/pricing/strategies/economics.js';
import type {Tariff} from '../../../src/domain/pricing/tariff.js';
import {boundsWith, factsWith, rulesWith} from './support.js';

/** 8 % of prices up to 10.00, 15 % of dearer ones: of the whole price, as marketplaces charge it. */
const WHOLE: Tariff = {
  mode: 'whole',
  steps: [
    {upTo: 1000, rate: '0.08'},
    {upTo: null, rate: '0.15'},
  ],
  minimum: null,
};
const MARGINAL: Tariff = {
  mode: 'marginal',
  steps: [
    {upTo: 1000, rate: '0.15'},
    {upTo: null, rate: '0.08'},
  ],
  minimum: null,
};

const feesOf = (tiers: Tariff, fixed = 0): OfferFacts['fees'] => ({rate: '0', tiers, fixed, source: 'shop'});
const costing = (amount: number, change: Partial<OfferFacts> = {}) =>
  factsWith({cost: {amount, learntAt: factsWith().now}, bounds: null, weekAgo: null, ...change});

describe('fees by steps', () => {
  it('are charged on each part of the price, or on the whole of it', () => {
    // 8.00 + 15 % × 10.00 of the first part, 8 % of the rest: (1000 + 150 − 80) / 0.92
    expect(targetPrice(costing(1000, {fees: feesOf(MARGINAL)}), {margin: '0'})).to.equal(1164);
    expect(targetPrice(costing(800, {fees: feesOf(MARGINAL)}), {margin: '0'})).to.equal(942);
    expect(targetPrice(costing(800, {fees: feesOf(WHOLE)}), {margin: '0'})).to.equal(870);
    expect(targetPrice(costing(950, {fees: feesOf(WHOLE)}), {margin: '0'})).to.equal(1118);
  });

  it('may take away again what a higher price brings: those prices lose, and are said', () => {
    const facts = costing(900, {fees: feesOf(WHOLE)});
    const even = breakEven(facts);
    expect(even.known && [even.price, even.gaps]).to.deep.equal([979, [{from: 1001, to: 1058}]]);
    expect([978, 979, 1000, 1001, 1058, 1059].map((price) => losesAt(facts, price))).to.deep.equal([
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
  });

  it('that no price covers from the floor on hold the price, and promise none', () => {
    const share: Tariff = {
      mode: 'whole',
      steps: [
        {upTo: 1000, rate: '0.3'},
        {upTo: null, rate: '0.6'},
      ],
      minimum: null,
    };
    const facts = costing(100, {
      selling: {...factsWith().selling, revenueShare: share},
      bounds: boundsWith({minPrice: 1200}),
    });
    const bounds = hardBounds(facts, {...DEFAULT_GUARDS, minMargin: '0.3'});
    expect(bounds.floor?.price).to.equal(OUT_OF_REACH);
    const composed = composePrice(
      {basePrice: 1300, manual: false, overrideBounds: false, strategy: 'cost', reasons: []},
      facts,
      rulesWith({minMargin: '0.3'}),
    );
    expect(composed.kind === 'skipped' && composed.skipped.reason.code).to.equal('FLOOR_OUT_OF_REACH');
  });

  it('leave no ending in a gap', () => {
    const facts = costing(900, {base: 1100, fees: feesOf(WHOLE)});
    const composed = composePrice(
      {basePrice: 1062, manual: false, overrideBounds: false, strategy: 'cost', reasons: []},
      facts,
      rulesWith({}, {rounding: {endings: [50]}}),
    );
    // 10.50 is nearer and loses, by the step of the fee.
    expect(composed.kind === 'change' && composed.change.fields['base_price']?.after).to.equal('11.50');
  });

  it('have a minimum, and a fixed part on top', () => {
    const tiers: Tariff = {mode: 'whole', steps: [{upTo: null, rate: '0.1'}], minimum: 50};
    expect(targetPrice(costing(100, {fees: feesOf(tiers)}), {margin: '0'})).to.equal(150);
    expect(targetPrice(costing(100, {fees: feesOf(tiers, 20)}), {margin: '0'})).to.equal(170);
    expect(targetPrice(costing(900, {fees: feesOf(tiers)}), {margin: '0'})).to.equal(1000);
  });

  it('share the revenue without the tax', () => {
    const share: Tariff = {mode: 'whole', steps: [{upTo: null, rate: '0.2'}], minimum: null};
    const selling = {...factsWith().selling, revenueShare: share};
    const facts = costing(1000, {
      fees: {rate: '0', fixed: 0, source: 'shop'},
      selling,
      tax: {included: true, rate: '0.19'},
    });
    expect(targetPrice(facts, {margin: '0'})).to.equal(1488); // 10.00 / 0.8 × 1.19 = 14.875
    expect(marginAt(facts, 1488)).to.match(/^0\.0002/u);
  });
});

/** What a case costs, all in whole numbers: rates in thousandths. */
interface Case {
  readonly cost: number;
  readonly fixed: number;
  readonly tax: number;
  readonly pay: number;
  readonly margin: number;
  readonly fee: Charge;
  readonly share: Charge | null;
}

interface Charge {
  readonly mode: 'marginal' | 'whole';
  readonly ends: readonly number[];
  readonly rates: readonly number[];
  readonly minimum: number | null;
}

const charge: fc.Arbitrary<Charge> = fc
  .record({
    mode: fc.constantFrom<'marginal' | 'whole'>('marginal', 'whole'),
    ends: fc.uniqueArray(fc.integer({min: 1, max: 900}), {maxLength: 3}),
    rates: fc.array(fc.integer({min: 0, max: 400}), {minLength: 4, maxLength: 4}),
    minimum: fc.option(fc.integer({min: 0, max: 120}), {nil: null}),
  })
  .map(({ends, ...rest}) => ({...rest, ends: [...ends].sort((a, b) => a - b)}));

const cases: fc.Arbitrary<Case> = fc.record({
  cost: fc.integer({min: 1, max: 500}),
  fixed: fc.integer({min: 0, max: 60}),
  tax: fc.constantFrom(0, 70, 190, 200, 250),
  pay: fc.integer({min: 0, max: 40}),
  margin: fc.integer({min: 0, max: 300}),
  fee: charge,
  share: fc.option(charge, {nil: null}),
});

/** A charge on a price that is `price / scale`, times 1000 × scale. */
function charged({mode, ends, rates, minimum}: Charge, price: bigint, scale: bigint): bigint {
  let [sum, from] = [0n, 0n];
  for (const [index, rate] of rates.entries()) {
    const end = ends[index];
    const to = end === undefined ? null : BigInt(end) * scale;
    const inside = to === null || price <= to;
    if (mode === 'whole') sum = inside ? BigInt(rate) * price : sum;
    else sum += BigInt(rate) * ((inside ? price : to) - from);
    if (inside) break;
    from = to;
  }
  const least = minimum === null ? 0n : BigInt(minimum) * 1000n * scale;
  return sum > least ? sum : least;
}

/** Whether a price covers all and the margin, in whole numbers throughout: an arithmetic of its own. */
function covers({cost, fixed, tax, pay, margin, fee, share}: Case, price: number): boolean {
  const gross = BigInt(1000 + tax);
  const p = BigInt(price);
  const left =
    1000n * p * BigInt(1000 - margin) -
    charged(fee, p, 1n) * gross -
    BigInt(pay) * p * gross -
    (share === null ? 0n : charged(share, p * 1000n, gross)) -
    BigInt(cost + fixed) * 1000n * gross;
  return left >= 0n;
}

const tariffOf = ({mode, ends, rates, minimum}: Charge): Tariff => ({
  mode,
  steps: [...ends, null].map((upTo, index) => ({upTo, rate: String((rates[index] ?? 0) / 1000)})),
  minimum,
});

const factsOf = ({cost, fixed, tax, pay, fee, share}: Case): OfferFacts =>
  costing(cost, {
    fees: feesOf(tariffOf(fee), fixed),
    selling: {
      ...factsWith().selling,
      paymentRate: String(pay / 1000),
      revenueShare: share === null ? null : tariffOf(share),
    },
    tax: {included: tax > 0, rate: tax > 0 ? String(tax / 1000) : null},
  });

const MOST = 2500;

describe('break-even and target prices', () => {
  it('are exact to the minor unit at every step: as a search over every price finds them', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const found = targetPrices(factsOf(each), {margin: String(each.margin / 1000)});
        for (let price = 1; price <= MOST; price++) {
          const said =
            !('code' in found) &&
            price >= found.price &&
            !found.gaps.some(({from, to}) => price >= from && price <= to);
          if (said !== covers(each, price)) throw new Error(`${price}: said ${said}, ${JSON.stringify(found)}`);
        }
      }),
      {numRuns: 400},
    );
  });

  it('are what the guards hold prices to, before and after: quote and validator are one', () => {
    fc.assert(
      fc.property(
        cases,
        fc.integer({min: 1, max: MOST}),
        fc.option(fc.integer({min: 1, max: MOST}), {nil: null}),
        (each, wanted, most) => {
          const facts = {...factsOf(each), base: null, live: null, bounds: boundsWith({maxPrice: most})};
          const rules = rulesWith({minMargin: String(each.margin / 1000)});
          const wish = {basePrice: wanted, manual: false, overrideBounds: false, strategy: 'cost', reasons: []};
          const composed = composePrice(wish, facts, rules);
          const {floor, ceiling, gaps} = hardBounds(facts, {...DEFAULT_GUARDS, ...rules.guards});
          if (composed.kind !== 'change') {
            // Held: nothing between floor and ceiling covers.
            expect(floor === null || (ceiling !== null && floor.price > ceiling.price)).to.equal(true);
            return;
          }
          const after = Math.round(Number(composed.change.fields['base_price']?.after) * 100);
          expect(covers(each, after)).to.equal(true);
          const origin = {manual: false, overrideBounds: false};
          expect(recheck(facts, rules, after, origin).every(({verdict}) => verdict === 'pass')).to.equal(true);
          expect(gaps.every(({from}) => floor !== null && from > floor.price)).to.equal(true);
          const checked = recheck(facts, rules, wanted, origin).some(({verdict}) => verdict === 'hold');
          expect(checked).to.equal(!covers(each, wanted) || (most !== null && wanted > most));
        },
      ),
      {numRuns: 1500},
    );
  });

  it('are the same curve that demand is priced by', () => {
    fc.assert(
      fc.property(cases, fc.integer({min: 1, max: MOST}), (each, price) => {
        const unit = economicsOf(factsOf(each));
        const margin = marginAt(factsOf(each), price);
        if ('code' in unit || margin === null) return;
        const left = price * unit.perPrice - unit.perUnit - (unit.byPrice?.(price) ?? 0);
        expect(left).to.be.closeTo((Number(margin) * price) / (1 + each.tax / 1000), 0.01);
      }),
    );
  });
});
