import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import fc from 'fast-check';
import type {ImportResult} from '../../../src/app/listing/import.js';
import {openSheet} from '../../../src/app/listing/sheet.js';
import {fatesText, type TestShop, withShop} from './shop.js';

const HEADER = 'sku,product,title,price,compare_at_price,stock,gtin,status,description,cost,options,shelf';
const COUNT = 8;

/** A file's rows as they were first brought, and what may have become of a cell since. */
const PLAIN = (n: number) => [
  `S-${n}`,
  `p-${n}`,
  `Mug ${n}`,
  '12.50',
  '15.00',
  '3',
  '',
  'active',
  'words',
  '4.00',
  '',
  'A1',
];
const OTHERWISE: readonly (readonly string[])[] = [
  ['s-1', 'S-2', 'S-77', ''],
  ['p-3', 'P-4', 'p-77'],
  ['Jug', '最佳水壶', ''],
  ['11.00', 'free', '0', ''],
  ['', '9.00'],
  ['7', '-2', ''],
  ['4006381333931', '4006381333932'],
  ['draft', 'on'],
  ['<b>never closed', '__CLEAR__'],
  ['5.00'],
  ['Size=M'],
  ['', 'B2'],
];

/** A cell that is another now: row, column, which of the others. */
const edit = fc.tuple(fc.nat(COUNT - 1), fc.nat(OTHERWISE.length - 1), fc.nat(3));

function fileText(rows: readonly (readonly string[])[]): string {
  return `${[HEADER, ...rows.map((cells) => cells.map((cell) => `"${cell}"`).join(','))].join('\n')}\n`;
}

function edited(edits: readonly (readonly [number, number, number])[]): string[][] {
  const rows = Array.from({length: COUNT}, (_, n) => PLAIN(n));
  for (const [row, column, which] of edits) {
    const others = OTHERWISE[column] ?? [];
    const cells = rows[row];
    if (cells !== undefined) cells[column] = others[which % others.length] ?? '';
  }
  return rows;
}

function said(result: ImportResult) {
  const {rows, fates, orphans, errors, warned, codes, carried, warnings, plan, failure} = result;
  const changes = plan?.changes.map(({target, op, fields, source}) => ({target, op, fields, source})) ?? null;
  return {rows, fates, orphans, errors, warned, codes, carried, warnings, failure, changes, summary: plan?.summary};
}

async function write(shop: TestShop, text: string, name = 'in.csv'): Promise<string> {
  const file = path.join(shop.folder, name);
  await writeFile(file, text);
  return file;
}

/** What the store keeps of which rows the shop is like. */
async function takenCount({context, shop}: TestShop): Promise<number> {
  let count = 0;
  for await (const page of context.data.files.taken(shop.id, 'souk')) count += page.length;
  return count;
}

describe('rows that a shop is like already', () => {
  it('are left out, and what is said and planned is what it is with them', async () => {
    await withShop(async (shop) => {
      const file = await write(shop, fileText(edited([])));
      await shop.bring(file);
      expect(await takenCount(shop)).to.equal(COUNT);
      const extra = fc.constantFrom('', '\n', '\n\n', 'S-1,p-1,Twin,9.00,,,,,,,,\n', ',p-2,Jug,,,,,,,,,\n');
      await fc.assert(
        fc.asyncProperty(fc.array(edit, {maxLength: 3}), extra, async (edits, more) => {
          await writeFile(file, fileText(edited(edits)) + more);
          const quick = await shop.import(file, {onError: 'skip-rows'});
          // Of a sheet that was read already, every row is looked at.
          const sheet = await openSheet(file, {dialect: 'auto', currency: 'USD'});
          expect(said(quick)).to.deep.equal(said(await shop.import(file, {onError: 'skip-rows', sheet})));
        }),
        {numRuns: 60, seed: 3},
      );
    });
  });

  it('are looked at again when anything of their listing changed', async () => {
    await withShop(async (shop) => {
      const file = await write(shop, fileText(edited([])));
      await shop.bring(file);
      const other = await write(shop, 'sku,title,price\nS-1,Becher,\nS-2,,11.00\n', 'other.csv');
      expect(fatesText(await shop.bring(other))).to.equal('2 = 2 update');
      expect(await takenCount(shop)).to.equal(COUNT - 2);
      const again = await shop.import(file, {onError: 'skip-rows'});
      expect(fatesText(again)).to.equal('8 = 2 update + 6 unchanged');
      const [offer] = (await shop.context.data.catalog.listings(shop.shop.id, {skus: ['S-5']})).flatMap(
        ({offers}) => offers,
      );
      await shop.context.data.catalog.setBase([{offerId: offer?.id ?? 0, basePrice: 999, baseCompareAt: null}]);
      expect(await takenCount(shop)).to.equal(COUNT - 3);
    });
  });

  it('are not known under another header, and come out of an export as they came in', async () => {
    await withShop(async (shop) => {
      const file = await write(shop, fileText(edited([])));
      await shop.bring(file);
      const first = await shop.export('souk', 'first.csv');
      await shop.bring(file);
      const reordered = await write(shop, fileText([...edited([])].reverse()), 'reordered.csv');
      expect(fatesText(await shop.bring(reordered))).to.equal('8 = 8 unchanged');
      const skus = (text: string) => text.split('\n').flatMap((line) => /S-\d/u.exec(line)?.[0] ?? []);
      expect(skus(await readFile(await shop.export('souk', 'second.csv'), 'utf8'))).to.deep.equal(
        skus(await readFile(first, 'utf8')).reverse(),
      );
      const renamed = await write(shop, fileText(edited([])).replace('stock', 'weight_g'), 'renamed.csv');
      expect(fatesText(await shop.import(renamed))).to.equal('8 = 8 update');
    });
  });
});
