import {expect} from 'chai';
import type {ShopTerms} from '../../src/domain/catalog/types.js';
import {USD} from './contract/shop.js';
import {
  calm,
  change,
  creates,
  createsOf,
  listingTarget,
  offerTarget,
  pullAll,
  push,
  pushAll,
  wordsFor,
} from './contract/steps.js';
import {asTheyAre, fitsAll, openWoo, type WooShop, withVariations} from './woocommerce/shops.js';

const single = wordsFor(asTheyAre);
const varied = wordsFor(withVariations);

interface Kept {
  readonly things: readonly Record<string, unknown>[];
  readonly pictures: readonly {readonly src: string}[];
}

async function withWoo(work: (shop: WooShop) => Promise<void>, terms: ShopTerms = USD): Promise<void> {
  const shop = await openWoo(terms);
  try {
    await work(shop);
  } finally {
    await shop.close();
  }
}

const thingOf = async ({control}: WooShop, sku: string) =>
  (await control<Kept>('state')).things.find((thing) => thing['sku'] === sku) ?? {};

describe('woocommerce: prices in the shop', () => {
  it('sends no request for a price that the shop would spoil', () =>
    withWoo(async ({platform, log}) => {
      const {wish, offer} = single;
      await pushAll(platform, createsOf(platform.capabilities, [wish('A1')]));
      const posts = async () => (await log()).filter(({method}) => method !== 'GET').length;
      const before = await posts();
      for (const price of ['abc', '10,50', '-5', '10.999', 12.5]) {
        const outcomes = await push(platform, [change(1, offerTarget('a1', offer('A1')), 'update', {price})]);
        expect(outcomes.get(1), String(price)).to.include({state: 'rejected', code: 'PRICE_INVALID'});
      }
      expect(await posts()).to.equal(before);
    }));

  it('says which prices of the shop it can not read, and reads the others', () =>
    withWoo(async ({platform, control}) => {
      const {wish} = single;
      await pushAll(platform, createsOf(platform.capabilities, [wish('A1'), wish('A2')]));
      await control('write', {sku: 'A1', values: {regular_price: '10.999', sale_price: ''}});
      const pages = [];
      for await (const page of platform.pull('listings', null, calm)) pages.push(page);
      const params = {sku: 'A1', price: '10.999', currency: 'USD'};
      expect(pages.flatMap(({refused}) => refused)).to.deep.equal([{code: 'WOO_PRICE_FINE', params}]);
      const prices = pages.flatMap(({records}) => records.map(({offers}) => offers[0]?.price));
      expect(prices).to.deep.equal([null, 1250]);
      expect(await platform.unreadable?.('A1', calm)).to.deep.equal({code: 'WOO_PRICE_FINE', params});
      expect(await platform.unreadable?.('A2', calm)).to.equal(null);
    }));

  it('reads what a buyer pays while a sale of the shop’s own begins late, and does not spoil that sale', () =>
    withWoo(async (shop) => {
      const {platform, control} = shop;
      const {wish, offer} = single;
      await pushAll(platform, createsOf(platform.capabilities, [wish('A1', 'USD', {compareAt: null})]));
      const soon = new Date(Date.now() + 3_600_000).toISOString().slice(0, 19);
      await control('write', {sku: 'A1', values: {sale_price: '9.00', date_on_sale_from_gmt: soon}});
      const target = offerTarget('a1', offer('A1'));
      const seen = async () => {
        const [{offer: held} = {offer: null}] = await platform.read([target], calm);
        return [held?.price, held?.compareAt];
      };
      const raise = async () => (await push(platform, [change(1, target, 'update', {price: '8.00'})])).get(1);
      expect(await seen()).to.deep.equal([1250, null]);
      expect(await raise()).to.include({state: 'rejected', code: 'SALE_SCHEDULED'});
      // Its time has come: the shop calls it a sale, and asks the old price until its daily work.
      await control('set', {ahead: 2 * 3_600_000});
      await control('write', {sku: 'A1', values: {sale_price: '9.00'}});
      expect(await seen()).to.deep.equal([1250, null]);
      await control('daily');
      expect(await seen()).to.deep.equal([900, 1250]);
      expect(await thingOf(shop, 'A1')).to.include({sale: '9.00', regular: '12.50'});
    }));

  it('takes the dates of a sale that is over away', () =>
    withWoo(async (shop) => {
      const {platform, control} = shop;
      const {wish, offer} = single;
      await pushAll(platform, createsOf(platform.capabilities, [wish('A1', 'USD', {compareAt: null})]));
      const values = {
        sale_price: '9.00',
        date_on_sale_from: '2020-01-01T00:00:00',
        date_on_sale_to: '2020-01-09T00:00:00',
      };
      await control('write', {sku: 'A1', values});
      await pushAll(platform, [
        change(1, offerTarget('a1', offer('A1')), 'update', {price: '8.00', compare_at_price: '10.00'}),
      ]);
      expect(await thingOf(shop, 'A1')).to.include({
        from: null,
        to: null,
        regular: '10.00',
        sale: '8.00',
        price: '8.00',
      });
    }));
});

