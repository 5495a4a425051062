import {expect} from 'chai';
import {fuzzFormats} from './fuzz.js';

describe('mutated catalogue files', () => {
  it('never crash souk, and never lose a letter or a row in silence', async () => {
    const {falls, read, rows, refused} = await fuzzFormats({seed: 20_260_101, cases: 2000});
    expect(falls.slice(0, 3)).to.deep.equal([]);
    expect(read, 'files that were read to their end').to.be.greaterThan(500);
    expect(rows).to.be.greaterThan(5000);
    expect(refused.size, 'ways of being refused').to.be.greaterThan(3);
  });
});
