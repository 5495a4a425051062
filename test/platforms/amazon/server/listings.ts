import {type Answer, type Asked, listOf, refusedWith} from './operations.js';
import {type Kept, STORE, type State, settled} from './state.js';

const MOST_RESULTS = 1000;

/** Pages of listings; no search tells of more than its first thousand. */
export function searchListings(state: State, {query}: Asked): Answer {
  if (query['marketplaceIds'] !== STORE) return refusedWith(400, 'InvalidInput', 'Invalid marketplace');
  const wanted = query['identifiers'] === undefined ? null : new Set(listOf(query['identifiers']));
  const after = query['createdAfter'];
  const all = [...state.listings.values()]
    .filter(({sku, createdDate}) => (wanted?.has(sku) ?? true) && (after === undefined || createdDate >= after))
    .sort((a, b) => (a.createdDate === b.createdDate ? compare(a.sku, b.sku) : compare(a.createdDate, b.createdDate)));
  if (query['sortOrder'] !== 'ASC') all.reverse();
  const size = Number(query['pageSize'] ?? 10);
  const from = query['pageToken'] === undefined ? 0 : Number(Buffer.from(query['pageToken'], 'base64url').toString());
  const to = Math.min(from + size, all.length, MOST_RESULTS);
  const more = to < Math.min(all.length, MOST_RESULTS);
  const items = all.slice(from, to).map((kept) => itemOf(settled(kept), listOf(query['includedData'] ?? 'summaries')));
  const pagination = more ? {pagination: {nextToken: Buffer.from(String(to)).toString('base64url')}} : {};
  return {status: 200, body: {numberOfResults: all.length, ...pagination, items}};
}

export function getListing(state: State, {path, query}: Asked): Answer {
  const kept = state.listings.get(path['sku'] ?? '');
  if (kept === undefined)
    return refusedWith(404, 'NOT_FOUND', `SKU '${path['sku']}' not found in marketplace ${STORE}`);
  return {status: 200, body: itemOf(settled(kept), listOf(query['includedData'] ?? 'summaries'))};
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A listing with the data sets that were asked for, and no others. */
function itemOf({sku, productType, createdDate, attributes, shown}: Kept, sets: readonly string[]): object {
  const quantity = attributes['fulfillment_availability']?.[0]?.['quantity'];
  const code = attributes['fulfillment_availability']?.[0]?.['fulfillment_channel_code'];
  const parts: Readonly<Record<string, unknown>> = {
    summaries: [
      {
        marketplaceId: STORE,
        asin: 'B071VG5N9D',
        productType,
        conditionType: 'new_new',
        status: ['BUYABLE', 'DISCOVERABLE'],
        itemName: attributes['item_name']?.[0]?.['value'] ?? '',
        createdDate,
        lastUpdatedDate: createdDate,
      },
    ],
    attributes,
    offers:
      shown.price === null
        ? []
        : [{marketplaceId: STORE, offerType: 'B2C', price: shown.price, audience: {value: 'ALL', displayName: 'All'}}],
    fulfillmentAvailability:
      code === undefined ? [] : [{fulfillmentChannelCode: code, ...(quantity === undefined ? {} : {quantity})}],
    relationships: [{marketplaceId: STORE, relationships: []}],
  };
  return {sku, ...Object.fromEntries(sets.map((name) => [name, parts[name] ?? []]))};
}
