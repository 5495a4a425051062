import {expect} from 'chai';
import fc from 'fast-check';
import {breakEven, marginAt, targetPrice} from '../../../src/domain/pricing/cost.js';
import {factsWith} from './support.js';

const SELLING = {
  paymentRate: null,
  paymentFixed: null,
  revenueShare: null,
  freight: null,
  packing: null,
  returnRate: null,
  returnCost: null,
};

describe('break-even', () => {
  it('is (cost + fixed fee) / (1 − fee rate), rounded up', () => {
    const even = breakEven(factsWith());
    expect(even.known && even.price).to.equal(624); // 530 / 0.85 = 623.53
    const exact = breakEven(factsWith({cost: {amount: 820, learntAt: 0}}));
    expect(exact.known && exact.price).to.equal(1000); // 850 / 0.85, exactly: nothing to round
  });

  it('counts payment, freight, packing and expected returns where they are known', () => {
    const selling = {
      paymentRate: '0.029',
      paymentFixed: 25,
      revenueShare: null,
      freight: 60,
      packing: 15,
      returnRate: '0.06',
      returnCost: 350,
    };
    const even = breakEven(factsWith({selling}));
    // (500 + 60 + 15 + 21 + 30 + 25) / (1 − 0.179) = 651 / 0.821
    expect(even.known && even.price).to.equal(793);
    expect(even.known && even.parts.returns).to.equal('21');
  });

  it('weighs fees by the gross price where tax is inside', () => {
    const even = breakEven(factsWith({tax: {included: true, rate: '0.19'}}));
    // 1.19 × 530 / (1 − 0.15 × 1.19) = 630.7 / 0.8215
    expect(even.known && even.price).to.equal(768);
  });

  it('says what is missing instead of counting it as nothing', () => {
    const missing = (even: ReturnType<typeof breakEven>) => (even.known ? null : even.missing.code);
    expect(missing(breakEven(factsWith({cost: null})))).to.equal('COST_UNKNOWN');
    expect(missing(breakEven(factsWith({cost: {amount: 0, learntAt: 0}})))).to.equal('COST_NOT_POSITIVE');
    expect(missing(breakEven(factsWith({cost: {amount: Number.NaN, learntAt: 0}})))).to.equal('COST_NOT_POSITIVE');
    expect(missing(breakEven(factsWith({fees: null})))).to.equal('FEES_UNKNOWN');
    expect(missing(breakEven(factsWith({tax: {included: true, rate: null}})))).to.equal('TAX_UNKNOWN');
    expect(missing(breakEven(factsWith({fees: {rate: '1', fixed: 0, source: 'cost'}})))).to.equal('MARGIN_IMPOSSIBLE');
  });
});

describe('target price', () => {
  it('tells a margin on the price from a markup on the cost', () => {
    expect(targetPrice(factsWith(), {margin: '0.2'})).to.equal(816); // 530 / 0.65
    expect(targetPrice(factsWith(), {markup: '0.3'})).to.equal(800); // (650 + 30) / 0.85
    const free = factsWith({fees: {rate: '0', fixed: 0, source: 'shop'}});
    expect(targetPrice(free, {markup: '0.3'})).to.equal(650); // 30 % markup …
    expect(targetPrice(free, {margin: '0.2307692307692'})).to.equal(650); // … is 23 % margin
  });

  it('refuses a margin that fees leave no room for', () => {
    expect(targetPrice(factsWith(), {margin: '0.85'})).to.have.property('code', 'MARGIN_IMPOSSIBLE');
    expect(targetPrice(factsWith(), {margin: '0.8499'})).to.be.a('number');
  });

  it('earns at least the margin it was asked for, and one unit less would not', () => {
    const cases = fc.record({
      cost: fc.integer({min: 1, max: 5_000_000}),
      fixed: fc.integer({min: 0, max: 500}),
      rate: fc.integer({min: 0, max: 40}),
      margin: fc.integer({min: 0, max: 40}),
      tax: fc.constantFrom(null, '0.07', '0.19', '0.25'),
    });
    fc.assert(
      fc.property(cases, ({cost, fixed, rate, margin, tax}) => {
        const facts = factsWith({
          cost: {amount: cost, learntAt: 0},
          fees: {rate: String(rate / 100), fixed, source: 'cost'},
          selling: SELLING,
          tax: {included: tax !== null, rate: tax},
        });
        const wanted = margin / 100;
        const price = targetPrice(facts, {margin: String(wanted)});
        if (typeof price !== 'number') return (rate / 100) * (1 + Number(tax ?? 0)) + wanted >= 0.9;
        const earned = Number(marginAt(facts, price));
        const less = price > 1 ? Number(marginAt(facts, price - 1)) : -1;
        return earned >= wanted - 1e-6 && less < wanted + 1e-6;
      }),
    );
  });

  it('never rises when the cost falls', () => {
    fc.assert(
      fc.property(fc.integer({min: 2, max: 1_000_000}), fc.integer({min: 1, max: 1_000_000}), (one, other) => {
        const at = (amount: number) => targetPrice(factsWith({cost: {amount, learntAt: 0}}), {margin: '0.2'}) as number;
        return one <= other ? at(one) <= at(other) : at(one) >= at(other);
      }),
    );
  });
});
