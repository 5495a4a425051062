import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {expect} from 'chai';
import fc from 'fast-check';
import type {Context} from '../../../src/app/context.js';
import {type ValidateInput, validateFile} from '../../../src/app/listing/validate.js';
import type {TableRow} from '../../../src/formats/csv.js';
import {hashOf, TwinFilter} from '../../../src/formats/twins.js';
import {withFolder} from '../../support/souk.js';

const HEADER =
  'sku,product,title,price,compare_at_price,stock,gtin,status,description,image_urls,options,tax_rate,shelf';

/** Cells that are plain, and cells that are nearly so. */
const CELLS: readonly (readonly string[])[] = [
  ['A-1', 'A-2', 'a-2', 'A-3', "'00123", '00123', '2-Jan', '8.9E+12', 'A 4'],
  ['mug', 'mug', 'Mug', 'jug', 'tee'],
  ['Mug', 'Becher', '最佳水壶', '水壶', 'GrÃ¶ÃŸe', '', '#REF!', '=x'],
  ['12.50', '9', '0', '12,50', '', 'free', '9.999'],
  ['', '15.00', '12.50', '3'],
  ['3', '', '-2', '1.5', '0'],
  ['', '4006381333931', '4006381333932', '12345678905'],
  ['', 'active', 'draft', 'on'],
  ['', 'plain words', '<b>never closed', '<p>fine</p>', '__CLEAR__'],
  ['', 'https://x.example/a.jpg', 'a.jpg'],
  ['', 'Size=M', 'Size=m', 'Size=L', 'Size=M; Colour=Red', 'Size=2-Jan', 'M'],
  ['', '0.19', '19'],
  ['', 'A1', "'B2"],
];

