import {writeFileSync} from 'node:fs';
import {appendFile, mkdir, readdir, readFile, rename, rm, symlink, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import type {ShopTerms} from '../../src/domain/catalog/types.js';
import type {Change, FieldValue, Target} from '../../src/domain/change/types.js';
import {KnownError} from '../../src/domain/errors.js';
import {fileState} from '../../src/formats/encoding.js';
import {newestExport, readAtRest} from '../../src/platforms/folder/boxes/inbox.js';
import {folder} from '../../src/platforms/folder/index.js';
import type {Clock} from '../../src/ports/clock.js';
import type {Outcome, Platform} from '../../src/ports/platform.js';
import {loneLimiter} from '../support/limiter.js';
import {withFolder} from '../support/souk.js';

const EUR: ShopTerms = {currency: 'EUR', zone: 'Europe/Berlin', pricesIncludeTax: true, taxRate: '0.19'};
const calm = new AbortController().signal;
const CLOCK: Clock = {business: () => 0, real: () => 0, moved: false, sleep: async () => undefined};

const SHOPIFY = `Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,my.field,Status
tee,"Tee, blue",Acme,Size,S,T-S,5,10.00,12.00,https://x.example/1.png,"keep ""me""",active
tee,,,,M,T-M,6,11.00,,https://x.example/2.png,,
tee,,,,,,,,,https://x.example/3.png,,
mug,Mug,Acme,Title,Default Title,MUG,3,7.00,,,=SUM(A1),active
`;
const WOO = `ID,Type,SKU,Name,Published,Stock,Sale price,Regular price,Parent
1,simple,MUG,Mug,1,4,,7.00,
,simple,CUP,Cup,1,4,5.00,6.00,
,simple,,Nameless,1,4,,3.00,
`;
const EBAY = `#INFO,Version=0.0.2
*Action(SiteID=US|CC=UTF-8),ItemID,CustomLabel,*Title,Relationship,RelationshipDetails,*StartPrice,*Quantity
Add,111,MUG,Mug,,,7.00,4
Add,222,TEE,Tee,,Size=S;M,,
,,TEE-S,,Variation,Size=S,10.00,1
,,TEE-M,,Variation,Size=M,11.00,2
Add,,NEW,New,,,9.00,1
`;
const AMAZON = `seller-sku\titem-name\tprice\tquantity\tfulfillment-channel\tasin1\nMUG\tMug\t7.00\t4\tDEFAULT\tB01\nCUP\tCup\t6.00\t1\tDEFAULT\tB02\n`;

interface Desk {
  readonly directory: string;
  readonly outbox: string;
  open(clock?: Clock): Promise<Platform>;
  export(name: string, text: string): Promise<void>;
  /** The upload files, by name, in their order. */
  uploads(): Promise<Readonly<Record<string, string>>>;
}

async function desk(dialect: string, text: string | null, work: (at: Desk) => Promise<void>): Promise<void> {
  await withFolder(async (root) => {
    const directory = path.join(root, 'shop');
    const outbox = path.join(directory, 'outbox');
    await mkdir(directory);
    const secrets = {get: async () => null, set: async () => undefined, remove: async () => undefined};
    const at: Desk = {
      directory,
      outbox,
      open: async (clock = CLOCK) =>
        await folder.open({
          shop: {name: 'f', terms: EUR, settings: {dir: directory, dialect}},
          clock,
          secrets,
          limiter: loneLimiter(),
          directory: path.join(root, 'own'),
        }),
      export: async (name, content) => {
        await mkdir(path.join(directory, 'inbox'), {recursive: true});
        await writeFile(path.join(directory, 'inbox', name), content);
      },
      uploads: async () => {
        const names = (await readdir(outbox).catch(() => [])).filter((name) => !name.startsWith('.')).sort();
        const texts = await Promise.all(names.map(async (name) => await readFile(path.join(outbox, name), 'utf8')));
        return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
      },
    };
    if (text !== null) await at.export('export.csv', text);
    await work(at);
  });
}

function update(n: number, target: Target, after: Readonly<Record<string, FieldValue>>): Change {
  const fields = Object.fromEntries(Object.entries(after).map(([name, value]) => [name, {before: null, after: value}]));
  return {n, target, op: 'update', fields, reasons: [], guards: []};
}

const offer = (sku: string): Target => ({kind: 'offer', key: {sku}});
const stock = (sku: string): Target => ({kind: 'stock', key: {sku}});

async function push(shop: Platform, changes: readonly Change[], run = 'R-7'): Promise<string[]> {
  const outcomes: Outcome[] = [];
  for await (const outcome of shop.push(changes, calm, {run})) outcomes.push(outcome);
  return outcomes.map((outcome) => ('code' in outcome ? outcome.code : outcome.state));
}

async function prices(shop: Platform, ...skus: readonly string[]): Promise<(number | null | undefined)[]> {
  return (await shop.read(skus.map(offer), calm)).map((state) => state.offer?.price);
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof KnownError) return `${error.category} ${error.code}`;
    throw error;
  }
  return 'done';
}

