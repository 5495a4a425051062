import {expect} from 'chai';
import {EXIT_CODES, KnownError, worstExit} from '../../src/domain/errors.js';

describe('errors', () => {
  it('has one exit code a category, each its own', () => {
    const codes = Object.values(EXIT_CODES);
    expect(new Set(codes).size).to.equal(codes.length);
    expect(new KnownError('drift', 'SHOP_NONE', {}).exit).to.equal(7);
  });

  it('takes the worst of several exits: 1 > 130 > 4 > 8 > 9 > 7 > 5 > 3 > 0', () => {
    const order = [1, 130, 4, 8, 9, 7, 5, 3, 0];
    for (const [i, worst] of order.entries()) expect(worstExit(order.slice(i)), String(worst)).to.equal(worst);
    expect(worstExit([])).to.equal(0);
    expect(worstExit([0, 3, 0])).to.equal(3);
  });
});
