import {readFile, writeFile} from 'node:fs/promises';
import {expect} from 'chai';
import type {Plan} from '../../../src/domain/change/types.js';
import type {Place} from '../place.js';
import {applyWhole, expectEmptyPlan, expectPrices, planOf, runOf, wishedPrices} from '../plans.js';
import {gardenFile, stickersFile} from '../source.js';
import type {Step} from '../step.js';

/** 0: all rows; 3: some were refused, which the real file is known for. */
const WITH_REFUSALS = [0, 3];

/** How a real Shopify export of 338 products without codes is imported. */
export function stickersArgs(place: Place): readonly string[] {
  const reports = ['--errors', place.file('errors.csv'), '--warnings', place.file('warnings.csv')];
  const file = stickersFile(place);
  return ['listing', 'import', file, '--make-sku', '{handle}-{options}', '--on-error', 'skip-rows', ...reports];
}

/** 338 products and their thousands of variants: planned, written, read past souk, and nothing left to do. */
export const importStickers: Step = {
  name: 'import 338 products, codes made',
  run: async ({main}) => {
    const plan = await planOf(main, stickersArgs(main), WITH_REFUSALS);
    await applyWhole(main, plan);
    const wished = wishedPrices(plan);
    await expectPrices(main, wished);
    expect([...(await main.shop.skus())].sort()).to.deep.equal([...wished.keys()].sort());
    await expectEmptyPlan(main, stickersArgs(main), WITH_REFUSALS);
    return {rows: plan.changes.length};
  },
};

/** 814 products of a file that has no prices: made with prices that the test gives, then the file itself changes nothing. */
export const importGarden: Step = {
  name: 'import 814 products',
  run: async ({main, lab}) => {
    const before = await main.shop.prices();
    let source = gardenFile(main);
    const file = main.file('garden.csv');
    const text = await readFile(source, 'utf8');
    await writeFile(file, withPrices(text));
    const reports = ['--errors', main.file('errors.csv'), '--warnings', main.file('warnings.csv')];
    // One of its products has no code.
    const read = [...reports, '--make-sku', '{handle}-{options}'];
    const plan = await planOf(main, ['listing', 'import', file, ...read]);
    const twins = lab.gtinsUnique === true ? twinsIn(text) : 0;
    if (twins > 0) {
      await expectTwinsRefused(main, plan, twins);
      source = main.file('garden-once.csv');
      await writeFile(source, onceEach(text));
      await writeFile(file, withPrices(onceEach(text)));
      await applyWhole(main, await planOf(main, ['listing', 'import', file, ...read]));
    } else await applyWhole(main, plan);
    const wished = wishedPrices(plan);
    expect(wished.size).to.equal(814);
    await expectPrices(main, wished, before);
    await expectEmptyPlan(main, ['listing', 'import', file, ...read], [0]);
    await expectEmptyPlan(main, ['listing', 'import', source, '--mode', 'update', ...read], [0]);
    return {rows: plan.changes.length};
  },
};

/** Rows whose bar code an earlier row has. */
function twinsIn(text: string): number {
  const once = onceEach(text).split('\r\n');
  return text.split('\r\n').filter((row, i) => row !== once[i]).length;
}

/** Of two products with one GTIN the second is refused with the shop's own reason, and all the others are made. */
async function expectTwinsRefused(place: Place, {id, changes}: Plan, twins: number): Promise<void> {
  const {counts, state} = runOf(await place.souk(['run', 'apply', id, '--yes', '--accept-breaker'], [3]));
  expect({state, rejected: counts['rejected']}).to.deep.equal({state: 'partial', rejected: twins});
  expect(counts['verified']).to.equal(changes.length - twins - (counts['skipped'] ?? 0));
}

/** The file with each bar code once: the last column. */
function onceEach(text: string): string {
  const seen = new Set<string>();
  return text.replace(/,([^,\r\n]*)(?=\r\n)/gu, (cell, code: string) => {
    if (code === '' || !seen.has(code)) {
      seen.add(code);
      return cell;
    }
    return ',';
  });
}

/** The lines of a file whose records are lines, with a price each: 5.01, 5.02 … */
function withPrices(text: string): string {
  const [head = '', ...rows] = text.split('\r\n').filter((row) => row !== '');
  return [`${head},Variant Price`, ...rows.map((row, i) => `${row},${(5.01 + i / 100).toFixed(2)}`)].join('\r\n');
}

/** What is exported and comes back changes nothing. */
export const exportImport: Step = {
  name: 'export, import: nothing to do',
  run: async ({main}) => {
    const file = main.file('export.csv');
    await main.souk(['listing', 'export', '--output', file]);
    await expectEmptyPlan(main, ['listing', 'import', file], [0]);
    await expectEmptyPlan(main, ['listing', 'import', file, '--against', 'none'], [0]);
    return {rows: (await main.shop.prices()).size};
  },
};