describe('folder shop with a dialect: the inbox', () => {
  it('takes the newest export by its name, as people number them', () =>
    withFolder(async (directory) => {
      const cases: readonly (readonly [newest: string, ...others: string[]])[] = [
        ['products_export (1).csv', 'products_export.csv'],
        ['products_export (10).csv', 'products_export (9).csv', 'products_export.csv'],
        ['export-10.csv', 'export-9.csv.gz'],
        ['2026-03-01.csv', '2026-02-28.csv', '2025-12-31.xlsx'],
        ['a.csv', '.z.csv', '~z.csv', 'z.csv.crdownload', 'z.csv.part', 'z.pdf', 'README'],
      ];
      for (const [newest, ...others] of cases) {
        const inbox = path.join(directory, 'inbox');
        await rm(inbox, {recursive: true, force: true});
        await mkdir(path.join(inbox, 'zz.csv'), {recursive: true});
        for (const name of [newest, ...others]) await writeFile(path.join(inbox, name), 'x');
        expect(path.basename((await newestExport(directory, 'shopify')).file)).to.equal(newest);
      }
    }));

  it('takes the one changed last where names differ in case and ending only, and says when a name hides a later file', () =>
    desk('shopify', SHOPIFY, async ({directory, open, export: put}) => {
      await put('EXPORT.txt', SHOPIFY);
      const inbox = path.join(directory, 'inbox');
      const [old, late] = [new Date('2026-03-01'), new Date('2026-03-02')];
      await utimes(path.join(inbox, 'export.csv'), late, late);
      await utimes(path.join(inbox, 'EXPORT.txt'), old, old);
      expect(path.basename((await newestExport(directory, 'shopify')).file)).to.equal('export.csv');
      await utimes(path.join(inbox, 'EXPORT.txt'), new Date('2026-03-03'), new Date('2026-03-03'));
      expect(path.basename((await newestExport(directory, 'shopify')).file)).to.equal('EXPORT.txt');
      await put('a.csv', SHOPIFY);
      const codes = (await (await open()).check(calm)).findings.map(({message: {code}}) => code);
      expect(codes).to.deep.equal(['folder.inbox', 'INBOX_LATER', 'folder.writable']);
    }));

  it('says what is wrong with it', () =>
    desk('shopify', null, async ({directory, open, export: put}) => {
      const shop = await open();
      const read = () => codeOf(async () => await shop.read([], calm));
      expect(await read()).to.equal('input INBOX_EMPTY');
      await mkdir(path.join(directory, 'inbox'));
      expect(await read()).to.equal('input INBOX_EMPTY');
      expect((await shop.check(calm)).findings.map(({ok, message: {code}}) => [ok, code])).to.deep.equal([
        [false, 'INBOX_EMPTY'],
      ]);
      await put('a.csv', SHOPIFY);
      expect(await read()).to.equal('done');
      await put('b.csv', WOO);
      expect(await read()).to.equal('input INBOX_OTHER_DIALECT');
      await put('b.csv', 'name,what\nx,1\n');
      expect(await read()).to.equal('input INBOX_OTHER_DIALECT');
      await rm(path.join(directory, 'inbox', 'b.csv'));
      await writeFile(path.join(directory, '..', 'secret.csv'), SHOPIFY);
      await symlink('../../secret.csv', path.join(directory, 'inbox', 'c.csv'));
      expect(await read()).to.equal('input FOLDER_LINK_OUTSIDE');
      await rm(path.join(directory, 'inbox'), {recursive: true});
      await mkdir(path.join(directory, '..', 'elsewhere'));
      await symlink('../elsewhere', path.join(directory, 'inbox'));
      expect(await read()).to.equal('input FOLDER_LINK_OUTSIDE');
    }));

  it('takes no file that is still being written, and takes it once it is whole', () =>
    desk('shopify', null, async ({directory, open, export: put}) => {
      const [first = '', ...rest] = SHOPIFY.split('\n').map((line) => `${line}\n`);
      await put('export.csv', first);
      const clock: Clock = {
        ...CLOCK,
        sleep: async () => {
          const next = rest.shift();
          if (next !== undefined) await appendFile(path.join(directory, 'inbox', 'export.csv'), next);
        },
      };
      const shop = await open(clock);
      expect(await codeOf(async () => await shop.read([], calm))).to.equal('input INBOX_GROWING');
      expect(rest.length).to.equal(2);
      expect(await prices(shop, 'T-S', 'T-M', 'MUG')).to.deep.equal([1000, 1100, 700]);
    }));

  it('takes no file that was copied by halves', () =>
    desk('shopify', null, async ({open, export: put}) => {
      const shop = await open();
      const read = () => codeOf(async () => await shop.read([], calm));
      for (let length = SHOPIFY.indexOf('7.00'); length < SHOPIFY.indexOf(',active\n', 400); length++) {
        await put('export.csv', SHOPIFY.slice(0, length));
        expect(await read(), SHOPIFY.slice(length - 9, length)).to.equal('input INBOX_CUT_OFF');
      }
      await put('export.csv', SHOPIFY.slice(0, SHOPIFY.indexOf('me""')));
      expect(await read()).to.equal('input INBOX_CUT_OFF');
      for (const text of [SHOPIFY, `${SHOPIFY}cap,Cap\n`]) {
        await put('export.csv', text);
        expect(await read()).to.equal('done');
        expect(await prices(shop, 'MUG')).to.deep.equal([700]);
      }
    }));

  it('takes a file whose last cell may be cut short once it has been there for a minute', () =>
    desk('amazon', null, async ({directory, open, export: put}) => {
      const text = 'seller-sku\titem-name\tfulfillment-channel\tquantity\tprice\nMUG\tMug\tDEFAULT\t4\t17.00';
      let now = 0;
      const shop = await open({...CLOCK, real: () => now});
      const read = () => codeOf(async () => await prices(shop, 'MUG'));
      await put('export.txt', text.slice(0, -4));
      const {changedAt} = await fileState(path.join(directory, 'inbox', 'export.txt'));
      for (const age of [0, 10_000, 60_000]) {
        now = changedAt + age;
        expect(await read(), `after ${age} ms`).to.equal('input INBOX_GROWING');
      }
      await put('export.txt', `${text}\n`);
      expect(await prices(shop, 'MUG')).to.deep.equal([1700]);
      await put('export.txt', text);
      now = (await fileState(path.join(directory, 'inbox', 'export.txt'))).changedAt + 60_001;
      expect(await prices(shop, 'MUG')).to.deep.equal([1700]);
    }));

  it('takes no file that goes on while it is read', () =>
    withFolder(async (directory) => {
      const file = path.join(directory, 'export.csv');
      await writeFile(file, 'a\n1\n');
      const quiet = async () => ({ended: true});
      const growing = async () => {
        await appendFile(file, '2\n');
        return {ended: true};
      };
      for (const real of [() => 0, () => Date.now() + 60_000]) {
        const clock = {...CLOCK, real};
        expect(await readAtRest(file, clock, calm, quiet)).to.deep.equal({ended: true});
        expect(await codeOf(() => readAtRest(file, clock, calm, growing))).to.equal('input INBOX_GROWING');
      }
    }));

  it('knows only dialects whose platform takes files back', () =>
    desk('etsy', null, async ({open}) => {
      expect(await codeOf(open)).to.equal('usage DIALECT_NO_UPLOAD');
    }));

  it('says rows that can not be read, and reads the others', () =>
    desk('shopify', SHOPIFY.replace('7.00', 'seven').replace('6,11.00', '6,"11,00"'), async ({open}) => {
      const shop = await open();
      const refused = [];
      for await (const page of shop.pull('listings', null, calm)) refused.push(...page.refused);
      expect(refused.map(({code, params}) => [code, 'line' in params ? params.line : 0])).to.deep.equal([
        ['INBOX_ROW', 3],
        ['INBOX_ROW', 5],
      ]);
      expect(await prices(shop, 'T-S', 'T-M', 'MUG')).to.deep.equal([1000, undefined, undefined]);
      expect((await shop.unreadable?.('MUG', calm))?.params).to.include({line: 5, column: 'Variant Price'});
      expect(await shop.unreadable?.('T-S', calm)).to.equal(null);
    }));
});

