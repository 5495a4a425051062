import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {type ImportInput, importListings} from '../../../src/app/listing/import.js';
import {applyPlan} from '../../../src/app/run/apply.js';
import type {RunResult} from '../../../src/app/run/result.js';
import {type ResultFormat, resultTable, resultText} from '../../../src/app/run/result-file.js';
import type {Change, Plan} from '../../../src/domain/change/types.js';
import {parseTable, unguard} from '../../../src/formats/csv.js';
import type {RemoteListing} from '../../../src/ports/platform.js';
import {languageOf} from '../../../src/ui/messages/index.js';
import {wordingOf} from '../../../src/ui/screens/listing.js';
import {openDesk} from '../../runs/desk.js';
import {type Fate, memoryShop, productOf} from '../../support/memory-shop.js';

const TOLD = ['_status', '_code', '_message', '_before', '_after'];
const words = wordingOf({language: languageOf('en')});

/** A desk over a shop that treats each change as `fate` says, and a folder for files. */
async function open(shelf: readonly RemoteListing[], fate: (change: Change) => Fate) {
  const now = {fate};
  const folder = await mkdtemp(path.join(tmpdir(), 'souk-result-'));
  const desk = await openDesk(memoryShop(shelf, {fate: (change) => now.fate(change)}));
  const file = (name: string) => path.join(folder, name);
  const planned = async (name: string): Promise<Plan> => {
    const input: ImportInput = {
      shop: 'main',
      file: file(name),
      dialect: 'auto',
      reading: {},
      key: 'sku',
      mode: 'upsert',
      onError: 'reject-all',
      errors: file('errors.csv'),
      warnings: file('warnings.csv'),
      adWords: {templates: 'templates', home: folder},
      negativeStock: false,
      overrideBounds: false,
      words,
    };
    const {plan, errors} = await importListings(desk.context, input);
    if (plan === null) throw new Error(`no plan: ${JSON.stringify(errors)}`);
    return plan;
  };
  const brought = async (name: string): Promise<RunResult> =>
    await applyPlan(desk.context, await planned(name), {acceptBreaker: true});
  const text = async ({run}: RunResult, failed = false, format: ResultFormat = 'csv') => {
    const told = ({message, code}: {message: string | null; code: string | null}) => message ?? `words of ${code}`;
    const table = await resultTable(desk.context, {run: run.id, failed, words: told});
    let all = '';
    for await (const piece of resultText(table, format)) all += piece;
    return all;
  };
  const close = async () => {
    await desk.close();
    await rm(folder, {recursive: true, force: true});
  };
  return {
    desk,
    file,
    planned,
    brought,
    text,
    close,
    allow: () => {
      now.fate = () => 'ok';
    },
  };
}
type Bench = Awaited<ReturnType<typeof open>>;

async function tableOf(text: string): Promise<{header: readonly string[]; rows: readonly (readonly string[])[]}> {
  const table = await parseTable(text);
  const rows: (readonly string[])[] = [];
  for await (const batch of table.rows()) for (const {cells} of batch) if (cells.join('') !== '') rows.push(cells);
  return {header: table.header, rows};
}

const MUGS = [1, 2, 3].map((i) => productOf(`mug-${i}`, [{sku: `MUG-${i}`, price: i * 1000}]));
const refuse =
  (...skus: readonly string[]) =>
  ({target}: Change): Fate =>
    skus.includes(target.key.sku ?? '') ? 'reject' : 'ok';

