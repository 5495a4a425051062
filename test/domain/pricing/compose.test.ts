import {expect} from 'chai';
import {type Composed, composePrice, type PriceWish} from '../../../src/domain/pricing/compose.js';
import type {OfferFacts} from '../../../src/domain/pricing/facts.js';
import {type GuardSettings, type Rules, tighter} from '../../../src/domain/pricing/rules.js';
import {boundsWith, DAY, factsWith, NOW, rulesWith} from './support.js';

const wish = (change: Partial<PriceWish>): PriceWish => ({
  manual: false,
  overrideBounds: false,
  strategy: 'cost',
  reasons: [],
  ...change,
});
const computed = (
  basePrice: number,
  facts: Partial<OfferFacts> = {},
  guards: Partial<GuardSettings> = {},
  rules: Partial<Rules> = {},
) => composePrice(wish({basePrice}), factsWith(facts), rulesWith(guards, rules));
const byHand = (basePrice: number, facts: Partial<OfferFacts> = {}, overrideBounds = false) =>
  composePrice(wish({basePrice, manual: true, overrideBounds}), factsWith(facts), rulesWith());

function priceOf(composed: Composed): unknown {
  return composed.kind === 'change' ? composed.change.fields['price']?.after : composed.kind;
}

function heldBy(composed: Composed): string {
  return composed.kind === 'skipped' ? composed.skipped.reason.code : composed.kind;
}

function verdictsOf(composed: Composed): string[] {
  const guards =
    composed.kind === 'change'
      ? composed.change.guards
      : composed.kind === 'unchanged'
        ? composed.guards
        : composed.skipped.guards;
  return guards.map(({code, verdict}) => `${code} ${verdict}`);
}

