import {expect} from 'chai';
import fc from 'fast-check';
import {parseAmount} from '../../../src/domain/money.js';
import {composePrice} from '../../../src/domain/pricing/compose.js';
import type {OfferFacts} from '../../../src/domain/pricing/facts.js';
import type {DemandBelief} from '../../../src/domain/pricing/learner/belief.js';
import {
  CLEARANCE_DEFAULTS,
  type ClearanceOptions,
  DEFAULT_GUARDS,
  type Rules,
} from '../../../src/domain/pricing/rules.js';
import {proposeClearance} from '../../../src/domain/pricing/strategies/clearance.js';
import type {Proposal} from '../../../src/domain/pricing/strategies/types.js';
import {boundsWith, DAY, factsWith, NOW, rulesWith} from './support.js';

const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const supplyWith = (change: Partial<NonNullable<OfferFacts['supply']>> = {}): NonNullable<OfferFacts['supply']> => ({
  sku: 'MUG-01',
  onOrder: null,
  leadTimeDays: null,
  replenishable: null,
  seasonEnd: null,
  salvageValue: null,
  holdingCostDay: null,
  receivedOn: null,
  ...change,
});
const aged = (days: number) => supplyWith({receivedOn: day(NOW - days * DAY)});

const belief: DemandBelief = {
  reference: 1000,
  rate: 0.2,
  elasticity: 2.5,
  deviation: 0.05,
  grade: 'own-data',
  share: {theta: 4.5, weight: 0.6, reference: 1000},
  reactions: [],
  tried: [600, 2000],
  days: 90,
  units: 18,
  trend: 1,
};

/** List price 12.00, asked 12.00, changed long ago. */
const facts = (change: Partial<OfferFacts> = {}) =>
  factsWith({base: 1200, weekAgo: 1200, changedAt: NOW - 40 * DAY, ...change});
const propose = (of: OfferFacts, options: Partial<ClearanceOptions> = {}) =>
  proposeClearance(of, {...CLEARANCE_DEFAULTS, ...options}, DEFAULT_GUARDS);
function priceOf(proposal: Proposal): number {
  if (proposal.kind === 'skip') throw new Error(proposal.reason.code);
  return proposal.price;
}
function whyOf(proposal: Proposal): string {
  const [why] = proposal.kind === 'skip' ? [proposal.reason] : proposal.reasons;
  return why?.code === 'CLEARANCE_STAYS'
    ? why.params.why
    : why?.code === 'CLEARANCE_RUNG'
      ? why.params.by
      : (why?.code ?? '');
}

