import {execFileSync} from 'node:child_process';
import {closeSync, copyFileSync, openSync, rmSync, writeSync} from 'node:fs';
import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import {expect} from 'chai';
import {type Served, writeLog} from '../../e2e/support/served.js';
import {holdWrite} from '../../e2e/support/wire.js';
import {souk, soukJson} from '../../support/souk.js';
import {adjustAll, goesOnFrom, OFFERS, said} from './failing-store.js';
import {ADJUST_ALL, begin, openServedShop} from './served-shop.js';

/** A disk of its own, so small that a test can fill it. False where this user may not mount one. */
function mount(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder], {stdio: 'ignore'});
    return true;
  } catch {
    return false;
  }
}

/** Writes until there is no room for one more byte. */
function fill(file: string): void {
  const handle = openSync(file, 'a');
  try {
    for (let size = 1 << 20; size > 0; ) {
      try {
        writeSync(handle, Buffer.alloc(size));
      } catch {
        size >>= 1;
      }
    }
  } finally {
    closeSync(handle);
  }
}

describe('a run on a disk that fails', () => {
  let folder: string;
  let disk: string;
  let home: string;
  let served: Served;

  before(async function () {
    folder = await mkdtemp(path.join(tmpdir(), 'souk-disk-'));
    disk = path.join(folder, 'disk');
    await mkdir(disk);
    if (!mount(disk)) {
      await rm(folder, {recursive: true, force: true});
      process.stdout.write('      skipped: this user may not mount a small disk\n');
      this.skip();
    }
    home = path.join(disk, 'home');
    ({served} = await openServedShop(OFFERS, {folder, home}));
  });
  after(async () => {
    await served?.close();
    if (disk !== undefined) execFileSync('umount', ['-l', disk], {stdio: 'ignore'});
    await rm(folder, {recursive: true, force: true});
  });

  const adjust = (more: readonly string[], meanwhile: () => void) => adjustAll({served, home}, more, meanwhile);
  const goesOn = (from: number) => goesOnFrom({served, home}, from);

  it('that is full: said once, with the run, and resumed when there is room', async () => {
    const filler = path.join(disk, 'filler');
    const from = writeLog(served).length;
    said(await adjust([], () => fill(filler)), 'STORE_FULL', 130, /^ {2}Make room on its disk: df -h \S+$/mu);
    const still = await souk(['run', 'resume'], {home});
    expect([still.code, still.stdout]).to.deep.equal([6, '']);
    expect(still.stderr).to.contain('(STORE_FULL, exit 6)');
    const listed = await souk(['run', 'list', '--limit', '1'], {home});
    expect(listed.stdout).to.contain('50 not sent, 100 sent, not read back, 100 unknown');
    rmSync(filler);
    await goesOn(from);
  });

  it('that is full, with --json: one document that names the run', async () => {
    const filler = path.join(disk, 'filler');
    const from = writeLog(served).length;
    const {code, stdout, stderr} = await adjust(['--json'], () => fill(filler));
    rmSync(filler);
    expect([code, stderr]).to.deep.equal([130, '']);
    const {error, result} = JSON.parse(stdout) as {error: {run: string}; result: {next: string; run: object}};
    expect(error).to.include({code: 'STORE_FULL', category: 'interrupted', exit: 130});
    expect(result.next).to.equal(`souk run resume ${error.run}`);
    expect(result.run).to.include({id: error.run, state: 'open'});
    await goesOn(from);
  });

  it('that can only be read: nothing is written, and it is said where to go', async () => {
    const from = writeLog(served).length;
    const remount = (way: string) => execFileSync('mount', ['-o', `remount,${way}`, disk], {stdio: 'ignore'});
    // The disk itself is in use by the test's own store; what is bound over it can be made read-only.
    execFileSync('mount', ['--bind', disk, disk], {stdio: 'ignore'});
    try {
      remount('bind,ro');
      const refused = await souk(['price', 'set', 'SKU-0001', '11.00', '--yes'], {home});
      expect(refused.code).to.equal(6);
      expect(refused.stdout).to.equal('');
      expect(refused.stderr).to.contain('(STORE_READONLY, exit 6)').and.to.contain('--home DIR');
    } finally {
      execFileSync('umount', [disk], {stdio: 'ignore'});
    }
    expect(writeLog(served)).to.have.length(from);
  });

  it('whose store another program keeps to itself: exit 9 after a while, and resumed when that lets go', async () => {
    const from = writeLog(served).length;
    let other: Sqlite.Database | undefined;
    const ended = await adjust([], () => {
      other = new Sqlite(path.join(home, 'souk.db'));
      other.exec('begin exclusive');
    });
    said(ended, 'STORE_BUSY', 9, /^ {2}Wait until the other souk has finished/mu);
    other?.exec('rollback');
    other?.close();
    await goesOn(from);
  });

  it('that spoilt the store: said with a way out, and with the good copy back the run goes on', async () => {
    const from = writeLog(served).length;
    const file = path.join(home, 'souk.db');
    const hold = holdWrite(served.wire, 2);
    const {child, ended} = begin(ADJUST_ALL, home);
    await hold.reached;
    child.kill('SIGKILL');
    await ended;
    hold.release();
    await served.wire.idle();
    served.wire.rules({});
    // A reading command leaves the write-ahead log behind it in the file, so that one file is the whole copy.
    expect((await souk(['run', 'list'], {home})).code).to.equal(0);
    copyFileSync(file, `${file}.good`);
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(100, 'x'), 0, 100, 0);
    closeSync(handle);
    for (const command of [
      ['run', 'list'],
      ['run', 'resume'],
      ['price', 'set', 'SKU-0001', '11.00', '--yes'],
    ]) {
      const {code, stdout, stderr} = await souk(command, {home});
      expect([code, stdout], stderr).to.deep.equal([6, '']);
      expect(stderr.split('\n')).to.have.length(5);
      expect(stderr).to.contain('(STORE_DAMAGED, exit 6)');
      expect(stderr).to.contain(`mkdir ${home}/damaged && mv ${file}* ${home}/damaged`);
    }
    const json = await soukJson(['run', 'list'], {home});
    expect(json.document['error']).to.include({code: 'STORE_DAMAGED', exit: 6});
    execFileSync('sh', ['-c', `mkdir ${home}/damaged && mv ${file}* ${home}/damaged`]);
    copyFileSync(path.join(home, 'damaged', 'souk.db.good'), file);
    await goesOn(from);
  });
});