describe('a computed price', () => {
  it('is written to price and base, with every verdict in the order of the guards', () => {
    const composed = computed(1050);
    expect(composed.kind === 'change' && composed.change.fields).to.deep.equal({
      price: {before: '10.00', after: '10.50'},
      base_price: {before: '10.00', after: '10.50'},
    });
    expect(verdictsOf(composed)).to.deep.equal([
      'inputs pass',
      'authority pass',
      'step pass',
      'floor pass',
      'ceiling pass',
    ]);
  });

  it('is held, not unchanged, when a guard turns it back to the present one; rounding alone holds nothing', () => {
    const paced = computed(1050, {changedAt: NOW - DAY / 2});
    expect(paced).to.deep.include({kind: 'skipped'});
    expect(paced.kind === 'skipped' && paced.skipped).to.include({fate: 'held'});
    expect(verdictsOf(paced)).to.include('step clamp');
    expect(computed(1000, {changedAt: NOW - DAY / 2}).kind).to.equal('unchanged');
    expect(computed(1004, {}, {}, {rounding: {endings: [0]}}).kind).to.equal('unchanged');
    expect(byHand(1000).kind).to.equal('unchanged');
  });

  it('moves by ten percent a night and a quarter a week at most', () => {
    expect(priceOf(computed(1500))).to.equal('11.00');
    expect(priceOf(computed(700))).to.equal('9.00');
    expect(priceOf(computed(1500, {weekAgo: 850}))).to.equal('10.62');
    // Already outside the week's quarter: no further, but not forced back either.
    expect(heldBy(computed(1500, {weekAgo: 700}))).to.equal('STEP_CLAMPED');
    expect(
      priceOf(
        computed(6, {
          base: 5,
          cost: {amount: 1, learntAt: NOW},
          fees: {rate: '0', fixed: 0, source: 'cost'},
          weekAgo: null,
        }),
      ),
    ).to.equal('0.06');
  });

  it('waits a day between two changes, whatever second the night began', () => {
    expect(heldBy(computed(1050, {changedAt: NOW - DAY / 2}))).to.equal('PACE_CLAMPED');
    expect(priceOf(computed(1050, {changedAt: NOW - DAY + 3600_000}))).to.equal('10.50');
  });

  it('is lifted to its floor and cut at its ceiling; a hard bound beats the step and the pace', () => {
    expect(priceOf(computed(1000, {bounds: boundsWith({minPrice: 1300})}))).to.equal('13.00');
    expect(priceOf(computed(1000, {bounds: boundsWith({minPrice: 1300}), changedAt: NOW - 3600_000}))).to.equal(
      '13.00',
    );
    expect(priceOf(computed(1000, {bounds: boundsWith({maxPrice: 800})}))).to.equal('8.00');
    expect(priceOf(computed(1090, {bounds: boundsWith({msrp: 1050})}))).to.equal('10.50');
    expect(priceOf(computed(1000, {bounds: boundsWith({mapPrice: 1200})}))).to.equal('12.00');
    expect(heldBy(computed(2500, {base: 2400, bounds: boundsWith({listPrice: 1200}), weekAgo: null}))).to.equal(
      'CEILING_CLAMPED',
    );
    expect(priceOf(computed(1000, {cost: {amount: 900, learntAt: NOW}}))).to.equal('10.95'); // 930 / 0.85
    expect(priceOf(computed(620, {base: 640, weekAgo: null}))).to.equal('6.24');
    expect(priceOf(computed(620, {base: 640, weekAgo: null}, {minMargin: '0.05'}))).to.equal('6.63'); // 530 / 0.80
  });

  it('is held when floor and ceiling contradict each other', () => {
    expect(heldBy(computed(1000, {bounds: boundsWith({minPrice: 1500, maxPrice: 1400})}))).to.equal('BOUNDS_CONFLICT');
    expect(heldBy(computed(1000, {bounds: boundsWith({maxPrice: 500})}))).to.equal('BOUNDS_CONFLICT');
  });

  it('is held, each for its reason, when an input can not be trusted', () => {
    const blank = {cost: null, bounds: null};
    expect(heldBy(computed(1000, blank))).to.equal('COST_UNKNOWN');
    expect(heldBy(computed(1000, {cost: {amount: 0, learntAt: NOW}}))).to.equal('COST_NOT_POSITIVE');
    expect(heldBy(computed(1000, {fees: null}))).to.equal('FEES_UNKNOWN');
    expect(heldBy(computed(1000, {bounds: boundsWith({minPrice: 0}), cost: null}))).to.equal('COST_UNKNOWN');
    expect(heldBy(computed(Number.NaN))).to.equal('PRICE_INVALID');
    expect(heldBy(computed(Number.POSITIVE_INFINITY))).to.equal('PRICE_INVALID');
    expect(heldBy(computed(0))).to.equal('PRICE_INVALID');
    expect(heldBy(computed(-100))).to.equal('PRICE_INVALID');
    expect(heldBy(computed(10.5))).to.equal('PRICE_INVALID');
    expect(heldBy(computed(2 ** 60))).to.equal('PRICE_INVALID');
    expect(heldBy(computed(1050, {currency: 'EUR'}))).to.equal('CURRENCY_MISMATCH');
    expect(heldBy(computed(1050, {tax: {included: true, rate: null}}))).to.equal('TAX_UNKNOWN');
    expect(heldBy(computed(1050, {cost: {amount: 500, learntAt: NOW - 500 * DAY}}))).to.equal('COST_STALE');
  });

  it('needs one of cost and minimum, not both', () => {
    expect(priceOf(computed(1050, {cost: null, bounds: boundsWith({minPrice: 900})}))).to.equal('10.50');
    expect(priceOf(computed(1050, {bounds: null}))).to.equal('10.50');
  });

  it('is held by a pin, a running promotion and another owner', () => {
    expect(heldBy(computed(1050, {pin: {until: NOW + 1, reason: 'fair'}}))).to.equal('PRICE_PINNED');
    expect(priceOf(computed(1050, {pin: {until: NOW, reason: 'over'}}))).to.equal('10.50');
    expect(
      heldBy(computed(1050, {overlay: {promotion: 'M-1', price: 800, compareAt: null, endsAt: NOW + DAY}})),
    ).to.equal('PROMOTION_RUNNING');
    expect(heldBy(computed(1050, {owner: 'file'}))).to.equal('PRICE_OWNED');
    expect(heldBy(computed(1050, {owner: 'platform'}))).to.equal('PRICE_OWNED');
    expect(priceOf(computed(1050, {owner: 'rules'}))).to.equal('10.50');
  });

  it('may go below cost only where the rules allow it, and then not below salvage, minimum or MAP', () => {
    const supply = {
      sku: 'MUG-01',
      onOrder: null,
      leadTimeDays: null,
      replenishable: false,
      seasonEnd: null,
      salvageValue: 300,
      holdingCostDay: null,
      receivedOn: null,
    };
    const facts = {base: 640, weekAgo: null, supply};
    const clearance = wish({basePrice: 250, strategy: 'clearance'});
    expect(priceOf(composePrice(clearance, factsWith(facts), rulesWith({allowBelowCost: true})))).to.equal('3.00');
    expect(
      priceOf(
        composePrice(
          clearance,
          factsWith({...facts, bounds: boundsWith({mapPrice: 450})}),
          rulesWith({allowBelowCost: true}),
        ),
      ),
    ).to.equal('4.50');
    expect(priceOf(composePrice(clearance, factsWith(facts), rulesWith()))).to.equal('6.24');
    expect(
      heldBy(
        composePrice(clearance, factsWith({...facts, supply: null, bounds: null}), rulesWith({allowBelowCost: true})),
      ),
    ).to.equal('FLOOR_UNKNOWN');
  });
});

