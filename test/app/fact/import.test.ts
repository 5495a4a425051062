import {cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {souk, soukJson, withFolder} from '../../support/souk.js';

interface Desk {
  readonly folder: string;
  readonly home: string;
  run(...args: string[]): ReturnType<typeof souk>;
  json(...args: string[]): Promise<Answered>;
  file(name: string, text: string): Promise<void>;
}

interface Answered {
  readonly code: number | null;
  readonly document: Document;
  readonly stderr: string;
}

/** The document of --json, as loosely as the tests read it. */
type Document = {
  readonly ok: boolean;
  readonly result: Loose;
  readonly error: Loose;
  readonly warnings: readonly Loose[];
};
type Loose = {readonly [key: string]: unknown};
const rowsOf = (result: Loose) => result['rows'] as Readonly<Record<string, number>>;

/** A home with one folder shop of three SKUs, pulled once; every test gets a copy. */
async function makeModel(model: string): Promise<void> {
  const shop = path.join(model, 'shop');
  await mkdir(shop);
  await writeFile(
    path.join(shop, 'listings.csv'),
    'sku,title,price\nMUG-01,Mug,12.00\nMUG-02,Mug two,8.00\nCAP-9,Cap,20.00\n',
  );
  const options = {home: path.join(model, 'home')};
  const terms = [
    '--currency',
    'EUR',
    '--time-zone',
    'Europe/Berlin',
    '--prices-include-tax',
    'yes',
    '--tax-rate',
    '0.19',
  ];
  const added = await souk(['shop', 'add', 'main', '--platform', 'folder', '--dir', shop, ...terms], options);
  expect(added.code, added.stderr).to.equal(0);
  const pulled = await souk(['shop', 'pull'], options);
  expect(pulled.code, pulled.stderr).to.equal(0);
}

function deskOn(folder: string): Desk {
  const home = path.join(folder, 'home');
  return {
    folder,
    home,
    run: (...args) => souk(args, {home, cwd: folder}),
    json: async (...args) => (await soukJson(args, {home, cwd: folder})) as unknown as Answered,
    file: async (name, text) => await writeFile(path.join(folder, name), text),
  };
}

/** Bytes of every file of a home. */
async function bytesOf(folder: string): Promise<string> {
  const names = await readdir(folder, {recursive: true, withFileTypes: true});
  const texts = await Promise.all(
    names.filter((name) => name.isFile()).map((name) => readFile(path.join(name.parentPath, name.name), 'latin1')),
  );
  return texts.join('\n');
}

describe('facts from files', () => {
  let model = '';

  before(async () => {
    model = await mkdtemp(path.join(tmpdir(), 'souk-facts-'));
    await makeModel(model);
  });
  after(() => rm(model, {recursive: true, force: true}));

  const desk = (work: (at: Desk) => Promise<void>) =>
    withFolder(async (folder) => {
      await cp(path.join(model, 'home'), path.join(folder, 'home'), {recursive: true});
      await work(deskOn(folder));
    });

  it('imports costs, gives every row a fate, and lists what it knows', () =>
    desk(async ({run, json, file}) => {
      await file(
        'costs.csv',
        '\ufeffSKU;Cost;Fee_Rate;Note\r\nMUG-01;5.20;0.15;x\r\n\r\nMUG-02;3.00;;\r\nCAP-9;9;;\r\n',
      );
      const first = await run('cost', 'import', 'costs.csv');
      expect(first.code, first.stderr).to.equal(0);
      expect(first.stdout).to.equal('Read costs for shop main from costs.csv.\n  rows 4 = 3 new + 1 blank\n');
      expect(first.stderr).to.contain('did not read: Note');
      await file('more.csv', 'cost,sku\n5.20,MUG-01\n3.10,MUG-02\n');
      const second = await json('cost', 'import', 'more.csv');
      expect(rowsOf(second.document.result)).to.include({total: 2, same: 1, changed: 1, added: 0});
      const list = await json('cost', 'list', '--sku', 'MUG-01');
      expect(list.document.result).to.deep.equal({
        shop: 'main',
        currency: 'EUR',
        costs: [
          {sku: 'MUG-01', cost: '5.20', fee_rate: '0.15', fee_fixed: null, return_cost: null, effective_from: null},
        ],
        more: false,
      });
    }));

  it('takes nothing from a file with a bad row, and explains each', () =>
    desk(async ({run, json, file, folder}) => {
      const rows = [
        'MUG-01,"5,20"',
        'MUG-02,',
        'CAP-9,0.00',
        'A,1e5',
        'B,NaN',
        'C,€3',
        'D,-1',
        'E,1.005',
        'F,5,20',
        'G,2.00',
        '"=H",1e999',
      ];
      await file('costs.csv', `sku,cost\n${rows.join('\n')}\n`);
      const {code, document} = await json('cost', 'import', 'costs.csv');
      expect(code).to.equal(6);
      expect(document.ok).to.equal(false);
      expect(document.error).to.include({code: 'FACT_ROWS_REFUSED', exit: 6, category: 'input'});
      expect(rowsOf(document.result)).to.deep.equal({
        total: 11,
        added: 0,
        changed: 0,
        same: 0,
        repeated: 0,
        refused: 10,
        ignored: 0,
        held: 1,
      });
      const report = await readFile(path.join(folder, 'costs.errors.csv'), 'utf8');
      expect(report.split('\n')[0]).to.equal('line,column,value,code,reason,hint');
      const codes = report
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => /,(CELL_[A-Z]+|FACT_[A-Z_]+),/u.exec(line)?.[1]);
      expect(codes).to.deep.equal([
        'CELL_AMOUNT',
        'CELL_NEEDED',
        'CELL_ZERO',
        'CELL_AMOUNT',
        'CELL_AMOUNT',
        'CELL_AMOUNT',
        'CELL_NEGATIVE',
        'CELL_AMOUNT',
        'FACT_ROW_TOO_LONG',
        'CELL_AMOUNT',
      ]);
      const known = await json('cost', 'list');
      expect(known.document.result['costs']).to.deep.equal([]);
      const human = await run('cost', 'import', 'costs.csv');
      expect(human.code).to.equal(6);
      expect(human.stdout).to.contain('rows 11 = 10 refused + 1 good but not taken');
      expect(human.stderr).to.contain('(FACT_ROWS_REFUSED, exit 6)');
    }));

  it('takes the good rows when asked, and leaves a remainder that can be mended and imported', () =>
    desk(async ({json, file, folder}) => {
      await file('bounds.csv', 'shelf,sku,min_price,max_price\n"=1+1",MUG-01,6.00,30.00\nB2,MUG-02,"6,00",20.00\n');
      const {code, document} = await json('bound', 'import', 'bounds.csv', '--on-error', 'skip-rows');
      expect(code).to.equal(3);
      expect(rowsOf(document.result)).to.include({total: 2, added: 1, refused: 1});
      const remainder = path.join(folder, 'bounds.errors.csv');
      const text = await readFile(remainder, 'utf8');
      expect(text).to.match(
        /^shelf,sku,min_price,max_price,_line,_code,_reason,_hint\nB2,MUG-02,"6,00",20.00,3,CELL_AMOUNT,/u,
      );
      await writeFile(remainder, text.replace('"6,00"', '6.00'));
      const mended = await json('bound', 'import', remainder);
      expect(mended.code).to.equal(0);
      const list = await json('bound', 'list', '--sku', 'MUG-02');
      expect((list.document.result['bounds'] as Loose[])[0]).to.include({
        min_price: '6.00',
        max_price: '20.00',
        list_price: null,
      });
    }));

  it('leaves alone what a cell leaves blank, and clears what is marked', () =>
    desk(async ({json, file}) => {
      await file('a.csv', 'sku,min_price,max_price,msrp\nMUG-01,6.00,30.00,28.00\n');
      await json('bound', 'import', 'a.csv');
      await file('b.csv', 'sku,min_price,max_price,msrp\nMUG-01,,25.00,__CLEAR__\n');
      await json('bound', 'import', 'b.csv');
      const list = await json('bound', 'list');
      expect((list.document.result['bounds'] as Loose[])[0]).to.include({
        min_price: '6.00',
        max_price: '25.00',
        msrp: null,
      });
    }));

  it('reads bare time stamps in the zone of the shop', () =>
    desk(async ({json, file}) => {
      await file(
        'r.csv',
        'sku,rival,price,in_stock,seen_at\nMUG-01,northwind,11.87,1,2026-07-01 12:00\nMUG-01,bluepeak,,,2026-01-01T12:00:00Z\nMUG-01,x,0,1,2026-01-01\nMUG-01,y,1.00,maybe,01/02/2026\n',
      );
      const bad = await json('rival', 'import', 'r.csv', '--on-error', 'skip-rows');
      expect((bad.document.result['refusals'] as Loose[]).map((refusal) => refusal['code'])).to.deep.equal([
        'CELL_ZERO',
        'CELL_YES_NO',
      ]);
      const list = await json('rival', 'list');
      expect(list.document.result['rivals']).to.deep.equal([
        {
          sku: 'MUG-01',
          rival: 'bluepeak',
          price: null,
          in_stock: false,
          seen_at: '2026-01-01T12:00:00.000Z',
          shipping: null,
          condition: null,
        },
        {
          sku: 'MUG-01',
          rival: 'northwind',
          price: '11.87',
          in_stock: true,
          seen_at: '2026-07-01T10:00:00.000Z',
          shipping: null,
          condition: null,
        },
      ]);
    }));

  it('keeps no person of an order file: not in the store, not in error files, not on the screen', () =>
    desk(async ({run, json, file, folder, home}) => {
      await file(
        'orders.csv',
        [
          'order_id,ordered_at,sku,quantity,unit_price,customer_id,country,name,phone,address',
          '1001,2026-03-01T10:00,MUG-01,2,12.00,anna.smith@example.com,DE,Anna Smith,+49 170 5550100,Lindenweg 12',
          '1001,2026-03-05T10:00,MUG-01,-1,12.00,anna.smith@example.com,DE,Anna Smith,+49 170 5550100,Lindenweg 12',
          '1002,2026-03-02,CAP-9,1,"19,90",bob@example.com,DE,Bob Jones,+49 170 5550101,Marktplatz 3',
          '1003,2026-03-02,Lindenweg 14, Hof,1,20.00,carol@example.com,DE,Carol,+49 170 5550102,Gasse 1,Extra',
          '1004,Carol Miller,CAP-9,1,20.00,carol@example.com,DE,x,x,x',
        ].join('\n'),
      );
      const refused = await run('order', 'import', 'orders.csv');
      expect(refused.code).to.equal(6);
      expect(refused.stdout).to.contain('unit_price: "99,99" (masked) is not');
      const report = await readFile(path.join(folder, 'orders.errors.csv'), 'utf8');
      const {code, document, stderr} = await json('order', 'import', 'orders.csv', '--on-error', 'skip-rows');
      expect(code).to.equal(3);
      expect(rowsOf(document.result)).to.include({total: 5, added: 2, refused: 3});
      const remainder = await readFile(path.join(folder, 'orders.errors.csv'), 'utf8');
      const list = await json('order', 'list', '--from', '2026-03-01', '--to', '2026-04-01');
      expect(
        (list.document.result['orders'] as Loose[]).map((line) => [line['quantity'], line['line_id']]),
      ).to.deep.equal([
        [2, 'MUG-01'],
        [-1, `MUG-01 return ${Date.parse('2026-03-05T09:00:00Z')}`],
      ]);
      const seen = [
        refused.stdout,
        refused.stderr,
        report,
        JSON.stringify(document),
        stderr,
        remainder,
        JSON.stringify(list.document),
        await bytesOf(home),
      ].join('\n');
      for (const secret of [
        'Anna',
        'Smith',
        'Lindenweg',
        'Miller',
        'Carol',
        'Bob',
        'Jones',
        '5550100',
        '5550101',
        '@example.com',
        'Marktplatz',
        'Gasse',
      ]) {
        expect(seen.includes(secret), secret).to.equal(false);
      }
      expect(remainder).to.match(/hash:[0-9a-f]{64}/u);
      await writeFile(
        path.join(folder, 'orders.errors.csv'),
        remainder
          .split('\n')
          .filter((line) => !line.includes('1003') && !/^,/u.test(line) && !/^1004/u.test(line))
          .join('\n')
          .replace(/^(1002,[^,]*,CAP-9,1),,/mu, '$1,19.90,'),
      );
      const mended = await json('order', 'import', 'orders.errors.csv');
      expect(mended.code, JSON.stringify(mended.document)).to.equal(0);
    }));

  it('refuses what is no such file, with what to do', () =>
    desk(async ({run, file}) => {
      await file('a.csv', 'name,cost\nx,1\n');
      const missing = await run('cost', 'import', 'a.csv');
      expect(missing.code).to.equal(6);
      expect(missing.stderr)
        .to.contain('a.csv has no column sku. Columns found: name, cost.')
        .and.contain('FACT_COLUMNS_MISSING');
      await file('b.csv', 'sku,cost,SKU\nx,1,y\n');
      expect((await run('cost', 'import', 'b.csv')).stderr).to.contain('FACT_COLUMN_TWICE');
      expect((await run('cost', 'import', 'none.csv')).stderr).to.contain('FILE_NOT_FOUND');
      await file('c.csv', '');
      expect((await run('cost', 'import', 'c.csv')).stderr).to.contain('FILE_EMPTY');
      const usage = await run('cost', 'import', 'a.csv', '--on-error', 'hope');
      expect(usage.code).to.equal(2);
    }));

  it('imports supply and items, and links a SKU to an item', () =>
    desk(async ({run, json, file}) => {
      await file('s.csv', 'sku,on_order,lead_time_days,replenishable,season_end\nMUG-01,10,14,1,2026-12-31\n');
      expect((await json('supply', 'import', 's.csv')).code).to.equal(0);
      await file('i.csv', 'item,sku,pack\nCUP,MUG-01,2\nGHOST,NOPE-1,1\n');
      const items = await json('item', 'import', 'i.csv');
      expect(items.document.warnings[0]).to.include({code: 'FACT_SKUS_UNLISTED'});
      const linked = await run('item', 'link', 'MUG-02', 'CUP', '--pack', '3');
      expect(linked.stdout).to.equal('MUG-02 in main sells 3 of item CUP.\n');
      const list = await json('item', 'list');
      expect(
        (list.document.result['items'] as Loose[]).map((row) => [row['sku'], row['item'], row['pack']]),
      ).to.deep.equal([
        ['MUG-01', 'CUP', 2],
        ['MUG-02', 'CUP', 3],
        ['NOPE-1', 'GHOST', 1],
      ]);
    }));

  it('suggests floors from costs, and the sheet can be imported as it is', () =>
    desk(async ({run, json, file, folder}) => {
      await file('costs.csv', 'sku,cost,fee_rate,fee_fixed\nMUG-01,5.20,0.15,0.30\nMUG-02,7.00,0.15,0.30\n');
      expect((await json('cost', 'import', 'costs.csv')).code).to.equal(0);
      const {code, document} = await json('bound', 'suggest', '--margin', '15%', '--output', 'sheet.csv');
      expect(code).to.equal(0);
      expect(document.result).to.include({rows: 3, floors: 2, unknown: 1, below: 1});
      const sheet = await readFile(path.join(folder, 'sheet.csv'), 'utf8');
      expect(sheet).to.match(/^sku,list_price,min_price,max_price/u);
      const imported = await run('bound', 'import', 'sheet.csv');
      expect(imported.code, imported.stderr).to.equal(0);
      expect((await run('bound', 'suggest', '--margin', 'much', '--output', 'x.csv')).code).to.equal(2);
      expect((await run('bound', 'suggest', '--margin', '0', '-o', 'sheet.csv')).code).to.equal(6);
      expect(await readFile(path.join(folder, 'sheet.csv'), 'utf8')).to.equal(sheet);
      expect((await run('bound', 'suggest', '--margin', '0', '-o', 'sheet.csv', '--force')).code).to.equal(0);
    }));
});
