import {existsSync, readdirSync} from 'node:fs';
import {copyFile, mkdir, readdir} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import type {Change} from '../../src/domain/change/types.js';
import {openTable} from '../../src/formats/csv.js';
import {writeTable} from '../../src/formats/write.js';
import {folder} from '../../src/platforms/folder/index.js';
import type {Platform, RemoteListing} from '../../src/ports/platform.js';
import {loneLimiter} from '../support/limiter.js';
import {ROOT, withFolder} from '../support/souk.js';

const DATA = path.join(ROOT, '..', 'shared', 'data');
const calm = new AbortController().signal;
/** Headers by which each platform finds the row that an upload means. */
const FINDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  shopify: [
    ['Handle', 'URL handle'],
    ['Option1 Value', 'Option1 value'],
    ['Option2 Value', 'Option2 value'],
    ['Option3 Value', 'Option3 value'],
  ],
  woocommerce: [['ID'], ['SKU', 'Артикул', 'Šifra proizvoda']],
};

/** Rows by which the platform could not know what is meant: without options Shopify would make one new variant and delete the others. */
const KEYLESS: ReadonlySet<string> = new Set(['nl-garden-partial-7col-crlf.csv', 'importer-unit-sample.csv']);

interface Table {
  readonly header: readonly string[];
  readonly rows: string[][];
  readonly delimiter: string;
}

async function tableOf(file: string): Promise<Table> {
  const table = await openTable(file);
  const rows: string[][] = [];
  for await (const batch of table.rows()) for (const {cells} of batch) rows.push([...cells]);
  return {header: table.header, rows, delimiter: table.delimiter};
}

/** A platform as simple as can be: each cell of an upload goes into the row of the export that it means. */
function taken(held: Table, upload: Table, finds: readonly (readonly string[])[]): Table {
  const at = ({header}: Table, names: readonly string[]) => header.findIndex((each) => names.includes(each));
  const keys = finds.map((names) => [at(held, names), at(upload, names)] as const).filter(([a, b]) => a >= 0 && b >= 0);
  const keyOf = (row: readonly string[], side: 0 | 1) => keys.map((pair) => (row[pair[side]] ?? '').trim()).join('\n');
  const found = new Map<string, string[]>();
  for (const row of held.rows) if (!found.has(keyOf(row, 0))) found.set(keyOf(row, 0), row);
  const header = [...held.header];
  const places = upload.header.map((name) => {
    const place = header.indexOf(name);
    return place >= 0 ? place : header.push(name) - 1;
  });
  for (const row of upload.rows) {
    const meant = found.get(keyOf(row, 1));
    expect(meant, `the platform has no row for ${row.join(' | ')}`).to.be.an('array');
    for (const [index, place] of places.entries()) {
      while (meant !== undefined && meant.length <= place) meant.push('');
      if (meant !== undefined) meant[place] = row[index] ?? '';
    }
  }
  return {...held, header};
}

async function all(shop: Platform): Promise<RemoteListing[]> {
  const listings: RemoteListing[] = [];
  for await (const page of shop.pull('listings', null, calm)) listings.push(...page.records);
  return listings;
}

/** Every price some cents higher. */
function raise(listings: readonly RemoteListing[]): Change[] {
  const offers = listings.flatMap(({product, offers: own}) => own.map((offer) => ({product, offer})));
  return offers.flatMap(({product, offer}, index): Change[] => {
    const price = (((offer.price ?? 0) + 10 + (index % 50)) / 100).toFixed(2);
    return [
      {
        n: index + 1,
        target: {kind: 'offer', key: {product, remoteId: offer.remoteId}},
        op: 'update',
        fields: {price: {before: null, after: price}},
        reasons: [],
        guards: [],
      },
    ];
  });
}

describe('folder shop with a dialect: real exports', () => {
  for (const [dialect, finds] of Object.entries(FINDS)) {
    const directory = path.join(DATA, dialect);
    const files = existsSync(directory) ? readdirSync(directory) : [];
    if (files.length === 0)
      it(`has no files of ${dialect} to read in ../shared/data`, function () {
        this.skip();
      });
    for (const name of files) {
      it(`${dialect}/${name}: what the platform takes from the outbox is what souk said it would hold`, () =>
        withFolder(async (root) => {
          const inbox = path.join(root, 'inbox');
          await mkdir(inbox);
          await copyFile(path.join(directory, name), path.join(inbox, 'export.csv'));
          // Later by an hour: some real exports end without a line end, and must have been at rest.
          const real = () => Date.now() + 3_600_000;
          const clock = {business: () => 0, real, moved: false, sleep: async () => undefined};
          const secrets = {get: async () => null, set: async () => undefined, remove: async () => undefined};
          const terms = {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: null};
          const shop = await folder.open({
            shop: {name: 'f', terms, settings: {dir: root, dialect}},
            clock,
            secrets,
            limiter: loneLimiter(),
            directory: path.join(root, '.own'),
          });
          const before = await all(shop);
          const changes = raise(before);
          let applied = 0;
          for await (const outcome of shop.push(changes, calm, {run: 'R-1'}))
            applied += outcome.state === 'applied' ? 1 : 0;
          const hoped = await all(shop);
          if (applied > 0) expect(hoped).not.to.deep.equal(before);
          let held = await tableOf(path.join(inbox, 'export.csv'));
          const outbox = path.join(root, 'outbox');
          const uploads = (await readdir(outbox).catch(() => [])).filter((each) => !each.startsWith('.')).sort();
          expect(uploads.length > 0).to.equal(applied > 0);
          for (const upload of uploads) held = taken(held, await tableOf(path.join(outbox, upload)), finds);
          const {header, rows, delimiter} = held;
          await writeTable(path.join(inbox, 'export (1).csv'), header, rows, {delimiter});
          const after = await all(shop);
          expect(after).to.deep.equal(hoped);
          const least = KEYLESS.has(name) ? 0 : 0.9 * changes.length;
          expect(applied, `of ${changes.length} prices a file can carry`).to.be.at.least(least);
        }));
    }
  }
});
