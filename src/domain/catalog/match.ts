import {type Message, message} from '../errors.js';
import {twins} from './checks.js';
import type {MatchKey} from './choices.js';
import {groupProducts, type ProductGroup} from './group.js';
import {skuKey} from './key.js';
import type {LiveIndex, LiveOffer} from './live.js';
import {skuMaker} from './make-sku.js';
import {optionsKey} from './options.js';
import {type CatalogueRow, type Finding, findingAt, type Sheet} from './row.js';

export interface MatchOptions {
  readonly key: MatchKey;
  /** Pattern of codes for rows without a SKU. */
  readonly makeSku?: string;
}

/** A variant row with the SKU it goes under and the shop's offer it means; null: the shop has none. */
export interface MatchedRow {
  readonly row: CatalogueRow;
  readonly sku: string | null;
  readonly made: boolean;
  readonly live: LiveOffer | null;
}

export interface Matched {
  readonly rows: ReadonlyMap<number, MatchedRow>;
  readonly findings: readonly Finding[];
}

/** Finds the offer of the shop that each variant row means. What is ambiguous is refused, never guessed. */
export function matchRows(sheet: Sheet, live: LiveIndex, options: MatchOptions): Matched {
  const findings: Finding[] = [];
  const say = (row: CatalogueRow, field: string, said: Message, severity: Finding['severity'] = 'error') => {
    findings.push(findingAt(sheet, row, field, severity, said));
  };
  const groups = groupProducts(sheet.rows);
  const groupOf = new Map(groups.flatMap((group) => group.rows.map((row) => [row.line, group] as const)));
  const text = (row: CatalogueRow, key: Exclude<MatchKey, 'sku'>) => keyText(row, key, groupOf.get(row.line));
  const rows = keyed(sheet, groups, live, options).map((found) =>
    found.live === null ? matchOne(found, live, options, {sheet, say, text}) : found,
  );
  refuseTwins(rows, options.key, say, text);
  for (const {row, sku, live: found} of rows) {
    if (sku === null) continue;
    const others = live.bySku(sku).filter(({offer}) => offer.id !== found?.offer.id);
    if (options.key !== 'sku' && others.length > 0 && skuKey(found?.offer.sku) !== sku) {
      say(row, 'sku', message('SKU_TAKEN', {sku, product: others[0]?.listing.product ?? ''}));
    }
    const twin = found === null ? live.twin(sku) : null;
    if (twin !== null) say(row, 'sku', message('SKU_TWIN', {sku, other: twin}), 'warning');
  }
  return {rows: new Map(rows.map((found) => [found.row.line, found])), findings};
}

type Say = (row: CatalogueRow, field: string, said: Message, severity?: Finding['severity']) => void;

/** Every variant row with its SKU: its own, that of the offer it means by product and options, or a made one. */
function keyed(
  sheet: Sheet,
  groups: readonly ProductGroup[],
  live: LiveIndex,
  {key, makeSku}: MatchOptions,
): MatchedRow[] {
  const own = sheet.rows.flatMap(({offer}) => skuKey(offer.sku) ?? []);
  const maker = makeSku === undefined ? null : skuMaker(makeSku, [...live.skus, ...own]);
  const found: MatchedRow[] = [];
  for (const group of groups) {
    group.rows
      .filter(({kind}) => kind === 'variant')
      .forEach((row, index) => {
        const sku = skuKey(row.offer.sku);
        if (sku !== null || maker === null) {
          found.push({row, sku, made: false, live: null});
          return;
        }
        const by = key === 'sku' ? 'handle' : key;
        const same = live.byRow(by, keyText(row, by, group) ?? '', row);
        const [only] = same;
        const there = same.length === 1 && only !== undefined ? only : null;
        const had = skuKey(there?.offer.sku);
        const facts = {handle: row.product ?? '', options: row.offer.options ?? [], n: index + 1};
        const code = had ?? maker.make(facts);
        found.push({row, sku: code, made: had === null && code !== null, live: there});
      });
  }
  return found;
}

type KeyText = (row: CatalogueRow, key: Exclude<MatchKey, 'sku'>) => string | null;

interface Telling {
  readonly sheet: Sheet;
  readonly say: Say;
  readonly text: KeyText;
}

function matchOne(found: MatchedRow, live: LiveIndex, {key}: MatchOptions, {sheet, say, text}: Telling): MatchedRow {
  const {row, sku, made} = found;
  if (key === 'sku') {
    if (sku === null) {
      // A code that is there and can not be read has been refused as such.
      const missing = findingAt(sheet, row, 'sku', 'error', message('SKU_MISSING', {file: sheet.file}));
      if (missing.value.trim() === '') say(row, 'sku', missing.message);
      return found;
    }
    if (made) return found;
    const same = live.bySku(sku);
    if (same.length > 1) say(row, 'sku', message('SKU_AMBIGUOUS', {sku, count: same.length}));
    return {...found, live: same.length === 1 ? (same[0] ?? null) : null};
  }
  const value = text(row, key);
  if (value === null) {
    say(row, COLUMN[key], message('KEY_MISSING', {key}));
    return found;
  }
  const same = live.byRow(key, value, row);
  if (same.length > 1) say(row, COLUMN[key], message('KEY_AMBIGUOUS', {key, value, count: same.length}));
  return {...found, live: same.length === 1 ? (same[0] ?? null) : null};
}

const COLUMN: Readonly<Record<MatchKey, string>> = {sku: 'sku', handle: 'product', gtin: 'gtin', title: 'title'};

/** What a row is matched by; a title stands on one row of its product. */
function keyText(row: CatalogueRow, key: Exclude<MatchKey, 'sku'>, group: ProductGroup | undefined): string | null {
  if (key === 'gtin') return row.offer.gtin ?? null;
  if (key === 'handle') return row.product;
  return row.listing.title ?? group?.rows.find(({listing}) => listing.title !== undefined)?.listing.title ?? null;
}

/** Rows that mean the same thing: none of them is taken, since nobody can know which is right. */
function refuseTwins(rows: readonly MatchedRow[], key: MatchKey, say: Say, textOf: KeyText): void {
  for (const [{row, sku}, other] of twins(rows, (found) => found.sku)) {
    say(row, 'sku', message('SKU_DUPLICATE', {sku: sku ?? '', line: other.row.line}));
  }
  if (key === 'sku') return;
  const text = ({row}: MatchedRow) => {
    const value = textOf(row, key);
    if (value === null) return null;
    return key === 'gtin' ? value : JSON.stringify([value, optionsKey(row.offer.options ?? [])]);
  };
  for (const [{row}, other] of twins(rows, text)) {
    say(row, COLUMN[key], message('KEY_DUPLICATE', {key, value: textOf(row, key) ?? '', line: other.row.line}));
  }
}
