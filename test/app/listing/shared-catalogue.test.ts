import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {expect} from 'chai';
import type {ImportResult} from '../../../src/app/listing/import.js';
import {FATES} from '../../../src/domain/catalog/row.js';
import {KnownError} from '../../../src/domain/errors.js';
import {openTable} from '../../../src/formats/csv.js';
import {fatesText, refusalsText, type TestShop, withShop} from './shop.js';

const SHARED = path.resolve('../shared/data');

/** Folders of `SHARED` that hold no catalogues. */
const OTHER: ReadonlySet<string> = new Set(['competitor', 'price-response', 'sales']);

interface Expected {
  /** The dialect that is recognised; else the failure, with the nearest guess. */
  readonly is: string;
  readonly currency?: string;
  readonly fates?: string;
  readonly refused?: string;
}

/** What becomes of every catalogue file in an empty shop; codes are made where rows have none. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  'allegro/pl-offers-28col.csv': {is: 'DIALECT_UNKNOWN, nearest etsy'},
  'depop/listings-template-row.csv': {is: 'DIALECT_UNKNOWN, nearest google'},
  'ebay/draft-template-info-lines.csv': {is: 'FILE_NO_ROWS'},
  'etsy/en-prints-14listings.csv': {is: 'etsy', fates: '14 = 3 create + 11 refused', refused: '11 PRICE_MISSING'},
  'google-merchant/en-cards-feed.tsv': {is: 'google', fates: '160 = 160 create'},
  'lightspeed/en-export-42col-multiline.csv': {is: 'DIALECT_UNKNOWN, nearest shopify'},
  'magento/magento2-sample-products-70col.csv': {is: 'magento', fates: '1994 = 1847 create + 147 continuation'},
  'meta-catalog/fr-pipe-quoted-comment-rows.csv': {
    is: 'meta',
    fates: '3 = 3 refused',
    refused: '3 PRICE_CURRENCY, 1 ID_DAMAGED',
  },
  'other/de-assortment-newline-in-header.csv': {is: 'DIALECT_UNKNOWN, nearest souk'},
  'other/de-drinks-semicolon.csv': {is: 'DIALECT_UNKNOWN, nearest woocommerce'},
  'other/en-options-in-cells.csv': {is: 'DIALECT_UNKNOWN, nearest woocommerce'},
  'other/en-spirits-import-cp1252.csv': {is: 'DIALECT_UNKNOWN, nearest shopify'},
  'other/fr-epicerie-crlf.csv': {is: 'DIALECT_UNKNOWN, nearest souk'},
  'prestashop/es-chairs-57col-semicolon.csv': {
    is: 'prestashop',
    fates: '141 = 141 refused',
    refused: '7 ID_DAMAGED, 134 PRICE_MISSING',
  },
  'shopify/de-grocer-duphandles-noskus.csv': {
    is: 'shopify',
    fates: '171 = 149 create + 22 refused',
    refused: '22 OPTIONS_DUPLICATE',
  },
  'shopify/en-devstore-snowboards-53col.csv': {is: 'shopify', fates: '29 = 29 create'},
  'shopify/en-jewellery-image-rows.csv': {
    is: 'shopify',
    fates: '182 = 60 create + 3 refused + 119 continuation',
    refused: '1 PRICE_ZERO, 2 PRODUCT_REFUSED',
  },
  'shopify/en-ragged-750rows.csv': {
    is: 'shopify',
    fates: '1014 = 1014 refused',
    refused: '1014 IMAGE_URL, 750 NUMBER_FORM, 750 STOCK_FORM, 750 OPTIONS_DUPLICATE',
  },
  'shopify/en-spirits-legacy-47col.csv': {is: 'shopify', fates: '21 = 21 refused', refused: '21 PRICE_ZERO'},
  'shopify/en-spirits-mixed-eol.csv': {is: 'shopify', fates: '19 = 17 create + 2 refused', refused: '2 PRICE_ZERO'},
  'shopify/en-stickers-4088rows-mixed-eol.csv': {
    is: 'shopify',
    fates: '4088 = 3166 create + 535 refused + 387 continuation',
    refused: '509 SKU_DUPLICATE, 26 PRODUCT_REFUSED',
  },
  'shopify/en-stickers-609rows-split-handle.csv': {
    is: 'shopify',
    fates: '609 = 201 create + 6 refused + 402 continuation',
    refused: '2 OPTIONS_DUPLICATE, 4 PRODUCT_REFUSED',
  },
  'shopify/en-stickers-semicolon-cp1252.csv': {is: 'shopify', fates: '15 = 5 create + 10 continuation'},
  'shopify/en-video-overlays-70col-image-rows.csv': {
    is: 'shopify',
    fates: '118 = 4 create + 86 refused + 28 continuation',
    refused: '6 STOCK_NEGATIVE, 80 PRODUCT_REFUSED',
  },
  'shopify/es-from-squarespace-54col.csv': {is: 'shopify', fates: '7 = 6 create + 1 continuation'},
  'shopify/nl-garden-partial-7col-crlf.csv': {is: 'shopify', fates: '814 = 814 refused', refused: '814 PRICE_MISSING'},
  'shopify/pl-frames-bom-53col.csv': {is: 'shopify', fates: '113 = 30 create + 83 continuation'},
  'shopify/pt-br-jerseys-markets-metafields.csv': {
    is: 'shopify',
    fates: '203 = 175 create + 28 refused',
    refused: '28 SKU_DUPLICATE',
  },
  'shopify/template-bom-crlf-51col.csv': {is: 'shopify', fates: '5 = 5 create'},
  'shopify/zh-cleaning-67col.csv': {
    is: 'shopify',
    fates: '12 = 5 create + 7 refused',
    refused: '5 PRICE_MISSING, 2 PRICE_DECIMALS',
  },
  'square/flowers-9items.csv': {is: 'square', currency: 'CAD', fates: '9 = 9 create'},
  'squarespace/es-products-32col.csv': {is: 'squarespace', fates: '6 = 6 create'},
  'wix/is-water-53col-bom.csv': {is: 'wix', currency: 'ISK', fates: '60 = 60 create'},
  'woocommerce/en-12col-variations.csv': {is: 'woocommerce', fates: '17 = 17 create'},
  'woocommerce/en-price-and-regular-price-9col.csv': {is: 'woocommerce', fates: '27 = 27 create'},
  'woocommerce/es-lukstore-34col.csv': {
    is: 'woocommerce',
    fates: '69 = 50 create + 19 refused',
    refused: '18 PRICE_MISSING, 1 PRICE_ZERO',
  },
  'woocommerce/importer-unit-sample.csv': {
    is: 'woocommerce',
    fates: '7 = 6 create + 1 refused',
    refused: '1 PRICE_MISSING',
  },
  'woocommerce/ru-localised-leading-newline-bom.csv': {is: 'woocommerce', fates: '9 = 9 create'},
  'woocommerce/sample_products.csv': {
    is: 'woocommerce',
    fates: '24 = 23 create + 1 refused',
    refused: '1 PRICE_MISSING',
  },
  'woocommerce/sr-wine-404rows.csv': {
    is: 'woocommerce',
    fates: '404 = 393 create + 11 refused',
    refused: '11 PRICE_MISSING',
  },
};

/** Every row of a table that holds anything, with its line. */
async function rowsOf(file: string) {
  const table = await openTable(file);
  const rows: {line: number; cells: readonly string[]}[] = [];
  for await (const batch of table.rows()) for (const {line, cells} of batch) rows.push({line, cells});
  return {header: table.header, rows: rows.filter(({cells}) => cells.some((cell) => cell.trim() !== ''))};
}

