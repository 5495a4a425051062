import {expect} from 'chai';
import type {BoundsRecord, FeeRecord, ItemRecord, SupplyRecord} from '../../../src/domain/facts.js';
import type {Bench} from '../repositories.js';
import {aCost, aRival} from '../support/records.js';

const item: ItemRecord = {
  item: 'I-1',
  sku: 'A',
  pack: 1,
  supplier: 'Hills',
  minimumOrder: 10,
  packSize: 5,
  weightGrams: 100,
};
const bounds: BoundsRecord = {sku: 'A', listPrice: 1000, minPrice: null, maxPrice: 2000, mapPrice: null, msrp: 1500};
const supply: SupplyRecord = {
  sku: 'A',
  onOrder: 0,
  leadTimeDays: 14,
  replenishable: false,
  seasonEnd: '2026-09-30',
  salvageValue: 100,
  holdingCostDay: null,
  receivedOn: null,
};

export function factTests({data, shop}: Bench): void {
  describe('facts', () => {
    it('counts what is new, changed and the same', async () => {
      const id = await shop();
      const {facts} = data();
      expect(await facts.putBounds(id, [bounds, {...bounds, sku: 'B'}], 1)).to.deep.equal({
        added: 2,
        changed: 0,
        same: 0,
      });
      const again = [bounds, {...bounds, sku: 'B', minPrice: 1}, {...bounds, sku: 'C'}];
      expect(await facts.putBounds(id, again, 2)).to.deep.equal({added: 1, changed: 1, same: 1});
      expect(await facts.putBounds(id, again, 3)).to.deep.equal({added: 0, changed: 0, same: 3});
      expect(await facts.putBounds(id, [], 4)).to.deep.equal({added: 0, changed: 0, same: 0});
      expect([...(await facts.bounds(id)).values()]).to.deep.equal(again);
    });

    it('takes the last of two rows of one key', async () => {
      const id = await shop();
      const counted = await data().facts.putSupply(id, [supply, {...supply, replenishable: null}], 1);
      expect(counted).to.deep.equal({added: 1, changed: 0, same: 0});
      expect([...(await data().facts.supply(id)).values()]).to.deep.equal([{...supply, replenishable: null}]);
    });

    it('keeps items by SKU: two SKUs may sell one item in packs', async () => {
      const id = await shop();
      const records = [item, {...item, sku: 'B', pack: 2, weightGrams: null}];
      await data().facts.putItems(id, records, 1);
      await data().facts.putItems(id, [{...item, item: 'I-2'}], 2);
      expect(await data().facts.items(id)).to.deep.equal([{...item, item: 'I-2'}, records[1]]);
    });

    it('keeps the facts of two shops apart', async () => {
      const [one, two] = [await shop(), await shop()];
      await data().facts.putItems(one, [item], 1);
      await data().facts.putItems(two, [{...item, supplier: 'Other'}], 1);
      await data().facts.putSupply(one, [supply], 1);
      expect(await data().facts.items(one)).to.deep.equal([item]);
      expect((await data().facts.supply(two)).size).to.equal(0);
    });

    it('says which cost holds at an instant; one without a date is the weakest', async () => {
      const id = await shop();
      const {facts} = data();
      const costs = [
        aCost('A', {cost: 300, effectiveFrom: 200}),
        aCost('A', {cost: 100}),
        aCost('A', {cost: 200, effectiveFrom: 100}),
        aCost('B', {cost: 9, effectiveFrom: 500}),
      ];
      expect(await facts.putCosts(id, costs, 7)).to.deep.equal({added: 4, changed: 0, same: 0});
      const at = async (instant: number) => [...(await facts.costs(id, instant))].map(([sku, {cost}]) => [sku, cost]);
      expect(await at(-5)).to.deep.equal([['A', 100]]);
      expect(await at(99)).to.deep.equal([['A', 100]]);
      expect(await at(100)).to.deep.equal([['A', 200]]);
      expect(await at(1000)).to.deep.equal([
        ['A', 300],
        ['B', 9],
      ]);
      const history = [...(await facts.costHistory(id)).entries()].map(([sku, records]) => [
        sku,
        records.map(({effectiveFrom}) => effectiveFrom),
      ]);
      expect(history).to.deep.equal([
        ['A', [null, 100, 200]],
        ['B', [500]],
      ]);
    });

    it('keeps a fee schedule as it was told last, and the others as they were', async () => {
      const id = await shop();
      const {facts} = data();
      const terms = {upTo: null, fixed: 30, minimum: null, marginal: false, effectiveFrom: null} as const;
      const open = {...terms, sku: '', category: 'mugs', source: 'merchant'} as const;
      const all: FeeRecord = {...open, rate: '0.15'};
      const told: FeeRecord = {...all, source: 'platform'};
      const low: FeeRecord = {...all, upTo: 1000, rate: '0.08', marginal: true};
      const later: FeeRecord = {...all, rate: '0.2', effectiveFrom: 100};
      const own: FeeRecord = {...all, sku: 'A', category: ''};
      expect(await facts.putFees(id, [all, low], [all], 1)).to.deep.equal({added: 2, changed: 0, same: 0});
      expect(await facts.putFees(id, [later, own], [later, own], 2)).to.deep.equal({added: 2, changed: 0, same: 0});
      expect(await facts.fees(id)).to.deep.equal([low, all, later, own]);
      expect(await facts.putFees(id, [all], [all], 3)).to.deep.equal({added: 0, changed: 0, same: 1});
      expect(await facts.fees(id)).to.deep.equal([all, later, own]);
      // What a platform tells of the same goods stands beside it.
      await facts.putFees(id, [told], [told], 3);
      expect(await facts.fees(id)).to.deep.include.members([all, told]);
      await facts.putFees(id, [{...told, upTo: 5}], [told], 4);
      expect(await facts.fees(id))
        .to.deep.include.members([all, {...told, upTo: 5}])
        .and.not.deep.include(told);
      expect(await facts.putFees(id, [low], [], 3)).to.deep.equal({added: 1, changed: 0, same: 0});
      expect((await facts.fees(id)).filter(({source}) => source === 'merchant')).to.deep.equal([low, all, later, own]);
      // Taken away are all steps of a schedule, and none of another day, of other goods or of another shop.
      const other = await shop();
      await facts.putFees(other, [all], [all], 4);
      await facts.dropFees(id, [low, own]);
      expect(await facts.fees(id)).to.deep.equal([{...told, upTo: 5}, later]);
      expect(await facts.fees(other)).to.deep.equal([all]);
    });

    it('knows a cost that is put again as learnt anew, though it is the same', async () => {
      const id = await shop();
      await data().facts.putCosts(id, [aCost('A')], 7);
      expect(await data().facts.putCosts(id, [aCost('A')], 9)).to.deep.equal({added: 0, changed: 0, same: 1});
      expect((await data().facts.costs(id, 0)).get('A')).to.deep.equal({...aCost('A'), learntAt: 9});
    });

    it('gives what is known of some SKUs as it gives all', async () => {
      const id = await shop();
      const {facts, ledger} = data();
      const skus = Array.from({length: 9}, (_, n) => `S${n}`);
      const blank = {listPrice: 1, minPrice: null, maxPrice: null, mapPrice: null, msrp: null};
      const priced = {price: 5, compareAt: null, currency: 'USD', source: 'pull', run: null, promotion: null} as const;
      await facts.putCosts(
        id,
        skus.flatMap((sku) => [aCost(sku), aCost(sku, {cost: 9, effectiveFrom: 5})]),
        1,
      );
      await facts.putBounds(
        id,
        skus.map((sku) => ({sku, ...blank})),
        1,
      );
      await facts.putRivals(
        id,
        skus.map((sku) => aRival(sku)),
        1,
      );
      const entries = skus.flatMap((sku) => [
        {sku, at: 1, ...priced},
        {sku, at: 3, ...priced, price: 6},
      ]);
      await ledger.record(id, entries);
      const some = ['S7', 'S3', 'NONE', ''];
      for (const read of [
        (of?: readonly string[]) => facts.costs(id, 9, of),
        (of?: readonly string[]) => facts.bounds(id, of),
        (of?: readonly string[]) => facts.rivals(id, 9000, of),
        (of?: readonly string[]) => ledger.at(id, 9, of),
        (of?: readonly string[]) => ledger.changed(id, 0, 9, of),
        (of?: readonly string[]) => ledger.highest(id, 0, 9, of),
      ]) {
        const all = await read();
        expect(all.size).to.equal(skus.length);
        expect([...(await read(some))].sort()).to.deep.equal(['S3', 'S7'].map((sku) => [sku, all.get(sku)]));
        expect((await read([])).size).to.equal(0);
      }
    });

    it('says whether a return costs something, by the costs that hold', async () => {
      const id = await shop();
      const {facts} = data();
      expect(await facts.returnsCost(id, 100)).to.equal(false);
      await facts.putCosts(
        id,
        [aCost('A', {returnCost: 5}), aCost('A', {effectiveFrom: 50}), aCost('B', {returnCost: 0})],
        1,
      );
      expect(await facts.returnsCost(id, 49)).to.equal(true);
      expect(await facts.returnsCost(id, 50)).to.equal(false);
      await facts.putCosts(id, [aCost('B', {returnCost: 1, effectiveFrom: 70})], 1);
      expect(await facts.returnsCost(id, 69)).to.equal(false);
      expect(await facts.returnsCost(id, 70)).to.equal(true);
    });

    it('gives the latest sighting of each rival, none from the future', async () => {
      const id = await shop();
      const {facts} = data();
      await facts.putRivals(
        id,
        [
          aRival('A', {seenAt: 100, price: 1}),
          aRival('A', {seenAt: 300, price: 3}),
          aRival('A', {seenAt: 200, price: null, inStock: false}),
          aRival('A', {rival: 'eastwind', seenAt: 150, price: 7, shipping: 2, condition: 'used'}),
          aRival('B', {seenAt: 400}),
        ],
        1,
      );
      const at = async (instant: number) =>
        [...(await facts.rivals(id, instant))].map(([sku, seen]) => [
          sku,
          seen.map(({rival, price}) => `${rival} ${price}`),
        ]);
      expect(await at(99)).to.deep.equal([]);
      expect(await at(250)).to.deep.equal([['A', ['eastwind 7', 'northwind null']]]);
      expect(await at(400)).to.deep.equal([
        ['A', ['eastwind 7', 'northwind 3']],
        ['B', ['northwind 1900']],
      ]);
      expect(
        await facts.putRivals(id, [aRival('A', {seenAt: 300, price: 4}), aRival('A', {seenAt: 301})], 2),
      ).to.deep.equal({added: 1, changed: 1, same: 0});
    });

    it('tells how rivals were seen within spans of time, oldest first', async () => {
      const id = await shop();
      const {facts} = data();
      const records = [100, 200, 300, 400].flatMap((seenAt) => [
        aRival('A', {rival: 'eastwind', seenAt}),
        aRival('A', {seenAt: seenAt + 1}),
        aRival('B', {seenAt}),
      ]);
      await facts.putRivals(id, records, 1);
      const found = await facts.seenIn(id, [
        {sku: 'A', rival: 'northwind', from: 200, to: 301},
        {sku: 'A', rival: 'eastwind', from: 300, to: 399},
        {sku: 'B', rival: 'eastwind', from: 0, to: 999},
      ]);
      expect([...found].map(([sku, seen]) => [sku, seen.map(({rival, seenAt}) => `${rival} ${seenAt}`)])).to.deep.equal(
        [['A', ['northwind 201', 'eastwind 300', 'northwind 301']]],
      );
      expect((await facts.seenIn(id, [])).size).to.equal(0);
    });
  });
}
