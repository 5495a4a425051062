import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import type {CheckFinding} from '../../src/ports/platform.js';
import {soukJson, withFolder} from '../support/souk.js';
import {USD} from './contract/shop.js';
import {calm, change, createsOf, pullAll, push, pushAll, wish} from './contract/steps.js';
import {type State, shirt} from './shopify/goods.js';
import {fitsAll, missing, openShop, type Server, skipped, startServer} from './shopify/shops.js';

const SCOPES = [
  'write_products',
  'write_inventory',
  'read_locations',
  'read_orders',
  'read_all_orders',
  'read_customers',
];
const PUBLISHING = {scopes: [...SCOPES, 'write_publications']};
const [ONLINE, TILL] = ['gid://shopify/Publication/1', 'gid://shopify/Publication/2'];

const why = missing();
if (why === null) {
  describe('shopify: sales channels', () => {
    let server: Server;
    before(async () => {
      server = await startServer();
    });
    after(() => server.stop());

    const state = (shop: number) => server.tell<State>('state', {shop});
    const open = (channels: string, patch: object = PUBLISHING) =>
      openShop(server, USD, patch, () => (channels === '' ? {} : {channels}));
    const draft = {...wish('DRAFT'), listing: {...wish('DRAFT').listing, status: 'draft' as const}};
    const activate = (product: string) =>
      change(1, {kind: 'listing', key: {product}}, 'update', {status: 'active'}, {status: 'draft'});

    it('get active products that are made, and drafts when they become active', async () => {
      const {platform, shop} = await open('');
      await pushAll(platform, createsOf(platform.capabilities, [shirt, draft]));
      const seen = async () => (await state(shop)).products.map(({status, published}) => [status, published]);
      expect(await seen()).to.deep.equal([
        ['ACTIVE', [ONLINE]],
        ['DRAFT', []],
      ]);
      const read = await platform.read([{kind: 'listing', key: {product: 'shirt'}}], calm);
      expect(read[0]?.listing?.status).to.equal('active');
      await pushAll(platform, [activate('draft')]);
      expect(await seen()).to.deep.equal([
        ['ACTIVE', [ONLINE]],
        ['ACTIVE', [ONLINE]],
      ]);
      await platform.close();
    });

    it('are those that the setting names, all, or none', async () => {
      const published = async (channels: string) => {
        const {platform, shop} = await open(channels);
        await pushAll(platform, createsOf(platform.capabilities, [shirt]));
        await platform.close();
        return (await state(shop)).products[0]?.published;
      };
      expect(await published('point of sale')).to.deep.equal([TILL]);
      expect(await published('Online Store, Point of Sale')).to.deep.equal([ONLINE, TILL]);
      expect(await published('all')).to.deep.equal([ONLINE, TILL]);
      expect(await published('none')).to.deep.equal([]);
    });

    it('that the shop refuses leave a draft which is not for sale, and the row says why', async () => {
      const publications = [{id: ONLINE, name: 'Online Store', closed: true}];
      const {platform, shop} = await open('', {...PUBLISHING, publications});
      const changes = createsOf(platform.capabilities, [shirt]);
      const outcomes = await push(platform, changes);
      expect(outcomes.get(1)).to.deep.include({state: 'rejected', code: 'NOT_PUBLISHED'});
      expect([...outcomes.values()].every((each) => each.state === 'rejected')).to.equal(true);
      expect((await state(shop)).products[0]).to.deep.include({status: 'DRAFT', published: []});
      await platform.close();
    });

    it('that were not reached leave what is not there, and is made whole when it is asked for again', async () => {
      const {platform, shop} = await open('');
      const changes = createsOf(platform.capabilities, [shirt]);
      await server.tell('fault', {shop, fault: {kind: 'reset-after', on: 'write', times: 1}});
      const outcomes = await push(platform, changes);
      expect(new Set([...outcomes.values()].map(({state: said}) => said))).to.deep.equal(new Set(['unknown']));
      const [begun] = (await state(shop)).products;
      expect(begun).to.deep.include({status: 'DRAFT', published: []});
      expect((await pullAll(platform, 'listings')).records).to.deep.equal([]);
      const targets = changes.map(({target}) => target);
      expect((await platform.read(targets, calm)).every(({listing}) => listing === null)).to.equal(true);
      await pushAll(platform, changes);
      const {products} = await state(shop);
      expect(products).to.have.length(1);
      expect(products[0]).to.deep.include({status: 'ACTIVE', published: [ONLINE]});
      // The very variants that were made before: each once, with its id.
      expect(products[0]?.variants.map(({id}) => id)).to.deep.equal(begun?.variants.map(({id}) => id));
      expect(products[0]?.variants).to.have.length(shirt.offers.length);
      expect((await pullAll(platform, 'listings')).records).to.have.length(1);
      await platform.close();
    });

    it('keep what is on them: a change of anything else leaves them alone', async () => {
      const {platform, shop} = await open('');
      await pushAll(platform, createsOf(platform.capabilities, [shirt]));
      const before = (await state(shop)).log.length;
      await pushAll(platform, [change(1, {kind: 'listing', key: {product: 'shirt'}}, 'update', {title: 'Shirt'})]);
      const names = (await state(shop)).log.slice(before).map(({name}) => name);
      expect(names).to.not.include.members(['SoukPublish', 'SoukPublications']);
      await platform.close();
    });

    it('are missed without the scope: the check names it and its page, and the plan says what it means', async () => {
      const without = await open('', {scopes: SCOPES});
      const {ok, findings} = await without.platform.check(calm);
      const named = (all: readonly CheckFinding[], code: string) => all.filter((each) => each.message.code === code);
      expect(ok).to.equal(true);
      expect(named(findings, 'SHOPIFY_MAY').find(({warning}) => warning)?.message.params).to.deep.include({
        scope: 'write_publications',
      });
      const creates = createsOf(without.platform.capabilities, [shirt, draft]);
      const cautions = await without.platform.cautions?.(creates, calm);
      expect(cautions?.map(({code, params}) => [code, (params as {count: number}).count])).to.deep.equal([
        ['SHOPIFY_UNPUBLISHED', 1],
      ]);
      await pushAll(without.platform, creates);
      expect((await state(without.shop)).products[0]).to.deep.include({status: 'ACTIVE', published: []});
      const granted = await open('Online Store, Fair');
      expect(await granted.platform.cautions?.(creates, calm)).to.deep.equal([]);
      const checked = await granted.platform.check(calm);
      expect(named(checked.findings, 'SHOPIFY_CHANNELS')[0]?.message.params).to.deep.equal({chosen: 'Online Store'});
      expect(named(checked.findings, 'SHOPIFY_CHANNEL_MISSING')[0]?.message.params).to.deep.equal({
        channel: 'Fair',
        channels: 'Online Store, Point of Sale',
      });
      await Promise.all([without.platform.close(), granted.platform.close()]);
    });

    it('that a new product will not be on are named where a file is planned', () =>
      withFolder(async (home) => {
        const {token} = await server.tell<{token: string}>('open', {terms: USD, patch: {scopes: SCOPES}});
        const taxes = USD.pricesIncludeTax ? 'yes' : 'no';
        const terms = ['--currency', USD.currency, '--prices-include-tax', taxes, '--mode', 'apply'];
        const add = ['shop', 'add', 'web', '--platform', 'shopify', '--url', server.url, '--token-stdin', ...terms];
        expect((await soukJson(add, {home, input: token})).code).to.equal(0);
        const file = path.join(home, 'new.csv');
        await writeFile(file, 'product,title,status,sku,price\nmug,Mug,active,MUG,12.50\npot,Pot,draft,POT,20.00\n');
        const {document} = await soukJson(['listing', 'import', file, '--dry-run'], {home});
        const {warnings = []} = document as {warnings?: readonly {code: string; message: string; hint: string}[]};
        const said = warnings.filter(({code}) => code === 'SHOPIFY_UNPUBLISHED');
        expect(said, JSON.stringify(document)).to.have.length(1);
        expect(said[0]?.message).to.match(/^1 new product will be active, but on none of the shop's sales channels/u);
        expect(said[0]?.hint).to.equal('souk shop check web');
      }));

    fitsAll(() => server, ['SoukPublications', 'SoukPublish', 'SoukProductSet', 'SoukProductUpdate']);
  });
} else skipped('shopify: sales channels', why);
