import {expect} from 'chai';
import fc from 'fast-check';
import {parseAmount} from '../../../src/domain/money.js';
import {hardBounds} from '../../../src/domain/pricing/bounds.js';
import {composePrice} from '../../../src/domain/pricing/compose.js';
import type {OfferFacts} from '../../../src/domain/pricing/facts.js';
import {DEFAULT_GUARDS} from '../../../src/domain/pricing/rules.js';
import {proposeRelative} from '../../../src/domain/pricing/strategies/relative.js';
import {boundsWith, factsWith, rulesWith} from './support.js';

const propose = (facts: OfferFacts, by = '-0.08') =>
  proposeRelative(facts, {kind: 'relative', to: 'amz', by}, DEFAULT_GUARDS);
const skipped = (facts: OfferFacts) => {
  const said = propose(facts);
  return said.kind === 'skip' ? said.reason.code : null;
};

describe('a price relative to another shop', () => {
  const peers = new Map([['amz', 1100]]);

  it('is so far from the price there', () => {
    const price = (by: string) => {
      const said = propose(factsWith({peers}), by);
      return said.kind === 'proposal' ? said.price : null;
    };
    expect(price('-0.08')).to.equal(1012);
    expect(price('0')).to.equal(1100);
    expect(price('0.155')).to.equal(1271); // 12.705 rounds up
  });

  it('is held, with the reason, where there is no such price or no bound', () => {
    expect(skipped(factsWith())).to.equal('PEER_UNPRICED');
    for (const why of ['unknown', 'self', 'currency', 'tax'] as const)
      expect(skipped(factsWith({peers, peerFaults: {amz: why}}))).to.equal('PEER_UNFIT');
    expect(skipped(factsWith({peers, cost: null}))).to.equal('COST_UNKNOWN');
    expect(skipped(factsWith({peers, bounds: boundsWith({})}))).to.equal('RELATIVE_UNBOUNDED');
  });

  it('neither runs away nor races to the floor past its bounds where two shops go by each other', () => {
    const by = fc.integer({min: -60, max: 60}).map((percent) => String(percent / 100));
    fc.assert(
      fc.property(by, by, fc.integer({min: 700, max: 2000}), (one, other, first) => {
        const prices = [first, first];
        for (let night = 0; night < 300; night++) {
          for (const [at, offset] of [one, other].entries()) {
            const facts = factsWith({
              base: prices[at] ?? null,
              weekAgo: null,
              peers: new Map([['amz', prices[1 - at] ?? 0]]),
            });
            const wanted = propose(facts, offset);
            if (wanted.kind === 'skip') throw new Error(wanted.reason.code);
            const wish = {
              basePrice: wanted.price,
              manual: false,
              overrideBounds: false,
              strategy: 'relative',
              reasons: [],
            };
            const composed = composePrice(wish, facts, rulesWith());
            const after = composed.kind === 'change' ? composed.change.fields['base_price']?.after : null;
            if (typeof after === 'string') prices[at] = parseAmount(after, 'USD') ?? 0;
          }
        }
        const {floor, ceiling} = hardBounds(factsWith(), DEFAULT_GUARDS);
        for (const price of prices) expect(price).to.be.within(floor?.price ?? 0, ceiling?.price ?? 0);
      }),
      {numRuns: 40},
    );
  });
});
