import {expect} from 'chai';
import {USD} from './contract/shop.js';
import {calm, change, createsOf, offer, offerTarget, pullAll, push, pushAll, wish} from './contract/steps.js';
import {type State, shirt} from './shopify/goods.js';
import {fitsAll, missing, openShop, type Server, skipped, startServer} from './shopify/shops.js';

const why = missing();
if (why === null) {
  describe('shopify: writing', () => {
    let server: Server;
    before(async () => {
      server = await startServer();
    });
    after(() => server.stop());

    const state = (shop: number) => server.tell<State>('state', {shop});
    const priced = (n: number, sku: string, price: string) =>
      change(n, offerTarget('shirt', offer(sku)), 'update', {price});

    it('keeps all five variants, and all else, when one price changes', async () => {
      const {platform, shop} = await openShop(server, USD);
      await pushAll(platform, createsOf(platform.capabilities, [shirt]));
      await server.tell('patch', {shop, sku: 'SHIRT-L', with: {taxable: false, inventoryPolicy: 'CONTINUE'}});
      const before = (await state(shop)).products;
      await pushAll(platform, [priced(1, 'SHIRT-L', '7.77')]);
      const text = JSON.stringify((await state(shop)).products);
      expect(text).to.equal(JSON.stringify(before).replace('"price":"10.02"', '"price":"7.77"'));
      expect(before[0]?.variants).to.have.length(5);
      await platform.close();
    });

    it('writes many variants of one product in one request, and joins errors back to their rows', async () => {
      const {platform, shop} = await openShop(server, USD);
      await pushAll(platform, createsOf(platform.capabilities, [shirt]));
      const outcomes = await push(platform, [
        priced(1, 'SHIRT-S', '5.00'),
        change(2, offerTarget('shirt', offer('SHIRT-M')), 'update', {price: '5.00', options: 'Size=XL'}),
        priced(3, 'SHIRT-L', '6.00'),
      ]);
      expect(outcomes.get(1)).to.have.property('state', 'applied');
      expect(outcomes.get(2)).to.deep.include({state: 'rejected', code: 'VARIANT_ALREADY_EXISTS'});
      expect(outcomes.get(3)).to.have.property('state', 'applied');
      const {products, log} = await state(shop);
      expect(products[0]?.variants.map(({price}) => price)).to.deep.equal(['5.00', '10.01', '6.00', '10.03', '10.04']);
      expect(log.filter(({name}) => name === 'SoukVariantsUpdate')).to.have.length(1);
      await platform.close();
    });

    it('adds a variant to a product and keeps the others; a nameless one that is sold is not taken over', async () => {
      const {platform, shop} = await openShop(server, USD);
      const plain = {...wish('PLAIN'), offers: [offer('PLAIN-1', 'USD', {options: []})]};
      await pushAll(platform, createsOf(platform.capabilities, [shirt, plain]));
      const more = (product: string, sku: string, options: string) =>
        change(1, {kind: 'offer', key: {product, sku}}, 'create', {sku, options, price: '3.00', stock: 4});
      await pushAll(platform, [more('shirt', 'SHIRT-3XL', 'Size=3XL')]);
      const refused = await push(platform, [more('plain', 'PLAIN-2', 'Size=M')]);
      expect(refused.get(1)).to.deep.include({state: 'rejected', code: 'OPTIONS_DIFFER'});
      const {products} = await state(shop);
      expect(products.map(({variants}) => variants.length)).to.deep.equal([6, 1]);
      expect(Object.values(products[0]?.variants[5]?.stock ?? {})).to.deep.equal([4]);
      await platform.close();
    });

    it('makes, finds and changes variants without a SKU by their options', async () => {
      const {platform, shop} = await openShop(server, USD);
      const bare = {...shirt, offers: shirt.offers.map((each) => ({...each, sku: null}))};
      await pushAll(platform, createsOf(platform.capabilities, [bare]));
      const large = offerTarget('shirt', {sku: null, options: [{name: 'Size', value: 'L'}]});
      await pushAll(platform, [change(1, large, 'update', {price: '7.77'})]);
      expect((await platform.read([large], calm))[0]?.offer).to.deep.include({sku: null, price: 777});
      const {products} = await state(shop);
      expect(products[0]?.variants.map(({price}) => price)).to.deep.equal(['10.00', '10.01', '7.77', '10.03', '10.04']);
      await platform.close();
    });

    it('reads and archives a product of many variants whole', async () => {
      const {platform, shop} = await openShop(server, USD);
      const offers = Array.from({length: 133}, (_, i) =>
        offer(`BIG-${i}`, 'USD', {options: [{name: 'No', value: String(i)}], price: 100 + i}),
      );
      await pushAll(platform, createsOf(platform.capabilities, [{...wish('BIG'), offers}]));
      const {records} = await pullAll(platform, 'listings');
      expect(records[0]?.offers.map(({price}) => price)).to.deep.equal(offers.map(({price}) => price));
      await pushAll(platform, [change(1, {kind: 'listing', key: {product: 'big'}}, 'archive', {})]);
      const {products} = await state(shop);
      expect(products[0]?.status).to.equal('ARCHIVED');
      expect(products[0]?.variants).to.have.length(133);
      await platform.close();
    });

    it('keeps tags in the merchant’s order, which Shopify does not', async () => {
      const {platform, shop} = await openShop(server, USD);
      await pushAll(platform, createsOf(platform.capabilities, [shirt]));
      const tagged = (tags: readonly string[]) =>
        pushAll(platform, [change(1, {kind: 'listing', key: {product: 'shirt'}}, 'update', {tags})]);
      const read = async () => (await pullAll(platform, 'listings')).records[0]?.tags;
      await tagged(['zebra', 'apple']);
      expect((await state(shop)).products[0]?.tags).to.deep.equal(['apple', 'zebra']);
      expect(await read()).to.deep.equal(['zebra', 'apple']);
      await tagged(['apple', 'zebra']);
      expect(await read()).to.deep.equal(['apple', 'zebra']);
      await platform.close();
    });

    it('sets stock only where it is what the plan saw, under a key of its own each time', async () => {
      const {platform, shop} = await openShop(server, USD);
      await pushAll(platform, createsOf(platform.capabilities, [shirt]));
      const stock = (n: number, sku: string, after: number, seen: number) =>
        change(n, {kind: 'stock', key: {product: 'shirt', sku}}, 'update', {stock: after}, {stock: seen});
      const outcomes = await push(platform, [
        stock(1, 'SHIRT-S', 9, 40),
        stock(2, 'SHIRT-M', 9, 41),
        stock(3, 'SHIRT-L', 0, 40),
      ]);
      expect([1, 2, 3].map((n) => outcomes.get(n)?.state)).to.deep.equal(['applied', 'rejected', 'applied']);
      expect(outcomes.get(2)).to.have.property('code', 'CHANGE_FROM_QUANTITY_STALE');
      const {products, log} = await state(shop);
      const held = products[0]?.variants.map((each) => Object.values(each.stock)[0]);
      expect(held).to.deep.equal([9, 40, 0, 40, 40]);
      const keys = log.filter(({name}) => name === 'SoukStockSet').map(({variables}) => variables['key']);
      expect(new Set(keys).size).to.equal(2);
      await platform.close();
    });

    fitsAll(() => server, ['SoukVariants', 'SoukStockSet']);
  });
} else skipped('shopify: writing', why);
