import {expect} from 'chai';
import {KNOWN, played, UNKNOWN} from './limiter-cases.js';

const HARD = [
  {name: 'a bucket of 50', processes: 1, seed: 19},
  {name: 'a bucket of 10', processes: 2, seed: 16},
  {name: 'a bucket of 0.5', processes: 2, seed: 28},
  {name: 'a sliding window', processes: 2, seed: 18},
  {name: 'a sliding window', processes: 2, seed: 25},
] as const;

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

  // Each of these worlds once led the limiter astray: to a rate far too low, or to refusal after refusal.
  for (const {name, processes, seed} of HARD) {
    it(`finds ${name} in a world that is hard to read; processes: ${processes}, seed ${seed}`, async () => {
      const each = UNKNOWN.find((known) => known.name.startsWith(name));
      if (each === undefined) throw new RangeError(name);
      const {used, refused} = await played(each, processes, seed);
      expect(used, 'of what is permitted').to.be.at.least(0.98);
      expect(refused, 'refused').to.be.at.most(0.01);
    });
  }
});
