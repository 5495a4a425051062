import {expect} from 'chai';
import {KNOWN, played, UNKNOWN} from './limiter-cases.js';

describe('limiter', () => {
  for (const each of KNOWN) {
    for (const processes of [1, 2]) {
      it(`uses up ${each.name}, and is not refused; processes: ${processes}`, async () => {
        const {used, refused} = await played(each, processes, 7);
        expect(used, 'of what is permitted').to.be.at.least(0.98);
        expect(refused, 'refused').to.be.at.most(0.002);
      });
    }
  }

  for (const each of UNKNOWN) {
    for (const processes of [1, 2]) {
      it(`finds ${each.name}; processes: ${processes}`, async () => {
        const {used, refused} = await played(each, processes, 7);
        expect(used, 'of what is permitted').to.be.at.least(0.98);
        expect(refused, 'refused').to.be.at.most(0.01);
      });
    }
  }
});
