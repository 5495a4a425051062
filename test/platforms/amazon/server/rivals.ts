import {type Answer, type Asked, refusedWith} from './operations.js';
import {STORE, type State} from './state.js';

/** An offer of somebody for a SKU, as the test tells it. */
export interface RivalOffer {
  readonly seller: string;
  readonly price: number;
  readonly shipping?: number;
  readonly currency?: string;
  readonly mine?: boolean;
}

interface Member {
  readonly uri: string;
  readonly MarketplaceId: string;
  readonly ItemCondition: string;
}

/** Twenty at most, each with an answer of its own; the lowest twenty offers of each. */
export function listingOffers(state: State, {body}: Asked): Answer {
  const {requests = []} = body as {requests?: readonly Member[]};
  if (requests.length === 0 || requests.length > 20) return refusedWith(400, 'InvalidInput', 'Invalid Input');
  return {status: 200, body: {responses: requests.map((each) => memberAnswer(state, each))}};
}

function memberAnswer(state: State, {uri, MarketplaceId, ItemCondition}: Member): object {
  const sku = decodeURIComponent(/^\/products\/pricing\/v0\/listings\/([^/]+)\/offers$/u.exec(uri)?.[1] ?? '');
  const request = {MarketplaceId, ItemCondition, SellerSKU: sku};
  const fails = state.offersFail.get(sku) ?? 0;
  if (fails > 0) {
    state.offersFail.set(sku, fails - 1);
    return {...no(429, 'QuotaExceeded', 'You exceeded your quota.'), request};
  }
  if (MarketplaceId !== STORE || !state.listings.has(sku))
    return {...no(400, 'InvalidInput', `${sku} is an invalid SKU for marketplace ${MarketplaceId}`), request};
  const all = [...(state.rivals.get(sku) ?? [])].sort((a, b) => landed(a) - landed(b));
  const Identifier = {MarketplaceId, ItemCondition, SellerSKU: sku};
  const payload = {
    ...{
      marketplaceId: MarketplaceId,
      SKU: sku,
      ItemCondition,
      status: all.length === 0 ? 'NoBuyableOffers' : 'Success',
    },
    ...{Identifier, Summary: {TotalOfferCount: all.length}, Offers: all.slice(0, 20).map(offer)},
  };
  return {headers: {}, status: {statusCode: 200, reasonPhrase: 'OK'}, body: {payload}, request};
}

function no(statusCode: number, code: string, message: string): object {
  return {status: {statusCode, reasonPhrase: 'Client Error'}, body: {errors: [{code, message}]}};
}

function offer({seller, price, shipping = 0, currency = 'USD', mine = false}: RivalOffer): object {
  const money = (Amount: number) => ({CurrencyCode: currency, Amount});
  return {
    ...{SellerId: seller, MyOffer: mine, SubCondition: 'new', IsFulfilledByAmazon: false},
    ...{ListingPrice: money(price), Shipping: money(shipping)},
    ShippingTime: {minimumHours: 24, maximumHours: 48, availabilityType: 'NOW'},
  };
}

function landed({price, shipping = 0}: RivalOffer): number {
  return price + shipping;
}
