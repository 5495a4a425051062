import {expect} from 'chai';
import {MIGRATIONS} from '../../src/data/migrations/index.js';
import type {Migration} from '../../src/data/migrations/types.js';
import {openData} from '../../src/data/open.js';
import {openPostgres} from '../../src/data/postgres.js';
import {fails, refused, repositorySuite} from './repositories.js';
import {sameBytesSuite} from './same-bytes.js';
import {startPostgres, type TestServer} from './support/postgres.js';
import {aShop} from './support/records.js';

describe('PostgreSQL', () => {
  let server: TestServer | undefined;
  const fresh = async (): Promise<string> => {
    if (server === undefined) throw new Error('the server is not up');
    return await server.fresh();
  };
  before(async () => {
    server = await startPostgres();
  });
  after(async () => {
    await server?.stop();
  });
  repositorySuite('PostgreSQL', async () => await openData(await fresh()));
  sameBytesSuite(fresh);

  it('makes the tables once when several begin at the same time', async () => {
    const location = await fresh();
    const stores = await Promise.all([1, 2, 3].map(() => openData(location)));
    const versions = await Promise.all(stores.map(async (data) => (await data.info()).version));
    expect(versions).to.deep.equal(['1', '1', '1']);
    for (const data of stores) await data.close();
  });

  it('is migrated when no run is open, and refused when it is newer', async () => {
    const location = await fresh();
    const second: Migration = {
      version: 2,
      name: 'second',
      statements: ({int}) => [`alter table shop add column rank ${int}`],
    };
    const migrations = [...MIGRATIONS, second];
    const data = await openData(location);
    const shop = await data.shops.add(aShop('main'));
    await data.runs.open({id: 'R-1', shopId: shop.id, plan: 'P-1', kind: 'price', startedAt: 1, undoes: null}, [], 0);
    await refused(openData(location, {migrations}), 'STORE_RUN_OPEN');
    await data.runs.setState('R-1', 'done', 2);
    await data.close();
    const newer = await openData(location, {migrations});
    expect(await newer.shops.byName('main')).to.deep.equal(shop);
    await newer.close();
    await refused(openData(location), 'STORE_NEWER');
  });

  it('commits to the disk, also where that is switched off', async () => {
    const location = new URL(await fresh());
    const options = `${location.searchParams.get('options')} -c synchronous_commit=off`;
    location.searchParams.set('options', options);
    for (const [url, want] of [
      [location.toString().replaceAll('+', '%20'), 'on'],
      [location.toString().replaceAll('+', '%20').replace('%3Doff', '%3Dremote_write'), 'remote_write'],
    ] as const) {
      const store = await openPostgres(url);
      const show = async (run: typeof store.executor.run) => (await run('show synchronous_commit', [])).rows;
      expect(await show(store.executor.run)).to.deep.equal([{synchronous_commit: want}]);
      await store.transaction(async ({executor}) => {
        expect(await show(executor.run)).to.deep.equal([{synchronous_commit: want}]);
      });
      await store.close();
    }
  });

  it('hands integers over as numbers, or throws', async () => {
    const store = await openPostgres(await fresh());
    const {rows} = await store.executor.run(
      'select 9007199254740991::int8 as a, sum(n) as b from (values (1::int8), (2)) as v (n)',
      [],
    );
    expect(rows).to.deep.equal([{a: Number.MAX_SAFE_INTEGER, b: 3}]);
    await fails(store.executor.run('select 9007199254740992::int8 as a', []), /beyond the safe range/u);
    await store.close();
  });
});