describe('rounding', () => {
  const charm = {rounding: {endings: [90, 95, 99]}};
  it('takes the nearest ending inside the bounds and the step', () => {
    expect(priceOf(computed(1050, {}, {}, charm))).to.equal('10.90');
    expect(priceOf(computed(985, {}, {}, charm))).to.equal('9.90');
    expect(priceOf(computed(1096, {bounds: boundsWith({maxPrice: 1094})}, {}, charm))).to.equal('10.90');
    expect(priceOf(computed(1089, {bounds: boundsWith({maxPrice: 1089})}, {}, charm))).to.equal('9.99');
  });

  it('leaves a price alone where no ending is near, and one that does not move', () => {
    expect(
      priceOf(
        computed(
          42,
          {base: 40, weekAgo: null, cost: {amount: 10, learntAt: NOW}, fees: {rate: '0', fixed: 0, source: 'cost'}},
          {},
          charm,
        ),
      ),
    ).to.equal('0.42');
    expect(priceOf(computed(1000, {}, {}, charm))).to.equal('unchanged');
  });

  it('never rounds below the floor', () => {
    expect(priceOf(computed(900, {bounds: boundsWith({minPrice: 1110})}, {}, charm))).to.equal('11.90');
  });
});

describe('category index, parity and emergency', () => {
  it('lets a price only move back into its category band', () => {
    const index = [{category: 'mugs', low: '0.9', high: '1.1'}];
    expect(heldBy(computed(1050, {categoryIndex: 1.2}, {index}))).to.equal('INDEX_CLAMPED');
    expect(priceOf(computed(950, {categoryIndex: 1.2}, {index}))).to.equal('9.50');
    expect(heldBy(computed(950, {categoryIndex: 0.8}, {index}))).to.equal('INDEX_CLAMPED');
    expect(priceOf(computed(1050, {categoryIndex: null}, {index}))).to.equal('10.50');
  });

  it('keeps its distance to another shop', () => {
    const peers = new Map([['amz', 1100]]);
    const parity = (relation: 'equal' | 'not-below' | 'not-above', offset = '0') => ({
      parity: [{shop: 'amz', relation, offset}],
    });
    expect(priceOf(computed(1000, {peers}, parity('equal', '-0.08')))).to.equal('10.12');
    expect(priceOf(computed(1000, {peers}, parity('not-below')))).to.equal('11.00');
    expect(priceOf(computed(1050, {peers: new Map([['amz', 1020]])}, parity('not-above')))).to.equal('10.20');
    expect(priceOf(computed(1050, {peers: new Map()}, parity('equal')))).to.equal('10.50');
  });

  it('caps what rises in an emergency', () => {
    const emergency = [{when: [], since: NOW - 5 * DAY, until: null, increase: '0.1'}];
    const past = [{at: NOW - 5 * DAY, price: 900}];
    expect(priceOf(computed(1080, {past}, {emergency}))).to.equal('9.90');
    expect(heldBy(byHandIn(1080, {past}, emergency))).to.equal('ABOVE_CEILING');
    expect(priceOf(computed(1080, {}, {emergency}))).to.equal('9.36'); // no price then: half above cost, 1.5 × 6.24
    expect(
      priceOf(computed(1080, {past}, {emergency: [{when: [], since: NOW - 5 * DAY, until: NOW, increase: '0.1'}]})),
    ).to.equal('10.80');
  });

  function byHandIn(basePrice: number, facts: Partial<OfferFacts>, emergency: GuardSettings['emergency']) {
    return composePrice(wish({basePrice, manual: true}), factsWith(facts), rulesWith({emergency}));
  }
});

