import assert from 'node:assert/strict';
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {contractSuite} from 'souk/contract';
import {jsonShop} from '../connector.js';

const USD = {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: null};
const calm = new AbortController().signal;

/** A shop in a fresh folder; its file is not there yet. */
async function open(terms) {
  const folder = await mkdtemp(path.join(tmpdir(), 'json-connector-'));
  const file = path.join(folder, 'shop.json');
  return {
    file,
    platform: await jsonShop.open({shop: {name: 'shelf', terms, settings: {file}}}),
    close: () => rm(folder, {recursive: true, force: true}),
    // Another person at the same shop: changes a price behind the connector's back.
    reprice: async (sku, price) => {
      const content = JSON.parse(await readFile(file, 'utf8'));
      for (const {variants} of content.products)
        for (const variant of variants) if (variant.sku === sku) variant.price = price;
      await writeFile(file, JSON.stringify(content));
    },
  };
}

contractSuite('json-file', {open}, {orders: false, faults: false});

describe('what only a file does', () => {
  let shop;
  beforeEach(async () => {
    shop = await open(USD);
  });
  afterEach(() => shop.close());

  const mug = (variant) => ({id: '1', product: 'mug', shelf: 'B4', variants: [{id: '1', sku: 'MUG', ...variant}]});
  const write = (content) => writeFile(shop.file, typeof content === 'string' ? content : JSON.stringify(content));
  const raise = {
    n: 1,
    target: {kind: 'offer', key: {sku: 'MUG'}},
    op: 'update',
    fields: {price: {before: '12.50', after: '13.50'}},
  };
  const push = (change = raise) => all(shop.platform.push([change], calm));
  const pull = () => all(shop.platform.pull('listings', null, calm));

  for (const [why, content] of [
    ['no JSON', '{"products": ['],
    ['no list of products', {}],
    ['a price that is none', {products: [mug({price: 'twelve'})]}],
    ['a price that is no text', {products: [mug({price: 12.5})]}],
    ['a SKU twice', {products: [mug(), {...mug({id: '2'}), id: '2', product: 'cup'}]}],
    ['an id twice', {products: [mug(), {...mug({sku: 'CUP'}), id: '2', product: 'cup'}]}],
    ['a product that is none', {products: [null]}],
  ]) {
    it(`is refused whole, and left as it is: ${why}`, async () => {
      await write(content);
      const before = await readFile(shop.file, 'utf8');
      const {ok, findings} = await shop.platform.check(calm);
      assert.deepEqual([ok, findings.map(({message}) => message.code)], [false, ['FILE_DAMAGED']]);
      for (const work of [pull, () => push()]) await assert.rejects(work, {category: 'input', code: 'FILE_DAMAGED'});
      assert.equal(await readFile(shop.file, 'utf8'), before);
    });
  }

  it('keeps what souk does not know', async () => {
    await write({currency: 'USD', products: [mug({price: '12.50', note: 'chipped'})]});
    await push();
    const wanted = {currency: 'USD', products: [mug({price: '13.50', note: 'chipped'})]};
    assert.deepEqual(JSON.parse(await readFile(shop.file, 'utf8')), wanted);
    assert.deepEqual(await readdir(path.dirname(shop.file)), ['shop.json']);
  });

  it('tells a product from a variant with the same id', async () => {
    await write({products: [mug({price: '12.50'})]});
    const targets = [{kind: 'listing', key: {product: 'mug'}}, raise.target];
    const [listing, variant] = await shop.platform.read(targets, calm);
    assert.deepEqual([listing.offer, variant.offer.price, variant.listing], [null, 1250, listing.listing]);
  });

  it('gives no SKU to two variants', async () => {
    await write({products: [mug(), {...mug({id: '2', sku: 'CUP'}), id: '2', product: 'cup'}]});
    const [outcome] = await push({...raise, fields: {sku: {before: 'MUG', after: 'CUP'}}});
    assert.deepEqual([outcome.state, outcome.code, outcome.existingId], ['rejected', 'ALREADY_EXISTS', '2']);
  });

  it('does not take a folder that went away for an empty shop', async () => {
    await shop.close();
    for (const work of [pull, () => push()])
      await assert.rejects(work, {category: 'unreachable', code: 'SHOP_UNREACHABLE'});
  });

  it('says so when it can not be written, and leaves nothing behind', async () => {
    // A name as long as a name may be: that of the file beside it is too long.
    const settings = {file: path.join(path.dirname(shop.file), 'x'.repeat(250))};
    const platform = await jsonShop.open({shop: {name: 'shelf', terms: USD, settings}});
    const create = {n: 1, target: {kind: 'listing', key: {product: 'mug'}}, op: 'create', fields: {}};
    const refusal = {category: 'unreachable', code: 'SHOP_UNREACHABLE'};
    await assert.rejects(() => all(platform.push([create], calm)), refusal);
    assert.deepEqual(await readdir(path.dirname(shop.file)), []);
  });

  it('needs the whole path, because a job at night runs elsewhere', async () => {
    const setup = {shop: {name: 'shelf', terms: USD, settings: {file: 'shop.json'}}};
    await assert.rejects(() => jsonShop.open(setup), {category: 'usage', code: 'SETTING_INVALID'});
  });
});

async function all(yielded) {
  const list = [];
  for await (const each of yielded) list.push(each);
  return list;
}
