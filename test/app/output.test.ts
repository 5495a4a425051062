import {mkdir, readFile, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {allowOutput, errorsFileFor} from '../../src/app/output.js';
import {type Ended, type SoukOptions, souk, withFolder} from '../support/souk.js';

const LISTINGS = 'sku,product,title,price,stock\nMUG-01,mug,Mug,12.00,5\nCAP-01,cap,Cap,8.00,3\n';

interface Desk {
  readonly folder: string;
  readonly dir: string;
  run(...args: readonly string[]): Promise<Ended>;
  add(): Promise<Ended>;
}

/** A folder for a folder shop, with listings unless told otherwise. */
async function withDesk(work: (desk: Desk) => Promise<void>, listings: string | null = LISTINGS): Promise<void> {
  await withFolder(async (folder) => {
    const dir = path.join(folder, 'fs');
    await mkdir(dir);
    if (listings !== null) await writeFile(path.join(dir, 'listings.csv'), listings);
    const options: SoukOptions = {home: path.join(folder, 'home'), cwd: folder};
    const terms = ['--currency', 'USD', '--time-zone', 'UTC', '--prices-include-tax', 'no', '--yes'];
    const run = (...args: readonly string[]) => souk(args, options);
    await work({folder, dir, run, add: () => run('shop', 'add', 'fs', '--platform', 'folder', '--dir', dir, ...terms)});
  });
}

describe('files that commands write', () => {
  it('never replace what a person edits, unless told to', async () => {
    await withDesk(async ({folder, run, add}) => {
      expect((await add()).code).to.equal(0);
      const target = path.join(folder, 'target.txt');
      const change = await run('price', 'set', 'MUG-01', '12.50', '--dry-run', '--json');
      expect(change.code, change.stderr).to.equal(0);
      expect((await run('price', 'set', 'MUG-01', '12.40', '--yes')).code).to.equal(0);
      await writeFile(target, 'precious');
      for (const command of [
        ['listing', 'export', '-o', target],
        ['listing', 'template', '-o', target],
        ['bound', 'suggest', '--margin', '10%', '-o', target],
        ['run', 'result', 'R-1', '-o', target],
        ['price', 'set', 'MUG-01', '12.50', '--plan-file', target],
      ]) {
        const refused = await run(...command);
        expect(refused.code, command.join(' ')).to.equal(6);
        expect(refused.stderr).to.include('FILE_EXISTS, exit 6').and.to.include('--force');
        expect(await readFile(target, 'utf8')).to.equal('precious');
        const forced = await run(...command, '--force');
        expect(forced.code, `${command.join(' ')}: ${forced.stderr}`).to.equal(0);
        expect(await readFile(target, 'utf8')).not.to.equal('precious');
        await writeFile(target, 'precious');
      }
      expect((await run('listing', 'list', '-o', target)).code).to.equal(0);
      expect(await readFile(target, 'utf8')).to.include('MUG-01');
    });
  });

  it('never are a file that a connected folder shop lives on, whatever the flag and the way to it', async () => {
    await withDesk(async ({folder, dir, run, add}) => {
      expect((await add()).code).to.equal(0);
      await symlink(dir, path.join(folder, 'alias'));
      const bad = path.join(folder, 'bad.csv');
      await writeFile(bad, 'sku,price\nMUG-01,free\n');
      for (const command of [
        ['listing', 'export', '--force', '-o', path.join(dir, 'listings.csv')],
        ['listing', 'export', '--force', '-o', path.join(folder, 'alias', 'listings.csv')],
        ['listing', 'export', '-o', path.join(dir, 'costs.csv')],
        ['listing', 'template', '--force', '-o', path.join(dir, 'listings.csv')],
        ['listing', 'list', '-o', path.join(dir, 'listings.csv')],
        ['bound', 'suggest', '--margin', '10%', '--force', '-o', path.join(dir, 'bounds.csv')],
        ['price', 'set', 'MUG-01', '12.50', '--plan-file', path.join(dir, 'pricing.yaml')],
        ['listing', 'import', bad, '--errors', path.join(dir, 'orders.csv')],
        ['listing', 'validate', bad, '--errors', path.join(dir, 'orders.csv')],
        ['report', 'sales', '--last', '7d', '-o', path.join(dir, 'orders.csv')],
        ['report', 'price', '-o', path.join(dir, 'costs.csv')],
      ]) {
        const refused = await run(...command);
        expect(refused.stderr, command.join(' ')).to.include('OUTPUT_IS_SHOP_FILE, exit 6').and.to.include('shop fs');
        expect(refused.code).to.equal(6);
      }
      expect(await readFile(path.join(dir, 'listings.csv'), 'utf8')).to.equal(LISTINGS);
    });
  });

  it('may begin the listings of a folder that has none, as the hint of shop add says', async () => {
    await withDesk(async ({dir, run, add}) => {
      const missing = await add();
      expect(missing.stderr).to.include('souk listing template --output');
      const listings = path.join(dir, 'listings.csv');
      expect((await run('listing', 'template', '--output', listings)).code).to.equal(0);
      expect((await add()).code).to.equal(0);
      expect((await run('listing', 'template', '--output', listings, '--force')).code).to.equal(6);
    }, null);
  });

  it('opens no store for a name that no shop has', async () => {
    await withFolder(async (folder) => {
      const never = () => Promise.reject(new Error('opened'));
      await allowOutput(never, path.join(folder, 'out.csv'), {replace: false});
      let said = '';
      await allowOutput(never, path.join(folder, 'costs.csv'), {replace: true}).catch((error: Error) => {
        said = error.message;
      });
      expect(said).to.equal('opened');
    });
  });

  it('of errors are numbered when errors are imported again', () => {
    const names = ['a/spring.csv', 'a/spring.errors.csv', 'a/spring.errors.2.csv', 'x.dat', 'x', '.errors.csv'];
    expect(names.map(errorsFileFor)).to.deep.equal([
      'a/spring.errors.csv',
      'a/spring.errors.2.csv',
      'a/spring.errors.3.csv',
      'x.dat.errors.csv',
      'x.errors.csv',
      '.errors.errors.csv',
    ]);
  });
});