describe("a person's own figure", () => {
  it('is neither stepped, rounded nor held for unknown costs', () => {
    expect(priceOf(byHand(1437))).to.equal('14.37');
    expect(priceOf(byHand(1437, {cost: null, bounds: null, tax: {included: true, rate: null}}))).to.equal('14.37');
  });

  it('is held below a known floor or above a known ceiling', () => {
    expect(heldBy(byHand(600))).to.equal('BELOW_FLOOR');
    expect(heldBy(byHand(2401))).to.equal('ABOVE_CEILING');
    expect(heldBy(byHand(2400))).to.equal('change');
    expect(heldBy(byHand(0))).to.equal('PRICE_INVALID');
    expect(heldBy(byHand(Number.NaN))).to.equal('PRICE_INVALID');
  });

  it('passes a bound when the person says so, and the change names it', () => {
    const composed = byHand(600, {}, true);
    expect(priceOf(composed)).to.equal('6.00');
    expect(composed.kind === 'change' && composed.change.reasons.map(({code}) => code)).to.deep.equal([
      'BOUND_OVERRIDDEN',
    ]);
    expect(heldBy(byHand(0, {}, true))).to.equal('PRICE_INVALID');
  });

  it('is marked when it moves by more than half, or looks like a slipped decimal point', () => {
    const large = (price: number, base = 1200) => {
      const composed = byHand(price, {base, bounds: null, cost: null});
      return composed.kind === 'change' && composed.change.largeMove === true
        ? composed.change.guards.at(-1)?.why?.code
        : 'no';
    };
    expect(large(1800)).to.equal('no');
    expect(large(1801)).to.equal('MOVE_LARGE');
    expect(large(600)).to.equal('no');
    expect(large(599)).to.equal('MOVE_LARGE');
    expect(large(120)).to.equal('POINT_SLIPPED');
    expect(large(12000)).to.equal('POINT_SLIPPED');
    expect(large(12)).to.equal('POINT_SLIPPED');
    expect(large(120000)).to.equal('POINT_SLIPPED');
    expect(large(123, 1234)).to.equal('POINT_SLIPPED');
  });

  it('changes nothing when it is what the shop has, however strange that is', () => {
    expect(byHand(1000, {bounds: boundsWith({minPrice: 5000})}).kind).to.equal('unchanged');
    const odd = composePrice(
      wish({basePrice: 1000, baseCompareAt: 900, manual: true}),
      factsWith({baseCompareAt: 900, liveCompareAt: 900}),
      rulesWith(),
    );
    expect(odd.kind).to.equal('unchanged');
  });

  it('from a file gives way to rules that own the price; typed, it does not', () => {
    const fromFile = wish({basePrice: 1100, manual: true, source: {file: 'a.csv', line: 2}});
    expect(heldBy(composePrice(fromFile, factsWith({owner: 'rules'}), rulesWith()))).to.equal('PRICE_OWNED');
    expect(priceOf(byHand(1100, {owner: 'rules'}))).to.equal('11.00');
  });

  it('clears a struck-through price that is no longer above it', () => {
    const composed = composePrice(
      wish({basePrice: 1500, manual: true}),
      factsWith({baseCompareAt: 1400, liveCompareAt: 1400}),
      rulesWith(),
    );
    expect(composed.kind === 'change' && composed.change.fields['compare_at_price']).to.deep.equal({
      before: '14.00',
      after: null,
    });
    expect(composed.kind === 'change' && composed.change.reasons[0]?.code).to.equal('COMPARE_AT_CLEARED');
  });
});

