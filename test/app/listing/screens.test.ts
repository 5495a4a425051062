import {existsSync} from 'node:fs';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {type Ended, type SoukOptions, souk, soukJson, withFolder} from '../../support/souk.js';

const LISTINGS =
  'sku,product,title,price,stock\nMUG-01,mug,Mug,12.00,5\nMUG-02,mug-2,Mug two,20.00,4\nCAP-01,cap,Cap,8.00,3\n';

interface Desk {
  readonly folder: string;
  readonly dir: string;
  run(...args: readonly string[]): Promise<Ended>;
  json(...args: readonly string[]): Promise<{readonly code: number | null; readonly document: Record<string, unknown>}>;
  file(name: string, ...lines: readonly string[]): Promise<string>;
}

/** A folder shop with three offers; MUG-01 has a floor of 10. */
async function withDesk(work: (desk: Desk) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const dir = path.join(folder, 'fs');
    await mkdir(dir);
    await writeFile(path.join(dir, 'listings.csv'), LISTINGS);
    await writeFile(path.join(dir, 'bounds.csv'), 'sku,list_price,min_price,max_price\nMUG-01,12.00,10.00,\n');
    const options: SoukOptions = {home: path.join(folder, 'home'), cwd: folder};
    const terms = ['--currency', 'USD', '--time-zone', 'UTC', '--prices-include-tax', 'no', '--yes'];
    const added = await souk(['shop', 'add', 'mine', '--platform', 'folder', '--dir', dir, ...terms], options);
    expect(added.code, added.stderr).to.equal(0);
    const pulled = await souk(['shop', 'pull'], options);
    expect(pulled.stdout, pulled.stderr).to.match(/^ +products +3 /mu);
    await work({
      folder,
      dir,
      run: (...args) => souk(args, options),
      json: (...args) => soukJson(args, options),
      file: async (name, ...lines) => {
        await writeFile(path.join(folder, name), `${lines.join('\n')}\n`);
        return name;
      },
    });
  });
}