/** Cells that are not, byte by byte, what came in: of every row that was taken, under every column, in place. */
async function changedCells(file: string, exported: string, first: ImportResult): Promise<string[]> {
  const [before, after] = [await rowsOf(file), await rowsOf(exported)];
  const lost = new Set(first.errors.map(({line}) => line));
  const taken = before.rows.filter(({line, cells}) => !lost.has(line) && !isRemark(cells));
  const made = skuColumn(before.header);
  const named = before.header.flatMap((name, index) =>
    name.trim() === '' && empty(before.rows, index) ? [] : [index],
  );
  const found: string[] = [];
  if (after.rows.length !== taken.length) found.push(`${after.rows.length} rows of ${taken.length}`);
  const places = named.map((index) => [index, placeOf(after.header, before.header, index)] as const);
  for (const [n, {line, cells}] of taken.entries()) {
    for (const [index, at] of places) {
      const [was, is] = [cells[index] ?? '', after.rows[n]?.cells[at] ?? ''];
      if (was !== is && !(index === made && was === '')) found.push(`${line} ${before.header[index]}: ${was} → ${is}`);
    }
  }
  return found;
}

function isRemark(cells: readonly string[]): boolean {
  return (cells.find((cell) => cell.trim() !== '') ?? '').startsWith('#');
}

