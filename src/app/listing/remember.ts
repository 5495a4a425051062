import {indexLive, type LiveIndex} from '../../domain/catalog/live.js';
import {type MatchOptions, matchRows} from '../../domain/catalog/match.js';
import {assembleProducts, type FileProduct} from '../../domain/catalog/products.js';
import type {Sheet} from '../../domain/catalog/row.js';
import type {Context} from '../context.js';
import {type BuildSetup, type Built, buildChanges} from './build.js';
import type {ImportInput} from './import.js';
import {rememberFile} from './memory.js';
import {type FileRows, type Rest, rememberUnchanged} from './unchanged.js';

/** An import that was done. */
export interface Imported extends Rest {
  readonly rows: FileRows;
  readonly input: ImportInput;
  readonly products: readonly FileProduct[];
  /** The shop as the import met it. */
  readonly live: LiveIndex;
  readonly built: Built;
  readonly refused: ReadonlySet<number>;
  readonly setup: BuildSetup;
}

/** Keeps of an import how its file wrote what it brought, and which rows the shop is like by now. */
export async function rememberImport(context: Context, done: Imported): Promise<void> {
  const {rows, input, setup, sheet, unchanged, refused} = done;
  const {shop, capabilities} = setup;
  const {last} = context.data.files;
  const nothing = unchanged > 0 && sheet.rows.every(({kind}) => kind === 'ignored');
  // The file that was kept last is this one.
  if (nothing && (await last(shop.id, sheet.dialect)) === sheet.hash) return;
  if (unchanged === 0) await rememberFile(context, shop, sheet, done.products, refused);
  else {
    const whole = await rows.whole();
    await rememberFile(context, shop, whole, productsOf(whole, done.live, input), refused);
  }
  const same = done.built.changes.length === 0 ? done.built.same : await sameNow(context, done);
  await rememberUnchanged(context, shop, rows.catalogue, input, capabilities, same);
}

function productsOf(sheet: Sheet, live: LiveIndex, {key, makeSku}: ImportInput): readonly FileProduct[] {
  const options: MatchOptions = {key, ...(makeSku === undefined ? {} : {makeSku})};
  return assembleProducts(sheet, matchRows(sheet, live, options), live).products;
}

/** The rows that the shop is like after it was written to: of which nothing would be changed any more. */
async function sameNow({data}: Context, {sheet, input, refused, setup}: Imported): Promise<Built['same']> {
  const live = indexLive(await data.catalog.listings(setup.shop.id));
  return buildChanges(productsOf(sheet, live, input), refused, setup).same;
}
