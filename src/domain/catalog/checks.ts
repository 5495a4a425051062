import {message} from '../errors.js';
import {formatAmount} from '../money.js';
import {type AdWords, findAdWords, hasHan} from './ad-words.js';
import {codeDamage, garbled, gtinDamage, optionDamage} from './damage.js';
import type {ProductGroup} from './group.js';
import {htmlFaults} from './html.js';
import {formatOptions, skuKey, skuTwinKey} from './key.js';
import {namedOptions, optionsKey} from './options.js';
import {type CatalogueRow, type Finding, findingAt, type Sheet} from './row.js';

type RowCheck = (row: CatalogueRow, sheet: Sheet) => Finding | readonly Finding[] | null;
type ProductCheck = (group: ProductGroup, sheet: Sheet) => readonly Finding[];
type SheetCheck = (rows: readonly CatalogueRow[], sheet: Sheet) => readonly Finding[];

/** Looks at one row. */
const ROW_CHECKS: readonly RowCheck[] = [
  (row, sheet) => {
    const {price, compareAt} = row.offer;
    if (price === undefined || compareAt === undefined || compareAt === null || compareAt > price) return null;
    const amounts = {compareAt: formatAmount(compareAt, sheet.currency), price: formatAmount(price, sheet.currency)};
    return findingAt(sheet, row, 'compareAt', 'error', message('COMPARE_AT_NOT_ABOVE', amounts));
  },
  (row, sheet) => {
    const said = row.offer.sku === undefined ? null : codeDamage(row.offer.sku);
    return said === null ? null : findingAt(sheet, row, 'sku', 'warning', said);
  },
  (row, sheet) => {
    const {gtin} = row.offer;
    const said = gtin === undefined || gtin === null ? null : gtinDamage(gtin);
    return said === null ? null : findingAt(sheet, row, 'gtin', 'warning', said);
  },
  (row, sheet) =>
    (row.offer.options ?? []).flatMap(({value}) => {
      const said = optionDamage(value);
      return said === null ? [] : [findingAt(sheet, row, 'options', 'warning', said)];
    }),
  (row, sheet) =>
    (['title', 'description'] as const).flatMap((field) => {
      const bad = garbled(row.listing[field] ?? '');
      return bad === null ? [] : [findingAt(sheet, row, field, 'warning', message('TEXT_GARBLED', {text: bad}))];
    }),
  (row, sheet) =>
    htmlFaults(row.listing.description ?? '').map((said) => findingAt(sheet, row, 'description', 'warning', said)),
];

/** Looks at the rows of one product. */
const PRODUCT_CHECKS: readonly ProductCheck[] = [optionsComplete, optionsDistinct];

/** Looks at the file as a whole. */
const SHEET_CHECKS: readonly SheetCheck[] = [skuTwins, productTwins];

/** Everything the checks find in a file, in no particular order. */
export function checkSheet(sheet: Sheet, groups: readonly ProductGroup[], adWords: AdWords | null = null): Finding[] {
  const found: Finding[] = [];
  const rows = sheet.rows.filter(({kind}) => kind !== 'ignored');
  for (const row of rows) {
    for (const check of ROW_CHECKS) {
      const finding = check(row, sheet);
      if (finding !== null) for (const each of [finding].flat()) found.push(each);
    }
    if (adWords !== null) for (const finding of adLaw(row, sheet, adWords)) found.push(finding);
  }
  for (const group of groups)
    for (const check of PRODUCT_CHECKS) for (const each of check(group, sheet)) found.push(each);
  for (const check of SHEET_CHECKS) for (const each of check(rows, sheet)) found.push(each);
  return found;
}

