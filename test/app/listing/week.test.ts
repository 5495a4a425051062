import {readFile, writeFile} from 'node:fs/promises';
import {expect} from 'chai';
import {setPrice} from '../../../src/app/price/set.js';
import {applyPlan} from '../../../src/app/run/apply.js';
import {DIALECT_NAMES} from '../../../src/domain/catalog/choices.js';
import {type TestShop, withShop} from './shop.js';

const SKUS = ['MUG-1', 'MUG-2', 'CAP-1', 'CAP-2', 'JUG-1'];
const FILE = [
  'sku,product,title,price,stock,description,category',
  ...SKUS.map((sku, index) => `${sku},${sku.toLowerCase()},Title of ${sku},${10 + index}.00,${5 + index},Words,Goods`),
].join('\n');

/** One night: prices moved by the same guards and runs as every other price. */
async function reprice(shop: TestShop, prices: Readonly<Record<string, string>>): Promise<void> {
  for (const [sku, price] of Object.entries(prices)) {
    const plan = await setPrice(shop.context, {shop: shop.shop.name, sku, price, overrideBounds: false});
    await applyPlan(shop.context, plan, {acceptBreaker: true});
  }
}

async function prices(shop: TestShop): Promise<Record<string, number | null>> {
  const listings = await shop.context.data.catalog.listings(shop.shop.id);
  return Object.fromEntries(listings.flatMap(({offers}) => offers.map(({sku, basePrice}) => [sku ?? '', basePrice])));
}

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  expect(text).to.include(from);
  await writeFile(file, text.replace(from, to));
}

describe("Monday's export, imported on Thursday", () => {
  // Etsy's file and BigCommerce's hold what the test edits as the others do; every dialect passes the same week.
  for (const dialect of DIALECT_NAMES) {
    it(`${dialect}: undoes nothing that happened since, and lists what both changed`, async () => {
      await withShop(async (shop) => {
        const start = `${shop.folder}/start.csv`;
        await writeFile(start, `${FILE}\n`);
        await shop.bring(start);
        const monday = await shop.export(dialect, 'monday.csv');
        await reprice(shop, {'MUG-1': '11.11', 'MUG-2': '12.12'});
        await reprice(shop, {'MUG-1': '11.50', 'CAP-1': '13.13'});
        // What the seller typed in the meantime: one price the rules left alone, and one that they moved too.
        await edit(monday, '14.00', '15.55');
        await edit(monday, '12.00', '14.44');

        const thursday = await shop.import(monday);
        expect(thursday.conflicts.map(({field, target}) => `${target.key.sku} ${field}`)).to.deep.equal([
          'CAP-1 price',
        ]);
        expect(thursday.plan).to.equal(null);
        expect(thursday.failure?.category).to.equal('drift');

        await shop.bring(monday, {prefer: 'shop'});
        expect(await prices(shop)).to.deep.equal({
          'MUG-1': 1150,
          'MUG-2': 1212,
          'CAP-1': 1313,
          'CAP-2': 1300,
          'JUG-1': 1555,
        });
        await shop.bring(monday, {prefer: 'file'});
        expect((await prices(shop))['CAP-1']).to.equal(1444);
        expect((await prices(shop))['MUG-1']).to.equal(1150);
      });
    });
  }
});