describe('what an import says', () => {
  it('names each price that a guard held, with its line, its reason and what mends it', async () => {
    await withDesk(async ({run, json, file}) => {
      expect((await run('price', 'pin', 'CAP-01')).code).to.equal(0);
      const edits = await file('edit.csv', 'sku,price', 'MUG-01,9.00', 'MUG-02,21.00', 'CAP-01,7.50');
      const done = await run('listing', 'import', edits, '--yes');
      expect(done.code, done.stderr).to.equal(0);
      expect(done.stdout)
        .to.include('2 prices held, not written:')
        .and.to.match(/MUG-01 {2}price 9\.00 {2}\(line 2\)\n +MUG-01: .*floor/u)
        .and.to.match(/CAP-01 {2}price 7\.50 {2}\(line 4\)\n +CAP-01: pinned/u)
        .and.to.include('--override-bounds')
        .and.to.include('souk price pin CAP-01 --off')
        .and.to.match(/souk plan show P-/u);

      const all = await file('held.csv', 'sku,price', 'MUG-01,9.00');
      const nothing = await json('listing', 'import', all, '--yes');
      expect(nothing.code).to.equal(0);
      expect(nothing.document).to.have.nested.property('result.held[0].code', 'BELOW_FLOOR');
      expect(nothing.document).to.have.nested.property('result.held[0].wished', '9.00');
      expect((await run('listing', 'import', all, '--yes')).stdout).to.include('1 price held');
    });
  });

  it('refuses a file without a column that it understands, asked for its dialect or not', async () => {
    await withDesk(async ({run, json, file}) => {
      const strange = await file('noprice.csv', 'SKU,Name,Preis (EUR),Qty', 'MUG-01,Mug,13,1');
      for (const args of [
        ['listing', 'import', strange, '--yes'],
        ['listing', 'import', strange, '--dialect', 'souk', '--yes'],
        ['listing', 'validate', strange],
        ['listing', 'validate', strange, '--dialect', 'souk'],
      ]) {
        const refused = await run(...args);
        expect(refused.code, args.join(' ')).to.equal(6);
        expect(refused.stderr)
          .to.include('COLUMNS_NOT_UNDERSTOOD, exit 6')
          .and.to.include('Columns found: SKU, Name, Preis (EUR), Qty.')
          .and.to.include('"Preis (EUR)" for the price')
          .and.to.include('Rename "Name" to "title"');
      }
      const fresh = await file('fresh.csv', 'sku,product,title,Preis', 'NEW-1,new,New,13', 'NEW-2,new-2,New two,13');
      const unpriced = await json('listing', 'import', fresh, '--yes');
      expect(unpriced.code).to.equal(6);
      expect(unpriced.document).to.have.nested.property('error.code', 'MAP_PRICE_MISSING');
      expect(unpriced.document).to.have.nested.property('error.message').that.includes('The nearest is "Preis"');
    });
  });

  it('names the columns that it does not understand, and what the shop has no place for', async () => {
    await withDesk(async ({run, dir, file}) => {
      const known = await file(
        'known.csv',
        'sku,title,vendor,weight_g,shelf,Farbe,empty',
        'MUG-01,Mug,Acme,350,A1,rot,',
      );
      expect((await run('listing', 'validate', known)).stdout).to.include(
        '2 columns are not understood and travel as they are: shelf, Farbe',
      );
      const done = await run('listing', 'import', known, '--yes');
      expect(done.code, done.stderr).to.equal(0);
      expect(done.stdout).to.include('2 columns are not understood and not written: shelf, Farbe');
      expect(done.stderr).not.to.include('extra').and.not.to.include('no place');
      expect(await readFile(path.join(dir, 'listings.csv'), 'utf8')).to.match(/^MUG-01,.*,Acme,350$/mu);
      const cost = await file('cost.csv', 'sku,cost', 'MUG-01,3.00');
      expect((await run('listing', 'import', cost, '--yes')).stderr).to.include(
        'mine (a folder shop) has no place for cost: 1 value of the file not written.',
      );
    });
  });

  it('refuses a file without rows', async () => {
    await withDesk(async ({run, file}) => {
      for (const lines of [['sku,price'], ['sku,price', ',', '# nothing']]) {
        const none = await run('listing', 'import', await file('none.csv', ...lines), '--yes');
        expect(none.code).to.equal(6);
        expect(none.stderr).to.include('FILE_NO_ROWS, exit 6');
      }
    });
  });

  it('says on the screen what helps rows without a SKU', async () => {
    await withDesk(async ({folder, run, file}) => {
      const bare = await file('bare.csv', 'sku,product,title,price', ',a,A,5', ',b,B,6', 'MUG-01,mug,Mug,free');
      const refused = await run('listing', 'import', bare, '--yes');
      expect(refused.stderr)
        .to.include('3 rows refused, so nothing was written: 2 of them without a SKU.')
        .and.to.include("--make-sku '{handle}-{options}'")
        .and.to.include('--key handle');
      const checked = await run('listing', 'validate', bare);
      expect(checked.stderr).to.include("souk listing validate bare.csv --make-sku '{handle}-{options}'");
      const rest = await run('listing', 'import', bare, '--yes', '--on-error', 'skip-rows');
      expect(rest.code).to.equal(3);
      expect(rest.stderr).to.include("souk listing import bare.errors.csv --make-sku '{handle}-{options}'");
      const again = await run('listing', 'import', 'bare.errors.csv', '--yes');
      expect(again.code).to.equal(6);
      expect(again.stderr).to.include('bare.errors.2.csv');
      expect(existsSync(path.join(folder, 'bare.errors.2.csv'))).to.equal(true);
      expect(existsSync(path.join(folder, 'bare.errors.errors.csv'))).to.equal(false);
    });
  });

  it('counts things by what they are, and reasons apart from rows', async () => {
    await withDesk(async ({run, file}) => {
      const fresh = await file('new.csv', 'sku,product,title,price,stock', 'A-1,a,A,5,1', 'B-1,b,B,6,2');
      expect((await run('listing', 'import', fresh, '--dry-run')).stdout).to.include(
        'changes 6: 2 products, 2 offers, 2 stocks = 4 create + 2 update',
      );
      const bad = await file('bad.csv', 'sku,price,stock,gtin', 'MUG-01,free,some,', 'MUG-02,1,1,');
      expect((await run('listing', 'import', bad)).stdout).to.include('1 row refused, for 2 reasons: bad.errors.csv');
      const prices = await run('price', 'set', 'MUG-02', '20.50', '--dry-run');
      expect(prices.stdout).to.include('changes 1 = 1 update');
      const plan = async (sku: string, price: string) =>
        /P-\w+/u.exec((await run('price', 'set', sku, price, '--dry-run')).stdout)?.[0] ?? '';
      const diff = await run('plan', 'diff', await plan('MUG-02', '21.00'), await plan('CAP-01', '8.50'));
      expect(diff.stdout).to.include('1 only in').and.not.to.include('base_price');
    });
  });

  it('does not warn of a file that comes back from an export, and says what counts', async () => {
    await withDesk(async ({run}) => {
      const out = await run('listing', 'export', '-o', 'out.csv');
      expect(out.stdout).to.include('3 listings with 3 offers written to out.csv');
      expect((await run('price', 'set', 'MUG-02', '21.00', '--yes')).code).to.equal(0);
      const back = await run('listing', 'import', 'out.csv', '--yes');
      expect(back.stdout)
        .to.match(/only cells changed since export E-\w+ \(.* UTC\) count; all cells: --against none/u)
        .and.to.include('1 cell that you left alone has another value in the shop by now, and keeps it');
      expect(back.stderr).not.to.match(/warning/iu);
      expect((await run('listing', 'list', '--where', 'sku=MUG-01')).stdout).to.include('1 of 3 offers of mine');
      expect((await run('listing', 'export', '--where', 'sku=MUG-01', '-o', 'one.csv')).stdout).to.include(
        '1 listing with 1 offer written',
      );
    });
  });
});
