import {expect} from 'chai';
import type {LockOwner} from '../../../src/ports/data.js';
import type {Bench} from '../repositories.js';

const owner = (pid: number): LockOwner => ({pid, host: 'here', bootId: 'boot', startedAt: '1'});
/** Another machine, with a boot of its own. */
const far = (pid: number): LockOwner => ({...owner(pid), host: 'elsewhere', bootId: 'its-own'});
const nobodyDead = () => false;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export function lockTests({data}: Bench): void {
  describe('locks', () => {
    /** Who has it after one more asked for it; null: the asker. */
    const ask = async (
      name: string,
      by: LockOwner,
      at = 0,
      lease = 1000,
      dead: (owner: LockOwner) => boolean = nobodyDead,
    ) => {
      const answer = await data().locks.take(name, by, at, lease, dead);
      return answer.kind === 'held' ? answer.by : null;
    };

    it('is taken once, kept by its owner, and taken by another after release', async () => {
      const {locks} = data();
      expect(await locks.take('one', owner(1), 0, 1000, nobodyDead)).to.deep.equal({kind: 'taken', from: null});
      expect(await locks.take('one', owner(1), 1, 1000, nobodyDead)).to.deep.equal({kind: 'kept'});
      const held = await locks.take('one', owner(2), 2, 1000, nobodyDead);
      expect(held).to.deep.include({kind: 'held', by: {...owner(1), machine: '', pids: ''}, freeAt: null});
      await locks.release('one', owner(2));
      expect(await locks.holder('one')).to.include(owner(1));
      await locks.release('one', owner(1));
      expect(await locks.holder('one')).to.equal(null);
      expect(await ask('one', owner(2), 3)).to.equal(null);
    });

    it('is taken from an owner that is dead, which is told, and from nobody else on the machine however late', async () => {
      const {locks} = data();
      await ask('two', owner(1), 0, 1);
      expect(await ask('two', owner(2), 10 ** 12, 1)).to.include(owner(1));
      const taken = await locks.take('two', owner(2), 10 ** 12, 1, ({pid}) => pid === 1);
      expect(taken).to.deep.equal({kind: 'taken', from: {...owner(1), machine: '', pids: ''}});
      expect(await locks.holder('two')).to.include(owner(2));
    });

    it('goes to one of many that ask at once', async () => {
      const {locks} = data();
      const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((pid) => ask('three', owner(pid))));
      expect(answers.filter((answer) => answer === null)).to.have.length(1);
      const holder = await locks.holder('three');
      expect(answers.filter((answer) => answer !== null)).to.deep.equal([1, 2, 3, 4, 5].map(() => holder));
    });

    it('leaves a lease on another machine alone until it and the longest request are over, and says when that is', async () => {
      const {locks} = data();
      const now = Date.now();
      await ask('four', far(1), now, MINUTE);
      const held = await locks.take('four', owner(2), now, MINUTE, nobodyDead);
      if (held.kind !== 'held') return expect.fail('it was taken');
      expect(held.by).to.include(far(1));
      expect(held.freeAt).to.be.within(now + 11 * MINUTE - 1000, now + 11 * MINUTE + MINUTE);
      await ask('five', far(1), now - HOUR, -HOUR);
      expect(await locks.take('five', owner(2), now, MINUTE, nobodyDead)).to.deep.include({kind: 'taken'});
      for (const [lease, free] of [
        [-9 * MINUTE, false],
        [-11 * MINUTE, true],
      ] as const) {
        await ask(`six ${free}`, far(1), now, lease);
        expect((await ask(`six ${free}`, owner(2), now, MINUTE)) === null).to.equal(free);
      }
    });

    it('is nobody’s for a new name of the machine: the boot tells that it is the same', async () => {
      const renamed = {...owner(1), host: 'by-its-old-name'};
      await ask('seven', renamed, 0, -10 * HOUR);
      expect(await ask('seven', owner(2), 10 ** 12)).to.include(renamed);
      expect(await ask('seven', owner(2), 0, 1000, ({pid}) => pid === 1)).to.equal(null);
    });

    it('in another container goes by its lease, since its pids mean nothing here', async () => {
      const [inside, outside] = [
        {...owner(1), pids: 'pid:[2]'},
        {...owner(2), pids: 'pid:[1]'},
      ];
      await ask('eight', inside, Date.now(), -9 * MINUTE);
      expect(await ask('eight', outside, Date.now())).to.include(inside);
      await ask('nine', inside, Date.now(), -11 * MINUTE);
      expect(await ask('nine', outside, Date.now())).to.equal(null);
    });

    it('tells an owner that came back after another had it from one that kept it', async () => {
      const {locks} = data();
      await ask('ten', far(1), Date.now(), -HOUR);
      expect(await ask('ten', owner(2), Date.now())).to.equal(null);
      const back = await locks.take('ten', far(1), Date.now(), MINUTE, nobodyDead);
      expect(back).to.deep.include({kind: 'held', by: {...owner(2), machine: '', pids: ''}});
      await locks.release('ten', owner(2));
      expect((await locks.take('ten', far(1), Date.now(), MINUTE, nobodyDead)).kind).to.equal('taken');
    });
  });
}