describe('folder shop with a dialect: rows that hide others', () => {
  it('says of all variants of a product whose first row can not be read that they can not', () =>
    desk('shopify', SHOPIFY.replace('5,10.00', '5,ten'), async ({open}) => {
      const shop = await open();
      const refused = [];
      for await (const page of shop.pull('listings', null, calm)) refused.push(...page.refused);
      expect(
        refused.map(({params}) => ('line' in params && 'code' in params ? [params.line, params.code] : [])),
      ).to.deep.equal([
        [2, 'PRICE_FORM'],
        [3, 'PRODUCT_REFUSED'],
      ]);
      expect(await prices(shop, 'T-S', 'T-M', 'MUG')).to.deep.equal([undefined, undefined, 700]);
      expect((await shop.unreadable?.('T-S', calm))?.params).to.include({line: 2});
      expect((await shop.unreadable?.('T-M', calm))?.params).to.include({line: 3});
      expect(await shop.unreadable?.('MUG', calm)).to.equal(null);
    }));

  it('refuses the later of two products that the platform knows by the same number', () =>
    desk('woocommerce', WOO.replace(',simple,CUP', '1,simple,CUP'), async ({open}) => {
      const shop = await open();
      expect(await prices(shop, 'MUG', 'CUP')).to.deep.equal([700, undefined]);
      expect((await shop.unreadable?.('CUP', calm))?.params).to.include({line: 3, code: 'SKU_DUPLICATE'});
    }));
});