describe('a promotion', () => {
  const overlay = (price: number, compareAt: number | null = 1000) => ({promotion: 'M-1', price, compareAt});
  const running = {promotion: 'M-1', price: 800, compareAt: 1000, endsAt: NOW + DAY};

  it('shows its price over the base, free of the step', () => {
    const composed = composePrice(wish({overlay: overlay(700)}), factsWith(), rulesWith());
    expect(composed.kind === 'change' && composed.change.fields).to.deep.equal({
      price: {before: '10.00', after: '7.00'},
      compare_at_price: {before: null, after: '10.00'},
    });
    expect(composed.kind === 'change' && [composed.change.overlay, composed.change.overlayBefore]).to.deep.equal([
      'M-1',
      null,
    ]);
  });

  it('is held below its floor, never clamped: an announced price is that price or none', () => {
    expect(heldBy(composePrice(wish({overlay: overlay(600)}), factsWith(), rulesWith()))).to.equal('BELOW_FLOOR');
    expect(
      heldBy(
        composePrice(wish({overlay: overlay(900)}), factsWith({bounds: boundsWith({mapPrice: 950})}), rulesWith()),
      ),
    ).to.equal('BELOW_FLOOR');
    expect(
      priceOf(
        composePrice(
          wish({overlay: overlay(600)}),
          factsWith({bounds: boundsWith({minPrice: 500})}),
          rulesWith({allowBelowCost: true}),
        ),
      ),
    ).to.equal('6.00');
  });

  it('ends on the base, pinned or not', () => {
    const facts = factsWith({
      overlay: running,
      live: 800,
      liveCompareAt: 1000,
      pin: {until: null, reason: ''},
      owner: 'platform',
    });
    const composed = composePrice(wish({overlay: null}), facts, rulesWith());
    expect(composed.kind === 'change' && composed.change.fields).to.deep.equal({
      price: {before: '8.00', after: '10.00'},
      compare_at_price: {before: '10.00', after: null},
    });
    expect(composed.kind === 'change' && composed.change.largeMove).to.equal(undefined);
  });

  it('ends on the base that is right that night', () => {
    const facts = factsWith({overlay: running, live: 800, liveCompareAt: 1000});
    expect(priceOf(composePrice(wish({overlay: null, basePrice: 1060}), facts, rulesWith()))).to.equal('10.60');
    const dearer = {...facts, cost: {amount: 900, learntAt: NOW}};
    expect(priceOf(composePrice(wish({overlay: null}), dearer, rulesWith()))).to.equal('10.95');
  });

  it('ends even where a new base is held, and where floor and ceiling contradict each other', () => {
    const facts = factsWith({overlay: running, live: 800, liveCompareAt: 1000, pin: {until: null, reason: ''}});
    expect(priceOf(composePrice(wish({overlay: null, basePrice: 1060}), facts, rulesWith()))).to.equal('10.00');
    const torn = {...facts, bounds: boundsWith({minPrice: 1500, maxPrice: 900})};
    expect(priceOf(composePrice(wish({overlay: null}), torn, rulesWith()))).to.equal('10.00');
    const blind = {...facts, cost: null, bounds: null, tax: {included: true, rate: null}};
    expect(priceOf(composePrice(wish({overlay: null}), blind, rulesWith()))).to.equal('10.00');
  });
});

describe('merging guards', () => {
  it('takes the tighter of two, and keeps what only one says', () => {
    const merged = tighter(
      {stepDown: '0.2', minMargin: '0.05', allowBelowCost: true, minPrice: 500, maxPrice: null, daysBetween: 1},
      {
        stepDown: '0.05',
        minMargin: '0.1',
        allowBelowCost: false,
        minPrice: 400,
        maxPrice: 900,
        daysBetween: 3,
        listFactor: '1.5',
      },
    );
    expect(merged).to.include({
      stepDown: '0.05',
      minMargin: '0.1',
      allowBelowCost: false,
      minPrice: 500,
      maxPrice: 900,
      daysBetween: 3,
      listFactor: '1.5',
    });
  });
});
