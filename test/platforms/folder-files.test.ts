import {appendFile, mkdir, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import fc from 'fast-check';
import type {ShopTerms} from '../../src/domain/catalog/types.js';
import type {Change, FieldValue} from '../../src/domain/change/types.js';
import {KnownError, type Message} from '../../src/domain/errors.js';
import {folder} from '../../src/platforms/folder/index.js';
import {Sheet} from '../../src/platforms/folder/sheet.js';
import type {Outcome, Platform, PullKind, PullRecords} from '../../src/ports/platform.js';
import {loneLimiter} from '../support/limiter.js';
import {withFolder} from '../support/souk.js';

const EUR: ShopTerms = {currency: 'EUR', zone: 'Europe/Berlin', pricesIncludeTax: true, taxRate: '0.19'};
const calm = new AbortController().signal;

interface Desk {
  readonly directory: string;
  readonly listings: string;
  open(): Promise<Platform>;
  put(name: string, text: string): Promise<void>;
}

async function desk<T>(listings: string | null, work: (at: Desk) => Promise<T>): Promise<T> {
  return await withFolder(async (root) => {
    const directory = path.join(root, 'shop');
    await mkdir(directory);
    const file = path.join(directory, 'listings.csv');
    if (listings !== null) await writeFile(file, listings);
    const clock = {business: () => 0, real: () => 0, moved: false, sleep: async () => undefined};
    const secrets = {get: async () => null, set: async () => undefined, remove: async () => undefined};
    return await work({
      directory,
      listings: file,
      open: async () =>
        await folder.open({
          shop: {name: 'f', terms: EUR, settings: {dir: directory}},
          clock,
          secrets,
          limiter: loneLimiter(),
          directory: path.join(root, 'own'),
        }),
      put: async (name, text) => await writeFile(path.join(directory, name), text),
    });
  });
}

async function pull<K extends PullKind>(platform: Platform, kind: K, cursor: string | null = null) {
  const records: PullRecords[K][] = [];
  const refused: Message[] = [];
  let last = cursor ?? '';
  for await (const page of platform.pull(kind, cursor, calm)) {
    records.push(...page.records);
    refused.push(...page.refused);
    last = page.cursor;
  }
  return {records, refused, cursor: last};
}

async function push(platform: Platform, changes: readonly Change[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for await (const outcome of platform.push(changes, calm)) outcomes.push(outcome);
  return outcomes;
}

function update(sku: string, after: Readonly<Record<string, FieldValue>>, n = 1): Change {
  const fields = Object.fromEntries(Object.entries(after).map(([name, value]) => [name, {before: null, after: value}]));
  return {n, target: {kind: 'offer', key: {sku}}, op: 'update', fields, reasons: [], guards: []};
}

async function failure(work: () => Promise<unknown>): Promise<KnownError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof KnownError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('folder shop: listings', () => {
  it('reads state: empty is none, the last row of a SKU wins, rows of a product belong together', () =>
    desk(
      'product,SKU,title,price,stock,options,status\ntee,T-S,Tee,10.00,5,Size=S,\ntee,T-M,,11.00,,Size=M,\n,MUG,Mug,,0,,draft\n,MUG,Mug 2,8.00,-3,,draft\n',
      async ({open}) => {
        const {records, refused} = await pull(await open(), 'listings');
        expect(refused).to.deep.equal([]);
        expect(
          records.map(({product, title, status, offers}) => [
            product,
            title,
            status,
            ...offers.map((o) => [o.sku, o.price, o.stock, o.options.length]),
          ]),
        ).to.deep.equal([
          ['tee', 'Tee', 'active', ['T-S', 1000, 5, 1], ['T-M', 1100, null, 1]],
          ['MUG', 'Mug 2', 'draft', ['MUG', 800, -3, 0]],
        ]);
      },
    ));

  it('refuses rows it can not read, with line, column and value, and reads the rest', () =>
    desk(
      'sku,price,stock,status\nA,"1,50",,\nB,2.00,x,\nC,3.00,1,active\n,4.00,,\nD,1e3,,\n1.2E+12,1.00,,\nE,1,2,3,4\nC,€3,,\n',
      async ({open}) => {
        const {records, refused} = await pull(await open(), 'listings');
        expect(records).to.deep.equal([]);
        expect(refused.map(({code, params}) => [code, 'line' in params ? params.line : 0])).to.deep.equal([
          ['CELL_AMOUNT', 2],
          ['CELL_COUNT', 3],
          ['CELL_NEEDED', 5],
          ['CELL_AMOUNT', 6],
          ['CELL_EXCEL_NUMBER', 7],
          ['FACT_ROW_TOO_LONG', 8],
          ['CELL_AMOUNT', 9],
        ]);
        expect(refused[0]?.params).to.include({column: 'price', value: '1,50', line: 2});
      },
    ));

  it('never touches a row it could not read, nor one in another currency', () => {
    const text = 'sku,price,currency\nA,junk,\nB,2.00,USD\nC,3.00,\n';
    return desk(text, async ({open, listings}) => {
      const shop = await open();
      const outcomes = await push(shop, [
        update('A', {price: '5.00'}, 1),
        update('B', {price: '5.00'}, 2),
        update('C', {price: '5.00'}, 3),
      ]);
      expect(outcomes.map((outcome) => ('code' in outcome ? outcome.code : outcome.state))).to.deep.equal([
        'ROW_UNREADABLE',
        'NOT_FOUND',
        'applied',
      ]);
      expect(await readFile(listings, 'utf8')).to.equal(text.replace('3.00', '5.00'));
    });
  });

  it('keeps what it does not know in place: columns, order, blank lines, byte-order mark, delimiter, line ends', () =>
    desk(
      '\ufeffshelf;sku;"price";note\r\n7;A;1.00;"x;y"\r\n\r\n8;B;2.00;"say ""hi"""\r\n',
      async ({open, listings}) => {
        expect(await push(await open(), [update('B', {price: '2.50'})])).to.deep.equal([
          {n: 1, state: 'applied', remoteId: 'B'},
        ]);
        expect(await readFile(listings, 'utf8')).to.equal(
          '\ufeffshelf;sku;price;note\r\n7;A;1.00;"x;y"\r\n\r\n8;B;2.50;"say ""hi"""\r\n',
        );
      },
    ));

  it('adds a column only when there is something to write in it', () =>
    desk('sku,price\nA,1.00\nB,2.00\n', async ({open, listings}) => {
      const shop = await open();
      await push(shop, [update('A', {price: '1.10', compare_at_price: null})]);
      expect(await readFile(listings, 'utf8')).to.equal('sku,price\nA,1.10\nB,2.00\n');
      await push(shop, [update('B', {compare_at_price: '3.00'})]);
      expect(await readFile(listings, 'utf8')).to.equal('sku,price,compare_at_price\nA,1.10,\nB,2.00,3.00\n');
    }));

  it('writes nothing over a file that changed since it was read, and not through a link', () =>
    desk('sku,price\nA,1.00\n', async ({open, listings, directory}) => {
      const sheet = await Sheet.read(listings, calm);
      const [row] = sheet.rows;
      if (row !== undefined) sheet.set(row, 'price', '9.00');
      await writeFile(listings, 'sku,price\nA,1.00\nB,2.00\n');
      expect((await failure(() => sheet.write())).category).to.equal('drift');
      expect(await readFile(listings, 'utf8')).to.equal('sku,price\nA,1.00\nB,2.00\n');
      await writeFile(path.join(directory, 'real.csv'), 'sku,price\nA,1.00\n');
      await rm(listings);
      await symlink(path.join(directory, 'real.csv'), listings);
      const shop = await open();
      expect((await shop.check(calm)).ok).to.equal(false);
      expect(await push(shop, [update('A', {price: '2.00'})])).to.have.nested.property('[0].code', 'FILE_IS_LINK');
    }));

  it('keeps an offer’s id when its SKU was renamed, also after a restart', () =>
    desk('sku,price\nA,1.00\n', async ({open}) => {
      await push(await open(), [update('A', {sku: 'B'})]);
      const again = await open();
      const [listing] = (await pull(again, 'listings')).records;
      expect(listing?.offers[0]).to.include({sku: 'B', remoteId: 'A'});
      await push(again, [
        {...update('A', {price: '2.00'}), op: 'create', target: {kind: 'offer', key: {sku: 'A', product: 'A'}}},
      ]);
      const ids = (await pull(again, 'listings')).records.flatMap(({offers}) =>
        offers.map(({sku, remoteId}) => [sku, remoteId]),
      );
      expect(ids).to.deep.equal([
        ['B', 'A'],
        ['A', 'A#2'],
      ]);
    }));

  it('says what is wrong with a folder that is none', () =>
    desk(null, async ({open, directory, put}) => {
      const shop = await open();
      expect((await failure(() => pull(shop, 'listings'))).code).to.equal('FOLDER_NO_LISTINGS');
      await put('listings.csv', 'name,price\nx,1\n');
      expect((await failure(() => pull(shop, 'listings'))).code).to.equal('FACT_COLUMNS_MISSING');
      await rm(directory, {recursive: true});
      expect((await failure(() => pull(shop, 'costs'))).code).to.equal('FOLDER_MISSING');
      await writeFile(directory, '');
      expect((await failure(() => shop.read([], calm))).code).to.equal('FOLDER_NOT_DIRECTORY');
      const {ok, findings} = await shop.check(calm);
      expect([ok, findings.length]).to.deep.equal([false, 1]);
    }));

  it('holds any text it is given: a price change never alters a neighbour', async () => {
    const text = fc.string({
      unit: fc.constantFrom('"', ',', ';', '\n', '\r', ' ', "'", '=', 'a', 'ß', '青', '|', '\\'),
      maxLength: 10,
    });
    await desk('sku,price,title,secret\n', async ({open, listings}) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(text, text), {minLength: 1, maxLength: 6}),
          fc.integer({min: 0, max: 99_999_999}),
          async (rows, minor) => {
            const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
            await writeFile(
              listings,
              `sku,price,title,secret\n${rows.map(([title, secret], i) => `S${i},1.00,${quoted(title)},${quoted(secret)}`).join('\n')}\n`,
            );
            const shop = await open();
            const before = (await pull(shop, 'listings')).records;
            const price = (minor / 100).toFixed(2);
            await push(shop, [update('S0', {price})]);
            const after = (await pull(shop, 'listings')).records;
            expect(after.map(({offers}) => offers[0]?.price)).to.deep.equal(
              rows.map((_, i) => (i === 0 ? minor : 100)),
            );
            expect(after.map(({title}) => title)).to.deep.equal(before.map(({title}) => title));
            const sheet = await Sheet.read(listings, calm);
            expect(sheet.rows.map((row) => row.cells[3])).to.deep.equal(rows.map(([, secret]) => secret));
          },
        ),
        {numRuns: 50},
      );
    });
  });
});

