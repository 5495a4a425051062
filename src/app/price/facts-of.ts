import type {Shop} from '../../domain/catalog/types.js';
import {offerKey} from '../../domain/change/fields.js';
import type {Minor} from '../../domain/money.js';
import type {OfferFacts, PastPrice} from '../../domain/pricing/facts.js';
import type {Rules} from '../../domain/pricing/rules.js';
import {inTermsOf, type TaxTerms} from '../../domain/pricing/tax.js';
import type {PromotionOffer} from '../../domain/promotions/types.js';
import type {PricedListing, PricedOffer} from '../../ports/data.js';
import {feesOf, scheduleOf, sellingOf} from './fees.js';
import type {Known} from './known.js';
import type {Peers} from './surroundings.js';

/** All that is known of one offer, put together; what an offer is compared with is added later. */
export function factsOf(
  shop: Shop,
  listing: Omit<PricedListing, 'offers'>,
  offer: PricedOffer,
  known: Known,
  rules: Rules,
): OfferFacts {
  const {now} = known;
  const sku = offer.sku ?? '';
  const cost = known.costs.get(sku);
  const overlay = known.overlays.get(offer.id);
  const own = shop.own['price'] ?? null;
  const tax = {included: shop.terms.pricesIncludeTax, rate: offer.taxRate ?? shop.terms.taxRate};
  const item = known.items.get(sku);
  const trial = known.trials.get(sku);
  const fees = scheduleOf(rules.fees, known.fees, {sku, category: listing.category}, now);
  return {
    offerId: offer.id,
    shop: shop.name,
    key: offerKey(listing.product, offer, offer.remoteId),
    offer: {
      sku: offer.sku,
      product: listing.product,
      title: listing.title,
      vendor: listing.vendor,
      category: listing.category,
      tags: listing.tags,
      status: listing.status,
      price: offer.basePrice,
      stock: offer.stock,
      cost: cost?.cost ?? null,
      ...(item === undefined || item.pack === 1 ? {} : {pack: item.pack}),
    },
    currency: offer.currency,
    shopCurrency: shop.terms.currency,
    base: offer.basePrice,
    baseCompareAt: offer.baseCompareAt,
    live: offer.price,
    liveCompareAt: offer.compareAt,
    overlay: overlay === undefined ? null : running(overlay, known.ends),
    cost: cost === undefined ? null : {amount: cost.cost, learntAt: Math.max(cost.learntAt, cost.effectiveFrom ?? 0)},
    fees: feesOf(cost, fees),
    selling: sellingOf(cost, fees, item?.weightGrams ?? offer.weightGrams, known.returnRate(sku)),
    tax,
    bounds: known.bounds.get(sku) ?? null,
    supply: known.supply.get(sku) ?? null,
    stock: offer.stock,
    rivals: known.rivals.get(sku) ?? [],
    self: known.self,
    pin: known.pins.get(sku) ?? null,
    owner: own,
    changedAt: known.changed.get(sku) ?? null,
    weekAgo: known.weekAgo.get(sku)?.price ?? null,
    highest: known.highest.get(sku) ?? null,
    past: pastOf(known.past, sku),
    peers: peersOf(known.peers, sku, tax),
    peerFaults: known.peers.faults,
    ...(trial === undefined ? {} : {trial}),
    categoryIndex: null,
    war: null,
    demand: known.beliefs.get(sku) ?? null,
    now,
    zone: shop.terms.zone,
  };
}

function running(overlay: PromotionOffer, ends: ReadonlyMap<string, number>) {
  const {promotion, price, compareAt} = overlay;
  return {promotion, price, compareAt, endsAt: ends.get(promotion) ?? null};
}

function pastOf(past: ReadonlyMap<number, ReadonlyMap<string, Minor>>, sku: string): PastPrice[] {
  return [...past].flatMap(([at, prices]) => {
    const price = prices.get(sku);
    return price === undefined ? [] : [{at, price}];
  });
}

/** Prices of the SKU in other shops, as this shop would write them: where a rate is unknown they say nothing. */
function peersOf({prices}: Peers, sku: string, tax: TaxTerms): ReadonlyMap<string, Minor> {
  const found = new Map<string, Minor>();
  for (const [name, bySku] of prices) {
    const theirs = bySku.get(sku);
    const price = theirs === undefined ? null : inTermsOf(theirs.price, theirs.tax, tax);
    if (price !== null) found.set(name, price);
  }
  return found;
}
