import {expect} from 'chai';
import type {LockOwner} from '../../../src/ports/data.js';
import type {Bench} from '../repositories.js';

const owner = (pid: number, host = 'here'): LockOwner => ({pid, host, bootId: 'boot', startedAt: '1'});
const nobodyDead = () => false;

export function lockTests({data}: Bench): void {
  describe('locks', () => {
    it('is taken once, again by its owner, and by another after release', async () => {
      const {locks} = data();
      expect(await locks.take('one', owner(1), 0, 1000, nobodyDead)).to.equal(null);
      expect(await locks.take('one', owner(1), 1, 1000, nobodyDead)).to.equal(null);
      expect(await locks.take('one', owner(2), 2, 1000, nobodyDead)).to.deep.equal(owner(1));
      await locks.release('one', owner(2));
      expect(await locks.holder('one')).to.deep.equal(owner(1));
      await locks.release('one', owner(1));
      expect(await locks.holder('one')).to.equal(null);
      expect(await locks.take('one', owner(2), 3, 1000, nobodyDead)).to.equal(null);
    });

    it('is taken from an owner that is dead, and from nobody else on the machine however late', async () => {
      const {locks} = data();
      await locks.take('two', owner(1), 0, 1, nobodyDead);
      expect(await locks.take('two', owner(2), 10 ** 12, 1, nobodyDead)).to.deep.equal(owner(1));
      expect(await locks.take('two', owner(2), 10 ** 12, 1, ({pid}) => pid === 1)).to.equal(null);
      expect(await locks.holder('two')).to.deep.equal(owner(2));
    });

    it('goes to one of many that ask at once', async () => {
      const {locks} = data();
      const answers = await Promise.all(
        [1, 2, 3, 4, 5, 6].map((pid) => locks.take('three', owner(pid), 0, 1000, nobodyDead)),
      );
      expect(answers.filter((answer) => answer === null)).to.have.length(1);
      const holder = await locks.holder('three');
      expect(answers.filter((answer) => answer !== null)).to.deep.equal([1, 2, 3, 4, 5].map(() => holder));
    });

    it('leaves a lease on another machine alone until it is long over', async () => {
      const {locks} = data();
      await locks.take('four', owner(1, 'elsewhere'), Date.now(), 60_000, nobodyDead);
      expect(await locks.take('four', owner(2), Date.now(), 60_000, nobodyDead)).to.deep.equal(owner(1, 'elsewhere'));
      await locks.take('five', owner(1, 'elsewhere'), Date.now() - 3_600_000, -3_600_000, nobodyDead);
      expect(await locks.take('five', owner(2), Date.now(), 60_000, nobodyDead)).to.equal(null);
    });
  });
}
