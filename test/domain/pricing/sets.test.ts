import {expect} from 'chai';
import fc from 'fast-check';
import {parseAmount} from '../../../src/domain/money.js';
import {hardBounds} from '../../../src/domain/pricing/bounds.js';
import {composePrice} from '../../../src/domain/pricing/compose.js';
import {breakEven} from '../../../src/domain/pricing/cost.js';
import type {OfferFacts, SetPart} from '../../../src/domain/pricing/facts.js';
import {withParts} from '../../../src/domain/pricing/parts.js';
import {DEFAULT_GUARDS, type QuantityStep, rulesFor} from '../../../src/domain/pricing/rules.js';
import {proposeBundle} from '../../../src/domain/pricing/strategies/bundle.js';
import {fallingStep, offAt, proposeTier} from '../../../src/domain/pricing/strategies/tier.js';
import type {Proposal} from '../../../src/domain/pricing/strategies/types.js';
import {boundsWith, DAY, factsWith, NOW, rulesWith} from './support.js';

const part = (sku: string, price: number | null, quantity = 1, cost: number | null = 300): SetPart => ({
  sku,
  quantity,
  price,
  cost: cost === null ? null : {amount: cost, learntAt: NOW - DAY},
  fees: {rate: '0.10', fixed: 20, source: 'cost'},
  fault: null,
});
/** A set without a cost, fees or bounds of its own. */
const setOf = (parts: readonly SetPart[], change: Partial<OfferFacts> = {}) =>
  withParts(factsWith({cost: null, fees: null, bounds: boundsWith({}), ...change}), parts);
const bundle = (facts: OfferFacts, off = '0.08') =>
  proposeBundle(facts, {kind: 'bundle', parts: [], off}, DEFAULT_GUARDS);
const steps: readonly QuantityStep[] = [
  {from: 2, off: '0.05'},
  {from: 6, off: '0.10'},
];
const tier = (facts: OfferFacts, wanted = steps) => proposeTier(facts, {kind: 'tier', steps: wanted}, DEFAULT_GUARDS);
const said = (proposal: Proposal) => (proposal.kind === 'skip' ? proposal.reason.code : proposal.price);

describe('a bundle', () => {
  it('costs what its parts cost one by one, less the discount', () => {
    const facts = setOf([part('POT', 2000, 1, 900), part('CUP', 500, 4, 100)]);
    const proposal = bundle(facts);
    expect(said(proposal)).to.equal(3680);
    expect(proposal.evidence.map(({params}) => params)).to.deep.include({
      part: 'CUP',
      quantity: 4,
      price: '5.00',
      cost: '1.00',
      currency: 'USD',
    });
    expect(said(bundle(facts, '0.001'))).to.equal(3996);
  });

  it('has the floor of its parts: the sum of their costs, as old as the oldest, under the highest of their fees', () => {
    const old = {...part('CUP', 500, 4, 100), cost: {amount: 100, learntAt: 5}};
    const dear = {...part('POT', 2000, 1, 900), fees: {rate: '0.20', fixed: 10, source: 'cost'} as const};
    const facts = setOf([dear, old]);
    expect(facts.cost).to.deep.equal({amount: 1300, learntAt: 5});
    expect(facts.fees).to.deep.equal({rate: '0.20', fixed: 20, source: 'cost'});
    const even = breakEven(facts);
    expect(even.known && even.price).to.equal(1650); // (1300 + 20) / 0.8
  });

  it('keeps a cost and fees of its own', () => {
    const own = {cost: {amount: 700, learntAt: NOW}, fees: {rate: '0.15', fixed: 30, source: 'cost'} as const};
    expect(setOf([part('POT', 2000)], own)).to.deep.include(own);
  });

  it('is left alone, with the reason, where a part says nothing or nobody would save', () => {
    expect(said(bundle(setOf([])))).to.equal('PARTS_UNKNOWN');
    expect(said(bundle(factsWith()))).to.equal('PARTS_UNKNOWN');
    for (const fault of ['unknown', 'twice', 'self', 'currency'] as const) {
      const facts = setOf([part('POT', 2000), {...part('CUP', 500), fault}]);
      const proposal = bundle(facts);
      expect(proposal.kind === 'skip' && proposal.reason.params).to.deep.include({part: 'CUP', why: fault});
    }
    expect(said(bundle(setOf([part('POT', null), part('CUP', 500)])))).to.equal('PART_UNFIT');
    expect(said(bundle(setOf([part('POT', 2000, 1, null), part('CUP', 500)])))).to.equal('COST_UNKNOWN');
    expect(said(bundle(setOf([part('POT', 2000, 1, 0), part('CUP', 500)])))).to.equal('COST_UNKNOWN');
    expect(said(bundle(setOf([part('POT', 500, 1, 400), part('CUP', 500, 1, 480)])))).to.equal('SET_SAVES_NOTHING');
  });

  it('never leaves the guards below its floor or above its parts', () => {
    const piece = fc.record({
      price: fc.integer({min: 1, max: 50_000}),
      cost: fc.integer({min: 1, max: 40_000}),
      quantity: fc.integer({min: 1, max: 5}),
    });
    fc.assert(
      fc.property(fc.array(piece, {minLength: 2, maxLength: 5}), fc.integer({min: 1, max: 40}), (pieces, percent) => {
        const parts = pieces.map(({price, cost, quantity}, n) => part(`P${n}`, price, quantity, cost));
        const whole = pieces.reduce((sum, {price, quantity}) => sum + price * quantity, 0);
        const facts = setOf(parts, {base: whole, weekAgo: null, changedAt: null});
        const proposal = bundle(facts, String(percent / 100));
        if (proposal.kind === 'skip') return;
        expect(proposal.price).to.be.at.most(whole);
        const wish = {
          basePrice: proposal.price,
          manual: false,
          overrideBounds: false,
          strategy: 'bundle',
          reasons: [],
        };
        const composed = composePrice(wish, facts, rulesWith());
        if (composed.kind !== 'change') return;
        const after = parseAmount(String(composed.change.fields['base_price']?.after), 'USD') ?? 0;
        expect(after).to.be.within(hardBounds(facts, DEFAULT_GUARDS).floor?.price ?? 0, whole);
      }),
    );
  });
});

