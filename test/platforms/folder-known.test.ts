import fs from 'node:fs';
import {mkdir, readFile, rename, stat, utimes, writeFile} from 'node:fs/promises';
import {syncBuiltinESMExports} from 'node:module';
import path from 'node:path';
import {expect} from 'chai';
import fc from 'fast-check';
import type {ShopTerms} from '../../src/domain/catalog/types.js';
import type {Change, FieldValue} from '../../src/domain/change/types.js';
import {hashOf} from '../../src/formats/csv.js';
import {fileState} from '../../src/formats/encoding.js';
import {folder} from '../../src/platforms/folder/index.js';
import {Known} from '../../src/platforms/folder/known.js';
import type {Clock} from '../../src/ports/clock.js';
import type {Outcome, Platform} from '../../src/ports/platform.js';
import {loneLimiter} from '../support/limiter.js';
import {withFolder} from '../support/souk.js';

const EUR: ShopTerms = {currency: 'EUR', zone: 'Europe/Berlin', pricesIncludeTax: true, taxRate: '0.19'};
const calm = new AbortController().signal;
/** A clock by which every file has long been at rest: stamps alone are trusted. */
const LATER: Clock = {business: Date.now, real: () => Date.now() + 60_000, moved: false, sleep: async () => undefined};
const NOW: Clock = {...LATER, real: Date.now};

async function withShop(text: string, clock: Clock, work: (shop: Platform, file: string) => Promise<void>) {
  await withFolder(async (directory) => {
    const file = path.join(directory, 'listings.csv');
    await writeFile(file, text);
    const secrets = {get: async () => null, set: async () => undefined, remove: async () => undefined};
    const shop = {name: 'f', terms: EUR, settings: {dir: directory}};
    const own = path.join(directory, '.own');
    await work(await folder.open({shop, clock, secrets, limiter: loneLimiter(), directory: own}), file);
  });
}

async function priceOf(shop: Platform, sku = 'A'): Promise<number | null | undefined> {
  return (await shop.read([{kind: 'offer', key: {sku}}], calm))[0]?.offer?.price;
}

