import {expect} from 'chai';
import {renewedAt} from '../../../src/app/shop/look.js';

describe('when facts were renewed', () => {
  it('is the later of a pull and an import', () => {
    const at = renewedAt(
      new Map([
        ['costs', 5],
        ['costs-import', 9],
        ['rivals', 7],
        ['rivals-import', 3],
        ['orders-import', 4],
      ]),
    );
    expect(['costs', 'rivals', 'orders', 'bounds'].map(at)).to.deep.equal([9, 7, 4, undefined]);
  });
});