describe('woocommerce: codes', () => {
  it('makes the good rows of a batch that has a SKU twice, and names the shop’s reason', () =>
    withWoo(async ({platform}) => {
      const {wish} = single;
      const wishes = [wish('A1'), {...wish('A2'), offers: [{...single.offer('a1'), gtin: null}]}, wish('A3')];
      const outcomes = await push(platform, createsOf(platform.capabilities, wishes));
      expect([1, 2, 3, 4, 5, 6].map((n) => outcomes.get(n)?.state)).to.deep.equal([
        ...['applied', 'applied', 'rejected', 'rejected', 'applied', 'applied'],
      ]);
      expect(outcomes.get(4)).to.include({code: 'PRODUCT_INVALID_SKU'});
      expect((await pullAll(platform, 'listings')).records.map(({product}) => product)).to.deep.equal(['a1', 'a3']);
    }));

  it('finds a SKU wherever it is, as it is written and not another of other case', () =>
    withWoo(async ({platform}) => {
      await pushAll(platform, createsOf(platform.capabilities, [varied.wish('A1'), single.wish('B1')]));
      const find = async (sku: string) => (await platform.read([{kind: 'offer', key: {sku}}], calm))[0]?.offer?.sku;
      expect([await find('A1'), await find('B1'), await find('a1')]).to.deep.equal(['A1', 'B1', undefined]);
    }));

  it('refuses a GTIN that another product has, and one that is none', () =>
    withWoo(async ({platform}) => {
      const {wish, offer} = varied;
      await pushAll(platform, createsOf(platform.capabilities, [wish('A1'), wish('A2')]));
      const twice = change(1, offerTarget('a1', offer('A1')), 'update', {gtin: offer('A2').gtin});
      expect((await push(platform, [twice])).get(1)).to.include({code: 'PRODUCT_INVALID_GLOBAL_UNIQUE_ID'});
      const none = change(1, offerTarget('a1', offer('A1')), 'update', {gtin: 'ISBN 1'});
      expect((await push(platform, [none])).get(1)).to.include({state: 'rejected', code: 'GTIN_INVALID'});
    }));

  it('keeps the merchant’s own key beside the slug made of it, and makes no two of one slug', () =>
    withWoo(async (shop) => {
      const {platform} = shop;
      const named = (product: string, sku: string) => ({
        ...single.wish(sku),
        listing: {...single.wish(sku).listing, product},
      });
      const first = createsOf(platform.capabilities, [named('EZ Mug', 'A1'), named('ez-mug', 'A2')]);
      const outcomes = await push(platform, first);
      expect([1, 2, 3, 4].map((n) => outcomes.get(n)?.state)).to.deep.equal([
        'applied',
        'applied',
        'rejected',
        'rejected',
      ]);
      expect(outcomes.get(3)).to.include({code: 'KEY_INVALID'});
      expect(await thingOf(shop, 'A1')).to.include({slug: 'ez-mug'});
      const [state] = await platform.read([listingTarget('EZ Mug')], calm);
      expect(state?.listing?.product).to.equal('EZ Mug');
      const again = await push(
        platform,
        createsOf(platform.capabilities, [named('EZ Mug', 'A1'), named('EZ. Mug', 'A3')]),
      );
      expect(again.get(1)).to.include({code: 'EXISTS', existingId: state?.listing?.remoteId});
      expect(again.get(3)).to.include({state: 'rejected', code: 'KEY_INVALID'});
      expect((await pullAll(platform, 'listings')).records.map(({product}) => product)).to.deep.equal(['EZ Mug']);
    }));
});