describe('a pack by quantity steps', () => {
  const pack = (size: number, price: number | null = 1000, cost: number | null = 300) =>
    setOf([part('TEA-1', price, size, cost)]);

  it('costs so many single pieces, less what the step it reaches takes off', () => {
    expect(said(tier(pack(2)))).to.equal(1900);
    expect(said(tier(pack(5)))).to.equal(4750);
    expect(said(tier(pack(6)))).to.equal(5400);
    expect(said(tier(pack(12)))).to.equal(10_800);
    expect(said(tier(pack(2), [{from: 6, off: '0.1'}]))).to.equal(2000);
    expect(pack(6).cost?.amount).to.equal(1800);
  });

  it('is left alone where it would save nothing, or cost no more than one piece fewer', () => {
    expect(said(tier(setOf([])))).to.equal('PARTS_UNKNOWN');
    expect(said(tier(pack(6, null)))).to.equal('PART_UNFIT');
    expect(said(tier(pack(6, 500, 480)))).to.equal('SET_SAVES_NOTHING');
    const cheap = withParts(factsWith({cost: null, bounds: boundsWith({minPrice: 1})}), [part('TEA-1', 1, 2, null)]);
    expect(said(tier(cheap, [{from: 2, off: '0.45'}]))).to.equal('TIER_TOTAL_FALLS');
  });

  it('asks more for more, whatever the steps that the rules let through', () => {
    const step = fc.record({from: fc.integer({min: 2, max: 30}), off: fc.integer({min: 1, max: 60})});
    fc.assert(
      fc.property(fc.array(step, {minLength: 1, maxLength: 4}), fc.integer({min: 100, max: 9000}), (drawn, price) => {
        const rising = drawn
          .sort((a, b) => a.from - b.from)
          .filter(({from, off}, at, all) => all.slice(0, at).every((each) => each.from < from && each.off < off))
          .map(({from, off}) => ({from, off: String(off / 100)}));
        fc.pre(fallingStep(rising) === null);
        let before = price;
        for (let size = 2; size <= 31; size++) {
          const proposal = tier(pack(size, price, 1), rising);
          if (proposal.kind === 'skip') throw new Error(proposal.reason.code);
          expect(proposal.price).to.be.above(before);
          before = proposal.price;
        }
      }),
    );
  });

  it('knows steps by which a buyer pays less for more', () => {
    expect(fallingStep(steps)).to.equal(null);
    expect(fallingStep([{from: 2, off: '0.5'}])).to.equal(2);
    expect(fallingStep([...steps, {from: 7, off: '0.3'}])).to.equal(7);
    expect([1, 2, 5, 6, 99].map((quantity) => offAt(steps, quantity))).to.deep.equal([
      '0',
      '0.05',
      '0.05',
      '0.10',
      '0.10',
    ]);
  });

  it('is for packs alone: a single piece goes on to the next rule', () => {
    const rule = {name: 'packs', line: 1, when: [], strategy: {kind: 'tier', steps} as const, guards: {}};
    const rules = rulesWith({}, {rules: [rule]});
    const {offer} = factsWith();
    expect(rulesFor(rules, offer).strategy.kind).to.equal('hold');
    expect(rulesFor(rules, {...offer, pack: 6}).strategy.kind).to.equal('tier');
  });
});
