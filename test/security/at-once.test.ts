import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import {expect} from 'chai';
import {pullShop} from '../../src/app/shop/pull.js';
import {KnownError} from '../../src/domain/errors.js';
import {openDesk} from '../runs/desk.js';
import {memoryShop, productOf} from '../support/memory-shop.js';
import {type Ended, souk, withFolder} from '../support/souk.js';

const ADD = ['shop', 'add', 'same', '--platform', 'practice', '--set', 'catalogue=sample', '--currency', 'USD'];
const all = async (home: string, count: number, args: readonly string[]): Promise<readonly Ended[]> =>
  await Promise.all(Array.from({length: count}, async () => await souk(args, {home})));

/** It worked, or another one was at work; never a fault, a stack or a word of the engine's. */
function orderly({code, stdout, stderr}: Ended, what: string, others: readonly number[] = []): void {
  expect(code, `${what}: ${stdout}${stderr}`).to.be.oneOf([0, 9, ...others]);
  expect(stdout + stderr, what).not.to.match(/SQLITE_|\bat \S+:\d+:\d+|BUG/u);
}

describe('security: many at once', () => {
  it('add one shop once, run one night, and never meet a fault', async () => {
    await withFolder(async (home) => {
      const added = await all(home, 5, ADD);
      expect(added.map(({code}) => code).sort()).to.deep.equal([0, 2, 2, 2, 2]);
      const nights = await all(home, 3, ['nightly', '--yes']);
      for (const {code, stderr} of nights) expect(code, stderr).to.be.oneOf([0, 9]);
      expect(nights.filter(({code}) => code === 0)).not.to.have.length(0);
    });
  });

  it('import, set prices, pull and spend the night on one home: nothing is lost, and each ends in order', async () => {
    await withFolder(async (folder) => {
      const home = path.join(folder, 'home');
      expect((await souk(ADD, {home})).code).to.equal(0);
      expect((await souk(['shop', 'pull'], {home})).code).to.equal(0);
      const rows = Array.from({length: 40}, (_, i) => `NEW-${i},new-${i},New ${i},9.00,3`);
      const file = path.join(folder, 'new.csv');
      await writeFile(file, `sku,product,title,price,stock\n${rows.join('\n')}\n`);
      const work: readonly (readonly string[])[] = [
        ['listing', 'import', file, '--yes'],
        ['price', 'set', 'MUG-CLAY-SAN', '15.10', '--yes'],
        ['price', 'set', 'BALM-HAND', '12.90', '--yes'],
        ['price', 'pin', 'PEN-BRASS', '--until', '2099-01-01'],
        ['shop', 'pull'],
        ['nightly', '--yes'],
        ['run', 'list'],
      ];
      const ended = await Promise.all(work.map(async (args) => await souk(args, {home})));
      // A file's plan is older than what the others wrote meanwhile: that is drift, and said.
      ended.forEach((each, index) => {
        orderly(each, work[index]?.join(' ') ?? '', [7]);
      });
      // Whoever was turned away types it again; then all of it is there.
      for (const [index, args] of work.entries())
        if (ended[index]?.code !== 0) expect((await souk(args, {home})).code, args.join(' ')).to.equal(0);
      const listed = await souk(['listing', 'list', '--json', '--limit', '1000'], {home});
      expect(listed.stdout.match(/"NEW-\d+"/gu)).to.have.length(40);
      const db = new Sqlite(path.join(home, 'shops', 'same', 'market.db'), {readonly: true});
      const price = db.prepare<[string], {price: number}>('SELECT price FROM variant WHERE sku = ?');
      expect([price.get('MUG-CLAY-SAN')?.price, price.get('BALM-HAND')?.price]).to.deep.equal([1510, 1290]);
      db.close();
      const runs = JSON.parse((await souk(['run', 'list', '--json'], {home})).stdout) as {
        result: {runs: readonly {id: string; state: string}[]};
      };
      expect(runs.result.runs.map(({state}) => state)).to.deep.equal(runs.result.runs.map(() => 'done'));
      expect(new Set(runs.result.runs.map(({id}) => id)).size).to.equal(runs.result.runs.length);
      const store = new Sqlite(path.join(home, 'souk.db'), {readonly: true});
      expect(store.pragma('integrity_check', {simple: true})).to.equal('ok');
      expect(store.prepare('SELECT count(*) AS n FROM lock').get()).to.deep.equal({n: 0});
      store.close();
    });
  });

  it('say that a shop is gone when it is removed in the middle of a pull', async () => {
    const platform = memoryShop([productOf('mug', [{sku: 'MUG', price: 1000}])]);
    const desk = await openDesk(platform);
    try {
      await desk.context.data.shops.remove(desk.shop.id);
      await pullShop(desk.context, desk.shop).then(
        () => expect.fail('pulled a shop that is gone'),
        (error: unknown) => {
          expect(error).to.be.instanceOf(KnownError);
          expect((error as KnownError).code).to.equal('SHOP_UNKNOWN');
        },
      );
    } finally {
      await desk.close();
    }
  });
});
