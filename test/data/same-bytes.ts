import {expect} from 'chai';
import fc from 'fast-check';
import {openData} from '../../src/data/open.js';
import type {Data} from '../../src/ports/data.js';
import {collect} from './repositories.js';
import {aCost, aLedgerEntry, aListing, anOffer, anOrder, aRival, aShop} from './support/records.js';

/** SKUs and words as files bring them: other scripts, cases, spaces, characters outside the first plane. */
const word = fc.oneof(
  fc.string({unit: 'grapheme', maxLength: 8}),
  fc.string({unit: 'binary', maxLength: 6}),
  fc.constantFrom('A', 'a', 'Ä', 'ä', 'z', '_', 'a b', 'a-b', 'ß', 'ss', '茶', '🍵', '\uffee', ''),
);
const money = fc.option(fc.oneof(fc.maxSafeInteger(), fc.nat(5000)), {nil: null});
const instant = fc.nat(50);

const offer = fc.record({sku: fc.option(word, {nil: null}), price: money, compareAt: money, stock: money});
const wishes = fc.record({
  listings: fc.array(fc.record({product: word, title: word, offers: fc.array(offer, {maxLength: 3})}), {maxLength: 8}),
  costs: fc.array(fc.record({sku: word, cost: fc.nat(900), effectiveFrom: fc.option(instant, {nil: null})}), {
    maxLength: 8,
  }),
  rivals: fc.array(fc.record({sku: word, rival: word, price: money, seenAt: instant}), {maxLength: 12}),
  orders: fc.array(
    fc.record({orderId: word, lineId: word, orderedAt: instant, sku: word, customer: fc.option(word, {nil: null})}),
    {maxLength: 12},
  ),
  ledger: fc.array(fc.record({sku: word, at: instant, price: fc.nat(3)}), {maxLength: 12}),
  ask: instant,
});
type Wishes = typeof wishes extends fc.Arbitrary<infer T> ? T : never;

/** Writes all of it, twice, and reads all of it back. */
async function answers(data: Data, name: string, wish: Wishes): Promise<unknown> {
  const {id: shop} = await data.shops.add(aShop(name));
  const remote = wish.listings.map(({product, title, offers}, index) =>
    aListing(
      `l${index}`,
      offers.map((patch, position) => anOffer(`o${index}-${position}`, patch)),
      {product, title},
    ),
  );
  const counted: unknown[] = [];
  for (const round of [1, 2]) {
    await data.catalog.mirror(shop, remote, {at: round, overlaid: new Set()});
    counted.push(
      await data.facts.putCosts(
        shop,
        wish.costs.map((patch) => aCost(patch.sku, patch)),
        round,
      ),
      await data.facts.putRivals(
        shop,
        wish.rivals.map((patch) => aRival(patch.sku, patch)),
        round,
      ),
      await data.sales.putOrders(
        shop,
        wish.orders.map((patch) => anOrder(patch.orderId, patch)),
      ),
    );
    await data.ledger.record(
      shop,
      wish.ledger.map(({sku, at, price}) => aLedgerEntry(sku, at, price)),
    );
  }
  return {
    counted,
    listings: await data.catalog.listings(shop),
    filtered: await data.catalog.listings(shop, {skus: wish.costs.map(({sku}) => sku), products: ['A', 'ä']}),
    counts: await data.catalog.counts(shop),
    costs: [...(await data.facts.costs(shop, wish.ask))],
    history: [...(await data.facts.costHistory(shop))],
    rivals: [...(await data.facts.rivals(shop, wish.ask))],
    lines: await collect(data.sales.lines(shop, 0, 100)),
    sold: [
      ...(await data.sales.sold(
        shop,
        wish.costs.map(({sku}) => sku),
      )),
    ].sort(),
    ledger: [...(await data.ledger.at(shop, wish.ask))],
    prices: await Promise.all(wish.ledger.map(({sku}) => data.ledger.history(shop, sku))),
    next: [await data.runs.nextId(), await data.promotions.nextId()],
  };
}

/** The same calls in the same order give the same answers on both engines, down to the order of rows and the ids. */
export function sameBytesSuite(fresh: () => Promise<string>): void {
  it('gives the same bytes as SQLite, whatever is put in', async () => {
    const sqlite = await openData(':memory:');
    const postgres = await openData(await fresh());
    let round = 0;
    try {
      await fc.assert(
        fc.asyncProperty(wishes, async (wish) => {
          const name = `round-${++round}`;
          const expected = JSON.stringify(await answers(sqlite, name, wish));
          expect(JSON.stringify(await answers(postgres, name, wish))).to.equal(expected);
        }),
        {numRuns: 40},
      );
    } finally {
      await sqlite.close();
      await postgres.close();
    }
  });
}
