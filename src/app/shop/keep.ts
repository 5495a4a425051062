import type {Shop} from '../../domain/catalog/types.js';
import type {OrderRecord} from '../../domain/facts.js';
import {type FactName, type FactRecords, factKind} from '../../formats/facts/kinds.js';
import type {KeptOrder, Upserted} from '../../ports/data.js';
import type {Context} from '../context.js';
import {customerHasher} from './customer.js';

/** What became of records: `repeated` ones have a later record of the same key beside them, which counts. */
export interface Kept extends Upserted {
  readonly repeated: number;
}

export const NOTHING_KEPT: Kept = {added: 0, changed: 0, same: 0, repeated: 0};

export function addKept(a: Kept, b: Kept): Kept {
  return {
    added: a.added + b.added,
    changed: a.changed + b.changed,
    same: a.same + b.same,
    repeated: a.repeated + b.repeated,
  };
}

/** Keeps a page of records: the last one of a key counts. */
export type Keep<K extends FactName> = (records: readonly FactRecords[K][]) => Promise<Kept>;

type Keepers = {readonly [K in FactName]: (records: readonly FactRecords[K][]) => Promise<Upserted>};

/** How records of a kind are kept in the store, at the business instant `at`. Orders lose the person at this door. */
export async function keepFacts<K extends FactName>(
  context: Context,
  shop: Shop,
  kind: K,
  at: number,
): Promise<Keep<K>> {
  const {facts, sales} = context.data;
  const hash = kind === 'orders' ? await customerHasher(context.secrets) : () => '';
  const schedules = new Set<string>();
  /** Schedules that this import had not named before: what it says of one may come in several pages. */
  const firstSeen = (records: readonly FactRecords['fees'][]) =>
    records.filter(({sku, category, effectiveFrom, source}) => {
      const key = JSON.stringify([sku, category, effectiveFrom, source]);
      return schedules.size < schedules.add(key).size;
    });
  const keepers: Keepers = {
    items: (records) => facts.putItems(shop.id, records, at),
    costs: (records) => facts.putCosts(shop.id, records, at),
    fees: (records) => facts.putFees(shop.id, records, firstSeen(records), at),
    bounds: (records) => facts.putBounds(shop.id, records, at),
    supply: (records) => facts.putSupply(shop.id, records, at),
    rivals: (records) => facts.putRivals(shop.id, records, at),
    daily: (records) => sales.putDaily(shop.id, records),
    orders: (records) =>
      sales.putOrders(
        shop.id,
        records.map((order) => withoutPerson(order, hash)),
      ),
  };
  const keep: Keepers[K] = keepers[kind];
  return async (records) => {
    const last = lastOfKey(kind, records);
    const counts = last.length === 0 ? {added: 0, changed: 0, same: 0} : await keep(last);
    return {...counts, repeated: records.length - last.length};
  };
}

/** Marks a customer that was hashed before: in souk's own remainder files. */
const HASHED = /^hash:[0-9a-f]{64}$/u;

/** The only form in which a customer is kept. */
export function customerMark(customerId: string | null, hash: (id: string) => string): string | null {
  const id = customerId?.trim() ?? '';
  if (id === '') return null;
  return HASHED.test(id) ? id.slice('hash:'.length) : hash(id);
}

function withoutPerson(order: OrderRecord, hash: (id: string) => string): KeptOrder {
  const {customerId, ...rest} = order;
  return {...rest, customer: customerMark(customerId, hash)};
}

/** Records without those that a later one of the same key replaces. */
function lastOfKey<K extends FactName>(kind: K, records: readonly FactRecords[K][]): readonly FactRecords[K][] {
  const {key} = factKind(kind);
  const last = new Map(records.map((record) => [key(record), record]));
  return last.size === records.length ? records : [...last.values()];
}
