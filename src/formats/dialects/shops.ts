import {KnownError} from '../../domain/errors.js';
import type {TableSource} from '../csv.js';
import {souk} from './souk.js';
import type {Dialect, DialectColumn} from './types.js';

/** What a sheet of several shops says of each: `price:main` is the price in the shop `main`. */
const USES = {
  sku: {kind: 'offer', field: 'sku'},
  price: {kind: 'offer', field: 'price'},
  stock: {kind: 'offer', field: 'stock'},
  _export: {kind: 'export'},
} as const satisfies Readonly<Record<string, DialectColumn['use']>>;

export type ShopField = keyof typeof USES;
export const SHOP_FIELDS = Object.keys(USES) as readonly ShopField[];

/** The name under which a sheet of several shops goes among the dialects. */
export const SHOPS_SHEET = 'shops';

/** The header of a shop's column. */
export function shopHeader(field: ShopField, shop: string): string {
  return `${field}:${shop}`;
}

/** One shop's columns of a sheet: what each holds, and where it stands. */
export interface ShopColumns {
  readonly shop: string;
  readonly columns: readonly {readonly field: ShopField; readonly header: string; readonly index: number}[];
}

const SHOP_COLUMN = /^\s*(sku|price|stock|_export)\s*:\s*(\S+)\s*$/iu;

/**
 * The shops that have columns in a table, in their order: those with a SKU of their own. Of a catalogue of one shop: none.
 *
 * @throws KnownError input HEADER_TWICE, SHEET_NO_SKU
 */
export function shopsIn(header: readonly string[]): readonly ShopColumns[] {
  const found = new Map<string, Map<ShopField, ShopColumns['columns'][number]>>();
  header.forEach((text, index) => {
    const [, word = '', shop = ''] = SHOP_COLUMN.exec(text) ?? [];
    const field = SHOP_FIELDS.find((each) => each === word.toLowerCase());
    if (field === undefined) return;
    const columns = found.get(shop) ?? new Map<ShopField, ShopColumns['columns'][number]>();
    if (columns.has(field)) throw new KnownError('input', 'HEADER_TWICE', {column: text});
    found.set(shop, columns.set(field, {field, header: text, index}));
  });
  const parts = [...found].map(([shop, columns]) => ({shop, columns: [...columns.values()]}));
  const nameless = parts.find(({shop}) => found.get(shop)?.has('sku') !== true);
  if (nameless === undefined || nameless.columns.length === 0) return parts;
  // A catalogue of one shop may call a column so for reasons of its own.
  if (parts.every(({shop}) => found.get(shop)?.has('sku') !== true)) return [];
  throw new KnownError('input', 'SHEET_NO_SKU', {shop: nameless.shop, column: shopHeader('sku', nameless.shop)});
}

/** True for a row that says something of the shop. */
export function speaksOf({columns}: ShopColumns, cells: readonly string[]): boolean {
  return columns.some(({field, index}) => field !== '_export' && (cells[index] ?? '').trim() !== '');
}

/** One shop's part of a sheet, as a catalogue table of its own; rows that say nothing of the shop are left out. */
export function partOf(table: TableSource, part: ShopColumns): TableSource {
  const {columns} = part;
  return {
    ...table,
    header: columns.map(({header}) => header),
    bytes: null,
    rows: async function* () {
      for await (const batch of table.rows()) {
        yield batch
          .filter(({cells}) => speaksOf(part, cells))
          .map((row) => ({...row, cells: columns.map(({index}) => row.cells[index] ?? '')}));
      }
    },
  };
}

/** How that part is read: as souk's own columns, under the shop's headers. */
export function partDialect({columns}: ShopColumns): Dialect {
  return {
    ...souk,
    name: SHOPS_SHEET,
    columns: columns.map(({field, header}): DialectColumn => ({headers: [header], use: USES[field]})),
    needs: [],
    signs: [],
  };
}
