import type {Shop} from '../../domain/catalog/types.js';
import type {FeeRecord} from '../../domain/facts.js';
import {type FactName, factKind} from '../../formats/facts/kinds.js';
import type {Column, Values} from '../../formats/facts/row.js';
import type {Context} from '../context.js';
import {shopNow} from '../shop/now.js';

export type {CellType} from '../../formats/facts/cell.js';
export type {Column, FactName, Values};

export interface FactQuery {
  readonly skus?: readonly string[];
  /** Orders only: instants [from, to). */
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
}

export interface FactList {
  readonly kind: FactName;
  readonly columns: readonly Column[];
  readonly rows: readonly Values[];
  /** True when there are more than `limit`. */
  readonly more: boolean;
}

/** What the store knows of one kind, as rows of its file; of customers nothing. */
export async function listFacts(
  context: Context,
  shop: Shop,
  name: Exclude<FactName, 'daily'>,
  query: FactQuery,
): Promise<FactList> {
  const wanted = query.skus === undefined || query.skus.length === 0 ? null : new Set(query.skus);
  const rows: Values[] = [];
  for await (const values of allValues(context, shop, name, query)) {
    if (wanted !== null && !wanted.has(String(values['sku'] ?? ''))) continue;
    rows.push(values);
    if (rows.length > query.limit) break;
  }
  return {kind: name, columns: columnsOf(name), rows: rows.slice(0, query.limit), more: rows.length > query.limit};
}

/** Steps of fee schedules as they are listed. */
export function feeList(steps: readonly FeeRecord[]): FactList {
  return {kind: 'fees', columns: columnsOf('fees'), rows: steps.map(feeValues), more: false};
}

/** A file says nothing of who told a schedule: what is read from one is the merchant's. */
const SOURCE: Column = {name: 'source', type: 'word'};

function columnsOf(name: FactName): readonly Column[] {
  const columns = factKind(name).columns.filter(({name: column}) => column !== 'customer_id');
  return name === 'fees' ? [...columns, SOURCE] : columns;
}

function feeValues(fee: FeeRecord): Values {
  return {...factKind('fees').values(fee), source: fee.source};
}

async function* allValues(
  context: Context,
  shop: Shop,
  name: Exclude<FactName, 'daily'>,
  query: FactQuery,
): AsyncIterable<Values> {
  const {facts, sales} = context.data;
  switch (name) {
    case 'items':
      for (const each of await facts.items(shop.id)) yield factKind('items').values(each);
      return;
    case 'costs':
      for (const history of (await facts.costHistory(shop.id)).values())
        for (const each of history) yield factKind('costs').values(each);
      return;
    case 'fees':
      for (const each of await facts.fees(shop.id)) yield feeValues(each);
      return;
    case 'bounds':
      for (const each of (await facts.bounds(shop.id)).values()) yield factKind('bounds').values(each);
      return;
    case 'supply':
      for (const each of (await facts.supply(shop.id)).values()) yield factKind('supply').values(each);
      return;
    case 'rivals':
      for (const seen of (await facts.rivals(shop.id, await shopNow(context, shop))).values())
        for (const each of seen) yield factKind('rivals').values(each);
      return;
    case 'orders':
      for await (const each of sales.lines(shop.id, query.from ?? 0, query.to ?? Number.MAX_SAFE_INTEGER)) {
        yield factKind('orders').values({...each, customerId: null});
      }
  }
}
