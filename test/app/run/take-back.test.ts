import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import {expect} from 'chai';
import {souk, soukJson} from '../../support/souk.js';

const HEADER = 'sku,product,title,price,stock';
const GOODS = `${HEADER}
MUG-1,mug-1,Mug one,10.00,5
MUG-2,mug-2,Mug two,20.00,5
MUG-3,mug-3,Mug three,30.00,5
MUG-4,mug-4,Mug four,40.00,5
`;
const TERMS = ['--currency', 'USD', '--time-zone', 'UTC', '--prices-include-tax', 'no'];

/** A row of `undo.left`. */
interface Left {
  readonly text: string;
  readonly code: string;
  readonly params: object;
}
interface Undo {
  readonly back: readonly {readonly text: string; readonly op: string; readonly fields: object}[];
  readonly left: readonly Left[];
}

/** One shop of a kind, driven as a person would. */
interface Bench {
  readonly home: string;
  /** SKU → price, compare-at price in brackets where there is one, as the shop itself has them. */
  prices(): Promise<Readonly<Record<string, string>>>;
  titles(): Promise<Readonly<Record<string, string>>>;
  /** Somebody else's doing, in the shop itself. */
  edit(sku: string, field: 'price' | 'stock', value: string): Promise<void>;
  remove(sku: string): Promise<void>;
  stock(sku: string): Promise<number>;
}

async function folderBench(folder: string): Promise<Bench> {
  const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
  const file = path.join(dir, 'listings.csv');
  await mkdir(dir);
  await writeFile(file, GOODS);
  const added = await souk(['shop', 'add', 'main', '--platform', 'folder', '--dir', dir, ...TERMS], {home});
  expect(added.code, added.stderr).to.equal(0);
  const rows = async () => {
    const [header = '', ...lines] = (await readFile(file, 'utf8')).trim().split('\n');
    const names = header.split(',');
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
  };
  const write = async (all: readonly Record<string, string>[]) => {
    const names = Object.keys(all[0] ?? {});
    await writeFile(file, `${[names.join(','), ...all.map((row) => Object.values(row).join(','))].join('\n')}\n`);
  };
  return {
    home,
    prices: async () =>
      Object.fromEntries(
        (await rows()).map((row) => [
          row['sku'] ?? '',
          `${row['price']}${(row['compare_at_price'] ?? '') === '' ? '' : ` (${row['compare_at_price']})`}`,
        ]),
      ),
    titles: async () => Object.fromEntries((await rows()).map((row) => [row['sku'] ?? '', row['title'] ?? ''])),
    edit: async (sku, field, value) =>
      await write((await rows()).map((row) => (row['sku'] === sku ? {...row, [field]: value} : row))),
    remove: async (sku) => await write((await rows()).filter((row) => row['sku'] !== sku)),
    stock: async (sku) => Number((await rows()).find((row) => row['sku'] === sku)?.['stock']),
  };
}