/** Codes that souk was asked to make are new in the file, and welcome. */
function skuColumn(header: readonly string[]): number {
  return header.findIndex((name) => /^(variant )?sku$|^артикул$/iu.test(name.trim()));
}

function empty(rows: readonly {readonly cells: readonly string[]}[], index: number): boolean {
  return rows.every(({cells}) => (cells[index] ?? '').trim() === '');
}

/** Where a column stands in another header; of two of one name the first is the first. */
function placeOf(header: readonly string[], original: readonly string[], index: number): number {
  const name = original[index] ?? '';
  if (name.trim() === '') return header.indexOf(`column ${index + 1}`);
  const nth = original.slice(0, index).filter((each) => each === name).length;
  return header.flatMap((each, at) => (each === name ? [at] : []))[nth] ?? -1;
}

async function outcome(shop: TestShop, file: string): Promise<ImportResult | string> {
  try {
    return await shop.bring(file, {makeSku: '{handle}-{options}', onError: 'skip-rows'});
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    const {nearest} = error.params as {readonly nearest?: string};
    return `${error.code}${nearest === undefined ? '' : `, nearest ${nearest}`}`;
  }
}

describe('every real catalogue file', () => {
  const folders = existsSync(SHARED)
    ? readdirSync(SHARED).filter((name) => !name.endsWith('.md') && !OTHER.has(name))
    : [];
  const files = folders.flatMap((folder) => readdirSync(path.join(SHARED, folder)).map((name) => `${folder}/${name}`));

  it('is expected', function () {
    if (files.length === 0) {
      process.stdout.write(`      no files in ${SHARED}: skipped, the generated fixtures stand for them\n`);
      this.skip();
    }
    expect(Object.keys(EXPECTED).sort()).to.deep.equal(files.sort());
  });

  for (const name of files) {
    const {is, fates, refused = '', currency = 'USD'} = EXPECTED[name] ?? {is: ''};
    it(`${name}: ${is}${fates === undefined ? '' : `, ${fates}`}`, async () => {
      await withShop(async (shop) => {
        const file = path.join(SHARED, name);
        const first = await outcome(shop, file);
        if (typeof first === 'string') {
          expect(first).to.equal(is);
          return;
        }
        expect(first.dialect).to.equal(is);
        expect(fatesText(first)).to.equal(fates);
        expect(refusalsText(first)).to.equal(refused);
        expect(
          FATES.reduce((sum, fate) => sum + first.fates[fate], 0),
          'rows with a fate',
        ).to.equal(first.rows);
        const again = await shop.import(file, {makeSku: '{handle}-{options}', onError: 'skip-rows'});
        expect(again.plan?.changes, 'the same file again').to.deep.equal([]);
        if (first.fates.create === 0) return;
        const exported = await shop.export(first.dialect);
        expect((await changedCells(file, exported, first)).slice(0, 5), 'cells of the export').to.deep.equal([]);
        const back = await shop.import(exported, {against: 'none'});
        expect(refusalsText(back), 'the export refused').to.equal('');
        expect(back.plan?.changes, 'the export, taken whole').to.deep.equal([]);
      }, currency);
    });
  }
});
