import {readFile} from 'node:fs/promises';
import {expect} from 'chai';
import Papa from 'papaparse';
import {applyWhole, expectEmptyPlan, expectPrices, planOf, wishedPrices} from '../../real/plans.js';
import {sourceOf} from '../../real/source.js';
import type {Filling, JobFile, TestPlace} from './lab.js';
import type {TestStep} from './scene.js';

/** 0: all rows; 3: some were refused, which real files are known for. */
export const WITH_REFUSALS = [0, 3];

/** How a real file is brought in. */
export function importArgs(place: TestPlace, {name, instead, flags}: JobFile): readonly string[] {
  const reports = ['--errors', place.file('errors.csv'), '--warnings', place.file('warnings.csv')];
  return ['listing', 'import', sourceOf(place, name, instead), ...flags, ...reports];
}

/** A real file: planned, written, read past souk, and nothing left to do. */
export function importFile(file: JobFile): TestStep {
  return {
    name: `import ${file.name}`,
    run: async ({main}) => {
      const before = await main.shop.prices();
      const plan = await planOf(main, importArgs(main, file), WITH_REFUSALS);
      expect(plan.changes.length).to.be.greaterThan(0);
      await applyWhole(main, plan);
      const wished = wishedPrices(plan);
      await expectPrices(main, wished, before);
      const all = new Set([...before.keys(), ...wished.keys()]);
      expect([...(await main.shop.skus())].sort()).to.deep.equal([...all].sort());
      await expectEmptyPlan(main, importArgs(main, file), WITH_REFUSALS);
      return {rows: plan.changes.length};
    },
  };
}

/** So many cents above what the file says: no move that a breaker would look at. */
const APART = 5;

/** Where souk makes no listings, a seller did, at other prices; the file brings its own. */
export function fillFrom(file: JobFile): TestStep {
  return {
    name: `a seller’s listings, as in ${file.name}`,
    run: async ({main}) => {
      const source = sourceOf(main, file.name, file.instead);
      const goods = goodsIn(await readFile(source, 'utf8'));
      await main.shop.fill?.(goods);
      expect((await main.shop.skus()).length).to.equal(goods.length);
      await main.souk(['shop', 'pull']);
      return {rows: goods.length};
    },
  };
}

/** The goods of a table that has them by rows, in the columns of WooCommerce or of souk itself. */
function goodsIn(text: string): readonly Filling[] {
  const {data} = Papa.parse<Record<string, string>>(text, {header: true, skipEmptyLines: true});
  return data.flatMap((row) => {
    const price = Number.parseFloat(row['Regular price'] ?? row['price'] ?? '');
    const title = row['Name'] ?? row['title'] ?? '';
    if (!(price > 0)) return [];
    return [{sku: row['SKU'] ?? row['sku'] ?? '', title, description: '', price: Math.round(price * 100) + APART}];
  });
}
