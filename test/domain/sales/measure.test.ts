import {expect} from 'chai';
import {KnownError} from '../../../src/domain/errors.js';
import {costAt, isCancelled, measure} from '../../../src/domain/sales/measure.js';
import {lineOf} from './ledger.js';

const AT = '2026-10-05T10:00:00Z';
const NET = {pricesIncludeTax: false, rate: null};

describe('measure of a line', () => {
  it('prices without tax: the line’s tax is on top and no part of it', () => {
    expect(measure(lineOf('1', AT, 'A', 3, 1000, {discount: 250, tax: 523}), NET)).to.deep.equal({
      gmv: 3000,
      discounts: 250,
      returns: 0,
      tax: 0,
      net: 2750,
      taxKnown: true,
    });
  });

  it('prices with tax: the line’s own tax goes first, then the rate', () => {
    const line = lineOf('1', AT, 'A', 1, 11900, {discount: 1900});
    expect(measure({...line, tax: 1500}, {pricesIncludeTax: true, rate: '0.19'})).to.include({tax: 1500, net: 8500});
    expect(measure(line, {pricesIncludeTax: true, rate: '0.19'})).to.include({tax: 1597, net: 8403});
    expect(measure(line, {pricesIncludeTax: true, rate: '0'})).to.include({tax: 0, net: 10000, taxKnown: true});
  });

  it('tax that is unknown stays inside and is said', () => {
    expect(measure(lineOf('1', AT, 'A', 1, 1000), {pricesIncludeTax: true, rate: null})).to.include({
      tax: 0,
      net: 1000,
      taxKnown: false,
    });
  });

  it('a return takes back what was paid, whichever sign its discount and tax have', () => {
    const wanted = {gmv: 0, discounts: 0, returns: 1800, tax: -287, net: -1513, taxKnown: true};
    for (const discount of [200, -200]) {
      for (const tax of [287, -287]) {
        expect(
          measure(lineOf('1', AT, 'A', -2, 1000, {discount, tax}), {pricesIncludeTax: true, rate: null}),
        ).to.deep.equal(wanted);
      }
    }
    expect(Object.is(measure(lineOf('1', AT, 'A', -1, 0), NET).net, 0)).to.equal(true);
  });

  it('parts of units round once, and what is too large to count is refused', () => {
    expect(measure(lineOf('1', AT, 'A', 0.35, 1999), NET).gmv).to.equal(700);
    expect(() => measure(lineOf('X9', AT, 'A', 1e9, 1e9), NET)).to.throw(KnownError, 'REPORT_AMOUNT_TOO_LARGE');
    expect(() => measure(lineOf('X9', AT, 'A', 1e300, 1e9), NET)).to.throw(KnownError, 'REPORT_AMOUNT_TOO_LARGE');
  });

  it('knows what never became a sale', () => {
    expect(['cancelled', ' Canceled ', 'VOIDED', 'failed'].every(isCancelled)).to.equal(true);
    expect(['paid', 'refunded', '', 'completed'].some(isCancelled)).to.equal(false);
    expect(isCancelled(null)).to.equal(false);
  });

  it('takes the cost that held at the instant', () => {
    const cost = (amount: number, effectiveFrom: number | null) => ({
      sku: 'A',
      cost: amount,
      feeRate: null,
      feeFixed: null,
      returnCost: null,
      effectiveFrom,
    });
    expect(costAt([cost(500, null), cost(600, 1000)], 999)).to.equal(500);
    expect(costAt([cost(500, null), cost(600, 1000)], 1000)).to.equal(600);
    expect(costAt([cost(600, 1000)], 999)).to.equal(null);
    expect(costAt([cost(0, null)], 5)).to.equal(0);
    expect(costAt(undefined, 5)).to.equal(null);
  });
});
