/** The operations the server has: where they are, in which model, and Amazon's published usage plan of each. */
export const OPERATIONS = [
  {id: 'searchListingsItems', method: 'GET', model: 'listingsItems_2021-08-01', rate: 5, burst: 5},
  {id: 'getListingsItem', method: 'GET', model: 'listingsItems_2021-08-01', rate: 5, burst: 10},
  {id: 'patchListingsItem', method: 'PATCH', model: 'listingsItems_2021-08-01', rate: 5, burst: 5},
  {id: 'getOrders', method: 'GET', model: 'ordersV0', rate: 0.0167, burst: 20},
  {id: 'getOrderItems', method: 'GET', model: 'ordersV0', rate: 0.5, burst: 30},
  {id: 'createFeedDocument', method: 'POST', model: 'feeds_2021-06-30', rate: 0.5, burst: 15},
  // JSON_LISTINGS_FEED: five in five minutes.
  {id: 'createFeed', method: 'POST', model: 'feeds_2021-06-30', rate: 0.0083, burst: 5},
  {id: 'getFeed', method: 'GET', model: 'feeds_2021-06-30', rate: 2, burst: 15},
  {id: 'getFeeds', method: 'GET', model: 'feeds_2021-06-30', rate: 0.0222, burst: 10},
  {id: 'getFeedDocument', method: 'GET', model: 'feeds_2021-06-30', rate: 0.0222, burst: 10},
  {id: 'getListingOffersBatch', method: 'POST', model: 'productPricingV0', rate: 0.5, burst: 1},
  {id: 'getMyFeesEstimates', method: 'POST', model: 'productFeesV0', rate: 0.5, burst: 1},
] as const;

export type Operation = (typeof OPERATIONS)[number];
export type OperationId = Operation['id'];

const PATHS: Readonly<Record<OperationId, string>> = {
  searchListingsItems: '/listings/2021-08-01/items/{sellerId}',
  getListingsItem: '/listings/2021-08-01/items/{sellerId}/{sku}',
  patchListingsItem: '/listings/2021-08-01/items/{sellerId}/{sku}',
  getOrders: '/orders/v0/orders',
  getOrderItems: '/orders/v0/orders/{orderId}/orderItems',
  createFeedDocument: '/feeds/2021-06-30/documents',
  createFeed: '/feeds/2021-06-30/feeds',
  getFeed: '/feeds/2021-06-30/feeds/{feedId}',
  getFeeds: '/feeds/2021-06-30/feeds',
  getMyFeesEstimates: '/products/fees/v0/feesEstimate',
  getListingOffersBatch: '/batches/products/pricing/v0/listingOffers',
  getFeedDocument: '/feeds/2021-06-30/documents/{feedDocumentId}',
};

export function templateOf({id}: Operation): string {
  return PATHS[id];
}

/** A request as the server understands it: lists are split at commas, as the models say. */
export interface Asked {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Which operation a request is; null: none that is here. */
export function routeOf(method: string, url: URL, body: unknown): Asked | null {
  for (const operation of OPERATIONS) {
    if (operation.method !== method) continue;
    const path = pathIn(templateOf(operation), url.pathname);
    if (path !== null) return {operation, path, query: Object.fromEntries(url.searchParams), body};
  }
  return null;
}

function pathIn(template: string, pathname: string): Record<string, string> | null {
  const [wanted, given] = [template.split('/'), pathname.split('/')];
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const text = given[i] ?? '';
    const name = /^\{(.+)\}$/u.exec(part)?.[1];
    if (name === undefined ? part !== text : text === '') return null;
    if (name !== undefined) found[name] = decodeURIComponent(text);
  }
  return found;
}

export function listOf(text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : text.split(',');
}

export function refusedWith(status: number, code: string, message: string, details = ''): Answer {
  return {status, body: {errors: [{code, message, details}]}};
}
