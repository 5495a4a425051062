import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {ShopTerms} from '../../src/domain/catalog/types.js';
import {dialectNamed} from '../../src/formats/dialects/index.js';
import {writeDialect} from '../../src/formats/dialects/table.js';
import {writeTable} from '../../src/formats/write.js';
import {folder} from '../../src/platforms/folder/index.js';
import type {Clock} from '../../src/ports/clock.js';
import type {Secrets} from '../../src/ports/secrets.js';
import {loneLimiter} from '../support/limiter.js';
import type {Wish} from './contract/steps.js';
import {type ContractShop, contractSuite, type MakeShop} from './contract.js';

const clock: Clock = {business: () => 0, real: () => 0, moved: false, sleep: async () => undefined};
const secrets: Secrets = {get: async () => null, set: async () => undefined, remove: async () => undefined};

/** How a platform's own export differs from what souk would write. */
type Adorn = (header: readonly string[], rows: readonly (readonly string[])[]) => (readonly string[])[];

/** A platform of which nothing but its files is known: its export is whatever it holds. */
async function open(name: string, terms: ShopTerms, adorn: Adorn): Promise<ContractShop> {
  const directory = await mkdtemp(path.join(tmpdir(), 'souk-boxes-'));
  const dialect = dialectNamed(name);
  await mkdir(path.join(directory, 'inbox'));
  let exported = 0;
  let held: readonly Wish[] = [];
  const fill = async (wishes: readonly Wish[]) => {
    held = wishes;
    const listings = wishes.map(({listing, offers}) => ({
      ...listing,
      id: 0,
      remoteId: '',
      offers: offers.map((offer) => ({
        ...offer,
        id: 0,
        listingId: 0,
        remoteId: '',
        basePrice: null,
        baseCompareAt: null,
      })),
    }));
    const {header, rows} = writeDialect(dialect, listings, {currency: terms.currency, exportId: ''});
    const [first = [], ...rest] = adorn(header, [...rows]);
    const marks = {
      ...(dialect.delimiter === undefined ? {} : {delimiter: dialect.delimiter}),
      ...(dialect.preamble === undefined ? {} : {preamble: dialect.preamble}),
    };
    await writeTable(path.join(directory, 'inbox', `export-${++exported}.csv`), first, rest, marks);
  };
  await fill([]);
  const platform = await folder.open({
    shop: {name: 'f', terms, settings: {dir: directory, dialect: name}},
    clock,
    secrets,
    limiter: loneLimiter(),
    directory: path.join(directory, '.own'),
  });
  return {
    platform,
    fill,
    close: async () => {
      await platform.close();
      await rm(directory, {recursive: true, force: true});
    },
    reprice: async (sku, price) =>
      await fill(
        held.map(({listing, offers}) => ({
          listing,
          offers: offers.map((offer) =>
            offer.sku === sku ? {...offer, price: Math.round(Number(price) * 100)} : offer,
          ),
        })),
      ),
  };
}

const as: Adorn = (header, rows) => [header, ...rows];

/** The platform's own numbers, one a row. */
const numbered =
  (column: string, where: (row: readonly string[]) => boolean = () => true): Adorn =>
  (header, rows) => [[column, ...header], ...rows.map((row, at) => [where(row) ? String(1000 + at) : '', ...row])];

const shape: Readonly<Record<string, MakeShop['shape']>> = {
  // Neither options nor products, only codes.
  amazon: ({listing, offers}) => ({
    listing: {...listing, product: offers[0]?.sku ?? listing.product},
    offers: offers.map((offer) => ({...offer, options: []})),
  }),
  // Its details of a variation know no semicolon.
  ebay: ({listing, offers}) => ({
    listing,
    offers: offers.map((offer) => ({
      ...offer,
      options: offer.options.map(({name, value}) => ({name, value: value.replace(';', '')})),
    })),
  }),
};

const ADORN: Readonly<Record<string, Adorn>> = {
  shopify: as,
  woocommerce: numbered('ID'),
  ebay: numbered('ItemID', (row) => !row.includes('Variation')),
  amazon: (header, rows) => [[...header, 'fulfillment-channel'], ...rows.map((row) => [...row, 'DEFAULT'])],
};

for (const [name, adorn] of Object.entries(ADORN)) {
  const shaped = shape[name];
  const make: MakeShop = {
    open: (terms) => open(name, terms, adorn),
    ...(shaped === undefined ? {} : {shape: shaped}),
  };
  contractSuite(`folder with ${name} files`, make, {orders: false, faults: false, creates: false});
}