describe('a clearance by the ladder alone', () => {
  it('begins at 120 days of age, and not before', () => {
    expect(priceOf(propose(facts({supply: aged(119)})))).to.equal(1200);
    expect(whyOf(propose(facts({supply: aged(119)})))).to.equal('early');
    expect(priceOf(propose(facts({supply: aged(121)})))).to.equal(1080);
    expect(whyOf(propose(facts({supply: aged(121)})))).to.equal('age');
    expect(whyOf(propose(facts()))).to.equal('early');
  });

  it('takes one rung after another off the regular price, however deep the last one is', () => {
    const walk: number[] = [];
    let base = 1200;
    for (let night = 0; night < 6; night++) {
      base = priceOf(propose(facts({base, supply: aged(400)})));
      walk.push(base);
    }
    expect(walk).to.deep.equal([1080, 960, 840, 600, 600, 600]);
    expect(whyOf(propose(facts({base: 600, supply: aged(400)})))).to.equal('rung');
    expect(priceOf(propose(facts({base: 1080, supply: aged(130)})))).to.equal(1080);
  });

  it('waits days_between between two cuts', () => {
    const waiting = facts({base: 1080, supply: aged(400), changedAt: NOW - 6 * DAY});
    expect(whyOf(propose(waiting))).to.equal('wait');
    expect(priceOf(propose(waiting))).to.equal(1080);
    expect(priceOf(propose(waiting, {daysBetween: 5}))).to.equal(960);
    expect(priceOf(propose({...waiting, changedAt: NOW - 7 * DAY + 3_600_000}))).to.equal(960);
  });

  it('comes down as the season ends, and takes rungs of its own', () => {
    const ends = (days: number) => facts({supply: supplyWith({seasonEnd: day(NOW + days * DAY)})});
    expect(priceOf(propose(ends(60)))).to.equal(1200);
    expect(priceOf(propose(ends(40)))).to.equal(1080);
    expect(whyOf(propose(ends(-3)))).to.equal('season');
    const ladder = [{afterDays: 30, coverDays: null, daysToSeasonEnd: null, off: '0.25'}];
    expect(priceOf(propose(facts({supply: aged(31)}), {ladder}))).to.equal(900);
  });

  it('counts from the list price, else from the highest of the last year, else from the price of now', () => {
    const supply = aged(130);
    expect(priceOf(propose(facts({supply, base: 1000, bounds: null, highest: 2000})))).to.equal(1000);
    expect(priceOf(propose(facts({supply, base: 2000, bounds: null, highest: 2000})))).to.equal(1800);
    expect(priceOf(propose(facts({supply, base: 1000, bounds: null, highest: null})))).to.equal(900);
    expect(
      priceOf(propose(facts({supply, base: 1000, bounds: boundsWith({listPrice: 1000}), highest: 2000}))),
    ).to.equal(900);
  });

  it('leaves what is sold out, or without a price, alone', () => {
    expect(whyOf(propose(facts({supply: aged(400), stock: 0})))).to.equal('sold-out');
    expect(propose(facts({base: null})).kind).to.equal('skip');
  });
});

describe('a clearance by what was learnt', () => {
  const last = supplyWith({seasonEnd: day(NOW + 30 * DAY), salvageValue: 100});
  it('goes below the ladder where that earns more, and only there', () => {
    const many = facts({stock: 300, supply: last, demand: belief});
    expect(whyOf(propose(many))).to.equal('CLEARANCE_STOCK');
    expect(priceOf(propose(many))).to.be.lessThan(1080);
    const some = facts({stock: 8, supply: last, demand: belief});
    expect(priceOf(propose(some))).to.be.at.most(1080);
  });

  it('cuts nothing for a season’s end before which the stock is sold anyway', () => {
    const few = facts({stock: 2, supply: last, demand: belief});
    expect(priceOf(propose(few))).to.equal(1200);
    expect(whyOf(propose(few))).to.equal('rung');
    expect(priceOf(propose({...few, demand: null}))).to.equal(1080);
  });

  it('goes by the ladder alone where the salvage is not known: not known is not zero', () => {
    const unknown = facts({stock: 300, supply: {...last, salvageValue: null}, demand: belief});
    expect(priceOf(propose(unknown))).to.equal(1080);
    expect(propose(unknown).evidence.map(({params}) => ('missing' in params ? params.missing : ''))).to.include(
      'salvage',
    );
  });

  it('comes down the ladder by cover', () => {
    const lasting = facts({stock: 60, demand: belief, supply: supplyWith({replenishable: true})});
    expect(whyOf(propose(lasting))).to.equal('cover');
  });

  it('never asks more for more stock, and never more than now', () => {
    const some = fc.record({
      stock: fc.integer({min: 1, max: 600}),
      more: fc.integer({min: 0, max: 600}),
      base: fc.integer({min: 300, max: 1500}),
      elasticity: fc.double({min: 1.2, max: 5, noNaN: true}),
      rate: fc.double({min: 0.01, max: 20, noNaN: true}),
      salvage: fc.option(fc.integer({min: 0, max: 700}), {nil: null}),
      age: fc.integer({min: 0, max: 400}),
      season: fc.option(fc.integer({min: -10, max: 120}), {nil: null}),
      theirs: fc.option(fc.integer({min: 600, max: 1400}), {nil: null}),
    });
    fc.assert(
      fc.property(some, ({stock, more, base, elasticity, rate, salvage, age, season, theirs}) => {
        const at = (units: number) =>
          priceOf(
            propose(
              facts({
                base,
                stock: units,
                demand: {...belief, elasticity, rate},
                supply: supplyWith({
                  receivedOn: day(NOW - age * DAY),
                  salvageValue: salvage,
                  seasonEnd: season === null ? null : day(NOW + season * DAY),
                }),
                rivals:
                  theirs === null
                    ? []
                    : [
                        {
                          sku: 'MUG-01',
                          rival: 'acme',
                          price: theirs,
                          shipping: null,
                          inStock: true,
                          condition: null,
                          seenAt: NOW - 3_600_000,
                        },
                      ],
              }),
            ),
          );
        expect(at(stock + more)).to.be.at.most(at(stock));
        expect(at(stock)).to.be.at.most(base);
      }),
      {numRuns: 3000},
    );
  });
});