describe('the result of a run as a file', () => {
  let bench: Bench;
  afterEach(async () => await bench.close());
  const states = (rows: readonly (readonly string[])[], at: number) => rows.map((cells) => [cells[0], cells[at]]);

  it('has the rows of the file as they stand, in its columns and order, and what became of each', async () => {
    bench = await open(MUGS, refuse('MUG-2'));
    const input = `note,price,sku,product,title
,33.00,MUG-3,mug-3,Title of mug-3
# the second half
second,22.00,MUG-2,mug-2,"A mug, ""fine"""
,10.00,MUG-1,mug-1,Title of mug-1
`;
    await writeFile(bench.file('in.csv'), input);
    const run = await bench.brought('in.csv');
    expect(run.run.counts).to.include({rejected: 1});
    const {header, rows} = await tableOf(await bench.text(run));
    expect(header).to.deep.equal(['note', 'price', 'sku', 'product', 'title', ...TOLD]);
    expect(rows.map((cells) => cells.slice(0, 5).join('|'))).to.deep.equal([
      '|33.00|MUG-3|mug-3|Title of mug-3',
      '# the second half||||',
      'second|22.00|MUG-2|mug-2|A mug, "fine"',
      '|10.00|MUG-1|mug-1|Title of mug-1',
    ]);
    expect(rows.map((cells) => cells.slice(5, 8).join('|'))).to.deep.equal([
      'verified||',
      '||',
      'rejected|NO|the shop does not like it',
      '||',
    ]);
    const [before, after] = [rows[2]?.[8], rows[2]?.[9]].map((cell) => JSON.parse(cell ?? '') as object);
    expect(before).to.include({title: 'Title of mug-2', price: '20.00'});
    expect(after).to.include({title: 'A mug, "fine"', price: '22.00'});
  });

  it('filtered to what failed it is the file to mend and import again; by hand, by --failed, as JSON', async () => {
    bench = await open(MUGS, refuse('MUG-2'));
    await writeFile(bench.file('in.csv'), 'sku,product,price,stock\nMUG-1,mug-1,11.00,7\nMUG-2,mug-2,22.00,8\n');
    const run = await bench.brought('in.csv');
    const all = await bench.text(run);
    const failed = await bench.text(run, true);
    const byHand = all.split('\n').filter((line, index) => index === 0 || /,rejected,/u.test(line));
    expect(failed.trim()).to.equal(byHand.join('\n'));
    const json = JSON.parse(await bench.text(run, true, 'json')) as {rows: readonly object[]};
    expect(json.rows).to.have.length(1);
    expect(json.rows[0]).to.deep.include({
      cells: {sku: 'MUG-2', product: 'mug-2', price: '22.00', stock: '8'},
      status: 'rejected',
      failed: true,
    });
    await writeFile(bench.file('retry.csv'), failed);
    bench.allow();
    const again = await bench.brought('retry.csv');
    expect(again.run.counts).to.include({verified: 2, rejected: 0});
    expect(bench.desk.platform.snapshot()[1]?.offers[0]).to.include({price: 2200, stock: 8});
    // Of the second run the columns of the first are not carried along.
    expect((await tableOf(await bench.text(again))).header).to.deep.equal([
      'sku',
      'product',
      'price',
      'stock',
      ...TOLD,
    ]);
  });

  it('is in souk’s own columns, one row a variant, once the file has changed; and imports again just so', async () => {
    bench = await open(
      MUGS.map((mug) => ({...mug, offers: mug.offers.map((offer) => ({...offer, compareAt: 9900}))})),
      refuse('MUG-1', 'MUG-3', 'CUP-L'),
    );
    const header = 'sku,product,title,price,compare_at_price,stock,options,image_urls,image_alts';
    await writeFile(
      bench.file('in.csv'),
      `${header}
MUG-3,mug-3,,33.00,__CLEAR__,9,,,
CUP-L,cup,Cup,4.00,,2,Size=L,https://example.test/a.png,Red|
CUP-S,cup,Cup,3.00,,1,Size=S,,
MUG-1,mug-1,,11.00,,,,,
`,
    );
    const run = await bench.brought('in.csv');
    await writeFile(bench.file('in.csv'), 'sku\nsomething else\n');
    const {header: found, rows} = await tableOf(await bench.text(run));
    expect(found.slice(0, 3)).to.deep.equal(['sku', 'product', 'options']);
    expect(found.slice(-5)).to.deep.equal(TOLD);
    expect(states(rows, found.indexOf('_status'))).to.deep.equal([
      ['MUG-3', 'rejected'],
      ['CUP-L', 'rejected'],
      ['CUP-S', 'verified'],
      ['MUG-1', 'rejected'],
    ]);
    const cell = (row: number, name: string) => rows[row]?.[found.indexOf(name)];
    expect([cell(0, 'compare_at_price'), cell(0, 'stock'), cell(1, 'options')]).to.deep.equal([
      '__CLEAR__',
      '9',
      'Size=L',
    ]);
    await writeFile(bench.file('retry.csv'), await bench.text(run, true));
    bench.allow();
    const again = await bench.planned('retry.csv');
    expect(
      again.changes.map(({op, target}) => `${op} ${target.kind} ${target.key.sku ?? target.key.product}`).sort(),
    ).to.include.members(['create offer CUP-L', 'update offer MUG-1', 'update offer MUG-3', 'update stock MUG-3']);
    const mug = again.changes.find(({target}) => target.kind === 'offer' && target.key.sku === 'MUG-3');
    expect(mug?.fields).to.deep.include({compare_at_price: {before: '99.00', after: null}});
    await applyPlan(bench.desk.context, again, {acceptBreaker: true});
    const [cup, one, , three] = bench.desk.platform.snapshot();
    expect(cup?.offers.map(({sku, price}) => [sku, price]).sort()).to.deep.equal([
      ['CUP-L', 400],
      ['CUP-S', 300],
    ]);
    expect(one?.offers[0]).to.include({price: 1100, compareAt: 9900});
    expect(three?.offers[0]).to.include({price: 3300, compareAt: null, stock: 9});
  });

  it('of a platform’s own file has that platform’s columns; of a product whose words failed all its rows', async () => {
    bench = await open([], ({target}) => (target.kind === 'listing' && target.key.product === 'tee' ? 'reject' : 'ok'));
    const input = `Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src
cup,Cup,,,CUP,3.00,
tee,Tee,Size,S,TEE-S,10.00,https://example.test/1.png
tee,,,M,TEE-M,11.00,
tee,,,,,,https://example.test/2.png
`;
    await writeFile(bench.file('in.csv'), input);
    const run = await bench.brought('in.csv');
    const {header, rows} = await tableOf(await bench.text(run, true));
    expect(header.slice(0, 7)).to.deep.equal(input.split('\n')[0]?.split(','));
    const status = header.indexOf('_status');
    expect(rows.map((cells) => [cells[4], cells[status], cells[status + 1]])).to.deep.equal([
      ['TEE-S', 'rejected', 'NO'],
      ['TEE-M', 'rejected', 'NO_PRODUCT'],
      ['', '', ''],
    ]);
    await writeFile(bench.file('retry.csv'), await bench.text(run, true));
    bench.allow();
    const again = await bench.planned('retry.csv');
    const first = await bench.desk.context.data.plans.get(run.run.plan);
    const tee = (plan: Plan | null) =>
      plan?.changes
        .filter(({target}) => target.key.product === 'tee')
        .map(({op, target, fields}) => ({op, target, fields}));
    expect(tee(again)).to.deep.equal(tee(first));
    expect(again.changes).to.have.length(tee(again)?.length ?? 0);
  });

  it('can not be run by a spreadsheet, whoever wrote the words; and comes back as it was', async () => {
    bench = await open(MUGS, refuse('MUG-1', 'MUG-2', 'MUG-3'));
    const titles = ['=1+1', "'=cmd|' /C calc'!A0", '@SUM(A1)'];
    const file = await import('../../../src/formats/write.js');
    const rows = titles.map((title, i) => [`MUG-${i + 1}`, `mug-${i + 1}`, title, '12.00']);
    await file.writeTable(bench.file('in.csv'), ['sku', 'product', 'title', 'price'], rows, {guardFormulas: true});
    const run = await bench.brought('in.csv');
    for (const changed of [false, true]) {
      if (changed) await writeFile(bench.file('in.csv'), 'sku\nother\n');
      const {header, rows: found} = await tableOf(await bench.text(run));
      for (const cells of found) for (const cell of cells) expect(cell).not.to.match(/^[=+@\t\r]|^-\D/u);
      const at = header.indexOf('title');
      expect(found.map((cells) => unguard(cells[at] ?? ''))).to.deep.equal(titles);
    }
  });

  it('of a price the shop kept otherwise, and of a run without a file, is to be imported again too', async () => {
    bench = await open(MUGS, ({target}) => (target.key.sku === 'MUG-2' ? 'lie' : 'ok'));
    await writeFile(bench.file('in.csv'), 'sku,product,price\nMUG-1,mug-1,11.00\nMUG-2,mug-2,22.00\n');
    const plan = await bench.planned('in.csv');
    await rm(bench.file('in.csv'));
    const run = await applyPlan(bench.desk.context, plan);
    expect(run.run.counts).to.include({verified: 1, mismatched: 1});
    const {header, rows} = await tableOf(await bench.text(run, true));
    expect(rows).to.have.length(1);
    expect(rows[0]?.slice(0, 4)).to.deep.equal(['MUG-2', 'mug-2', '', '22.00']);
    expect(rows[0]?.[header.indexOf('_status')]).to.equal('mismatched');
    expect(JSON.parse(rows[0]?.[header.indexOf('_after')] ?? '')).to.include({price: '922.00'});
    await writeFile(bench.file('retry.csv'), await bench.text(run, true));
    bench.allow();
    const again = await bench.brought('retry.csv');
    expect(again.run.counts).to.include({verified: 1, mismatched: 0});
    expect(bench.desk.platform.snapshot()[1]?.offers[0]?.price).to.equal(2200);
  });
});
