import {expect} from 'chai';
import fc from 'fast-check';
import type {OfferFacts} from '../../../src/domain/pricing/facts.js';
import type {DemandBelief} from '../../../src/domain/pricing/learner/belief.js';
import {DEFAULT_GUARDS, DEMAND_DEFAULTS} from '../../../src/domain/pricing/rules.js';
import {proposeAuto} from '../../../src/domain/pricing/strategies/auto.js';
import {proposeDemand} from '../../../src/domain/pricing/strategies/demand.js';
import {bestPrice, outlookAt} from '../../../src/domain/pricing/strategies/optimum.js';
import type {Proposal} from '../../../src/domain/pricing/strategies/types.js';
import {boundsWith, factsWith, NOW} from './support.js';

/** Well known: elasticity 2.5 around 10.00, one a day, prices from 5.00 to 20.00 tried. */
function belief(change: Partial<DemandBelief> = {}): DemandBelief {
  return {
    reference: 1000,
    rate: 1,
    elasticity: 2.5,
    deviation: 0.05,
    grade: 'own-data',
    share: {theta: 4.5, weight: 0.6, reference: 1000},
    reactions: [],
    tried: [500, 2000],
    days: 90,
    units: 90,
    trend: 1,
    ...change,
  };
}

function facts(change: Partial<OfferFacts> = {}): OfferFacts {
  return factsWith({demand: belief(), stock: 500, bounds: boundsWith({}), ...change});
}

function priceOf(proposal: Proposal): number {
  if (proposal.kind === 'skip') throw new Error(proposal.reason.code);
  return proposal.price;
}

const price = (of: OfferFacts) => priceOf(proposeDemand(of, DEMAND_DEFAULTS, DEFAULT_GUARDS));
const rival = (name: string, at: number) => ({
  sku: 'MUG-01',
  rival: name,
  price: at,
  shipping: null,
  inStock: true,
  condition: null,
  seenAt: NOW - 3_600_000,
});
const once = (seasonEnd: string) => ({
  sku: 'MUG-01',
  onOrder: null,
  leadTimeDays: null,
  replenishable: false,
  seasonEnd,
  salvageValue: 100,
  holdingCostDay: null,
  receivedOn: null,
});

describe('pricing by demand', () => {
  it('finds the best price of a brute-force search over every cent', () => {
    fc.assert(
      fc.property(
        fc.double({min: 1.4, max: 5, noNaN: true}),
        fc.double({min: 0, max: 0.8, noNaN: true}),
        fc.integer({min: 200, max: 1200}),
        (elasticity, deviation, cost) => {
          const market = {
            belief: belief({elasticity, deviation}),
            economics: {perPrice: 0.85, perUnit: cost},
            shelf: null,
            rivals: [],
            now: 1000,
          };
          const found = bestPrice(market, 500, 2000);
          let most = Number.NEGATIVE_INFINITY;
          for (let each = 500; each <= 2000; each++) most = Math.max(most, outlookAt(market, each).value);
          expect(found.value).to.be.at.least(most - Math.abs(most) * 0.002);
        },
      ),
      {numRuns: 50},
    );
  });

  it('asks for about cost × e/(e − 1), more where buyers care less', () => {
    // (5.00 + 0.30) / 0.85 = 6.24; × 2.5/1.5 = 10.39; two curves and their doubt move it little.
    expect(price(facts())).to.be.within(1000, 1120);
    expect(price(facts({demand: belief({elasticity: 1.8})}))).to.be.greaterThan(price(facts()));
  });

  it('stays where a move would gain next to nothing, and within what was tried', () => {
    const best = price(facts());
    expect(price(facts({base: best + 5}))).to.equal(best + 5);
    expect(price(facts({demand: belief({tried: [600, 700]})}))).to.equal(875);
  });

  it('follows a rise of the cost', () => {
    const dearer = facts({cost: {amount: 700, learntAt: NOW}});
    expect(price(dearer)).to.be.greaterThan(price(facts()) + 150);
  });

  it('never lets more stock raise a clearance price, and comes down as the end draws near', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 400}), fc.integer({min: 1, max: 400}), (some, more) => {
        const at = (stock: number) => price(facts({stock, supply: once('2026-04-15'), base: 1}));
        expect(at(some + more)).to.be.at.most(at(some));
      }),
      {numRuns: 60},
    );
    const plenty = (end: string) => price(facts({stock: 60, supply: once(end), base: 1}));
    expect(plenty('2026-03-11')).to.be.lessThan(plenty('2026-06-01'));
  });

  it('asks more while little is left until the next delivery', () => {
    const scarce = {...once(''), replenishable: true, leadTimeDays: 20, onOrder: 0};
    expect(price(facts({stock: 3, supply: scarce}))).to.be.greaterThan(price(facts({supply: scarce})) + 100);
  });

  it('does not fight who always answers, and takes buyers from who does not', () => {
    const rivals = [rival('acme', 1000)];
    const of = (reaction: number) => price(facts({rivals, demand: belief({reactions: [['acme', reaction]]})}));
    expect(of(0)).to.be.lessThan(of(1));
    expect(of(1)).to.be.closeTo(price(facts()), 15);
    expect(price(facts())).to.be.greaterThan(of(0));
  });

  it('says why nothing can be said, and auto then holds', () => {
    const unknown = facts({demand: null});
    const said = proposeDemand(unknown, DEMAND_DEFAULTS, DEFAULT_GUARDS);
    expect(said.kind === 'skip' && said.reason.code).to.equal('DEMAND_UNKNOWN');
    expect(priceOf(proposeAuto(unknown, DEMAND_DEFAULTS, DEFAULT_GUARDS))).to.equal(1000);
    const free = proposeDemand(facts({cost: null}), DEMAND_DEFAULTS, DEFAULT_GUARDS);
    expect(free.kind === 'skip' && free.reason.code).to.equal('COST_UNKNOWN');
  });

  it('walks in strides that no breaker counts', () => {
    const far = facts({base: 700, demand: belief({elasticity: 1.3})});
    expect(price(far)).to.be.greaterThan(1000);
    expect(priceOf(proposeAuto(far, DEMAND_DEFAULTS, DEFAULT_GUARDS))).to.equal(755);
  });

  it('stays inside the hard bounds whatever it believes', () => {
    const some = fc.record({
      elasticity: fc.double({min: 0.2, max: 8, noNaN: true}),
      deviation: fc.double({min: 0, max: 2, noNaN: true}),
      rate: fc.double({min: 1e-6, max: 1e4, noNaN: true}),
      reference: fc.integer({min: 2, max: 1_000_000}),
      stock: fc.option(fc.integer({min: 0, max: 5000}), {nil: null}),
      base: fc.integer({min: 1, max: 1_000_000}),
      maxPrice: fc.integer({min: 700, max: 3000}),
      theirs: fc.integer({min: 1, max: 5000}),
    });
    fc.assert(
      fc.property(some, ({elasticity, deviation, rate, reference, stock, base, maxPrice, theirs}) => {
        const of = facts({
          base,
          stock,
          bounds: boundsWith({maxPrice}),
          rivals: [rival('acme', theirs)],
          demand: belief({elasticity, deviation, rate, reference, tried: [reference, reference]}),
        });
        const asked = price(of);
        expect(Number.isSafeInteger(asked)).to.equal(true);
        // (5.00 + 0.30) / 0.85, rounded up.
        expect(asked).to.be.within(624, maxPrice);
      }),
    );
  });
});