/** Variants of a product have the same options, each with a value. */
function optionsComplete(group: ProductGroup, sheet: Sheet): Finding[] {
  const variants = group.rows.filter(({kind, offer}) => kind === 'variant' && offer.options !== undefined);
  const most = Math.max(0, ...variants.map(({offer}) => offer.options?.length ?? 0));
  const found: Finding[] = [];
  for (const row of variants) {
    const options = row.offer.options ?? [];
    const empty = options.findIndex(({value}) => value.trim() === '');
    if (empty >= 0) {
      const name = options[empty]?.name ?? group.optionNames[empty] ?? '';
      found.push(findingAt(sheet, row, 'options', 'error', message('OPTION_VALUE_MISSING', {name})));
    } else if (options.length < most) {
      const name = group.optionNames[options.length] ?? '';
      found.push(findingAt(sheet, row, 'options', 'error', message('OPTION_VALUE_MISSING', {name})));
    }
  }
  return found;
}

/** No two variants of a product are the same; where they are, souk can not know which is meant. */
function optionsDistinct(group: ProductGroup, sheet: Sheet): Finding[] {
  if (group.product === null) return [];
  const product = group.product;
  const variants = group.rows.filter(({kind, offer}) => kind === 'variant' && offer.options !== undefined);
  return twins(variants, (row) => optionsKey(row.offer.options ?? [])).map(([row, other]) => {
    const named = namedOptions(row.offer.options ?? [], group.optionNames);
    const options =
      named === null ? (row.offer.options ?? []).map(({value}) => value).join('; ') : formatOptions(named);
    return findingAt(
      sheet,
      row,
      'options',
      'error',
      message('OPTIONS_DUPLICATE', {product, options, line: other.line}),
    );
  });
}

/** Words that Chinese advertising law looks at, in texts that are Chinese. */
function adLaw(row: CatalogueRow, sheet: Sheet, words: AdWords): Finding[] {
  return (['title', 'description'] as const).flatMap((field) => {
    const text = row.listing[field] ?? '';
    if (!hasHan(text)) return [];
    return findAdWords(text, words).map((found) =>
      findingAt(sheet, row, field, 'warning', message('AD_WORD', {word: found.word, around: found.around})),
    );
  });
}

/** True when any text of a sheet is one the list of words for Chinese listings is for. */
export function needsAdWords(rows: readonly CatalogueRow[]): boolean {
  return rows.some(({listing}) => hasHan(listing.title ?? '') || hasHan(listing.description ?? ''));
}

/** Product keys that differ in case or white space only. */
function productTwins(rows: readonly CatalogueRow[], sheet: Sheet): Finding[] {
  const seen = new Map<string, string>();
  const said = new Set<string>();
  const found: Finding[] = [];
  for (const row of rows) {
    const {product} = row;
    if (product === null || said.has(product)) continue;
    const other = seen.get(skuTwinKey(product));
    if (other === undefined) seen.set(skuTwinKey(product), product);
    else if (other !== product) {
      said.add(product);
      found.push(findingAt(sheet, row, 'product', 'warning', message('PRODUCT_TWIN', {product, other})));
    }
  }
  return found;
}

/** SKUs that differ in case or white space only: nearly always one thing typed twice. */
function skuTwins(rows: readonly CatalogueRow[], sheet: Sheet): Finding[] {
  const seen = new Map<string, {readonly sku: string}>();
  const found: Finding[] = [];
  for (const row of rows) {
    const sku = skuKey(row.offer.sku);
    if (sku === null) continue;
    const first = seen.get(skuTwinKey(sku));
    if (first === undefined) seen.set(skuTwinKey(sku), {sku});
    else if (first.sku !== sku)
      found.push(findingAt(sheet, row, 'sku', 'warning', message('SKU_TWIN', {sku, other: first.sku})));
  }
  return found;
}

/** Every item whose key another one has too, with that other one. */
export function twins<T>(items: readonly T[], key: (item: T) => string | null): [T, T][] {
  const byKey = new Map<string, T[]>();
  for (const item of items) {
    const text = key(item);
    if (text === null) continue;
    const same = byKey.get(text);
    if (same === undefined) byKey.set(text, [item]);
    else same.push(item);
  }
  const pairs: [T, T][] = [];
  for (const [first, second, ...rest] of byKey.values()) {
    if (first === undefined || second === undefined) continue;
    pairs.push([first, second], [second, first]);
    for (const item of rest) pairs.push([item, first]);
  }
  return pairs;
}