describe('folder shop: facts', () => {
  it('reads what is new only, and all of it when the past was changed', () =>
    desk('sku,price\nA,1\n', async ({open, put, directory}) => {
      const file = path.join(directory, 'costs.csv');
      const shop = await open();
      expect((await pull(shop, 'costs')).records).to.deep.equal([]);
      await put('costs.csv', 'sku,cost,effective_from\nA,1.00,\n"B",2.00,2026-03-29');
      const first = await pull(shop, 'costs');
      expect(first.records.map(({sku, cost, effectiveFrom}) => [sku, cost, effectiveFrom])).to.deep.equal([
        ['A', 100, null],
        ['B', 200, Date.parse('2026-03-28T23:00:00Z')],
      ]);
      await appendFile(file, '\nC,3.00,\n');
      const second = await pull(shop, 'costs', first.cursor);
      expect(
        second.records.map(({sku}) => sku),
        'a last line without its end is read again',
      ).to.deep.equal(['B', 'C']);
      expect((await pull(shop, 'costs', second.cursor)).records).to.deep.equal([]);
      await appendFile(file, 'D,junk,\nE,5.00,\n');
      const third = await pull(shop, 'costs', second.cursor);
      expect(third.records.map(({sku}) => sku)).to.deep.equal(['E']);
      expect(third.refused[0]?.params).to.include({line: 5, column: 'cost', value: 'junk'});
      await put('costs.csv', 'sku,cost\nA,9.00\n');
      const again = await pull(shop, 'costs', third.cursor);
      expect(again.records.map(({cost}) => cost)).to.deep.equal([900]);
      expect((await pull(shop, 'costs', 'not a cursor')).records).to.have.length(1);
    }));

  it('waits for the end of a cell that is still being written', () =>
    desk('sku,price\nA,1\n', async ({open, put, directory}) => {
      await put('items.csv', 'item,sku,supplier\nI1,A,x\nI2,B,"half\n');
      const shop = await open();
      const first = await pull(shop, 'items');
      expect(first.records.map(({sku}) => sku)).to.deep.equal(['A']);
      expect(first.refused.map(({code}) => code)).to.deep.equal(['FACT_ROW_QUOTES']);
      await appendFile(path.join(directory, 'items.csv'), 'done"\n');
      const second = await pull(shop, 'items', first.cursor);
      expect(second.records.map(({sku, supplier}) => [sku, supplier])).to.deep.equal([
        ['A', 'x'],
        ['B', 'half\ndone'],
      ]);
    }));

  it('reads every file of the folder', () =>
    desk('sku,price\nA,1\n', async ({open, put}) => {
      await put('items.csv', 'item,sku,pack\nI,A,2\n');
      await put('bounds.csv', 'sku,min_price,max_price\nA,1.00,\n');
      await put('supply.csv', 'sku,lead_time_days,replenishable,season_end\nA,7,0,2026-12-24\n');
      await put(
        'orders.csv',
        'order_id,ordered_at,sku,quantity,unit_price,customer_id\n1,2026-01-02 10:00,A,1,1.00,c\n1,2026-01-09 10:00,A,-1,1.00,c\n',
      );
      await put('daily.csv', 'date,sku,price,units,start_stock\n2026-01-01,A,1.00,3,40\n');
      await put(
        'rivals.csv',
        'sku,rival,price,in_stock,seen_at\nA,r,0.99,1,2026-01-01T00:00:00Z\nA,r,,,2026-01-02T00:00:00Z\n',
      );
      const shop = await open();
      expect((await pull(shop, 'items')).records).to.deep.equal([
        {item: 'I', sku: 'A', pack: 2, supplier: null, minimumOrder: null, packSize: null, weightGrams: null},
      ]);
      expect((await pull(shop, 'bounds')).records).to.deep.equal([
        {sku: 'A', listPrice: null, minPrice: 100, maxPrice: null, mapPrice: null, msrp: null},
      ]);
      expect((await pull(shop, 'supply')).records[0]).to.include({
        leadTimeDays: 7,
        replenishable: false,
        seasonEnd: '2026-12-24',
        onOrder: null,
      });
      const orders = (await pull(shop, 'orders')).records;
      expect(
        orders.map(({lineId, quantity, orderedAt, customerId}) => [lineId, quantity, orderedAt, customerId]),
      ).to.deep.equal([
        ['A', 1, Date.parse('2026-01-02T09:00:00Z'), 'c'],
        [`A return ${Date.parse('2026-01-09T09:00:00Z')}`, -1, Date.parse('2026-01-09T09:00:00Z'), 'c'],
      ]);
      expect((await pull(shop, 'daily')).records).to.deep.equal([
        {date: '2026-01-01', sku: 'A', price: 100, units: 3, startStock: 40},
      ]);
      expect((await pull(shop, 'rivals')).records.map(({price, inStock}) => [price, inStock])).to.deep.equal([
        [99, true],
        [null, false],
      ]);
    }));

  it('says what is wrong with one file and still reads the others; follows no link out of the folder', () =>
    desk('sku,price\nA,1\n', async ({open, put, directory}) => {
      await put('costs.csv', 'code,cost\nA,1\n');
      await writeFile(path.join(directory, '..', 'secret.txt'), 'sku,min_price\nroot,1.00\n');
      await symlink('../secret.txt', path.join(directory, 'bounds.csv'));
      await put('items.csv', '');
      const shop = await open();
      expect((await pull(shop, 'costs')).refused.map(({code}) => code)).to.deep.equal(['FACT_COLUMNS_MISSING']);
      const bounds = await pull(shop, 'bounds');
      expect([bounds.records.length, bounds.refused[0]?.code]).to.deep.equal([0, 'FOLDER_LINK_OUTSIDE']);
      expect((await pull(shop, 'items')).refused).to.deep.equal([]);
    }));

  it('notes promotions for people and other programs', () =>
    desk('sku,price\nA,1\n', async ({open, directory}) => {
      await (await open()).notePromotions?.([
        {
          id: 'PR-1',
          shopId: 1,
          name: '=spring',
          terms: {kind: 'percentage', percent: '15'},
          scope: [
            {field: 'category', values: ['Mugs', 'Cups']},
            {field: 'stock', is: '>', value: 0},
          ],
          startsAt: Date.parse('2026-03-28T23:00:00Z'),
          endsAt: Date.parse('2026-03-30T22:00:00Z'),
          zone: 'Europe/Berlin',
          strike: true,
          status: 'running',
          createdAt: 0,
        },
      ]);
      expect(await readFile(path.join(directory, 'promotions.csv'), 'utf8')).to.equal(
        'id,kind,starts_at,ends_at,scope,terms,status\nPR-1,percentage,2026-03-29T00:00:00+01:00,2026-03-31T00:00:00+02:00,category=Mugs|Cups and stock>0,−15 %,running\n',
      );
    }));
});
