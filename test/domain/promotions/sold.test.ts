import {expect} from 'chai';
import fc from 'fast-check';
import {claimable} from '../../../src/domain/promotions/reference.js';
import {type Deal, dealOf, lowestDeal} from '../../../src/domain/promotions/sold.js';

const DAY = 86_400_000;
const NOW = 100 * DAY;
const line = {orderedAt: 5, quantity: 2, unitPrice: 1000, discount: null, status: null};

describe('the deal that a reduction is measured by in China', () => {
  const deals: readonly Deal[] = [
    {at: NOW - 30 * DAY, price: 400},
    {at: NOW - 6 * DAY, price: 900},
    {at: NOW - 2 * DAY, price: 800},
    {at: NOW - DAY, price: 950},
    {at: NOW, price: 100},
  ];

  it('is the lowest of the seven days before it, to the instant', () => {
    expect(lowestDeal(deals, NOW)).to.deep.equal({at: NOW - 2 * DAY, price: 800, rule: 'lowest'});
    expect(lowestDeal(deals, NOW + 1)).to.include({price: 100, rule: 'lowest'});
    expect(lowestDeal([{at: NOW - 7 * DAY, price: 300}], NOW)).to.include({price: 300, rule: 'lowest'});
  });

  it('is the last one before it when nothing was sold in these days', () => {
    expect(lowestDeal([...deals.slice(0, 1), {at: NOW - 20 * DAY, price: 700}], NOW)).to.deep.equal({
      at: NOW - 20 * DAY,
      price: 700,
      rule: 'last',
    });
    expect(lowestDeal([{at: NOW - 7 * DAY - 1, price: 300}], NOW)).to.include({rule: 'last'});
    expect(lowestDeal([], NOW)).to.equal(null);
    expect(lowestDeal([{at: NOW, price: 5}], NOW)).to.equal(null);
  });

  it('counts what was really paid for a unit, and no returns, gifts or cancelled orders', () => {
    expect(dealOf(line)).to.deep.equal({at: 5, price: 1000});
    expect(dealOf({...line, discount: 301})).to.deep.equal({at: 5, price: 849});
    expect(dealOf({...line, discount: -301})).to.deep.equal({at: 5, price: 849});
    expect(dealOf({...line, quantity: -1})).to.equal(null);
    expect(dealOf({...line, status: 'Cancelled'})).to.equal(null);
    expect(dealOf({...line, discount: 2000})).to.equal(null);
  });
});

describe('what may be told of a price', () => {
  it('is measured by the reference alone, and never more than is true', () => {
    expect(claimable(900, 850)).to.equal('5.5');
    expect(claimable(1000, 850)).to.equal('15');
    expect(claimable(850, 850)).to.equal(null);
    expect(claimable(800, 850)).to.equal(null);
    fc.assert(
      fc.property(fc.integer({min: 1, max: 1_000_000}), fc.integer({min: 0, max: 1_000_000}), (reference, price) => {
        const off = claimable(reference, price);
        if (off === null) expect(price).to.be.at.least(reference);
        else expect(reference * (1 - Number(off) / 100)).to.be.at.least(price - 1e-6);
      }),
    );
  });
});
