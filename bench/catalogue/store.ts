import {openCatalogue} from '../../src/app/listing/sheet.js';
import {openData} from '../../src/data/open.js';
import type {CatalogueRow} from '../../src/domain/catalog/row.js';
import {columnsOf} from '../../src/formats/dialects/columns.js';
import {rowOf} from '../../src/formats/dialects/read.js';
import type {RemoteListing} from '../../src/ports/platform.js';

const PAGE = 5000;

/** Brings every row of a file into a store as a listing of one shop; what is the same there already is left as it is. */
export async function storeCatalogue(file: string, store: string): Promise<number> {
  const {table, dialect, form} = await openCatalogue(file, {dialect: 'souk', currency: 'EUR'});
  const {columns} = columnsOf(dialect, table.header);
  const data = await openData(store);
  try {
    const known = (await data.shops.list())[0];
    const terms = {currency: 'EUR', zone: 'UTC', pricesIncludeTax: false, taxRate: null};
    const setup = {name: 'bench', platform: 'folder', mode: 'apply', terms, settings: {}, createdAt: 0} as const;
    const {id} = known ?? (await data.shops.add(setup));
    let rows = 0;
    let page: RemoteListing[] = [];
    const write = async () => {
      await data.catalog.mirror(id, page, {at: 0, overlaid: new Set()});
      rows += page.length;
      page = [];
    };
    for await (const batch of table.rows()) {
      for (const raw of batch) page.push(listingOf(rowOf(raw, {columns, dialect, form, reading: undefined}, [])));
      if (page.length >= PAGE) await write();
    }
    await write();
    return rows;
  } finally {
    await data.close();
  }
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
