import {existsSync} from 'node:fs';
import {mkdir, readFile, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {type Ended, ROOT, souk, soukJson, withFolder} from '../../support/souk.js';

const SHOP = [
  'shop',
  'add',
  'main',
  '--platform',
  'practice',
  '--currency',
  'USD',
  '--time-zone',
  'UTC',
  '--prices-include-tax',
  'no',
];
const FILE = [
  'sku,product,title,price,stock,category',
  'MUG-01,mug,Mug,12.50,4,Mugs',
  'CAP-9,cap,Cap,9.90,0,Caps',
].join('\n');

interface Desk {
  readonly folder: string;
  run(...args: readonly string[]): Promise<Ended>;
  json(...args: readonly string[]): Promise<{readonly code: number | null; readonly document: Record<string, unknown>}>;
  file(name: string, text: string): Promise<string>;
}

async function withDesk<T>(work: (desk: Desk) => Promise<T>): Promise<T> {
  return await withFolder(async (folder) => {
    const home = path.join(folder, 'home');
    await mkdir(home);
    const options = {home, cwd: ROOT};
    const added = await souk(SHOP, options);
    expect(added.code, added.stderr).to.equal(0);
    return await work({
      folder,
      run: (...args) => souk(args, options),
      json: (...args) => soukJson(args, options),
      file: async (name, text) => {
        const file = path.join(folder, name);
        await writeFile(file, text);
        return file;
      },
    });
  });
}

describe('listing commands', () => {
  it('import, list, show, export and unpublish', async () => {
    await withDesk(async ({folder, run, json, file}) => {
      const catalogue = await file('spring.csv', FILE);
      const dry = await run('listing', 'import', catalogue, '--dry-run');
      expect(dry.code, dry.stderr).to.equal(0);
      expect(dry.stdout).to.include('rows 2 = 2 create');
      expect((await run('listing', 'list')).stdout).to.include('No offer of main');

      const unasked = await run('listing', 'import', catalogue);
      expect(unasked.code).to.equal(2);
      expect(unasked.stderr).to.include('--yes');

      const done = await json('listing', 'import', catalogue, '--yes');
      expect(done.code).to.equal(0);
      const result = done.document['result'] as {readonly rows: object; readonly run: {readonly counts: object}};
      expect(result.rows).to.include({total: 2, create: 2});
      expect(result.run.counts).to.include({verified: 6});

      const list = await run(
        'listing',
        'list',
        '--where',
        'stock>0 and category=Mugs',
        '--fields',
        'sku,price',
        '--format',
        'csv',
      );
      expect(list.stdout).to.equal('sku,price\nMUG-01,12.50\n');
      const sorted = await json('listing', 'list', '--sort', '-price', '--fields', 'sku');
      expect((sorted.document['result'] as {readonly rows: unknown}).rows).to.deep.equal([
        {sku: 'MUG-01'},
        {sku: 'CAP-9'},
      ]);
      expect((await run('listing', 'list', '--fields', 'colour')).code).to.equal(2);

      const shown = await run('listing', 'show', 'MUG-01');
      expect(shown.stdout)
        .to.match(/^MUG-01 {2}Mug\n/u)
        .and.to.include('12.50 USD');
      expect((await run('listing', 'show', 'NOPE')).code).to.equal(2);

      const output = path.join(folder, 'out.csv');
      expect((await run('listing', 'export', '--output', output)).code).to.equal(0);
      expect(await readFile(output, 'utf8')).to.match(/^sku,product,title,/u);
      const back = await json('listing', 'import', output, '--yes');
      expect(back.code).to.equal(0);
      expect((back.document['result'] as {readonly rows: object}).rows).to.include({unchanged: 2});

      const off = await run('listing', 'unpublish', 'MUG-01', '--yes');
      expect(off.code, off.stderr).to.equal(0);
      expect(
        (await run('listing', 'list', '--where', 'status=draft', '--fields', 'sku', '--format', 'csv')).stdout,
      ).to.equal('sku\nMUG-01\n');
    });
  });

  it('a file with a refused row writes nothing and ends in 6, with its errors beside it', async () => {
    await withDesk(async ({folder, run, json, file}) => {
      const bad = await file('bad.csv', `${FILE}\nTEE-1,tee,Tee,"12,50",1,Tees\n`);
      const refused = await run('listing', 'import', bad, '--yes');
      expect(refused.code).to.equal(6);
      expect(refused.stdout).to.include('rows 3 = 2 create + 1 refused');
      expect(refused.stderr).to.include('FILE_REFUSED, exit 6');
      expect((await json('listing', 'list')).document['result']).to.include({total: 0});
      const errors = await readFile(path.join(folder, 'bad.errors.csv'), 'utf8');
      expect(errors).to.match(/^file,line,column,value,code,reason,hint\n/u);
      expect(errors).to.include(',4,price,"12,50",PRICE_COMMA,');

      const same = await json('listing', 'import', bad, '--yes');
      expect(same.code).to.equal(6);
      expect(same.document).to.have.nested.property('error.code', 'FILE_REFUSED');
      expect(same.document).to.have.nested.property('result.rows.refused', 1);

      const skipped = await json('listing', 'import', bad, '--yes', '--on-error', 'skip-rows');
      expect(skipped.code).to.equal(3);
      expect(skipped.document).to.have.nested.property('result.run.counts.verified', 6);
      const rest = await readFile(path.join(folder, 'bad.errors.csv'), 'utf8');
      expect(rest).to.match(
        /^sku,product,title,price,stock,category,_code,_reason\nTEE-1,tee,Tee,"12,50",1,Tees,PRICE_COMMA,/u,
      );
    });
  });

  it('validate and template need no shop and no store', async () => {
    await withFolder(async (folder) => {
      const home = path.join(folder, 'none');
      const bad = path.join(folder, 'bad.csv');
      await writeFile(bad, `${FILE}\n,tee,Tee,free,1,\n\n# done\n`);
      const errors = path.join(folder, 'why.csv');
      const checked = await soukJson(['listing', 'validate', bad, '--errors', errors], {home});
      expect(checked.code).to.equal(6);
      expect(checked.document).to.have.nested.property('error.code', 'FILE_INVALID');
      expect((checked.document['result'] as {readonly rows: object}).rows).to.include({
        total: 5,
        planned: 2,
        refused: 1,
        ignored: 2,
      });
      expect(await readFile(errors, 'utf8'))
        .to.include('PRICE_FORM')
        .and.to.include('SKU_MISSING');
      for (const dialect of ['souk', 'shopify']) {
        const template = path.join(folder, `${dialect}.csv`);
        expect((await souk(['listing', 'template', '--dialect', dialect, '--output', template], {home})).code).to.equal(
          0,
        );
        const empty = await soukJson(['listing', 'validate', template], {home});
        expect(empty.code).to.equal(6);
        expect(empty.document).to.have.nested.property('error.code', 'FILE_NO_ROWS');
      }
      expect(existsSync(home)).to.equal(false);
    });
  });

  it('says what it can not read, and never writes through a link', async () => {
    await withDesk(async ({folder, run, file}) => {
      const odd = await run('listing', 'import', await file('odd.csv', 'Name;Preis (EUR);Qty\nMug;12;1\n'));
      expect(odd.code).to.equal(6);
      expect(odd.stderr).to.include('Columns found: Name, Preis (EUR), Qty').and.to.include('DIALECT_UNKNOWN');
      expect((await run('listing', 'import', path.join(folder, 'none.csv'))).code).to.equal(6);
      expect((await run('listing', 'import', await file('x.csv', FILE), '--make-sku', 'SKU')).code).to.equal(2);
      const precious = await file('precious.txt', 'keep me');
      await symlink(precious, path.join(folder, 'link.csv'));
      const link = ['listing', 'export', '--output', path.join(folder, 'link.csv')];
      expect((await run(...link)).stderr).to.include('FILE_EXISTS, exit 6');
      expect((await run(...link, '--force')).stderr).to.include('FILE_IS_LINK, exit 6');
      expect(await readFile(precious, 'utf8')).to.equal('keep me');
    });
  });
});