describe('folder shop with a dialect: the outbox', () => {
  it('gets what Shopify needs: all variants of a product with options and title, and the columns that changed', () =>
    desk('shopify', SHOPIFY, async ({open, uploads}) => {
      const shop = await open();
      const listing: Target = {kind: 'listing', key: {product: 'mug'}};
      expect(
        await push(shop, [update(1, offer('T-M'), {price: '11.50'}), update(2, listing, {title: 'Mug 2'})]),
      ).to.deep.equal(['applied', 'applied']);
      expect(await uploads()).to.deep.equal({
        '0001-R-7-1.csv':
          'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Compare At Price\n' +
          'tee,"Tee, blue",Size,S,T-S,10.00,12.00\ntee,,,M,T-M,11.50,\n',
        '0001-R-7-2.csv': 'Handle,Title,Option1 Name,Option1 Value,Variant SKU\nmug,Mug 2,Title,Default Title,MUG\n',
      });
      expect(await push(shop, [update(1, offer('MUG'), {price: '8.00'})], 'R-8')).to.deep.equal(['applied']);
      expect((await uploads())['0002-R-8.csv']).to.equal(
        'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Compare At Price\n' +
          'mug,Mug 2,Title,Default Title,MUG,8.00,\n',
      );
      expect(await push(shop, [update(1, stock('MUG'), {stock: 9})])).to.deep.equal(['NOT_SUPPORTED']);
    }));

  it('gets what WooCommerce needs: rows by ID or SKU, stock apart from prices', () =>
    desk('woocommerce', WOO, async ({open, uploads}) => {
      const shop = await open();
      const nameless: Target = {kind: 'offer', key: {product: 'nameless'}};
      const codes = await push(shop, [
        update(1, offer('MUG'), {price: '5.50', compare_at_price: '7.00'}),
        update(2, stock('MUG'), {stock: 9}),
        update(3, offer('CUP'), {price: '6.00', compare_at_price: null}),
        update(4, stock('CUP'), {stock: 8}),
        update(5, offer('CUP'), {sku: 'CUP-2'}),
        update(6, offer('MUG'), {sku: 'MUG-2'}),
        update(7, nameless, {price: '4.00'}),
      ]);
      expect(codes).to.deep.equal(['applied', 'applied', 'applied', 'applied', 'KEY_CHANGED', 'applied', 'NO_KEY']);
      expect(await uploads()).to.deep.equal({
        '0001-R-7.csv': 'ID,SKU,Stock,Sale price,Regular price\n1,MUG-2,9,5.50,7.00\n,CUP,8,,6.00\n',
      });
    }));

  it('gets what eBay needs: a revision of the item by its number, its variations after it', () =>
    desk('ebay', EBAY, async ({open, uploads}) => {
      const shop = await open();
      const codes = await push(shop, [
        update(1, offer('TEE-M'), {price: '12.00'}),
        update(2, stock('MUG'), {stock: 0}),
        update(3, offer('NEW'), {price: '9.50'}),
      ]);
      expect(codes).to.deep.equal(['applied', 'applied', 'NO_KEY']);
      const head = '*Action(SiteID=US|CC=UTF-8),ItemID,CustomLabel,Relationship,RelationshipDetails';
      const info = '#INFO,Version=0.0.2,Template=fx_category_template_EBAY_US';
      expect(await uploads()).to.deep.equal({
        '0001-R-7-1.csv': `${info}\n${head},*StartPrice\nRevise,222,TEE,,Size=S;M,\n,,TEE-M,Variation,Size=M,12.00\n`,
        '0001-R-7-2.csv': `${info}\n${head},*Quantity\nRevise,111,MUG,,,0\n`,
      });
    }));

  it('gets what Amazon needs: codes and what changed, under the headers of its price and quantity file', () =>
    desk('amazon', AMAZON, async ({open, uploads}) => {
      const shop = await open();
      const codes = await push(shop, [
        update(1, offer('MUG'), {price: '7.50'}),
        update(2, stock('CUP'), {stock: 0}),
        update(3, offer('CUP'), {compare_at_price: '9.00'}),
      ]);
      expect(codes).to.deep.equal(['applied', 'applied', 'NOT_SUPPORTED']);
      expect(await uploads()).to.deep.equal({
        '0001-R-7-1.txt': 'sku\tprice\nMUG\t7.50\n',
        '0001-R-7-2.txt': 'sku\tquantity\nCUP\t0\n',
      });
    }));

  it('counts as long as its files are as they were written and no other export came', () =>
    desk('woocommerce', WOO, async ({open, outbox, export: put}) => {
      const shop = await open();
      await push(shop, [update(1, offer('MUG'), {price: '8.00'}), update(2, stock('CUP'), {stock: 1})]);
      expect(await prices(shop, 'MUG'), 'put into the outbox').to.deep.equal([800]);
      expect(await prices(await open(), 'MUG'), 'by another process').to.deep.equal([800]);
      await put('export (1).csv', WOO);
      expect(await prices(shop, 'MUG'), 'the same export again').to.deep.equal([800]);
      const file = path.join(outbox, '0001-R-7-1.csv');
      await rename(file, `${file}.away`);
      expect(await prices(shop, 'MUG'), 'taken away').to.deep.equal([700]);
      const codes = async () => (await shop.check(calm)).findings.map(({message: {code}}) => code);
      expect(await codes()).to.include('OUTBOX_ALTERED');
      await rename(`${file}.away`, file);
      expect(await prices(shop, 'MUG'), 'and back').to.deep.equal([800]);
      expect(await codes())
        .to.include('folder.outbox')
        .and.not.include('OUTBOX_ALTERED');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace('8.00', '9.00'));
      expect(await prices(shop, 'MUG'), 'changed by hand').to.deep.equal([700]);
      await writeFile(file, text);
      await put('export (2).csv', WOO.replace('7.00', '7.77'));
      expect(await prices(shop, 'MUG'), 'a newer export').to.deep.equal([777]);
      expect(await codes())
        .not.to.include('folder.outbox')
        .and.not.include('OUTBOX_ALTERED');
      await push(shop, [update(1, offer('MUG'), {price: '8.00'})], 'R-9');
      expect(await prices(shop, 'MUG')).to.deep.equal([800]);
      expect((await readdir(outbox)).filter((name) => !name.startsWith('.')).sort()).to.deep.equal([
        '0001-R-7-1.csv',
        '0001-R-7-2.csv',
        '0002-R-9.csv',
      ]);
    }));

  it('writes over no file, follows no link and leaves nothing half', () =>
    desk('woocommerce', WOO, async ({open, outbox, directory, uploads}) => {
      const shop = await open();
      const raise = (price: string) => push(shop, [update(1, offer('MUG'), {price})]);
      await mkdir(outbox);
      await writeFile(path.join(outbox, '0041-mine.csv'), 'mine');
      expect(await raise('8.00')).to.deep.equal(['applied']);
      expect(Object.keys(await uploads())).to.deep.equal(['0041-mine.csv', '0042-R-7.csv']);
      expect((await uploads())['0041-mine.csv']).to.equal('mine');
      const notes = path.join(outbox, '.souk');
      await rename(notes, path.join(directory, 'notes'));
      await symlink('../notes', notes);
      expect(await codeOf(() => raise('9.00'))).to.equal('input FILE_IS_LINK');
      await rm(outbox, {recursive: true});
      await mkdir(path.join(directory, '..', 'elsewhere'));
      await symlink('../elsewhere', outbox);
      expect(await codeOf(() => raise('9.00'))).to.equal('input FILE_IS_LINK');
      expect(await readdir(path.join(directory, '..', 'elsewhere'))).to.deep.equal([]);
      await rm(outbox);
      await writeFile(outbox, 'a file');
      expect(await codeOf(() => raise('9.00'))).to.equal('input FILE_NOT_WRITABLE');
      await rm(outbox);
      expect(await raise('9.00')).to.deep.equal(['applied']);
      const [note = ''] = await readdir(notes);
      await writeFile(path.join(notes, note), '{}');
      expect(await codeOf(async () => await prices(await open(), 'MUG'))).to.equal('input OUTBOX_NOTE_DAMAGED');
    }));

  it('gets nothing made of an export in whose place another came meanwhile', () =>
    desk('woocommerce', WOO, async ({open, directory, uploads}) => {
      let armed = false;
      const shop = await open({
        ...CLOCK,
        // Asked between the look at the inbox and the writing of the outbox.
        real: () => {
          if (armed) writeFileSync(path.join(directory, 'inbox', 'export (1).csv'), WOO.replace('7.00', '7.77'));
          armed = false;
          return 0;
        },
      });
      expect(await prices(shop, 'MUG')).to.deep.equal([700]);
      armed = true;
      expect(await push(shop, [update(1, offer('MUG'), {price: '8.00'})])).to.deep.equal(['DRIFT']);
      expect(await uploads()).to.deep.equal({});
      expect(await prices(shop, 'MUG')).to.deep.equal([777]);
    }));
});
