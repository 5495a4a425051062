import {combineListing} from '../../domain/catalog/combine.js';
import {contentOf, offerContentOf} from '../../domain/catalog/content.js';
import {groupProducts} from '../../domain/catalog/group.js';
import {formatOptions, skuKey} from '../../domain/catalog/key.js';
import type {FileProduct} from '../../domain/catalog/products.js';
import {resolveListing} from '../../domain/catalog/resolve.js';
import type {CatalogueRow, Finding, Sheet} from '../../domain/catalog/row.js';
import type {StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import {message} from '../../domain/errors.js';
import {unguard} from '../csv.js';
import {identity, type ReadColumn} from './columns.js';
import type {KeptProduct, KeptRow} from './in-place.js';
import {rowOf} from './read.js';
import type {Dialect, Upload} from './types.js';

/** A platform's export read as what the platform holds: an empty cell means none. */
export interface ExportState {
  /** By product key, each with the rows it came by; `kept.taken` is the product. */
  readonly products: ReadonlyMap<string, KeptProduct>;
  /** Rows that can not be read; with the first row of a product all its variants are among them. */
  readonly refused: readonly Finding[];
  /** The lines of SKUs whose rows are refused. */
  readonly refusedSkus: ReadonlyMap<string, number>;
}

/** How a file of this dialect is read as state. */
export interface StateSetup {
  readonly dialect: Dialect;
  readonly upload: Upload;
  readonly columns: readonly ReadColumn[];
  readonly currency: string;
}

/** Reads every row of an export. Of two rows that mean the same offer none can be told from the other: the later is refused. */
export function stateOf(sheet: Sheet, setup: StateSetup): ExportState {
  const refused = sheet.findings.filter(hides);
  const lines = new Set(refused.map(({line}) => line));
  const products = new Map<string, KeptProduct>();
  const ids = new Map<string, number>();
  const refuse = (row: CatalogueRow, said: Finding['message']) => {
    refused.push({line: row.line, column: '', value: '', severity: 'error', message: said});
    lines.add(row.line);
  };
  // Nothing of a product is read without its first row; but its variants are not gone for that.
  const hide = (product: string, rows: readonly CatalogueRow[], {line}: CatalogueRow) => {
    for (const row of rows)
      if (row.kind === 'variant' && !lines.has(row.line)) refuse(row, message('PRODUCT_REFUSED', {product, line}));
  };
  for (const {product, rows, lead} of groupProducts(sheet.rows)) {
    const key = product ?? skuKey(lead.offer.sku) ?? '';
    if (lines.has(lead.line)) {
      hide(key, rows, lead);
      continue;
    }
    if (key === '' || products.has(key)) {
      const [first] = products.get(key)?.rows ?? [];
      const said = message('SKU_DUPLICATE', {sku: key, line: first?.line ?? 0});
      refuse(lead, key === '' ? message('PRODUCT_KEY_MISSING', {column: ''}) : said);
      hide(key, rows, lead);
      continue;
    }
    const made = readProduct(
      key,
      rows.filter(({line}) => !lines.has(line)),
      setup,
    );
    for (const {line, offer} of made.rows) {
      const before = offer === null ? undefined : ids.get(offer.remoteId);
      const row = rows.find((each) => each.line === line);
      if (before !== undefined && row !== undefined)
        refuse(row, message('SKU_DUPLICATE', {sku: offer?.sku ?? offer?.remoteId ?? '', line: before}));
      else if (offer !== null) ids.set(offer.remoteId, line);
    }
    const good = rows.filter(({line}) => !lines.has(line));
    if (lines.has(lead.line)) hide(key, rows, lead);
    else products.set(key, good.length === made.rows.length ? made : readProduct(key, good, setup));
  }
  const refusedSkus = new Map(
    sheet.rows.flatMap(({line, offer}) => {
      const sku = lines.has(line) ? skuKey(offer.sku) : null;
      return sku === null ? [] : [[sku, line] as const];
    }),
  );
  return {products, refused, refusedSkus};
}

/** Reads the cells of a product's rows again, changed as they may be; null: something in them can not be read. */
export function readAgain(
  {rows}: KeptProduct,
  cells: readonly (readonly string[])[],
  key: string,
  setup: StateSetup,
): StoredListing | null {
  const {dialect, columns, currency} = setup;
  const reading = dialect.reading?.({currency});
  const findings: Finding[] = [];
  const form = {currency, decimal: undefined};
  const raw = cells.map((each, index) =>
    rowOf({line: rows[index]?.line ?? 0, cells: each}, {columns, dialect, form, reading}, findings),
  );
  const ended = reading?.end?.(raw);
  const bad = [...findings, ...(ended?.findings ?? [])].some(hides);
  const groups = groupProducts(ended?.rows ?? raw);
  if (bad || groups.length !== 1) return null;
  return readProduct(key, ended?.rows ?? raw, setup).taken;
}

/** A price of zero, of a gift or a sample, is none that souk could move; the row says the rest all the same. */
function hides({severity, message: {code}}: Finding): boolean {
  return severity === 'error' && code !== 'PRICE_ZERO';
}

function readProduct(key: string, rows: readonly CatalogueRow[], setup: StateSetup): KeptProduct {
  const {dialect, columns, currency} = setup;
  const [group] = groupProducts(rows);
  const lead = group?.lead ?? rows[0];
  if (lead === undefined) throw new RangeError(`no row of ${key}`);
  const variants = rows
    .filter(({kind}) => kind === 'variant')
    .map((row) => ({row, sku: skuKey(row.offer.sku), made: false, live: null}));
  const product: FileProduct = {key, listing: null, rows, lead, variants, optionNames: group?.optionNames ?? []};
  const {wish} = combineListing(product, new Set(), () => null, blankSheet(dialect, currency));
  const content = contentOf(key, resolveListing(wish, null));
  const offers = new Map<CatalogueRow, StoredOffer>();
  for (const {row, sku} of variants) {
    const made = offerContentOf(row, sku, product, currency, variants.length === 1, content);
    const priced = {...made, price: row.offer.price ?? null, compareAt: row.offer.compareAt ?? null};
    const remoteId = idOf(row, priced, key, setup);
    offers.set(row, {...priced, id: 0, listingId: 0, remoteId, basePrice: null, baseCompareAt: null});
  }
  const kept = rows.map((row): KeptRow => {
    const {line, cells, kind} = row;
    return {line, cells, kind, offer: offers.get(row) ?? null, lead: row === lead};
  });
  const taken: StoredListing = {...content, id: 0, remoteId: key, offers: [...offers.values()]};
  return {layout: 0, columns, rows: kept, taken};
}

function idOf(
  row: CatalogueRow,
  {sku, options}: Pick<StoredOffer, 'sku' | 'options'>,
  product: string,
  {upload: {id}, columns}: StateSetup,
): string {
  const own = id.column === undefined ? '' : cellOf(row, id.column, columns);
  if (own !== '') return own;
  if (id.by === 'sku' && sku !== null) return sku;
  return options.length === 0 ? product : `${product} [${formatOptions(options)}]`;
}

/** What a row says under a column, by its identity; empty where there is no such column. */
export function cellOf(
  {cells}: Pick<CatalogueRow, 'cells'>,
  column: string,
  columns: readonly Pick<ReadColumn, 'use'>[],
): string {
  const at = columns.findIndex(({use}) => identity(use) === column);
  return at < 0 ? '' : unguard(cells[at] ?? '').trim();
}

/** What {@link combineListing} wants of a file for its findings, which are of no use here: a product's first word counts. */
function blankSheet({name}: Dialect, currency: string): Sheet {
  return {
    file: '',
    dialect: name,
    currency,
    header: [],
    columns: [],
    carried: [],
    delimiter: ',',
    bom: false,
    hash: '',
    rows: [],
    findings: [],
    warnings: [],
  };
}
