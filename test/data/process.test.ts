import {spawn} from 'node:child_process';
import {expect} from 'chai';
import {isDead, sameTable, startOfStat, thisProcess} from '../../src/data/process.js';

describe('the owner of a lock', () => {
  it('lives as long as its process', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.once('spawn', resolve));
    const owner = {...thisProcess(), pid: child.pid ?? 0, startedAt: ''};
    expect(isDead(owner)).to.equal(false);
    child.kill('SIGKILL');
    await ended;
    expect(isDead(owner)).to.equal(true);
  });

  it('is not mistaken for another process with its pid, nor over a reboot', () => {
    const me = thisProcess();
    expect(isDead(me)).to.equal(false);
    expect(isDead({...me, pid: 0})).to.equal(true);
    if (me.startedAt !== '') expect(isDead({...me, startedAt: '1'})).to.equal(true);
    if (me.bootId !== '') expect(isDead({...me, bootId: 'another'})).to.equal(true);
    if (me.bootId !== '') expect(isDead({...me, bootId: 'another', startedAt: '', pid: 1})).to.equal(true);
  });

  it('is never said to be dead on another machine, be it of the same name', () => {
    const me = thisProcess();
    const other = {...me, host: 'elsewhere.example', pid: 0, bootId: 'another'};
    expect(isDead(other)).to.equal(false);
    expect(isDead({...other, host: me.host, machine: 'another machine'})).to.equal(false);
    expect(isDead({...other, bootId: ''})).to.equal(false);
  });

  it('is asked whatever the machine is called by now, and not where its pids are counted apart', () => {
    const me = thisProcess();
    if (me.bootId === '') return;
    const gone = {...me, pid: 2 ** 22 + 1, host: 'by-its-old-name'};
    expect(isDead(gone)).to.equal(true);
    expect(isDead({...gone, pid: me.pid})).to.equal(false);
    expect(isDead({...gone, pids: 'pid:[1]'})).to.equal(false);
    expect(sameTable(me, gone)).to.equal(true);
    expect(sameTable(me, {...gone, pids: 'pid:[1]'})).to.equal(false);
  });

  it('has its start time read after a name that holds brackets', () => {
    const rest = `S ${Array.from({length: 18}, (_, index) => index).join(' ')} 4242 99`;
    expect(startOfStat(`17 (we) ird (name) ${rest}`)).to.equal('4242');
    expect(startOfStat(`17 (gone) Z ${rest.slice(2)}`)).to.equal('ended');
    expect(startOfStat('nonsense')).to.equal(null);
  });
});
