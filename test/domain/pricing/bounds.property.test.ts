import fc from 'fast-check';
import {parseAmount} from '../../../src/domain/money.js';
import {hardBounds} from '../../../src/domain/pricing/bounds.js';
import {composePrice, type PriceWish} from '../../../src/domain/pricing/compose.js';
import type {OfferFacts} from '../../../src/domain/pricing/facts.js';
import {recheck} from '../../../src/domain/pricing/guards.js';
import {type Rules, rulesFor} from '../../../src/domain/pricing/rules.js';
import {settleComputed, softGuards} from '../../../src/domain/pricing/settle.js';
import {DAY, factsWith, NOW, rulesWith} from './support.js';

const amount = fc.oneof(fc.integer({min: 1, max: 300_000}), fc.constantFrom(0, 1, 9, 99, 1_000_000));
const maybe = fc.option(amount, {nil: null});
const rate = fc.integer({min: 0, max: 95}).map((percent) => String(percent / 100));

const anyFacts: fc.Arbitrary<OfferFacts> = fc
  .record({
    base: maybe,
    cost: maybe,
    fees: fc.option(fc.record({rate, fixed: fc.integer({min: 0, max: 900})}), {nil: null}),
    bounds: fc.option(fc.record({listPrice: maybe, minPrice: maybe, maxPrice: maybe, mapPrice: maybe, msrp: maybe}), {
      nil: null,
    }),
    salvageValue: maybe,
    tax: fc.constantFrom({included: false, rate: null}, {included: true, rate: '0.19'}, {included: true, rate: null}),
    weekAgo: maybe,
    changedAt: fc.option(fc.integer({min: NOW - 9 * DAY, max: NOW}), {nil: null}),
    running: fc.option(amount, {nil: null, freq: 4}),
    pinned: fc.boolean(),
    peer: maybe,
    index: fc.option(fc.double({min: 0.2, max: 3, noNaN: true}), {nil: null}),
    past: maybe,
  })
  .map((a) => {
    const running =
      a.running === null ? null : {promotion: 'M-1', price: Math.max(1, a.running), compareAt: null, endsAt: null};
    return factsWith({
      base: a.base,
      live: running?.price ?? a.base,
      overlay: running,
      cost: a.cost === null ? null : {amount: a.cost, learntAt: NOW - DAY},
      fees: a.fees === null ? null : {...a.fees, source: 'cost'},
      bounds: a.bounds === null ? null : {sku: 'MUG-01', ...a.bounds},
      supply: {
        sku: 'MUG-01',
        onOrder: null,
        leadTimeDays: null,
        replenishable: null,
        seasonEnd: null,
        salvageValue: a.salvageValue,
        holdingCostDay: null,
        receivedOn: null,
      },
      tax: a.tax,
      weekAgo: a.weekAgo,
      changedAt: a.changedAt,
      pin: a.pinned && a.base !== null && a.base % 7 === 0 ? {until: null, reason: ''} : null,
      peers: new Map(a.peer === null ? [] : [['amz', a.peer]]),
      categoryIndex: a.index,
      past: a.past === null ? [] : [{at: NOW - 5 * DAY, price: a.past}],
    });
  });

const anyRules: fc.Arbitrary<Rules> = fc
  .record({
    stepDown: rate,
    stepUp: rate,
    daysBetween: fc.integer({min: 0, max: 9}),
    minMargin: rate,
    allowBelowCost: fc.boolean(),
    minPrice: maybe,
    maxPrice: maybe,
    parity: fc.constantFrom(
      [],
      [{shop: 'amz', relation: 'equal' as const, offset: '-0.5'}],
      [{shop: 'amz', relation: 'not-below' as const, offset: '0.9'}],
    ),
    index: fc.constantFrom([], [{category: 'Mugs', low: '0.9', high: '1.1'}]),
    emergency: fc.constantFrom([], [{when: [], since: NOW - 5 * DAY, until: null, increase: '0.1'}]),
    endings: fc.option(fc.uniqueArray(fc.integer({min: 0, max: 99}), {minLength: 1, maxLength: 4}), {nil: null}),
  })
  .map(({endings, ...guards}) => rulesWith(guards, {rounding: endings === null ? null : {endings}}));

const anyPrice = fc.oneof(
  amount,
  fc.constantFrom(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -1,
    0,
    0.5,
    2 ** 53,
    Number.MAX_SAFE_INTEGER,
  ),
  fc.double(),
);

