import {grouped} from '../../domain/grouped.js';

/** Records by SKU, each group in the order of the records. */
export function bySku<R extends {readonly sku: string}>(records: readonly R[]): ReadonlyMap<string, readonly R[]> {
  return grouped(records, ({sku}) => sku);
}
