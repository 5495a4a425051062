import {execFileSync} from 'node:child_process';
import {closeSync, openSync, writeSync} from 'node:fs';
import path from 'node:path';
import {writeLog} from '../../e2e/support/served.js';
import {adjustAll, goesOnFrom, OFFERS, said} from './failing-store.js';
import {openServedShop, type ServedShop} from './served-shop.js';

/** Files marked so may not be changed, on most disks not even by who has them open: as on a disk that failed. */
function mark(sign: '+' | '-', files: readonly string[]): void {
  execFileSync('chattr', [`${sign}i`, ...files], {stdio: 'ignore'});
}

/** True where this user may mark files, and the mark holds for one that is open. */
function holds(probe: string): boolean {
  const handle = openSync(probe, 'w');
  try {
    mark('+', [probe]);
    try {
      return writeSync(handle, 'x') === 0;
    } catch {
      return true;
    } finally {
      mark('-', [probe]);
    }
  } catch {
    return false;
  } finally {
    closeSync(handle);
  }
}

describe('a run on a disk that turns read-only', () => {
  let shop: ServedShop;

  before(async () => {
    shop = await openServedShop(OFFERS);
  });
  after(async () => await shop.close());

  it('is said with the run, and goes on when the disk can be written', async function () {
    const {home, served} = shop;
    if (!holds(path.join(home, 'probe'))) {
      process.stdout.write('      skipped: no file of this disk can be kept from who has it open\n');
      this.skip();
    }
    const files = ['souk.db', 'souk.db-wal'].map((name) => path.join(home, name));
    const from = writeLog(served).length;
    try {
      said(
        await adjustAll({served, home}, [], () => mark('+', files)),
        'STORE_IO',
        130,
        /^ {2}See whether there is room/mu,
      );
    } finally {
      mark('-', files);
    }
    await goesOnFrom({served, home}, from);
  });
});
