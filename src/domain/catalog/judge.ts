import {message} from '../errors.js';
import {twins} from './checks.js';
import type {ImportMode} from './choices.js';
import {skuKey} from './key.js';
import type {MatchedRow} from './match.js';
import {isDefault, namedOptions, optionsKey} from './options.js';
import type {FileProduct} from './products.js';
import {type CatalogueRow, type Finding, findingAt, type Sheet} from './row.js';
import type {OptionValue} from './types.js';

/** Most that a product may have in the shop. */
export interface ProductLimits {
  readonly variantsPerProduct: number;
  readonly optionsPerProduct: number;
  readonly titleLength: number;
  readonly descriptionLength: number;
}

/** Looks at one product of the file beside what the shop has of it. */
type Judge = (product: FileProduct, sheet: Sheet, setup: JudgeSetup) => readonly Finding[];

export interface JudgeSetup {
  readonly mode: ImportMode;
  readonly limits: ProductLimits;
  /** False for a shop in which souk can make nothing new. Default: it can. */
  readonly creates?: boolean;
  /** True where stock below zero may be written. */
  readonly negativeStock: boolean;
  /** The stock that a row was exported with; null: unknown. */
  exportedStock(found: MatchedRow): number | null;
}

/** What must hold before a product may be planned. */
export const JUDGES: readonly Judge[] = [modeAllows, creatable, optionsFit, textsFit, stockFits, countsFit];

const keyOf = ({row, sku}: MatchedRow): string => sku ?? row.product ?? '';

/** Nothing is passed over in silence: a row that the mode does not allow is refused. */
function modeAllows(
  {variants, lead, listing, key}: FileProduct,
  sheet: Sheet,
  {mode, creates = true}: Pick<JudgeSetup, 'mode' | 'creates'>,
): Finding[] {
  const found: Finding[] = [];
  const judge = (row: CatalogueRow, there: boolean, name: string) => {
    if (mode === 'create' && there)
      found.push(findingAt(sheet, row, 'sku', 'error', message('ALREADY_IN_SHOP', {key: name})));
    if (mode === 'update' && !there)
      found.push(findingAt(sheet, row, 'sku', 'error', message('NOT_IN_SHOP', {key: name})));
    else if (!creates && !there)
      found.push(findingAt(sheet, row, 'sku', 'error', message('SHOP_MAKES_NOTHING', {key: name})));
  };
  for (const variant of variants) judge(variant.row, variant.live !== null, keyOf(variant));
  if (variants.length === 0) judge(lead, listing !== null, key);
  return found;
}

/** What a shop can not do without when something is new. */
function creatable({variants, lead, listing, rows}: FileProduct, sheet: Sheet): Finding[] {
  const found: Finding[] = [];
  if (listing === null && !rows.some((row) => (row.listing.title ?? '').trim() !== '')) {
    found.push(findingAt(sheet, lead, 'title', 'error', message('TITLE_MISSING', {})));
  }
  for (const {row, live} of variants) {
    if (live !== null || row.offer.price !== undefined) continue;
    const finding = findingAt(sheet, row, 'price', 'error', message('PRICE_MISSING', {}));
    // A price that is there and can not be read has been refused as such.
    if (finding.value.trim() === '') found.push(finding);
  }
  if (listing === null && variants.length === 0)
    found.push(findingAt(sheet, lead, 'price', 'error', message('PRICE_MISSING', {})));
  return found;
}

/** New variants have options that nobody else in the product has, each with a name. */
function optionsFit({variants, listing, key, optionNames}: FileProduct, sheet: Sheet): Finding[] {
  const found: Finding[] = [];
  const names = namesFor(optionNames, listing?.offers[0]?.options ?? []);
  const fresh = variants.filter(({live}) => live === null);
  for (const {row} of variants) {
    const options = row.offer.options ?? [];
    if (namedOptions(options, names) === null) {
      const value = options.map((option) => option.value).join(', ');
      found.push(findingAt(sheet, row, 'options', 'error', message('OPTION_NAME_MISSING', {value})));
    }
  }
  for (const [{row}, other] of twins(fresh, ({row: {offer}}) => optionsKey(offer.options ?? []))) {
    const options = textOf(row);
    found.push(
      findingAt(
        sheet,
        row,
        'options',
        'error',
        message('OPTIONS_DUPLICATE', {product: key, options, line: other.row.line}),
      ),
    );
  }
  const meant = new Set(variants.flatMap(({live}) => (live === null ? [] : [live.offer.id])));
  for (const {row} of fresh) {
    const same = listing?.offers.find(
      (offer) => !meant.has(offer.id) && optionsKey(offer.options) === optionsKey(row.offer.options ?? []),
    );
    if (same === undefined) continue;
    const said = message('OPTIONS_TAKEN', {product: key, options: textOf(row), sku: skuKey(same.sku) ?? ''});
    found.push(findingAt(sheet, row, 'options', 'error', said));
  }
  return found;
}

