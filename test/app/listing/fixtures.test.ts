import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect} from 'chai';
import type {ImportInput, ImportResult} from '../../../src/app/listing/import.js';
import {FIXTURE_FOLDER, FIXTURES} from '../../support/catalogue-fixtures.js';
import {fatesText, refusalsText, withShop} from './shop.js';

/** What becomes of each file in an empty shop: rows by fate, refusals by code. */
const EXPECTED: Readonly<
  Record<
    string,
    {
      readonly options?: Partial<ImportInput>;
      readonly fates: string;
      readonly refused?: string;
      readonly noted?: string;
    }
  >
> = {
  'images-bom-crlf-split.csv': {fates: '7 = 5 create + 2 continuation'},
  'index-column-duplicates.csv': {
    options: {makeSku: '{handle}-{options}'},
    fates: '5 = 1 create + 4 refused',
    refused: '4 OPTIONS_DUPLICATE',
  },
  'markets-metafields.csv': {
    options: {negativeStock: true},
    fates: '2 = 2 create',
    noted: 'STOCK_NEGATIVE',
  },
  'mixed-eol.csv': {fates: '2 = 2 create'},
  'no-status.csv': {fates: '4 = 3 create + 1 refused', refused: '1 COMPARE_AT_NOT_ABOVE'},
  'odd-prices.csv': {
    fates: '13 = 4 create + 9 refused',
    refused: '2 PRICE_COMMA, 1 PRICE_CURRENCY, 2 PRICE_ZERO, 1 PRICE_DECIMALS, 3 PRICE_FORM',
  },
  'partial-no-price-crlf.csv': {fates: '3 = 3 refused', refused: '3 PRICE_MISSING'},
  'ragged.csv': {options: {key: 'handle'}, fates: '3 = 3 refused', refused: '3 PRICE_MISSING, 1 ROW_TOO_LONG'},
  'semicolon-cp1252.csv': {fates: '2 = 2 create'},
  'sku-troubles.csv': {
    fates: '6 = 3 create + 3 refused',
    refused: '2 SKU_DUPLICATE, 1 ID_DAMAGED',
    noted: 'GTIN_CHECK SKU_TWIN',
  },
  'souk-own.csv': {fates: '6 = 3 create + 3 ignored'},
  'template-headers.csv': {fates: '4 = 3 create + 1 continuation'},
};

function codes(result: ImportResult): string {
  return [...new Set(result.warned.map(({message}) => message.code))].sort().join(' ');
}

describe('catalogue files with troubles', () => {
  it('are what the script makes', () => {
    expect(readdirSync(FIXTURE_FOLDER).sort()).to.deep.equal(Object.keys(FIXTURES).sort());
    for (const [name, bytes] of Object.entries(FIXTURES))
      expect(readFileSync(path.join(FIXTURE_FOLDER, name)).equals(bytes), name).to.equal(true);
    expect(Object.keys(EXPECTED).sort()).to.deep.equal(Object.keys(FIXTURES).sort());
  });

  for (const [name, {options, fates, refused = '', noted = ''}] of Object.entries(EXPECTED)) {
    it(`${name}: ${fates}, and comes round empty`, async () => {
      await withShop(async (shop) => {
        const file = path.join(FIXTURE_FOLDER, name);
        const first = await shop.bring(file, {onError: 'skip-rows', ...options});
        expect(fatesText(first)).to.equal(fates);
        expect(countsOf(refusalsText(first))).to.deep.equal(countsOf(refused));
        expect(codes(first)).to.equal(noted);
        const again = await shop.import(file, {onError: 'skip-rows', ...options});
        expect(again.plan?.changes).to.deep.equal([]);
        // An export of nothing is a header alone, which an import refuses (FILE_NO_ROWS).
        for (const dialect of first.fates.create === 0 ? [] : ['shopify', 'souk']) {
          const back = await shop.import(await shop.export(dialect), {against: 'none'});
          expect(back.plan?.changes, dialect).to.deep.equal([]);
        }
      });
    });
  }

  it('keep what the file says: words, codes, images, carried columns', async () => {
    await withShop(async (shop) => {
      for (const name of [
        'images-bom-crlf-split.csv',
        'markets-metafields.csv',
        'semicolon-cp1252.csv',
        'mixed-eol.csv',
        'souk-own.csv',
      ]) {
        if (name !== 'markets-metafields.csv')
          await shop.bring(path.join(FIXTURE_FOLDER, name), {mode: 'upsert', onError: 'skip-rows'});
      }
      const listings = new Map(
        (await shop.context.data.catalog.listings(shop.shop.id)).map((listing) => [listing.product, listing]),
      );
      expect(listings.get('mug')?.title).to.equal('=Mug');
      expect(listings.get('kaese')).to.include({title: 'Käse; würzig', description: 'Für Söhne, 5 × 2'});
      expect(listings.get('soap')?.description).to.equal('One line\nand a second\r\nand a third');
      expect(listings.get('brush')?.tags).to.deep.equal(['a', 'b', '"c"']);
      expect(listings.get('mug')?.offers[0]?.extra['shelf']).to.equal('A1');
      expect(listings.get('mug')?.extra['season']).to.equal('spring');
      expect(listings.get('jug')?.extra).to.not.have.property('season');
      expect(listings.get('tee')?.offers.map(({sku}) => sku)).to.include('TEE-M-BLUE');
    });
  });

  it('update what a shop has without touching what the file does not name', async () => {
    await withShop(async (shop) => {
      await shop.bring(path.join(FIXTURE_FOLDER, 'images-bom-crlf-split.csv'));
      const before = await shop.context.data.catalog.listings(shop.shop.id);
      const result = await shop.bring(path.join(FIXTURE_FOLDER, 'partial-no-price-crlf.csv'), {
        mode: 'update',
        onError: 'skip-rows',
      });
      expect(fatesText(result)).to.equal('3 = 2 update + 1 refused');
      expect(refusalsText(result)).to.equal('1 NOT_IN_SHOP, 1 PRICE_MISSING');
      expect(result.orphans).to.equal(3);
      const after = new Map(
        (await shop.context.data.catalog.listings(shop.shop.id)).map((listing) => [listing.product, listing]),
      );
      expect(after.get('mug')?.offers[0]).to.include({stock: 7, gtin: '4006381333931', price: 1250});
      expect(after.get('mug')?.images).to.deep.equal(before.find(({product}) => product === 'mug')?.images);
      expect(after.get('mug')?.tags).to.deep.equal(['home', 'kitchen']);
    });
  });
});

function countsOf(text: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const part of text.split(', ').filter((each) => each !== '')) {
    const [count = '0', code = ''] = part.split(' ');
    counts[code] = (counts[code] ?? 0) + Number(count);
  }
  return counts;
}
