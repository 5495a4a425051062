import {type ChildProcess, fork} from 'node:child_process';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect} from 'chai';
import {openData} from '../../src/data/open.js';
import {withFolder} from '../support/souk.js';
import {refused} from './repositories.js';
import {aShop} from './support/records.js';

function start(what: string, location: string): ChildProcess {
  return fork(fileURLToPath(new URL('./support/child.js', import.meta.url)), [what, location]);
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

describe('a store and several processes', () => {
  it('has every intent that was written before the process was killed', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'souk.db');
      const child = start('journal', file);
      const told = await new Promise<{run: string; n: number}>((resolve) => {
        child.on('message', (message: {run: string; n: number}) => {
          if (message.n < 25) return;
          child.kill('SIGKILL');
          resolve(message);
        });
      });
      await ended(child);
      const data = await openData(file);
      const journal = await data.runs.journal(told.run);
      expect(journal.slice(0, told.n).every(({state, attempts}) => state === 'sending' && attempts === 1)).to.equal(
        true,
      );
      const intents = journal.filter(({state}) => state === 'sending');
      expect(intents.map(({n}) => n)).to.deep.equal(intents.map((_, index) => index + 1));
      expect(await data.runs.openRun(1)).to.include({id: told.run, state: 'open'});
      await data.close();
    });
  });

  it('counts right when two of them write at once', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'souk.db');
      const data = await openData(file);
      await data.shops.add(aShop('main'));
      const codes = await Promise.all([start('count', file), start('count', file)].map(ended));
      expect(codes).to.deep.equal([0, 0]);
      expect(await data.shops.cursor(1, 'count')).to.equal('200');
      await data.close();
    });
  });

  it('opens a new store once when several begin at the same time', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'souk.db');
      const stores = await Promise.all([1, 2, 3, 4].map(() => openData(file)));
      expect(new Set(await Promise.all(stores.map(async (data) => (await data.info()).version)))).to.deep.equal(
        new Set(['1']),
      );
      for (const data of stores) await data.close();
    });
  });

  it('says so when another one is writing for too long, and reads all the same', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'souk.db');
      const data = await openData(file, {busyTimeout: 20});
      const shop = await data.shops.add(aShop('main'));
      const child = start('hold', file);
      await new Promise((resolve) => child.once('message', resolve));
      const error = await refused(data.shops.setCursor(shop.id, 'orders', 'a', 1), 'STORE_BUSY');
      expect([error.exit, error.params]).to.deep.equal([9, {location: file}]);
      expect(await data.shops.cursor(shop.id, 'held')).to.equal(null);
      const over = ended(child);
      child.send('let go');
      await over;
      await data.shops.setCursor(shop.id, 'orders', 'a', 1);
      expect(await data.shops.cursor(shop.id, 'held')).to.equal('x');
      await data.close();
    });
  });
});