async function practiceBench(folder: string): Promise<Bench> {
  const home = path.join(folder, 'home');
  const added = await souk(['shop', 'add', 'main', '--platform', 'practice', ...TERMS], {home});
  expect(added.code, added.stderr).to.equal(0);
  const file = path.join(folder, 'goods.csv');
  await writeFile(file, GOODS);
  const imported = await souk(['listing', 'import', file, '--yes'], {home});
  expect(imported.code, imported.stderr).to.equal(0);
  const on = <T>(work: (db: Sqlite.Database) => T): T => {
    const db = new Sqlite(path.join(home, 'shops', 'main', 'market.db'));
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  const rows = () =>
    on((db) =>
      db
        .prepare<[], {sku: string; price: number; compare_at: number | null; stock: number; title: string}>(
          `SELECT v.sku, v.price, v.compare_at, v.stock, json_extract(p.content, '$.title') AS title
           FROM variant v JOIN product p ON p.id = v.product_id`,
        )
        .all(),
    );
  const text = (minor: number) => (minor / 100).toFixed(2);
  return {
    home,
    prices: async () =>
      Object.fromEntries(
        rows().map(({sku, price, compare_at}) => [
          sku,
          `${text(price)}${compare_at === null ? '' : ` (${text(compare_at)})`}`,
        ]),
      ),
    titles: async () => Object.fromEntries(rows().map(({sku, title}) => [sku, title])),
    edit: async (sku, field, value) => {
      const minor = field === 'price' ? Math.round(Number(value) * 100) : Number(value);
      on((db) => db.prepare(`UPDATE variant SET ${field} = ? WHERE sku = ?`).run(minor, sku));
    },
    remove: async (sku) => {
      on((db) => {
        db.prepare('DELETE FROM product WHERE id = (SELECT product_id FROM variant WHERE sku = ?)').run(sku);
        db.prepare('DELETE FROM variant WHERE sku = ?').run(sku);
      });
    },
    stock: async (sku) => rows().find((row) => row.sku === sku)?.stock ?? Number.NaN,
  };
}

for (const [kind, open] of [
  ['folder', folderBench],
  ['practice', practiceBench],
] as const) {
  describe(`taking back what a run wrote to a ${kind} shop`, () => {
    let folder: string;
    let bench: Bench;
    const say = async (...args: string[]) => {
      const {code, document} = await soukJson(args, {home: bench.home});
      expect(code, JSON.stringify(document).slice(0, 400)).to.equal(0);
      return document;
    };
    /** Writes, and returns the run. */
    const run = async (...args: string[]): Promise<string> => {
      const {run: made} = (await say(...args, '--yes'))['result'] as {run: {id: string; state: string}};
      expect(made.state).to.equal('done');
      return made.id;
    };
    const looked = async (...args: string[]): Promise<Undo> =>
      ((await say('run', 'undo', ...args, '--dry-run'))['result'] as {undo: Undo}).undo;
    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'souk-take-back-'));
      bench = await open(folder);
    });
    afterEach(async () => await rm(folder, {recursive: true, force: true}));

    it('prices: a dry run says row by row what goes back and what not; undo, redo, undo again', async () => {
      const before = await bench.prices();
      const first = await run('price', 'adjust', '--by', '+5%');
      const after = await bench.prices();
      await bench.edit('MUG-3', 'price', '33.33');
      const dry = await looked(first);
      expect(dry.back.map(({text}) => text).sort()).to.deep.equal(['MUG-1', 'MUG-2', 'MUG-4']);
      expect(dry.back.find(({text}) => text === 'MUG-1')).to.deep.include({
        op: 'update',
        fields: {price: {before: '10.50', after: '10.00'}, base_price: {before: '10.50', after: '10.00'}},
      });
      expect(dry.left.map(({text, code, params}) => ({text, code, params}))).to.deep.equal([
        {text: 'MUG-3', code: 'UNDO_LIVE_DIFFERS', params: {field: 'price', wrote: '31.50', now: '33.33'}},
      ]);
      const screen = (await souk(['run', 'undo', first, '--dry-run'], {home: bench.home})).stdout;
      expect(screen).to.contain('3 put back, 1 left as it is');
      expect(screen).to.match(/MUG-1 +price +10\.50 +10\.00/u);
      expect(screen).to.match(/MUG-3 +price is 33\.33 now, not 31\.50 as the run left it/u);

      const undo = await run('run', 'undo', first);
      expect(await bench.prices()).to.deep.equal({...before, 'MUG-3': '33.33'});
      const redo = await run('run', 'undo', undo);
      expect(await bench.prices()).to.deep.equal({...after, 'MUG-3': '33.33'});
      await run('run', 'undo', redo);
      expect(await bench.prices()).to.deep.equal({...before, 'MUG-3': '33.33'});
      expect(await looked(first)).to.deep.include({back: []});
    });

    it('some of them by --only; the others stay and are counted', async () => {
      const first = await run('price', 'adjust', '--by', '+5%');
      const screen = (await souk(['run', 'undo', first, '--only', 'MUG-1', '--dry-run'], {home: bench.home})).stdout;
      expect(screen).to.contain('1 put back, 3 left as they are').and.to.contain('not asked for');
      await run('run', 'undo', first, '--only', 'MUG-1', '--only', 'mug-2');
      expect(await bench.prices()).to.deep.equal({
        'MUG-1': '10.00',
        'MUG-2': '20.00',
        'MUG-3': '31.50',
        'MUG-4': '42.00',
      });
      const rest = await looked(first);
      expect(rest.back.map(({text}) => text).sort()).to.deep.equal(['MUG-3', 'MUG-4']);
      expect(rest.left.map(({code}) => code)).to.deep.equal(['UNDO_DONE_BEFORE', 'UNDO_DONE_BEFORE']);
    });

    it('listings: words, a new product and stock; what sales moved and what is gone stay, each with its reason', async () => {
      const file = path.join(folder, 'change.csv');
      await writeFile(
        file,
        `${HEADER}\nMUG-1,mug-1,A fine mug,10.00,50\nMUG-2,mug-2,Another mug,20.00,60\nCUP-1,cup,Cup,3.00,9\n`,
      );
      const first = await run('listing', 'import', file);
      await bench.edit('MUG-1', 'stock', '48');
      await bench.remove('MUG-2');
      const {back, left} = await looked(first);
      expect(back.map(({text, op}) => `${op} ${text}`).sort()).to.deep.equal([
        'archive CUP-1',
        'archive cup',
        'update mug-1',
      ]);
      const codes = left.map(({text, code}) => `${text} ${code}`).sort();
      expect(codes.filter((code) => !code.startsWith('CUP-1'))).to.deep.equal([
        'MUG-1 UNDO_STOCK',
        'MUG-2 UNDO_STOCK',
        'mug-2 UNDO_GONE',
      ]);
      const stock = (await looked(first, '--stock')).left.find(({text}) => text === 'MUG-1');
      expect(stock).to.deep.include({code: 'UNDO_LIVE_DIFFERS', params: {field: 'stock', wrote: '50', now: '48'}});

      const undo = await run('run', 'undo', first);
      expect(await bench.titles())
        .to.include({'MUG-1': 'Mug one'})
        .and.not.to.have.property('CUP-1');
      expect(await bench.stock('MUG-1')).to.equal(48);
      await run('run', 'undo', undo);
      expect(await bench.titles()).to.include({'MUG-1': 'A fine mug', 'CUP-1': 'Cup'});
      expect(await bench.prices()).to.include({'CUP-1': '3.00'});
    });

    it('a promotion: its start and its end, there and back', async () => {
      const status = async () => {
        const document = await say('promo', 'show', 'PR-1');
        return JSON.stringify(document).match(/"status":"(\w+)"/u)?.[1];
      };
      const before = await bench.prices();
      await say(
        'promo',
        'add',
        '--name',
        'Ten',
        '--percent',
        '10',
        '--sku',
        'MUG-1',
        '--sku',
        'MUG-2',
        '--to',
        '2099-01-01',
        '--yes',
      );
      const start = await run('promo', 'tick');
      const on = {...before, 'MUG-1': '9.00 (10.00)', 'MUG-2': '18.00 (20.00)'};
      expect(await bench.prices()).to.deep.equal(on);

      const off = await run('run', 'undo', start);
      expect([await bench.prices(), await status()]).to.deep.equal([before, 'ended']);
      expect(((await say('promo', 'tick', '--yes'))['result'] as {run?: object}).run).to.equal(undefined);
      await run('run', 'undo', off);
      expect([await bench.prices(), await status()]).to.deep.equal([on, 'running']);

      const end = await run('promo', 'cancel', 'PR-1');
      expect([await bench.prices(), await status()]).to.deep.equal([before, 'cancelled']);
      await run('run', 'undo', end);
      expect([await bench.prices(), await status()]).to.deep.equal([on, 'running']);
    });

    it('a part of a promotion: it goes on for the others, and what would set these again is said', async () => {
      await say(
        'promo',
        'add',
        '--name',
        'Ten',
        '--percent',
        '10',
        '--sku',
        'MUG-1',
        '--sku',
        'MUG-2',
        '--to',
        '2099-01-01',
        '--yes',
      );
      const start = await run('promo', 'tick');
      const part = await souk(['run', 'undo', start, '--only', 'MUG-1', '--yes'], {home: bench.home});
      expect(part.code).to.equal(0);
      expect(part.stderr).to.contain('PR-1 goes on for the others').and.to.contain('souk price pin SKU');
      expect(await bench.prices()).to.include({'MUG-1': '10.00', 'MUG-2': '18.00 (20.00)'});
      await say('price', 'pin', 'MUG-1');
      await say('promo', 'tick', '--yes');
      expect(await bench.prices()).to.include({'MUG-1': '10.00', 'MUG-2': '18.00 (20.00)'});
    });
  });
}