const anyWish: fc.Arbitrary<PriceWish> = fc.record({
  basePrice: anyPrice,
  manual: fc.boolean(),
  overrideBounds: fc.constant(false),
  strategy: fc.constantFrom('cost', 'clearance', 'hold'),
  reasons: fc.constant([]),
});

const anyOverlay: fc.Arbitrary<PriceWish> = fc
  .record({price: anyPrice, compareAt: maybe, manual: fc.boolean()})
  .map(({price, compareAt, manual}) => ({
    overlay: {promotion: 'M-2', price, compareAt},
    manual,
    overrideBounds: false,
    strategy: 'promotion',
    reasons: [],
  }));

describe('hard bounds, whatever comes', () => {
  it('no input, rounding or limit lets a price out of them, and a second check agrees', () => {
    fc.assert(
      fc.property(fc.oneof(anyWish, anyOverlay), anyFacts, anyRules, (wish, facts, rules) => {
        const composed = composePrice(wish, facts, rules);
        if (composed.kind !== 'change') return true;
        const {guards} = rulesFor(rules, facts.offer);
        const {floor, ceiling} = hardBounds(facts, guards);
        const after = composed.change.fields['price']?.after;
        if (after === undefined) return true;
        const price = typeof after === 'string' ? parseAmount(after, 'USD') : null;
        if (price === null || !Number.isSafeInteger(price) || price <= 0) return false;
        const inside = price >= (floor?.price ?? 1) && price <= (ceiling?.price ?? Number.MAX_SAFE_INTEGER);
        const origin = {manual: wish.manual, overrideBounds: false, overlay: wish.overlay !== undefined};
        const again = recheck(facts, rules, price, origin);
        const known = wish.manual || floor !== null;
        return inside && known && again.every(({verdict}) => verdict === 'pass');
      }),
      {numRuns: 4000},
    );
  });

  it('a promotion always ends, inside the bounds where they do not contradict each other', () => {
    fc.assert(
      fc.property(anyFacts, anyRules, fc.option(anyPrice, {nil: undefined}), (facts, rules, basePrice) => {
        if (facts.overlay === null || facts.base === null || facts.base <= 0) return true;
        const wish: PriceWish = {
          overlay: null,
          ...(basePrice === undefined ? {} : {basePrice}),
          manual: false,
          overrideBounds: false,
          strategy: 'promotion',
          reasons: [],
        };
        const composed = composePrice(wish, facts, rules);
        if (composed.kind !== 'change') return composed.kind === 'unchanged';
        const {floor, ceiling} = hardBounds(facts, rulesFor(rules, facts.offer).guards);
        const after = composed.change.fields['price']?.after ?? null;
        const price = typeof after === 'string' ? parseAmount(after, 'USD') : facts.live;
        if (price === null) return false;
        if (floor !== null && ceiling !== null && floor.price > ceiling.price) return price === facts.base;
        return price >= (floor?.price ?? 1) && price <= (ceiling?.price ?? Number.MAX_SAFE_INTEGER);
      }),
      {numRuns: 3000},
    );
  });

  it('no order of the soft guards lets a price out of them', () => {
    const order = fc.array(fc.nat(20), {minLength: 8, maxLength: 8});
    fc.assert(
      fc.property(fc.integer({min: 1, max: 300_000}), anyFacts, anyRules, order, (wanted, facts, rules, ranks) => {
        const effective = rulesFor(rules, facts.offer);
        const bounds = hardBounds(facts, effective.guards);
        const soft = softGuards(facts, bounds, effective, 'cost')
          .map((guard, index) => ({guard, rank: ranks[index] ?? 0}))
          .sort((a, b) => a.rank - b.rank)
          .map(({guard}) => guard);
        const origin = {manual: false, overrideBounds: false};
        const {price} = settleComputed(wanted, facts, bounds, effective, origin, soft);
        if (price === null) return true;
        const {floor, ceiling} = bounds;
        return floor !== null && price >= floor.price && price <= (ceiling?.price ?? Number.MAX_SAFE_INTEGER);
      }),
      {numRuns: 3000},
    );
  });

  it('the same facts and rules give the same answer', () => {
    fc.assert(
      fc.property(anyWish, anyFacts, anyRules, (wish, facts, rules) => {
        const once = JSON.stringify(composePrice(wish, facts, rules));
        const twice = JSON.stringify(composePrice(wish, facts, rules));
        return once === twice;
      }),
    );
  });
});