function textOf({offer}: CatalogueRow): string {
  return (offer.options ?? []).map(({value}) => value).join(' / ');
}

/** Names the file gives, else those the shop's variants have. */
export function namesFor(names: readonly (string | undefined)[], live: readonly OptionValue[]): (string | undefined)[] {
  const most = Math.max(names.length, live.length);
  return Array.from({length: most}, (_, index) => names[index] ?? (isDefault(live) ? undefined : live[index]?.name));
}

function textsFit({rows}: FileProduct, sheet: Sheet, {limits}: {readonly limits: ProductLimits}): Finding[] {
  const found: Finding[] = [];
  for (const row of rows) {
    const {title = '', description = ''} = row.listing;
    const tooLong = (field: 'title' | 'description', length: number, most: number) => {
      const said =
        field === 'title' ? message('TITLE_LONG', {length, most}) : message('DESCRIPTION_LONG', {length, most});
      if (length > most) found.push(findingAt(sheet, row, field, 'error', said));
    };
    tooLong('title', title.length, limits.titleLength);
    tooLong('description', description.length, limits.descriptionLength);
  }
  return found;
}

/** Less than nothing is no stock to write; where the shop or the export says the same, nothing is written. */
function stockFits({variants}: FileProduct, sheet: Sheet, setup: JudgeSetup): Finding[] {
  return variants.flatMap((found) => {
    const {stock} = found.row.offer;
    if (stock === undefined || stock >= 0) return [];
    const same = found.live?.offer.stock === stock || setup.exportedStock(found) === stock;
    const severity = setup.negativeStock || same ? 'warning' : 'error';
    return [findingAt(sheet, found.row, 'stock', severity, message('STOCK_NEGATIVE', {stock}))];
  });
}

function countsFit(
  {variants, listing, key}: FileProduct,
  sheet: Sheet,
  {limits}: {readonly limits: ProductLimits},
): Finding[] {
  const found: Finding[] = [];
  const fresh = variants.filter(({live}) => live === null);
  const count = (listing?.offers.length ?? 0) + fresh.length;
  if (fresh.length > 0 && count > limits.variantsPerProduct) {
    const said = message('VARIANTS_TOO_MANY', {product: key, count, most: limits.variantsPerProduct});
    for (const {row} of fresh) found.push(findingAt(sheet, row, 'options', 'error', said));
  }
  for (const {row} of variants) {
    const own = row.offer.options?.length ?? 0;
    if (own <= limits.optionsPerProduct) continue;
    const said = message('OPTIONS_TOO_MANY', {product: key, count: own, most: limits.optionsPerProduct});
    found.push(findingAt(sheet, row, 'options', 'error', said));
  }
  return found;
}

/**
 * What falls with a refused row: of a new product everything, when the row that speaks for it is refused or none of
 * its variants is left; of a known one its images, which would be a part of the list only.
 */
export function refuseDependents(
  products: readonly FileProduct[],
  refused: ReadonlySet<number>,
  sheet: Sheet,
): Finding[] {
  const found: Finding[] = [];
  for (const {rows, lead, listing, variants, key} of products) {
    const barren = variants.length > 0 && variants.every(({row}) => refused.has(row.line));
    const fallen = refused.has(lead.line) || (listing === null && barren);
    if (!fallen) continue;
    const cause = refused.has(lead.line) ? lead : (rows.find(({line}) => refused.has(line)) ?? lead);
    for (const row of rows) {
      if (refused.has(row.line) || (listing !== null && row.kind === 'variant')) continue;
      const said = message('PRODUCT_REFUSED', {product: key, line: cause.line});
      found.push(findingAt(sheet, row, 'product', 'error', said));
    }
  }
  return found;
}
