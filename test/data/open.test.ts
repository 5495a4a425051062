import {existsSync, statSync} from 'node:fs';
import {mkdir, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {MIGRATIONS} from '../../src/data/migrations/index.js';
import type {Migration} from '../../src/data/migrations/types.js';
import {openData} from '../../src/data/open.js';
import {openSqlite} from '../../src/data/sqlite.js';
import {withFolder} from '../support/souk.js';
import {fails, refused} from './repositories.js';
import {aShop} from './support/records.js';

const second: Migration = {
  version: 2,
  name: 'second',
  statements: ({int}) => [`alter table shop add column rank ${int}`],
};
const broken: Migration = {
  version: 3,
  name: 'broken',
  statements: ({int}) => [`alter table shop add column depth ${int}`, 'no such words'],
};
const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe('opening a SQLite store', () => {
  it('makes folder and files for their owner only, whatever the umask', async () => {
    await withFolder(async (folder) => {
      const home = path.join(folder, 'a home', 'deep');
      const file = path.join(home, 'souk.db');
      const before = process.umask(0);
      try {
        const data = await openData(file);
        await data.shops.add(aShop('main'));
        expect([mode(home), mode(path.dirname(home))]).to.deep.equal(['700', '700']);
        for (const name of await readdir(home))
          expect([name, mode(path.join(home, name))]).to.deep.equal([name, '600']);
        expect(await readdir(home)).to.include('souk.db-wal');
        await data.close();
      } finally {
        process.umask(before);
      }
    });
  });

  it('takes rights away from a store that others could read', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'souk.db');
      await writeFile(file, '', {mode: 0o644});
      await (await openData(file)).close();
      expect(mode(file)).to.equal('600');
    });
  });

  it('writes ahead, waits for others, syncs every commit and holds foreign keys, also after a transaction', async () => {
    await withFolder(async (folder) => {
      const store = await openSqlite(path.join(folder, 'souk.db'));
      const pragma = async (name: string) =>
        Object.values((await store.executor.run(`pragma ${name}`, [])).rows[0] ?? {})[0];
      await store.transaction(async () => undefined);
      const full = 2;
      expect(await pragma('journal_mode')).to.equal('wal');
      expect(await pragma('synchronous')).to.equal(full);
      expect(await pragma('foreign_keys')).to.equal(1);
      expect(await pragma('busy_timeout')).to.be.at.least(5000);
      await store.close();
    });
  });

  it('throws rather than hand over an integer that a number can not hold', async () => {
    const store = await openSqlite(':memory:');
    const max = await store.executor.run('select 9007199254740991 as n', []);
    expect(max.rows).to.deep.equal([{n: Number.MAX_SAFE_INTEGER}]);
    await fails(store.executor.run('select 9007199254740993 as n', []), /beyond the safe range/u);
    await store.close();
  });

  it('refuses a file that is no store, and leaves it as it is', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'souk.db');
      await writeFile(file, 'sku,price\n'.repeat(200));
      const error = await refused(openData(file), 'STORE_DAMAGED');
      expect(error.exit).to.equal(6);
      expect(statSync(file).size).to.equal(2000);
    });
  });

  it('says so when there is no place to write', async () => {
    await withFolder(async (folder) => {
      await writeFile(path.join(folder, 'file'), '');
      await refused(openData(path.join(folder, 'file', 'souk.db')), 'STORE_READONLY');
      await mkdir(path.join(folder, 'souk.db'));
      await refused(openData(path.join(folder, 'souk.db')), 'STORE_READONLY');
    });
  });
});

describe('migrating a SQLite store', () => {
  it('copies the store before it changes it, and keeps what it holds', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'souk.db');
      const first = await openData(file);
      const shop = await first.shops.add(aShop('main'));
      // Left open: what is in the write-ahead log belongs into the copy as well.
      const data = await openData(file, {migrations: [...MIGRATIONS, second]});
      expect((await data.info()).version).to.equal('2');
      expect(await data.shops.byName('main')).to.deep.equal(shop);
      await data.close();
      await first.close();
      const copy = path.join(folder, 'souk.db.v1.bak');
      expect(mode(copy)).to.equal('600');
      const old = await openData(copy);
      expect([(await old.info()).version, await old.shops.byName('main')]).to.deep.equal(['1', shop]);
      await old.close();
    });
  });

  it('makes no copy of a store that is new or up to date', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'souk.db');
      for (const _ of [1, 2]) await (await openData(file)).close();
      expect(await readdir(folder)).to.deep.equal(['souk.db']);
    });
  });

  it('refuses a store of a newer souk, untouched', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'souk.db');
      await (await openData(file, {migrations: [...MIGRATIONS, second]})).close();
      const error = await refused(openData(file), 'STORE_NEWER');
      expect([error.exit, error.params]).to.deep.equal([6, {location: file, found: 2, known: 1}]);
      const data = await openData(file, {migrations: [...MIGRATIONS, second]});
      expect((await data.info()).version).to.equal('2');
      await data.close();
    });
  });

  it('waits for runs to be finished', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'souk.db');
      const data = await openData(file);
      const shop = await data.shops.add(aShop('main'));
      await data.runs.open(
        {id: 'R-31', shopId: shop.id, plan: 'P-1', kind: 'price', startedAt: 1, undoes: null},
        [],
        0,
      );
      await data.runs.setState('R-31', 'interrupted', 2);
      const error = await refused(openData(file, {migrations: [...MIGRATIONS, second]}), 'STORE_RUN_OPEN');
      expect([error.exit, error.params]).to.deep.equal([9, {run: 'R-31', shop: 'main'}]);
      expect(existsSync(`${file}.v1.bak`)).to.equal(false);
      await data.runs.setState('R-31', 'abandoned', 3);
      await (await openData(file, {migrations: [...MIGRATIONS, second]})).close();
      await data.close();
    });
  });

  it('takes back a step that fails, keeps those before it, and never writes over a copy', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'souk.db');
      await (await openData(file)).close();
      for (const _ of [1, 2]) {
        const error = await openData(file, {migrations: [...MIGRATIONS, second, broken]}).catch(
          (reason: unknown) => reason,
        );
        expect(String(error)).to.match(/syntax error/u);
      }
      const data = await openData(file, {migrations: [...MIGRATIONS, second]});
      expect((await data.info()).version).to.equal('2');
      await data.close();
      expect((await readdir(folder)).sort()).to.deep.equal(['souk.db', 'souk.db.v1.bak', 'souk.db.v2.bak']);
    });
  });
});
