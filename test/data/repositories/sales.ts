import {expect} from 'chai';
import type {PriceLedger} from '../../../src/ports/data.js';
import {type Bench, collect} from '../repositories.js';
import {aLedgerEntry, anOrder} from '../support/records.js';

export function saleTests({data, shop}: Bench): void {
  describe('sales', () => {
    it('streams lines of a window, oldest first, over many pages', async () => {
      const id = await shop();
      const lines = Array.from({length: 4500}, (_, index) =>
        anOrder(`O-${String(index % 1500).padStart(4, '0')}`, {
          lineId: String(Math.floor(index / 1500)),
          orderedAt: 1000 + (index % 7),
        }),
      );
      expect(await data().sales.putOrders(id, lines)).to.deep.equal({added: 4500, changed: 0, same: 0});
      const sorted = [...lines].sort(
        (a, b) =>
          a.orderedAt - b.orderedAt ||
          (a.orderId < b.orderId ? -1 : a.orderId > b.orderId ? 1 : a.lineId < b.lineId ? -1 : 1),
      );
      expect(await collect(data().sales.lines(id, 0, 9999))).to.deep.equal(sorted);
      const window = await collect(data().sales.lines(id, 1001, 1003));
      expect(window).to.deep.equal(sorted.filter(({orderedAt}) => orderedAt === 1001 || orderedAt === 1002));
    });

    it('may be written to while it is read', async () => {
      const id = await shop();
      await data().sales.putOrders(
        id,
        Array.from({length: 2100}, (_, index) => anOrder(`O-${index}`)),
      );
      let seen = 0;
      for await (const line of data().sales.lines(id, 0, 2000)) {
        if (seen++ % 500 === 0) await data().sales.putOrders(id, [{...line, status: 'seen'}]);
      }
      expect(seen).to.equal(2100);
    });

    it('is idempotent by order and line, and counts a mended one', async () => {
      const id = await shop();
      const first = [anOrder('1'), anOrder('1', {lineId: '2', quantity: -1}), anOrder('2')];
      await data().sales.putOrders(id, first);
      const again = [anOrder('1', {status: 'refunded'}), anOrder('2'), anOrder('3')];
      expect(await data().sales.putOrders(id, again)).to.deep.equal({added: 1, changed: 1, same: 1});
      const kept = await collect(data().sales.lines(id, 0, 2000));
      expect(kept).to.deep.equal([again[0], first[1], again[1], again[2]]);
    });

    it('knows the customer of an order from the line that says who', async () => {
      const id = await shop();
      await data().sales.putOrders(id, [anOrder('1', {customer: null})]);
      await data().sales.putOrders(id, [
        anOrder('1', {lineId: '2', customer: 'hash-b'}),
        anOrder('1', {lineId: '3', customer: null}),
      ]);
      const customers = (await collect(data().sales.lines(id, 0, 2000))).map(({customer}) => customer);
      expect(customers).to.deep.equal(['hash-b', 'hash-b', 'hash-b']);
    });

    it('knows which SKUs were ever sold', async () => {
      const [one, two] = [await shop(), await shop()];
      await data().sales.putOrders(one, [anOrder('1', {sku: 'A'}), anOrder('2', {sku: 'B', quantity: -1})]);
      await data().sales.putOrders(two, [anOrder('1', {sku: 'C'})]);
      expect([...(await data().sales.sold(one, ['C', 'B', 'A', 'a']))].sort()).to.deep.equal(['A', 'B']);
      expect((await data().sales.sold(one, [])).size).to.equal(0);
    });

    it('streams days from and to inclusive, by date and SKU', async () => {
      const id = await shop();
      const day = (date: string, sku: string, units: number | null) => ({
        date,
        sku,
        price: 100,
        units,
        startStock: null,
      });
      const days = [
        day('2026-01-03', 'B', 1),
        day('2026-01-01', 'A', 0),
        day('2026-01-03', 'A', null),
        day('2026-01-04', 'A', 2),
      ];
      await data().sales.putDaily(id, days);
      expect(await data().sales.putDaily(id, [day('2026-01-01', 'A', 5), day('2026-01-03', 'B', 1)])).to.deep.equal({
        added: 0,
        changed: 1,
        same: 1,
      });
      const found = await collect(data().sales.daily(id, '2026-01-01', '2026-01-03'));
      expect(found).to.deep.equal([day('2026-01-01', 'A', 5), day('2026-01-03', 'A', null), day('2026-01-03', 'B', 1)]);
    });
  });

  describe('price ledger', () => {
    const prices = async (ledger: PriceLedger, id: number) =>
      (await ledger.history(id, 'A')).map(({at, price}) => [at, price]);

    it('keeps a price only when it differs from the one before', async () => {
      const id = await shop();
      const {ledger} = data();
      const cut = aLedgerEntry('A', 30, 90, {compareAt: 100, source: 'run', run: 'R-1', promotion: 'PR-1'});
      await ledger.record(id, [aLedgerEntry('A', 10, 100), aLedgerEntry('A', 20, 100), cut]);
      await ledger.record(id, [
        aLedgerEntry('A', 40, 90, {compareAt: 100}),
        aLedgerEntry('A', 50, 90),
        aLedgerEntry('B', 50, 1),
      ]);
      expect(await ledger.history(id, 'A')).to.deep.equal([aLedgerEntry('A', 10, 100), cut, aLedgerEntry('A', 50, 90)]);
    });

    it('says what held at an instant and since when', async () => {
      const id = await shop();
      const {ledger} = data();
      await ledger.record(id, [aLedgerEntry('A', 10, 100), aLedgerEntry('A', 30, 90), aLedgerEntry('B', 20, 5)]);
      expect([...(await ledger.at(id, 9))]).to.deep.equal([]);
      expect([...(await ledger.at(id, 29))]).to.deep.equal([
        ['A', {price: 100, compareAt: null, since: 10}],
        ['B', {price: 5, compareAt: null, since: 20}],
      ]);
      expect((await ledger.at(id, 30)).get('A')).to.deep.equal({price: 90, compareAt: null, since: 30});
    });

    it('says when prices last changed, and counts no first sighting', async () => {
      const id = await shop();
      const {ledger} = data();
      await ledger.record(id, [aLedgerEntry('A', 10, 100), aLedgerEntry('A', 30, 90), aLedgerEntry('B', 20, 5)]);
      await ledger.record(id, [aLedgerEntry('B', 20, 6, {source: 'run', run: 'R-1'})]);
      expect([...(await ledger.changed(id, 0, 40))].sort()).to.deep.equal([
        ['A', 30],
        ['B', 20],
      ]);
      expect([...(await ledger.changed(id, 20, 40))]).to.deep.equal([['A', 30]]);
      expect([...(await ledger.changed(id, 0, 19))]).to.deep.equal([]);
    });

    it('says the highest price that held within a time, promotions aside', async () => {
      const id = await shop();
      const {ledger} = data();
      await ledger.record(id, [aLedgerEntry('A', 5, 500), aLedgerEntry('A', 10, 100), aLedgerEntry('A', 30, 90)]);
      await ledger.record(id, [aLedgerEntry('B', 20, 5), aLedgerEntry('B', 25, 9, {promotion: 'PR-1'})]);
      const highest = async (from: number, to: number) => [...(await ledger.highest(id, from, to))].sort();
      expect(await highest(15, 40)).to.deep.equal([
        ['A', 100],
        ['B', 5],
      ]);
      expect(await highest(31, 40)).to.deep.equal([
        ['A', 90],
        ['B', 5],
      ]);
      expect(await highest(1, 9)).to.deep.equal([['A', 500]]);
      expect(await highest(1, 4)).to.deep.equal([]);
    });

    it('says the cuts of what was cut often, and of nothing else', async () => {
      const id = await shop();
      const {ledger} = data();
      await ledger.record(id, [
        ...[100, 98, 96, 97, 95].map((price, index) => aLedgerEntry('A', 10 + index, price)),
        ...[100, 98, 96, 94].map((price, index) => aLedgerEntry('B', 10 + index * 50, price)),
        ...[100, 98, 96].map((price, index) => aLedgerEntry('C', 10 + index, price)),
      ]);
      await ledger.record(id, [aLedgerEntry('C', 20, 50, {promotion: 'PR-1'}), aLedgerEntry('C', 30, 96)]);
      const often = {count: 3, within: 60};
      expect([...(await ledger.cuts(id, 5, 500, often))]).to.deep.equal([
        [
          'A',
          [
            {sku: 'A', at: 11, from: 100, to: 98},
            {sku: 'A', at: 12, from: 98, to: 96},
            {sku: 'A', at: 14, from: 97, to: 95},
          ],
        ],
      ]);
      expect((await ledger.cuts(id, 5, 13, often)).size).to.equal(0);
      expect([...(await ledger.cuts(id, 5, 500, {count: 3, within: 100})).keys()]).to.deep.equal(['A', 'B']);
      expect((await ledger.cuts(id, 11, 500, often)).size).to.equal(0);
    });

    it('bears a business clock that was moved back', async () => {
      const id = await shop();
      const {ledger} = data();
      await ledger.record(id, [aLedgerEntry('A', 1000, 50)]);
      await ledger.record(id, [aLedgerEntry('A', 10, 100)]);
      await ledger.record(id, [aLedgerEntry('A', 20, 100), aLedgerEntry('A', 15, 80)]);
      expect(await prices(ledger, id)).to.deep.equal([
        [10, 100],
        [15, 80],
        [20, 100],
        [1000, 50],
      ]);
      expect((await ledger.at(id, 16)).get('A')?.price).to.equal(80);
    });
  });
}
