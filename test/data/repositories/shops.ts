import {expect} from 'chai';
import {type Bench, refused} from '../repositories.js';
import {aCost, aLedgerEntry, aListing, anOffer, anOrder, aPlan, aRival, aShop} from '../support/records.js';

export function shopTests({data, shop}: Bench): void {
  describe('shops', () => {
    it('keeps all of a shop and changes only what a patch names', async () => {
      const {shops} = data();
      const added = await shops.add(aShop('alpha', {mode: 'observe'}));
      expect(await shops.byName('alpha')).to.deep.equal(added);
      expect(added.own).to.deep.equal({});
      await shops.update(added.id, {mode: 'suggest', pausedAt: 99, own: {price: 'rules'}});
      await shops.update(added.id, {});
      const expected = {...added, mode: 'suggest', pausedAt: 99, own: {price: 'rules'}};
      expect(await shops.byName('alpha')).to.deep.equal(expected);
      await shops.update(added.id, {pausedAt: null, terms: {...added.terms, taxRate: null}});
      expect(await shops.byName('alpha')).to.deep.equal({
        ...expected,
        pausedAt: null,
        terms: {...added.terms, taxRate: null},
      });
    });

    it('lists by the bytes of the name, on every engine', async () => {
      const {shops} = data();
      for (const name of ['zeta', 'Zeta', 'älv', '茶', '🍵', 'a b', 'a-b']) await shops.add(aShop(name));
      const names = (await shops.list()).map(({name}) => name);
      expect(names).to.deep.equal([...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
      expect(names).to.include.members(['Zeta', 'zeta', '茶', '🍵']);
    });

    it('refuses a second shop of one name', async () => {
      await data().shops.add(aShop('twice'));
      await refused(data().shops.add(aShop('twice')), 'SHOP_EXISTS');
      expect(await data().shops.byName('nobody')).to.equal(null);
    });

    it('keeps a cursor a kind, with when it was moved', async () => {
      const id = await shop();
      const {shops} = data();
      expect(await shops.cursor(id, 'orders')).to.equal(null);
      await shops.setCursor(id, 'orders', 'a', 1);
      await shops.setCursor(id, 'orders', 'b', 2);
      await shops.setCursor(id, 'listings', '', 3);
      expect(await shops.cursor(id, 'orders')).to.equal('b');
      expect([...(await shops.pulledAt(id))]).to.deep.equal([
        ['listings', 3],
        ['orders', 2],
      ]);
    });

    it('removes a shop with all that hangs on it, and nothing of another', async () => {
      const [gone, kept] = [await shop(), await shop()];
      for (const id of [gone, kept]) {
        await data().catalog.mirror(id, [aListing('1', [anOffer('1')])], {at: 1, overlaid: new Set()});
        await data().facts.putCosts(id, [aCost('SKU-1')], 1);
        await data().facts.putRivals(id, [aRival('SKU-1')], 1);
        await data().sales.putOrders(id, [anOrder('1')]);
        await data().ledger.record(id, [aLedgerEntry('SKU-1', 1, 1)]);
        await data().plans.save(aPlan(`P-OF-${id}`, id, 2), 'open');
        await data().shops.setCursor(id, 'orders', 'c', 1);
      }
      await data().shops.remove(gone);
      expect(await data().catalog.counts(gone)).to.deep.equal({listings: 0, offers: 0, withoutSku: 0});
      expect((await data().facts.costs(gone, 9)).size).to.equal(0);
      expect(await data().ledger.history(gone, 'SKU-1')).to.deep.equal([]);
      expect(await data().plans.get(`P-OF-${gone}`)).to.equal(null);
      expect(await data().catalog.counts(kept)).to.deep.equal({listings: 1, offers: 1, withoutSku: 0});
      expect((await data().facts.rivals(kept, 9999)).size).to.equal(1);
      expect(await data().plans.get(`P-OF-${kept}`)).to.deep.equal(aPlan(`P-OF-${kept}`, kept, 2));
    });
  });
}
