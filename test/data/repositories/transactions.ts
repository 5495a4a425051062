import {expect} from 'chai';
import {type Bench, fails} from '../repositories.js';
import {aListing, anOffer, aShop} from '../support/records.js';

export function transactionTests({data, shop}: Bench): void {
  describe('transactions', () => {
    it('keep all of it', async () => {
      const id = await data().transaction(async (inside) => {
        const added = await inside.shops.add(aShop('in-a-transaction'));
        await inside.catalog.mirror(added.id, [aListing('1', [anOffer('1')])], {at: 1, overlaid: new Set()});
        return added.id;
      });
      expect((await data().catalog.counts(id)).offers).to.equal(1);
    });

    it('or nothing', async () => {
      const work = data().transaction(async (inside) => {
        await inside.shops.add(aShop('never'));
        throw new Error('changed my mind');
      });
      await fails(work, /changed my mind/u);
      expect(await data().shops.byName('never')).to.equal(null);
    });

    it('do not let others in: what is written beside one is not undone with it', async () => {
      const id = await shop();
      const aborted = data().transaction(async (inside) => {
        await inside.shops.setCursor(id, 'inside', 'x', 1);
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error('undone');
      });
      await Promise.all([fails(aborted, /undone/u), data().shops.setCursor(id, 'beside', 'y', 1)]);
      expect([...(await data().shops.pulledAt(id)).keys()]).to.deep.equal(['beside']);
    });

    it('come one after the other when many are begun at once', async () => {
      const id = await shop();
      await data().shops.setCursor(id, 'count', '0', 0);
      const add = () =>
        data().transaction(async (inside) => {
          const [before] = await inside.catalog.listings(id);
          await inside.catalog.mirror(id, [aListing('1', [anOffer('1')], {title: `${before?.title ?? ''}x`})], {
            at: 1,
            overlaid: new Set(),
          });
        });
      await add();
      await Promise.all([add(), add(), add()].map((work) => work.catch(() => undefined)));
      expect((await data().catalog.counts(id)).listings).to.equal(1);
    });

    it('refuse the outer data, another transaction, and to be closed', async () => {
      await fails(
        data().transaction(async () => await data().shops.list()),
        /inside a transaction/u,
      );
      await fails(
        data().transaction(async () => await data().transaction(async () => 1)),
        /inside a transaction/u,
      );
      await fails(
        data().transaction(async (inside) => await inside.transaction(async () => 1)),
        /neither nested nor closed/u,
      );
      await fails(
        data().transaction(async (inside) => await inside.close()),
        /neither nested nor closed/u,
      );
      expect(await data().shops.byName('nobody')).to.equal(null);
    });

    it('do not bind what they began and did not wait for', async () => {
      let later: Promise<unknown> | undefined;
      await data().transaction(async () => {
        later = new Promise((resolve) => setTimeout(resolve, 50)).then(() => data().shops.list());
      });
      expect(await later).to.be.an('array');
    });

    it('tells about the store', async () => {
      const {version, tables} = await data().info();
      expect(version).to.equal('1');
      expect(tables.map(({name}) => name)).to.include.members([
        'shop',
        'offer',
        'run_change',
        'lock',
        'fee_schedule',
        'limiter',
      ]);
      expect(tables.find(({name}) => name === 'shop')?.rows).to.equal((await data().shops.list()).length);
    });
  });
}