async function push(shop: Platform, changes: readonly Change[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for await (const outcome of shop.push(changes, calm)) outcomes.push(outcome);
  return outcomes;
}

function change(
  op: Change['op'],
  target: Change['target'],
  after: Readonly<Record<string, FieldValue>>,
  n = 1,
): Change {
  const fields = Object.fromEntries(Object.entries(after).map(([name, value]) => [name, {before: null, after: value}]));
  return {n, target, op, fields, reasons: [], guards: []};
}

const SHEET =
  'sku,product,title,price,stock,options\nA,a,Mug,1.00,5,\nB,b,"Cup, large",2.00,5,Size: L\nC,b,"Cup\nsmall",2.00,5,Size: S\nD,d,Jug,3.00,1,\n';
/** Lines that somebody may put in place of one: good ones, an unreadable one, an empty one, two in one. */
const HAND = [
  'A,a,Mug,9.00,5,',
  'X,x,Box,1.50,2,',
  'B,b,Cup,a lot,5,Size: L',
  '',
  'Y,y,Y,1.00,1,\nZ,z,Z,1.00,1,',
  'D,a,Mug,3.00,1,',
];

function edited(text: string, edit: {line: number; text: string} | {column: string}): string {
  const lines = text.split('\n');
  if ('column' in edit) lines[0] = lines[0]?.includes(edit.column) ? lines[0] : `${lines[0]},${edit.column}`;
  else if (edit.line + 1 < lines.length) lines[edit.line + 1] = edit.text;
  return lines.join('\n');
}

const offer = (sku: string): Change['target'] => ({kind: 'offer', key: {sku}});

async function all(shop: Platform) {
  const pages = [];
  for await (const {records, refused} of shop.pull('listings', null, calm)) pages.push({records, refused});
  return pages;
}

/** The same wherever the file stands. */
function inPlace(pages: unknown, file: string): unknown {
  return JSON.parse(JSON.stringify(pages).replaceAll(file, 'listings.csv'));
}

describe('folder shop: what was read is kept only while the file is surely the same', () => {
  it('sees a change of the same size within the same instant', () =>
    withShop('sku,price\nA,1.00\n', NOW, async (shop, file) => {
      const at = new Date();
      for (const price of ['1.00', '2.00', '3.00', '4.00']) {
        await writeFile(file, `sku,price\nA,${price}\n`);
        await utimes(file, at, at);
        expect(await priceOf(shop)).to.equal(Number(price) * 100);
      }
    }));

  it('sees a file that took its place under the same size and time', () =>
    withShop('sku,price\nA,1.00\n', LATER, async (shop, file) => {
      const at = new Date('2026-01-01T00:00:00Z');
      await utimes(file, at, at);
      expect(await priceOf(shop)).to.equal(100);
      await writeFile(`${file}.new`, 'sku,price\nA,2.00\n');
      await utimes(`${file}.new`, at, at);
      await rename(`${file}.new`, file);
      expect(await priceOf(shop)).to.equal(200);
    }));

  it('sees what another program wrote between two reads and before a write, whatever time it left behind', () =>
    withShop('sku,price,stock\nA,1.00,5\nB,7.00,5\n', LATER, async (shop, file) => {
      const at = new Date('2026-01-01T00:00:00Z');
      await utimes(file, at, at);
      expect([await priceOf(shop, 'A'), await priceOf(shop, 'B')]).to.deep.equal([100, 700]);
      await writeFile(file, 'sku,price,stock\nA,1.00,5\nB,8.00,5\n');
      await utimes(file, at, at);
      expect([await priceOf(shop, 'A'), await priceOf(shop, 'B')]).to.deep.equal([100, 800]);
      await writeFile(file, 'sku,price,stock\nA,1.00,9\nB,8.00,9\n');
      await utimes(file, at, at);
      const target = {kind: 'offer' as const, key: {sku: 'A'}};
      expect(await push(shop, [change('update', target, {price: '1.50'})])).to.have.nested.property(
        '[0].state',
        'applied',
      );
      expect(await readFile(file, 'utf8')).to.equal('sku,price,stock\nA,1.50,9\nB,8.00,9\n');
      expect(await priceOf(shop, 'A')).to.equal(150);
    }));

  it('reads an unchanged file once, also a touched one, and any other again', () =>
    withFolder(async (directory) => {
      const file = path.join(directory, 'x');
      let reads = 0;
      const read = async () => {
        reads += 1;
        return {hash: await hashOf(file, (await fileState(file)).size)};
      };
      await writeFile(file, 'one');
      for (const clock of [LATER, NOW]) {
        reads = 0;
        const known = new Known(clock);
        for (let n = 0; n < 3; n++) await known.of(file, read);
        expect(reads).to.equal(1);
        await utimes(file, new Date(), new Date());
        await known.of(file, read);
        expect(reads, 'touched').to.equal(1);
        await writeFile(file, reads === 1 && clock === LATER ? 'two' : 'six');
        await known.of(file, read);
        expect(reads, 'changed').to.equal(2);
        known.forget();
        await known.of(file, read);
        expect(reads, 'forgotten').to.equal(3);
      }
    }));

  it('asks by opening, since a share may answer from memory what a file was', () =>
    withFolder(async (directory) => {
      const file = path.join(directory, 'x');
      await writeFile(file, 'one');
      const old = await stat(file, {bigint: true});
      const known = new Known<{hash: string}>(LATER);
      const read = async () => ({hash: await hashOf(file, 3)});
      const before = await known.of(file, read);
      await writeFile(file, 'two');
      const {stat: own} = fs.promises;
      try {
        // What the cache of a network file system says: the file as it was.
        Object.assign(fs.promises, {stat: async () => old});
        syncBuiltinESMExports();
        expect((await fileState(file)).stamp).to.include(String(old.mtimeNs));
        expect(await known.of(file, read)).not.to.deep.equal(before);
      } finally {
        Object.assign(fs.promises, {stat: own});
        syncBuiltinESMExports();
      }
    }));

  it('trusts no stamp of a file that changed within the last two seconds', () =>
    withFolder(async (directory) => {
      const file = path.join(directory, 'x');
      await writeFile(file, 'one');
      const {changedAt, size} = await fileState(file);
      const soon = new Known<{hash: string}>({...NOW, real: () => changedAt + 2000});
      const late = new Known<{hash: string}>({...NOW, real: () => changedAt + 2001});
      // What stands under the stamp is not what the bytes say: only a look at the bytes tells.
      const wrong = async () => ({hash: 'another'});
      const right = async () => ({hash: await hashOf(file, size)});
      for (const known of [soon, late]) await known.of(file, wrong);
      expect((await late.of(file, right)).hash).to.equal('another');
      expect((await soon.of(file, right)).hash).not.to.equal('another');
    }));
});

describe('folder shop: rows put in and taken out', () => {
  const skus = ['A', 'B', 'C', 'D', 'E', 'F'];

  it('leave the file as if each had been done by itself', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...skus), fc.constantFrom('p1', 'p2', 'p3'), fc.boolean()), {maxLength: 14}),
        async (steps) => {
          const start = 'sku,product,price,note\nA,p1,1.00,x\nB,p2,2.00,\nA,p1,1.50,y\n,,,\nC,p1,3.00,z\n';
          const changes = steps.map(([sku, product, make], index) =>
            make
              ? change('create', {kind: 'offer', key: {sku, product}}, {sku, price: '9.00'}, index + 1)
              : change('archive', {kind: 'offer', key: {sku}}, {}, index + 1),
          );
          let alone = '';
          await withShop(start, NOW, async (shop, file) => {
            for (const each of changes) await push(shop, [each]);
            alone = await readFile(file, 'utf8');
          });
          await withShop(start, NOW, async (shop, file) => {
            await push(shop, changes);
            expect(await readFile(file, 'utf8')).to.equal(alone);
          });
        },
      ),
      {numRuns: 60},
    ));

  it('reads rows that stand as they did no otherwise than a shop that reads them for the first time', async function () {
    this.timeout(60_000);
    const SKUS = ['A', 'B', 'C', 'D'];
    const step = fc.oneof(
      fc.record({by: fc.constant('souk' as const), sku: fc.constantFrom(...SKUS), stock: fc.nat(99)}),
      fc.record({
        by: fc.constant('rename' as const),
        sku: fc.constantFrom(...SKUS),
        to: fc.constantFrom('E', 'F', 'A'),
      }),
      fc.record({by: fc.constant('make' as const), sku: fc.constantFrom('G', 'H')}),
      fc.record({by: fc.constant('hand' as const), line: fc.nat(6), text: fc.constantFrom(...HAND)}),
      fc.record({by: fc.constant('head' as const), column: fc.constantFrom('gtin', 'shelf')}),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, {minLength: 1, maxLength: 8}), (steps) =>
        withShop(SHEET, NOW, async (shop, file) => {
          for (const each of steps) {
            await all(shop);
            if (each.by === 'souk') await push(shop, [change('update', offer(each.sku), {stock: each.stock})]);
            else if (each.by === 'rename') await push(shop, [change('update', offer(each.sku), {sku: each.to})]);
            else if (each.by === 'make')
              await push(shop, [
                change('create', {kind: 'listing', key: {product: `new ${each.sku}`}}, {title: 'New'}),
                change(
                  'create',
                  {kind: 'offer', key: {product: `new ${each.sku}`, sku: each.sku}},
                  {sku: each.sku, price: '4.00', stock: 1},
                  2,
                ),
              ]);
            else await writeFile(file, edited(await readFile(file, 'utf8'), each));
            const text = await readFile(file, 'utf8');
            const renamed = await readFile(path.join(path.dirname(file), '.own', 'renamed-skus.json'), 'utf8').catch(
              () => null,
            );
            const seen = await all(shop);
            await withShop(text, NOW, async (fresh, copy) => {
              const own = path.join(path.dirname(copy), '.own');
              if (renamed !== null) {
                await mkdir(own, {recursive: true});
                await writeFile(path.join(own, 'renamed-skus.json'), renamed);
              }
              expect(inPlace(seen, file)).to.deep.equal(inPlace(await all(fresh), copy));
            });
          }
        }),
      ),
      {numRuns: 60},
    );
  });
});
