import {expect} from 'chai';
import type {ShopTerms} from '../../../src/domain/catalog/types.js';
import {LISTING_FIELDS, OFFER_FIELDS} from '../../../src/domain/change/fields.js';
import {exponentOf} from '../../../src/domain/money.js';
import {type ContractShop, type MakeShop, USD, withShop} from './shop.js';
import {calm, offerTarget as exactTarget, expectHolds, pullAll, seed, wordsFor} from './steps.js';

/** More products than a page or a batch holds. */
const MANY = 230;

/** Reading: capabilities, pages, cursors, money. */
export function pullContract(
  make: MakeShop,
  {orders, creates}: {readonly orders: boolean; readonly creates: boolean},
): void {
  const {wish, offerTarget, listingTarget} = wordsFor(make);
  describe('reading', () => {
    it('has coherent capabilities', () =>
      withShop(make, USD, async ({platform: {capabilities}}) => {
        expect(capabilities.batch.rows).to.be.greaterThan(0);
        expect(capabilities.batch.bytes).to.be.greaterThan(1000);
        expect(capabilities.settleMs).to.be.at.least(0);
        expect(capabilities.limits.variantsPerProduct).to.be.greaterThan(0);
        expect(new Set(capabilities.fields.listing).size).to.equal(capabilities.fields.listing.length);
        expect(new Set(capabilities.fields.offer).size).to.equal(capabilities.fields.offer.length);
        expect(LISTING_FIELDS).to.include.members([...capabilities.fields.listing]);
        expect(OFFER_FIELDS).to.include.members([...capabilities.fields.offer]);
        expect(capabilities.fields.offer).to.include.members(creates ? ['sku', 'price'] : ['price']);
        expect(capabilities.refuses ?? []).to.have.members(creates ? [] : ['create', 'archive']);
        expect(capabilities.pulls[0]).to.equal('listings');
        expect(new Set(capabilities.pulls).size).to.equal(capabilities.pulls.length);
      }));

    it('passes its own check', () =>
      withShop(make, USD, async ({platform}) => {
        const {ok, findings} = await platform.check(calm);
        expect(ok).to.equal(true);
        expect(findings).not.to.have.length(0);
        expect(findings.every((finding) => finding.ok)).to.equal(true);
      }));

    it('pulls nothing of any kind from an empty shop', () =>
      withShop(make, USD, async ({platform}) => {
        for (const kind of platform.capabilities.pulls)
          expect((await pullAll(platform, kind)).records).to.deep.equal([]);
      }));

    it('answers a read of what is not there with nulls, in the order asked', () =>
      withShop(make, USD, async ({platform}) => {
        const targets = [offerTarget('none', {sku: 'NONE', options: []}), listingTarget('none')];
        const states = await platform.read(targets, calm);
        expect(states).to.deep.equal(targets.map((target) => ({target, listing: null, offer: null})));
      }));

    it(`pulls ${MANY} products complete and without doubles`, () =>
      withShop(make, USD, async (shop) => {
        const {platform} = shop;
        const wishes = Array.from({length: MANY}, (_, i) => wish(`P${String(i).padStart(4, '0')}`));
        await seed(shop, wishes);
        const {records} = await pullAll(platform, 'listings');
        expect(new Set(records.map(({remoteId}) => remoteId)).size).to.equal(MANY);
        const held = new Map(records.map((each) => [each.product, each]));
        expect(held.size).to.equal(MANY);
        for (const each of wishes) expectHolds(platform.capabilities, held.get(each.listing.product), each);
      }));

    it('stops when it is aborted', () =>
      withShop(make, USD, async (shop) => {
        const {platform} = shop;
        await seed(shop, [wish('A1')]);
        const stopped = AbortSignal.abort(new DOMException('stop', 'AbortError'));
        await expectAborted(() => platform.read([listingTarget('a1')], stopped));
        await expectAborted(async () => {
          for await (const page of platform.pull('listings', null, stopped)) expect(page).to.equal(undefined);
        });
      }));

    for (const currency of ['USD', 'JPY', 'KWD']) {
      it(`keeps money exact in ${currency}`, () =>
        withShop(make, termsIn(currency), (shop) => keepsMoney(make, shop, currency)));
    }

    if (orders) ordersContract(make);
  });
}

function termsIn(currency: string): ShopTerms {
  return {currency, zone: 'Asia/Tokyo', pricesIncludeTax: true, taxRate: '0.1'};
}

async function keepsMoney(make: MakeShop, shop: ContractShop, currency: string): Promise<void> {
  const {wish} = wordsFor(make);
  const {platform} = shop;
  const amounts = [1, 5, 99, 101, 1005, 99_999, 123_456_789, 10 ** exponentOf(currency)];
  const wishes = amounts.map((price, i) => wish(`M${i}`, currency, {price, compareAt: price + 1, cost: price}));
  await seed(shop, wishes);
  const held = new Map((await pullAll(platform, 'listings')).records.map((each) => [each.product, each]));
  for (const each of wishes) expectHolds(platform.capabilities, held.get(each.listing.product), each);
  const targets = wishes.flatMap(({listing, offers}) => offers.map((each) => exactTarget(listing.product, each)));
  const read = await platform.read(targets, calm);
  expect(read.map(({offer}) => offer?.price)).to.deep.equal(amounts);
}

export async function expectAborted(work: () => Promise<unknown>): Promise<void> {
  let thrown: unknown;
  try {
    await work();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).to.be.an.instanceOf(Error);
  expect(thrown).to.have.property('name', 'AbortError');
}

function ordersContract(make: MakeShop): void {
  const {wish} = wordsFor(make);
  it('pulls orders once each, and later only the new ones', () =>
    withShop(make, USD, async (shop) => {
      const {platform, trade} = shop;
      expect(trade, 'a shop with orders must be able to trade').to.be.a('function');
      const skus = ['T1', 'T2', 'T3'];
      await seed(
        shop,
        skus.map((sku) => wish(sku, 'USD', {stock: 100_000})),
      );
      await trade?.(skus);
      const first = await pullAll(platform, 'orders');
      expect(first.records).not.to.have.length(0);
      expect((await pullAll(platform, 'orders', first.cursor)).records).to.deep.equal([]);
      await trade?.(skus);
      const second = await pullAll(platform, 'orders', first.cursor);
      expect(second.records).not.to.have.length(0);
      const all = (await pullAll(platform, 'orders')).records;
      const key = ({orderId, lineId}: {orderId: string; lineId: string}) => `${orderId}/${lineId}`;
      expect([...first.records, ...second.records].map(key).sort()).to.deep.equal(all.map(key).sort());
      expect(new Set(all.map(key)).size).to.equal(all.length);
      for (const line of all) {
        expect(skus).to.include(line.sku);
        expect(Number.isSafeInteger(line.quantity) && line.quantity !== 0).to.equal(true);
        expect(Number.isSafeInteger(line.unitPrice)).to.equal(true);
        expect(line.currency).to.equal('USD');
      }
    }));
}