describe('woocommerce: products', () => {
  it('keeps names with marks of HTML, and takes the shop’s word for no category for none', () =>
    withWoo(async ({platform}) => {
      const {wish} = single;
      const listing = {
        ...wish('A1').listing,
        title: 'Salt & Pepper <b>',
        category: 'Home & Garden > Pots',
        tags: ['b & c', 'a'],
      };
      const bare = {...wish('A2'), listing: {...wish('A2').listing, category: '', tags: []}};
      await pushAll(platform, createsOf(platform.capabilities, [{...wish('A1'), listing}, bare]));
      const [one, two] = (await pullAll(platform, 'listings')).records;
      expect(one).to.deep.include({title: listing.title, category: listing.category, tags: listing.tags});
      expect(two).to.deep.include({category: '', tags: []});
    }));

  it('copies no picture into the shop twice', () =>
    withWoo(async ({platform, control}) => {
      const {wish, offer} = varied;
      await pushAll(platform, createsOf(platform.capabilities, [wish('A1')]));
      const count = async () => (await control<Kept>('state')).pictures.length;
      const before = await count();
      expect(before).to.equal(2);
      const images = [
        {url: 'https://example.com/A1-2.png', alt: 'Back'},
        {url: 'https://example.com/A1.png'},
        {url: 'https://example.com/new.png'},
      ];
      await pushAll(platform, [
        change(1, listingTarget('a1'), 'update', {images}),
        change(2, offerTarget('a1', offer('A1')), 'update', {image: 'https://example.com/A1-2.png'}),
      ]);
      expect(await count()).to.equal(before + 1);
      const [held] = (await pullAll(platform, 'listings')).records;
      expect(held?.images).to.deep.equal(images);
      expect(held?.offers[0]?.image).to.equal('https://example.com/A1-2.png');
      const broken = change(1, listingTarget('a1'), 'update', {images: [{url: 'https://example.com/broken.png'}]});
      expect((await push(platform, [broken])).get(1)).to.include({code: 'WOOCOMMERCE_PRODUCT_IMAGE_UPLOAD_ERROR'});
    }));

  it('leaves alone what the shop’s own people and plug-ins put on a product', () =>
    withWoo(async (shop) => {
      const {platform, control} = shop;
      await pushAll(platform, createsOf(platform.capabilities, [varied.wish('A1')]));
      const {parent: id} = await thingOf(shop, 'A1');
      const material = {id: 4, name: 'Material', position: 2, visible: true, variation: false, options: ['Clay']};
      const {things} = await control<Kept>('state');
      const present = things.find((thing) => thing['id'] === id)?.['attributes'] as object[];
      const values = {attributes: [...present, material], meta_data: [{key: '_yoast', value: 'x'}], status: 'pending'};
      await control('write', {id, values});
      const other = {
        ...varied.offer('A2'),
        options: [
          {name: 'Size', value: 'XL'},
          {name: 'Colour', value: 'Red; A1'},
        ],
      };
      const fields = Object.fromEntries(
        Object.entries({sku: 'A2', options: 'Size=XL; Colour=Red\\; A1', price: '9.00'}),
      );
      await pushAll(platform, [change(1, offerTarget('a1', other), 'create', fields)]);
      await pushAll(platform, [change(1, listingTarget('a1'), 'update', {extra: {Season: 'Spring'}})]);
      const kept = (await control<Kept>('state')).things.find((thing) => thing['id'] === id) ?? {};
      expect(kept['status']).to.equal('pending');
      expect(kept['attributes']).to.deep.include(material);
      expect((kept['attributes'] as {options: string[]}[])[0]?.options).to.deep.equal(['M', 'XL']);
      expect((kept['meta'] as {key: string}[]).map(({key}) => key)).to.include('_yoast');
      const [held] = (await pullAll(platform, 'listings')).records;
      expect(held).to.deep.include({status: 'draft', extra: {Season: 'Spring'}, vendor: 'Northwind Goods'});
      expect(held?.offers.map(({sku}) => sku)).to.deep.equal(['A1', 'A2']);
    }));

  it('shows of a variation what is its own, not what it has of its product', () =>
    withWoo(async ({platform, control}) => {
      const bare = {...varied.offer('A1'), sku: null, image: null, gtin: null};
      await pushAll(platform, createsOf(platform.capabilities, [{...varied.wish('A1'), offers: [bare]}]));
      const [held] = (await pullAll(platform, 'listings')).records;
      await control('write', {id: Number(held?.remoteId), values: {sku: 'PARENT'}});
      const [again] = (await pullAll(platform, 'listings')).records;
      expect(again?.description).to.equal(varied.wish('A1').listing.description);
      expect(again?.offers[0]).to.deep.include({sku: null, image: null});
      expect((await platform.read([{kind: 'offer', key: {sku: 'PARENT'}}], calm))[0]?.offer).to.equal(null);
    }));

  it('begins a product without offers, and lets it become one without options', () =>
    withWoo(async ({platform}) => {
      const {capabilities} = platform;
      const [listing, sold] = creates(capabilities, single.wish('A1'));
      if (listing === undefined || sold === undefined) throw new Error('no changes');
      await pushAll(platform, [listing]);
      expect((await pullAll(platform, 'listings')).records[0]?.offers).to.deep.equal([]);
      await pushAll(platform, [sold]);
      expect((await pullAll(platform, 'listings')).records[0]?.offers[0]).to.deep.include({
        sku: 'A1',
        price: 1250,
        stock: 40,
      });
      const second = change(1, offerTarget('a1', single.offer('A2')), 'create', {sku: 'A2', price: '1.00'});
      const withOptions = change(2, offerTarget('a1', varied.offer('A3')), 'create', {
        sku: 'A3',
        options: 'Size=M',
        price: '1.00',
      });
      const outcomes = await push(platform, [second, withOptions]);
      expect(outcomes.get(1)).to.include({state: 'rejected'});
      expect(outcomes.get(2)).to.include({state: 'rejected', code: 'OPTIONS_DIFFER'});
    }));

  it('writes the stock of what is made in the same push along with it', () =>
    withWoo(async ({platform}) => {
      const {capabilities} = platform;
      const made = createsOf(capabilities, [
        single.wish('A1', 'USD', {stock: null}),
        varied.wish('B1', 'USD', {stock: null}),
      ]);
      const stocks = ['A1', 'B1', 'ZZ'].map((sku, i) =>
        change(10 + i, {kind: 'stock', key: {sku}}, 'update', {stock: 7}),
      );
      const outcomes = await push(platform, [...made, ...stocks]);
      expect([10, 11, 12].map((n) => outcomes.get(n)?.state)).to.deep.equal(['applied', 'applied', 'rejected']);
      const held = (await pullAll(platform, 'listings')).records.map(({offers}) => offers[0]?.stock);
      expect(held).to.deep.equal([7, 7]);
    }));

  it('puts what it takes back into the trash, and nothing away for good', () =>
    withWoo(async ({platform, log, control}) => {
      await pushAll(platform, createsOf(platform.capabilities, [varied.wish('A1'), single.wish('B1')]));
      await pushAll(platform, [
        change(1, offerTarget('a1', varied.offer('A1')), 'archive', {}),
        change(2, offerTarget('b1', single.offer('B1')), 'archive', {}),
      ]);
      const left = (await pullAll(platform, 'listings')).records.map(({product, offers}) => [product, offers.length]);
      expect(left).to.deep.equal([
        ['a1', 0],
        ['b1', 0],
      ]);
      await pushAll(platform, [
        change(1, listingTarget('a1'), 'archive', {}),
        change(2, listingTarget('b1'), 'archive', {}),
      ]);
      expect((await pullAll(platform, 'listings')).records).to.deep.equal([]);
      const {things} = await control<Kept>('state');
      expect(things.map((thing) => thing['status'])).to.deep.equal(['trash', 'trash', 'trash']);
      const requests = await log();
      expect(requests.some(({query}) => query['force'] === 'true')).to.equal(false);
      expect(requests.some(({body}) => Object.hasOwn(body as object, 'delete'))).to.equal(false);
      await pushAll(platform, createsOf(platform.capabilities, [varied.wish('A1')]));
    }));
});

