import {type Door, refuseShop, shopFailure, tell, unreachable, whyOf} from '../answers.js';
import type {HttpRequest} from '../http.js';

import type {WireItem} from './wire.js';

/** What speaks to one store for one seller. */
export interface Seller {
  readonly door: Door;
  readonly marketplace: string;
  readonly seller: string;
}

type Query = Readonly<Record<string, string>>;

/** A path with its query, blanks as %20: Amazon takes a + for a plus ("URL Encoding"). */
function pathOf(path: string, query: Query): string {
  const parts = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${path}?${parts.join('&')}`;
}

export function itemPath({seller, marketplace}: Seller, sku: string, query: Query = {}): string {
  const path = `/listings/2021-08-01/items/${encodeURIComponent(seller)}/${encodeURIComponent(sku)}`;
  return pathOf(path, {marketplaceIds: marketplace, ...query});
}

/** Listings by what is asked; the answer names how many there are and the way to the next page. */
export interface SearchAnswer {
  readonly numberOfResults: number;
  readonly pagination?: {readonly nextToken?: string};
  readonly items: readonly WireItem[];
}

export function searchRequest({seller, marketplace}: Seller, query: Query): HttpRequest {
  const path = `/listings/2021-08-01/items/${encodeURIComponent(seller)}`;
  return {method: 'GET', path: pathOf(path, {marketplaceIds: marketplace, ...query}), repeatable: true};
}

export async function search(seller: Seller, query: Query, signal: AbortSignal): Promise<SearchAnswer> {
  return await tell<SearchAnswer>(seller.door, searchRequest(seller, query), 'items', signal);
}

/** One listing; null where the seller has none of this SKU. */
export async function getItem(
  seller: Seller,
  sku: string,
  includedData: string,
  signal: AbortSignal,
): Promise<WireItem | null> {
  const {http, shop} = seller.door;
  const request: HttpRequest = {method: 'GET', path: itemPath(seller, sku, {includedData}), repeatable: true};
  const answer = await http.send(request, signal).catch((error: unknown) => {
    throw shopFailure(shop, error);
  });
  refuseShop(shop, answer);
  if (answer.status === 404) return null;
  const item = answer.body as WireItem | null;
  if (answer.status === 200 && typeof item?.sku === 'string') return item;
  throw unreachable(shop, whyOf(answer));
}

export function ordersRequest({marketplace}: Seller, query: Query): HttpRequest {
  const path = pathOf('/orders/v0/orders', {MarketplaceIds: marketplace, ...query});
  return {method: 'GET', path, repeatable: true};
}

export function orderItemsRequest(orderId: string, token: string | undefined): HttpRequest {
  const path = `/orders/v0/orders/${encodeURIComponent(orderId)}/orderItems`;
  return {method: 'GET', path: token === undefined ? path : pathOf(path, {NextToken: token}), repeatable: true};
}