/** Bytes on the heap that something still holds. */
function heapHeld(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

async function check(file: string, input: Partial<ValidateInput>) {
  const noStore = async (): Promise<Context> => {
    throw new Error('a check needs no store');
  };
  const {rows, fates, errors, warned, carried} = await validateFile(noStore, {
    file,
    dialect: 'souk',
    currency: 'EUR',
    key: 'sku',
    reading: {},
    adWords: {templates: 'templates', home: path.dirname(file)},
    negativeStock: false,
    words: ({code}) => ({text: code, hint: ''}),
    ...input,
  });
  const said = [...errors, ...warned]
    .map(({line, column, message}) => `${line} ${column} ${JSON.stringify(message)}`)
    .sort();
  return {rows, fates, carried, said};
}

describe('rows that are proved good', () => {
  const row = fc.tuple(
    ...CELLS.map((cells) => fc.oneof({weight: 6, arbitrary: fc.constant(cells[0] ?? '')}, fc.constantFrom(...cells))),
  );
  const numbered = fc.array(fc.tuple(row, fc.boolean()), {minLength: 1, maxLength: 12});

  it('are those in which the reader of rows finds nothing', async () => {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'a.csv');
      await fc.assert(
        fc.asyncProperty(numbered, async (rows) => {
          const lines = rows.map(([[sku, product, ...rest], fresh], n) =>
            [fresh ? `N-${n}x` : sku, fresh ? `p-${n}x` : product, ...rest].map((cell) => `"${cell}"`).join(','),
          );
          await writeFile(file, `${HEADER}\n${lines.join('\n')}\n`);
          // Every row has a code, so that making codes changes nothing but that each row is read.
          expect(await check(file, {})).to.deep.equal(await check(file, {makeSku: '{handle}'}));
        }),
        {numRuns: 400, seed: 11},
      );
    });
  });

  it('are most of a good file, whose rest is small', async () => {
    const {screen} = await import('../../../src/app/listing/screen.js');
    const {openCatalogue} = await import('../../../src/app/listing/sheet.js');
    await withFolder(async (folder) => {
      const file = path.join(folder, 'a.csv');
      const lines = Array.from({length: 5000}, (_, n) => `S-${n},p-${n},Mug,12.50,,3,,,,,,,`);
      lines[77] = 'S-77,p-77,Mug,12.50,,3,,,,,,,'.replace('12.50', 'free');
      lines[4000] = lines[10] ?? '';
      await writeFile(file, `${HEADER}\n${lines.join('\n')}\n`);
      const {table, dialect, form} = await openCatalogue(file, {dialect: 'auto', currency: 'EUR'});
      const limits = {variantsPerProduct: 100, optionsPerProduct: 3, titleLength: 255, descriptionLength: 1000};
      const found = await screen(table, dialect, {form, limits, adWords: {words: [], allowed: []}});
      const rest: number[] = [];
      for await (const batch of found?.rest.rows() ?? []) rest.push(...batch.map(({line}) => line));
      expect(found?.proved).to.equal(4997);
      expect(rest).to.deep.equal([12, 79, 4002]);
    });
  });

  it('are held in no memory by the few rows between them that have to be looked at', async () => {
    const {screen} = await import('../../../src/app/listing/screen.js');
    const {openCatalogue} = await import('../../../src/app/listing/sheet.js');
    await withFolder(async (folder) => {
      const file = path.join(folder, 'a.csv');
      const words = 'steel bottle, keeps warm '.repeat(24);
      const lines = Array.from({length: 30_000}, (_, n) => {
        const price = n % 100 === 0 ? 'free' : '12.50';
        return `S-${n},p-${n},Mug,${price},,3,,,"${words}${n}",,,,`;
      });
      // Of no UTF-8, so that all rows become texts.
      await writeFile(file, `\ufeff${HEADER}\n${lines.join('\n')}\n`, 'utf16le');
      lines.length = 0;
      const {table, dialect, form} = await openCatalogue(file, {dialect: 'auto', currency: 'EUR'});
      const limits = {variantsPerProduct: 100, optionsPerProduct: 3, titleLength: 255, descriptionLength: 1000};
      const found = await screen(table, dialect, {form, limits, adWords: {words: [], allowed: []}});
      const before = heapHeld();
      const rest: TableRow[] = [];
      for await (const batch of found?.rest.rows() ?? []) rest.push(...batch);
      const held = heapHeld() - before;
      expect(rest).to.have.length(300);
      // The rows have 0.2 million letters, the file 18 million.
      expect(held).to.be.below(4e6);
    });
  });

  it('are told from many twins by counting, in bytes and in texts', async () => {
    const {screen} = await import('../../../src/app/listing/screen.js');
    const {openCatalogue} = await import('../../../src/app/listing/sheet.js');
    await withFolder(async (folder) => {
      // A product's rows stand together in the first half; in the second half SKUs come again.
      const lines = Array.from({length: 3000}, (_, n) => `S-${n},p-${n},Mug,12.50,,3,,,,,,,`);
      const twins = lines.slice(0, 1500).map((_, n) => `s-${n},q-${n},Mug,12.50,,3,,,,,,,`);
      const text = `${HEADER}\n${[...lines, ...twins].join('\n')}\n`;
      const limits = {variantsPerProduct: 100, optionsPerProduct: 3, titleLength: 255, descriptionLength: 1000};
      for (const encoding of ['utf8', 'utf16le'] as const) {
        const file = path.join(folder, `${encoding}.csv`);
        await writeFile(file, encoding === 'utf8' ? text : `\ufeff${text}`, encoding);
        const {table, dialect, form} = await openCatalogue(file, {dialect: 'auto', currency: 'EUR'});
        const found = await screen(table, dialect, {form, limits, adWords: {words: [], allowed: []}});
        const rest: string[] = [];
        for await (const batch of found?.rest.rows() ?? []) rest.push(...batch.map(({cells}) => cells[0] ?? ''));
        expect(found?.proved).to.equal(1500);
        expect(rest).to.deep.equal([...lines.slice(0, 1500), ...twins].map((line) => line.split(',')[0]));
      }
    });
  });

  it('are all accounted for where the others are too long to be kept', async () => {
    const {screen} = await import('../../../src/app/listing/screen.js');
    const {openCatalogue} = await import('../../../src/app/listing/sheet.js');
    await withFolder(async (folder) => {
      const file = path.join(folder, 'a.csv');
      const long = 'x'.repeat(1_000_000);
      const lines = Array.from({length: 300}, (_, n) => `S-${n},p-${n},Mug,12.50,,3,,,${n % 25 === 0 ? long : ''},,,,`);
      await writeFile(file, `${HEADER}\n${lines.join('\n')}\n`);
      const {table, dialect, form} = await openCatalogue(file, {dialect: 'auto', currency: 'EUR'});
      const limits = {variantsPerProduct: 100, optionsPerProduct: 3, titleLength: 255, descriptionLength: 1000};
      const found = await screen(table, dialect, {form, limits, adWords: {words: [], allowed: []}});
      const rest: string[] = [];
      for await (const batch of found?.rest.rows() ?? []) rest.push(...batch.map(({cells}) => cells[0] ?? ''));
      expect(rest).to.deep.equal(Array.from({length: 12}, (_, n) => `S-${n * 25}`));
      expect(found?.proved).to.equal(288);
    });
  });

  it('have keys of which every twin is noticed, and hardly another', () => {
    const filter = new TwinFilter();
    let wrong = 0;
    for (let n = 0; n < 200_000; n++) if (filter.add(hashOf(`SKU-${n}`, 1))) wrong += 1;
    expect(wrong).to.equal(0);
    for (let n = 0; n < 200_000; n += 997) expect(filter.add(hashOf(`sku-${n}`, 1))).to.equal(true);
    expect(filter.add(hashOf('SKU-1', 2)), 'another kind').to.equal(false);
  });
});
