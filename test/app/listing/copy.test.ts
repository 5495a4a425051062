import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {copyListings} from '../../../src/app/listing/copy.js';
import {applyPlan} from '../../../src/app/run/apply.js';
import {languageOf} from '../../../src/ui/messages/index.js';
import {wordingOf} from '../../../src/ui/screens/listing.js';
import {type TestShop, withShop} from './shop.js';

const FILE = [
  'sku,product,title,price,stock,cost,shelf',
  'MUG-01,mug,Mug,12.50,4,3.00,A1',
  'CAP-9,cap,Cap,9.90,0,,B2',
].join('\n');

async function addFolder(shop: TestShop, currency = 'USD') {
  const dir = path.join(shop.folder, 'outlet');
  const {mkdir} = await import('node:fs/promises');
  await mkdir(dir);
  await writeFile(path.join(dir, 'listings.csv'), 'sku,product,title,price,stock\nCAP-9,cap,Cap,7.00,1\n');
  const terms = {currency, zone: 'UTC', pricesIncludeTax: true, taxRate: '0.19'};
  await shop.context.data.shops.add({
    name: 'outlet',
    platform: 'folder',
    mode: 'apply',
    terms,
    settings: {dir},
    createdAt: 0,
  });
}

const words = wordingOf({language: languageOf('en')});

function copy(shop: TestShop, update = false) {
  const adWords = {templates: path.resolve('templates'), home: shop.folder};
  return copyListings(shop.context, {
    from: 'main',
    to: 'outlet',
    update,
    onError: 'reject-all',
    overrideBounds: false,
    words,
    adWords,
  });
}

describe('listing copy', () => {
  it('publishes what the other shop has not, leaves alone what it has, and lists what does not fit', async () => {
    await withShop(async (shop) => {
      const file = path.join(shop.folder, 'in.csv');
      await writeFile(file, `${FILE}\n`);
      await shop.bring(file);
      await addFolder(shop);
      const result = await copy(shop);
      expect(result.there).to.equal(1);
      expect(result.warnings.map(({code}) => code)).to.include.members(['FIELD_UNSUPPORTED', 'COPY_TAX']);
      expect(
        result.plan?.changes.map(({target, op}) => `${op} ${target.kind} ${target.key.sku ?? target.key.product}`),
      ).to.deep.equal(['create listing mug', 'create offer MUG-01', 'update stock MUG-01']);
      if (result.plan !== null) await applyPlan(shop.context, result.plan, {acceptBreaker: true});
      const outlet = await shop.context.data.shops.byName('outlet');
      const listings = await shop.context.data.catalog.listings(outlet?.id ?? 0);
      expect(listings.flatMap(({offers}) => offers.map(({sku, price}) => `${sku} ${price}`))).to.have.members([
        'CAP-9 700',
        'MUG-01 1250',
      ]);
      const again = await copy(shop).then(
        () => null,
        (error: unknown) => error,
      );
      expect(again).to.have.property('code', 'COPY_NOTHING');
    });
  });

  it('does not copy prices into another currency', async () => {
    await withShop(async (shop) => {
      await addFolder(shop, 'EUR');
      const error = await copy(shop).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).to.have.property('code', 'COPY_CURRENCY');
    });
  });
});