describe('woocommerce: orders in the shop', () => {
  it('pulls an order when it is paid, its refund when it is given, and asks no report', () =>
    withWoo(async ({platform, control, log}) => {
      const line = {
        sku: 'A1',
        product_id: 1,
        variation_id: 0,
        quantity: 2,
        subtotal: '20.00',
        subtotal_tax: '0',
        total: '18.50',
        total_tax: '0',
      };
      const {id} = await control<{id: number}>('order', {status: 'pending', line_items: [line]});
      const first = await pullAll(platform, 'orders');
      expect(first.records).to.deep.equal([]);
      const paid = {status: 'processing', date_modified_gmt: new Date(Date.now() + 2000).toISOString().slice(0, 19)};
      await control('order-changes', {order: id, values: paid});
      const second = await pullAll(platform, 'orders', first.cursor);
      expect(second.records.map(({quantity, unitPrice, discount}) => [quantity, unitPrice, discount])).to.deep.equal([
        [2, 1000, 150],
      ]);
      await control('set', {ahead: 5000});
      const back = {...line, quantity: -1, subtotal: '-10.00', total: '-9.25'};
      await control('refund', {order: id, refund: {amount: '9.25', line_items: [back]}});
      const third = await pullAll(platform, 'orders', second.cursor);
      const net = third.records.reduce(
        (sum, each) => sum + each.unitPrice * each.quantity - Math.sign(each.quantity) * (each.discount ?? 0),
        0,
      );
      expect(net).to.equal(925);
      expect((await pullAll(platform, 'orders', third.cursor)).records).to.deep.equal([]);
      expect((await log()).some(({path}) => path.startsWith('/reports'))).to.equal(false);
    }));

  it('pulls more orders than a page, of one second, once each', () =>
    withWoo(async ({platform, control}) => {
      const at = new Date().toISOString().slice(0, 19);
      const line = {
        sku: 'A1',
        product_id: 1,
        variation_id: 0,
        quantity: 1,
        subtotal: '1',
        subtotal_tax: '0',
        total: '1',
        total_tax: '0',
      };
      for (let i = 0; i < 230; i++) await control('order', {date_modified_gmt: at, line_items: [line]});
      const {records, cursor} = await pullAll(platform, 'orders');
      expect(new Set(records.map(({orderId}) => orderId)).size).to.equal(230);
      expect(records).to.have.length(230);
      expect((await pullAll(platform, 'orders', cursor)).records).to.deep.equal([]);
    }));
});

fitsAll(['batch products']);
