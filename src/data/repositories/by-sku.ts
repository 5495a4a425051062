import {type RawBuilder, type SqlBool, sql} from 'kysely';
import {grouped} from '../../domain/grouped.js';
import {anyOf} from '../bulk.js';
import type {Store} from '../store.js';

/** Records by SKU, each group in the order of the records. */
export function bySku<R extends {readonly sku: string}>(records: readonly R[]): ReadonlyMap<string, readonly R[]> {
  return grouped(records, ({sku}) => sku);
}

/** True of rows of these SKUs; of all rows where none are named. */
export function ofSkus(store: Store, column: string, skus: readonly string[] | undefined): RawBuilder<SqlBool> {
  return skus === undefined ? sql<SqlBool>`1 = 1` : anyOf(store, column, skus);
}
