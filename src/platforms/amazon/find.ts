import {getItem, type Seller, search} from './ask.js';
import {INCLUDED, PAGE_ROWS, type WireItem} from './wire.js';

/** Listings by SKU, twenty in one question. A SKU with a comma in it would be two there, and is asked for alone. */
export async function itemsBySku(
  seller: Seller,
  skus: Iterable<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, WireItem>> {
  const found = new Map<string, WireItem>();
  const all = [...new Set(skus)].filter((sku) => sku !== '');
  for (const sku of all.filter((each) => each.includes(','))) {
    const item = await getItem(seller, sku, INCLUDED, signal);
    if (item !== null) found.set(sku, item);
  }
  const plain = all.filter((each) => !each.includes(','));
  for (let at = 0; at < plain.length; at += PAGE_ROWS) {
    signal.throwIfAborted();
    const identifiers = plain.slice(at, at + PAGE_ROWS).join(',');
    const query = {identifiers, identifiersType: 'SKU', includedData: INCLUDED, pageSize: String(PAGE_ROWS)};
    for (const item of (await search(seller, query, signal)).items) found.set(item.sku, item);
  }
  return found;
}
