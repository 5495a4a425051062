import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import Papa from 'papaparse';
import {openTable} from '../../../src/formats/csv.js';
import {souk, soukJson} from '../../support/souk.js';

/** A sheet as a person edits it: cells by row and header. */
interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly Record<string, string>[];
}

interface Imported {
  readonly imports: readonly {readonly shop: string; readonly rows: Readonly<Record<string, number>>}[];
}

describe('a sheet of several shops', () => {
  let folder: string;
  let home: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'souk-shops-'));
    home = path.join(folder, 'home');
    await add(
      'main',
      'USD',
      'sku,product,title,price,stock\nA-1,a,Mug,12.00,3\nB-1,b,=Bowl,8.50,0\nB-6,b6,Six bowls,45.00,2\n',
    );
    await add('outlet', 'EUR', 'sku,product,title,price,stock\na1,a,Becher,9.99,7\nonly,o,Nur hier,1.00,\n');
    await writeFile(at('items.csv'), 'item,sku,pack\nMUG,A-1,1\nBOWL,B-1,1\nBOWL,B-6,6\n');
    await writeFile(at('items-outlet.csv'), 'item,sku,pack\nMUG,a1,1\n');
    await well('item', 'import', at('items.csv'), '--shop', 'main');
    await well('item', 'import', at('items-outlet.csv'), '--shop', 'outlet');
  });
  afterEach(() => rm(folder, {recursive: true, force: true}));

  const at = (name: string) => path.join(folder, name);
  const well = async (...args: readonly string[]) => {
    const ended = await souk(args, {home});
    expect(ended.code, ended.stderr).to.equal(0);
    return ended;
  };

  async function add(name: string, currency: string, listings: string): Promise<void> {
    await mkdir(at(name));
    await writeFile(path.join(at(name), 'listings.csv'), listings);
    const terms = ['--currency', currency, '--time-zone', 'UTC', '--prices-include-tax', 'no'];
    await well('shop', 'add', name, '--platform', 'folder', '--dir', at(name), ...terms, '--yes');
  }

  async function exported(name = 'all.csv'): Promise<Sheet> {
    await well('listing', 'export', '--shop', 'main', '--shop', 'outlet', '--output', at(name), '--force');
    const table = await openTable(at(name));
    const rows: Record<string, string>[] = [];
    for await (const batch of table.rows())
      for (const {cells} of batch)
        rows.push(Object.fromEntries(table.header.map((header, n) => [header, cells[n] ?? ''])));
    return {header: table.header, rows};
  }

  async function edited({header, rows}: Sheet, edit: (row: Record<string, string>) => void): Promise<string> {
    const changed = rows.map((row) => ({...row}));
    changed.forEach(edit);
    await writeFile(
      at('edited.csv'),
      Papa.unparse({fields: [...header], data: changed.map((row) => header.map((name) => row[name] ?? ''))}),
    );
    return at('edited.csv');
  }

  const listings = (shop: string) => readFile(path.join(at(shop), 'listings.csv'), 'utf8');

  it('has items as rows and each shop’s code, price and stock as columns, and comes back to nothing', async () => {
    for (const name of ['all.csv', 'all.xlsx']) {
      const {header, rows} = await exported(name);
      const of = (shop: string) => ['sku', 'price', 'stock', '_export'].map((field) => `${field}:${shop}`);
      expect(header).to.deep.equal(['item', '_title', '_options', ...of('main'), ...of('outlet')]);
      const said = rows.map((row) => header.filter((each) => !each.startsWith('_export')).map((each) => row[each]));
      expect(said).to.deep.equal([
        ['MUG', 'Mug', '', 'A-1', '12.00', '3', 'a1', '9.99', '7'],
        ['BOWL', "'=Bowl", '', 'B-1', '8.50', '0', '', '', ''],
        ['BOWL', 'Six bowls', '', 'B-6', '45.00', '2', '', '', ''],
        ['only', 'Nur hier', '', '', '', '', 'only', '1.00', ''],
      ]);
      const before = [await listings('main'), await listings('outlet')];
      const {code, document} = await soukJson(['listing', 'import', at(name), '--yes'], {home});
      expect(code).to.equal(0);
      const {imports} = document['result'] as Imported;
      expect(imports.map(({shop, rows: counts}) => [shop, counts['total'], counts['unchanged']])).to.deep.equal([
        ['main', 3, 3],
        ['outlet', 2, 2],
      ]);
      expect([await listings('main'), await listings('outlet')]).to.deep.equal(before);
    }
  });

  it('changes each shop by the cells that were edited, and undoes nothing that happened since', async () => {
    const sheet = await exported();
    await well('price', 'set', 'B-1', '8.90', '--shop', 'main', '--yes');
    const file = await edited(sheet, (row) => {
      if (row['sku:main'] === 'A-1')
        Object.assign(row, {'price:main': '12.50', 'stock:outlet': '9', _title: 'is not read'});
      if (row['sku:outlet'] === 'only') row['price:outlet'] = '1.10';
    });
    const {stdout} = await well('listing', 'import', file, '--yes');
    expect(stdout)
      .to.match(/R-\d+ done: 1 verified/u)
      .and.to.match(/R-\d+ done: 2 verified/u);
    expect(await listings('main'))
      .to.contain('A-1,a,Mug,12.50,3')
      .and.to.contain('B-1,b,=Bowl,8.90,0');
    expect(await listings('outlet'))
      .to.contain('a1,a,Becher,9.99,9')
      .and.to.contain('only,o,Nur hier,1.10,');
  });

  it('writes to no shop where one has a conflict or a row that can not be used', async () => {
    const sheet = await exported();
    await well('price', 'set', 'A-1', '12.20', '--shop', 'main', '--yes');
    const before = [await listings('main'), await listings('outlet')];
    const both = (main: string) =>
      edited(sheet, (row) => {
        if (row['sku:main'] === 'A-1') Object.assign(row, {'price:main': main, 'price:outlet': '9.50'});
      });
    const conflict = await souk(['listing', 'import', await both('12.70'), '--yes'], {home});
    expect([conflict.code, conflict.stdout.includes('12.20')]).to.deep.equal([7, true]);
    expect(conflict.stdout).to.contain('Nothing is written to any of the 2 shops');
    const bad = await souk(['listing', 'import', await both('12,70'), '--yes'], {home});
    expect(bad.code, bad.stderr).to.equal(6);
    expect(await readFile(at('edited.main.errors.csv'), 'utf8')).to.contain('price:main');
    expect([await listings('main'), await listings('outlet')]).to.deep.equal(before);
    const one = await souk(['listing', 'import', await both('12.70'), '--shop', 'outlet', '--yes'], {home});
    expect(one.code, one.stderr).to.equal(0);
    expect(await listings('outlet')).to.contain('9.50');
    expect(await listings('main')).to.equal(before[0]);
  });

  it('makes nothing new, and says what it does not know', async () => {
    const sheet = await exported();
    const unknown = await edited(sheet, (row) => {
      if (row['sku:main'] === 'B-6') row['sku:main'] = 'NEW-1';
    });
    const refused = await souk(['listing', 'import', unknown, '--yes'], {home});
    expect(refused.code).to.equal(6);
    expect(await listings('main')).not.to.contain('NEW-1');
    await writeFile(at('strange.csv'), 'item,sku:main,price:main,sku:far,price:far\nMUG,A-1,12.10,x,1.00\n');
    const strange = await souk(['listing', 'import', at('strange.csv'), '--yes'], {home});
    expect([strange.code, strange.stderr.includes('SHOP_UNKNOWN')]).to.deep.equal([2, true]);
    const absent = await souk(['listing', 'import', at('strange.csv'), '--shop', 'outlet', '--yes'], {home});
    expect([absent.code, absent.stderr.includes('SHEET_WITHOUT_SHOP')]).to.deep.equal([2, true]);
    await writeFile(at('twice.csv'), 'sku:main,price:main,price:main\nA-1,12.10,12.20\n');
    expect((await souk(['listing', 'import', at('twice.csv'), '--yes'], {home})).stderr).to.contain('HEADER_TWICE');
    const against = await souk(['listing', 'import', at('all.csv'), '--against', 'E-0000000000', '--yes'], {home});
    expect(against.stderr).to.contain('(SHEET_AGAINST, exit 2)');
    await writeFile(at('half.csv'), 'sku:main,price:main,price:outlet\nA-1,12.10,9.00\n');
    const half = await souk(['listing', 'import', at('half.csv'), '--yes'], {home});
    expect(half.stderr).to.contain('(SHEET_NO_SKU, exit 6').and.to.contain('sku:outlet');
    await writeFile(at('idle.csv'), 'item,sku:main,price:main,note\nMUG,A-1,12.00,\nBOWL,,,remember\n,,,\n');
    expect((await souk(['listing', 'import', at('idle.csv'), '--yes'], {home})).stderr).to.contain('1 row of');
    const dialect = [
      'listing',
      'export',
      '--shop',
      'main',
      '--shop',
      'outlet',
      '--dialect',
      'shopify',
      '-o',
      at('x.csv'),
    ];
    expect((await souk(dialect, {home})).stderr).to.contain('(SHEET_DIALECT, exit 2)');
    expect(await listings('main')).to.contain('A-1,a,Mug,12.00,3');
  });
});
