import type {Shop} from '../../domain/catalog/types.js';
import {FACT_KINDS, type FactName, type FactRecords, factKind, recordReader} from '../../formats/facts/kinds.js';
import type {Values} from '../../formats/facts/row.js';
import type {Data} from '../../ports/data.js';

/**
 * Turns a row's values into a record. In an import an empty cell, or a column that is not there, leaves alone what is
 * known (MODEL §2); orders, days and sightings are whole, there is nothing to leave alone.
 */
export type ToRecord<K extends FactName> = (values: Values) => FactRecords[K];

/** Reads what the store knows of a kind once, and keeps up with the rows of the file. */
export async function recordMaker<K extends FactName>(data: Data, shop: Shop, name: K): Promise<ToRecord<K>> {
  const kind = factKind(name);
  const {currency} = shop.terms;
  if (!MERGED.has(name)) return recordReader(name, currency);
  const known = await knownValues(data, shop, name);
  return (given) => {
    const key = kind.key(kind.record(given, currency));
    const base = known.get(key) ?? known.get(String(given['sku'] ?? '')) ?? {};
    const record = kind.record({...base, ...withoutUndefined(given)}, currency);
    known.set(key, kind.values(record));
    return record;
  };
}

const MERGED: ReadonlySet<FactName> = new Set(['items', 'costs', 'bounds', 'supply']);

/** Known cells by key. A cost of a new date goes on from the SKU's latest one, without its date. */
async function knownValues({facts}: Data, shop: Shop, name: FactName): Promise<Map<string, Values>> {
  const known = new Map<string, Values>();
  const {items, bounds, supply, costs} = FACT_KINDS;
  if (name === 'items') for (const record of await facts.items(shop.id)) known.set(record.sku, items.values(record));
  if (name === 'bounds') for (const [sku, record] of await facts.bounds(shop.id)) known.set(sku, bounds.values(record));
  if (name === 'supply') for (const [sku, record] of await facts.supply(shop.id)) known.set(sku, supply.values(record));
  if (name !== 'costs') return known;
  for (const [sku, history] of await facts.costHistory(shop.id)) {
    for (const record of history) {
      known.set(costs.key(record), costs.values(record));
      known.set(sku, {...costs.values(record), effective_from: null});
    }
  }
  return known;
}

function withoutUndefined(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