describe('a clearance among the guards', () => {
  const clearance = (guards: Rules['guards'], change: Partial<Rules> = {}) =>
    rulesWith(guards, {fallback: {kind: 'clearance', ...CLEARANCE_DEFAULTS}, ...change});
  const settled = (of: OfferFacts, rules: Rules): number | null => {
    const proposal = propose(of);
    if (proposal.kind === 'skip') return null;
    const composed = composePrice(
      {basePrice: proposal.price, manual: false, overrideBounds: false, strategy: 'clearance', reasons: []},
      of,
      rules,
    );
    if (composed.kind !== 'change') return of.base;
    const after = composed.change.fields['base_price']?.after;
    return typeof after === 'string' ? parseAmount(after, 'USD') : null;
  };

  it('takes no steps: a rung of half the price is one cut', () => {
    const deep = facts({base: 840, weekAgo: 840, supply: aged(300), cost: {amount: 300, learntAt: NOW}});
    expect(settled(deep, clearance({}))).to.equal(600);
  });

  it('stops at break-even, and with allow_below_cost at the salvage', () => {
    const deep = facts({base: 840, supply: {...aged(300), salvageValue: 550}});
    expect(settled(deep, clearance({}))).to.equal(624);
    expect(settled(deep, clearance({allowBelowCost: true}))).to.equal(600);
    const dear = facts({base: 840, supply: {...aged(300), salvageValue: 620}});
    expect(settled(dear, clearance({allowBelowCost: true}))).to.equal(620);
  });

  it('rounds no cut away', () => {
    const rounding = {endings: [90]};
    expect(settled(facts({base: 1080, supply: aged(155)}), clearance({}, {rounding}))).to.equal(990);
    expect(settled(facts({base: 990, supply: aged(155)}), clearance({}, {rounding}))).to.equal(990);
    const cheap = {base: 90, bounds: boundsWith({listPrice: 100}), cost: {amount: 20, learntAt: NOW}};
    const free = {rate: '0', fixed: 0, source: 'cost'} as const;
    expect(settled(facts({...cheap, fees: free, supply: aged(155)}), clearance({}, {rounding}))).to.equal(80);
  });

  it('never asks more for more stock, rounded and bounded', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 400}),
        fc.integer({min: 0, max: 400}),
        fc.integer({min: 640, max: 1500}),
        fc.uniqueArray(fc.integer({min: 0, max: 99}), {minLength: 1, maxLength: 3}),
        (stock, more, base, endings) => {
          const supply = supplyWith({receivedOn: day(NOW - 200 * DAY), salvageValue: 200});
          const at = (units: number) =>
            settled(facts({base, stock: units, demand: belief, supply}), clearance({}, {rounding: {endings}})) ?? 0;
          expect(at(stock + more)).to.be.at.most(at(stock));
        },
      ),
      {numRuns: 500},
    );
  });
});
