import path from 'node:path';
import {readAdWords} from '../../src/app/listing/ad-words.js';
import {screen} from '../../src/app/listing/screen.js';
import {openCatalogue} from '../../src/app/listing/sheet.js';
import {takenRows} from '../../src/app/listing/unchanged.js';
import {openData} from '../../src/data/open.js';
import type {CatalogueRow} from '../../src/domain/catalog/row.js';
import type {TableRow} from '../../src/formats/csv.js';
import {columnsOf} from '../../src/formats/dialects/columns.js';
import {rowOf} from '../../src/formats/dialects/read.js';
import {rowSeed, textRowHash} from '../../src/formats/row-hashes.js';
import type {RemoteListing} from '../../src/ports/platform.js';

const PAGE = 5000;
const LIMITS = {variantsPerProduct: 100, optionsPerProduct: 3, titleLength: 255, descriptionLength: 65_535};

/**
 * Brings every row of a file into a store as a listing of one shop, as `listing import` does: rows that the shop is like
 * already are known by their hash and left out, the others are read, and mirrored where they differ.
 */
export async function storeCatalogue(file: string, store: string): Promise<number> {
  const catalogue = await openCatalogue(file, {dialect: 'souk', currency: 'EUR'});
  const {table, dialect, form} = catalogue;
  const {columns} = columnsOf(dialect, table.header);
  const seed = rowSeed(table.header);
  const hashOf = textRowHash(columns.length, seed);
  const data = await openData(store);
  try {
    const shop = (await data.shops.list())[0] ?? (await data.shops.add(SHOP));
    const kinds = await takenRows({data}, shop, dialect.name);
    const adWords = await readAdWords({templates: 'templates', home: path.dirname(file)});
    const taken = {kinds, seed};
    const screened = kinds.size === 0 ? null : await screen(table, dialect, {form, limits: LIMITS, adWords, taken});
    let rows = screened?.proved ?? 0;
    for await (const page of pages((screened?.rest ?? table).rows())) {
      const listings = page.map((raw) => listingOf(rowOf(raw, {columns, dialect, form, reading: undefined}, [])));
      await data.catalog.mirror(shop.id, listings, {at: 0, overlaid: new Set()});
      const same = page.map(({cells}, index) => ({
        product: listings[index]?.product ?? '',
        hash: hashOf(cells) ?? 0,
        unsaid: '',
      }));
      await data.files.take(shop.id, dialect.name, same);
      rows += page.length;
    }
    return rows;
  } finally {
    await data.close();
  }
}

const TERMS = {currency: 'EUR', zone: 'UTC', pricesIncludeTax: false, taxRate: null};
const SHOP = {name: 'bench', platform: 'folder', mode: 'apply', terms: TERMS, settings: {}, createdAt: 0} as const;

async function* pages(batches: AsyncIterable<readonly TableRow[]>): AsyncIterable<readonly TableRow[]> {
  let page: TableRow[] = [];
  for await (const batch of batches) {
    for (const row of batch) page.push(row);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** A row as a shop with one variant a product would tell of it. */
function listingOf({product, listing, offer}: CatalogueRow): RemoteListing {
  const {title = '', description = '', vendor = '', category = '', tags = [], status = 'active', images = []} = listing;
  const name = product ?? '';
  const price = offer.price ?? null;
  return {
    remoteId: name,
    product: name,
    title,
    description,
    vendor,
    category,
    tags,
    status,
    images,
    extra: {},
    offers: [
      {
        remoteId: offer.sku ?? name,
        sku: offer.sku ?? null,
        options: [],
        price,
        compareAt: offer.compareAt ?? null,
        cost: offer.cost ?? null,
        currency: 'EUR',
        taxRate: offer.taxRate ?? null,
        stock: offer.stock ?? null,
        gtin: offer.gtin ?? null,
        weightGrams: offer.weightGrams ?? null,
        image: null,
        extra: Object.fromEntries(
          Object.entries(offer.extra).filter((entry): entry is [string, string] => entry[1] !== null),
        ),
      },
    ],
  };
}
