import type {ListingContent, OfferContent, Shop, StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import {offerKey} from '../../domain/change/fields.js';
import type {CostRecord} from '../../domain/facts.js';
import type {Minor} from '../../domain/money.js';
import type {Fees, OfferFacts, PastPrice, SellingCosts} from '../../domain/pricing/facts.js';
import {type FeeBook, feeBook} from '../../domain/pricing/fee-book.js';
import type {DemandBelief} from '../../domain/pricing/learner/belief.js';
import {asksDemand, type FeeSchedule, type Rules} from '../../domain/pricing/rules.js';
import {inTermsOf, type TaxTerms} from '../../domain/pricing/tax.js';
import type {PromotionOffer} from '../../domain/promotions/types.js';
import type {Context} from '../context.js';
import {shopNow} from '../shop/now.js';
import {loadBeliefs} from './beliefs.js';
import {partsReader} from './parts.js';
import {loadRules} from './rules.js';
import {
  loadCategoryIndex,
  loadHighest,
  loadPast,
  loadPeers,
  loadReturnRate,
  longestPace,
  type Peers,
} from './surroundings.js';
import {loadTrials} from './trials.js';
import {loadWars} from './wars.js';

/** The facts of a shop's offers, and of offers that a plan would create. */
export interface FactBook {
  readonly rules: Rules;
  readonly byOffer: ReadonlyMap<number, OfferFacts>;
  /** Facts of an offer that the shop does not have yet: what is already known under its SKU. */
  forNew(listing: ListingContent, offer: OfferContent): OfferFacts;
}

/** Everything known about each offer of a shop at the business instant of now. */
export async function loadOfferFacts(
  context: Context,
  shop: Shop,
  rules?: Rules,
): Promise<ReadonlyMap<number, OfferFacts>> {
  return (await openFacts(context, shop, rules)).byOffer;
}

/** Reads the facts once; `listed`: the shop's listings, where the caller has read them already; `rules` default to the shop's own, which name the fees and what else must be looked up. */
export async function openFacts(
  context: Context,
  shop: Shop,
  given?: Rules,
  listed?: readonly StoredListing[],
): Promise<FactBook> {
  const rules = given ?? (await loadRules(context, shop));
  const now = await shopNow(context, shop);
  const known = await readKnown(context, shop, rules, now);
  const byOffer = new Map<number, OfferFacts>();
  const listings = listed ?? (await context.data.catalog.listings(shop.id));
  for (const listing of listings) {
    for (const offer of listing.offers) byOffer.set(offer.id, factsOf(shop, listing, offer, known, rules, now));
  }
  const made = partsReader([...byOffer.values()], [...known.items.values()], rules);
  for (const [id, facts] of byOffer) byOffer.set(id, made(facts));
  const wars = await loadWars(context, shop, rules, {now, self: known.self, rivals: known.rivals});
  for (const [id, facts] of byOffer) {
    const war = wars(facts);
    if (war !== null) byOffer.set(id, {...facts, war});
  }
  const indices = loadCategoryIndex(byOffer.values(), rules, now);
  if (indices.size > 0) {
    for (const [id, facts] of byOffer) {
      byOffer.set(id, {...facts, categoryIndex: indices.get(facts.offer.category.toLowerCase()) ?? null});
    }
  }
  return {
    rules,
    byOffer,
    forNew: (listing, offer) => {
      const stored = {...offer, id: 0, listingId: 0, remoteId: '', basePrice: null, baseCompareAt: null};
      const facts = made(factsOf(shop, listing, stored, known, rules, now));
      return {...facts, offerId: null, live: null, liveCompareAt: null, key: offerKey(listing.product, offer)};
    },
  };
}

/** What the store knows by SKU and by offer, read once for the whole shop. */
type Known = Awaited<ReturnType<typeof readKnown>>;

const DAY = 86_400_000;
/** A change of so many days ago is still told: whether rivals can have seen it matters. */
const SEEN_DAYS = 2;

async function readKnown(context: Context, shop: Shop, rules: Rules, now: number) {
  const {data} = context;
  const costs = await data.facts.costs(shop.id, now);
  const overlays = await data.promotions.overlays(shop.id);
  const ends = new Map((await data.promotions.list(shop.id)).map(({id, endsAt}) => [id, endsAt]));
  return {
    costs,
    fees: feeBook(await data.facts.fees(shop.id)),
    bounds: await data.facts.bounds(shop.id),
    supply: await data.facts.supply(shop.id),
    rivals: await data.facts.rivals(shop.id, now),
    pins: await data.catalog.pins(shop.id),
    trials: await loadTrials(data, shop, now),
    items: new Map((await data.facts.items(shop.id)).map((item) => [item.sku, item])),
    changed: await data.ledger.changed(shop.id, now - Math.max(SEEN_DAYS, longestPace(rules)) * DAY, now),
    weekAgo: await data.ledger.at(shop.id, now - 7 * DAY),
    highest: await loadHighest(data, shop, rules, now),
    past: await loadPast(data, shop, rules),
    peers: await loadPeers(data, shop, rules),
    returnRate: await loadReturnRate(data, shop, costs, rules, now),
    overlays: new Map(overlays.map((overlay) => [overlay.offerId, overlay])),
    ends,
    beliefs: asksDemand(rules) ? await loadBeliefs(context, shop) : new Map<string, DemandBelief>(),
    self: (await data.shops.list()).flatMap(({name, settings}) => [name, settings['seller_name'] ?? name]),
  };
}

function factsOf(
  shop: Shop,
  listing: ListingContent | StoredListing,
  offer: StoredOffer,
  known: Known,
  rules: Rules,
  now: number,
): OfferFacts {
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

/** The shop's schedule with what the store was told of this offer's fees: that is the platform's word, the rules' a rule of thumb. */
export function scheduleOf(
  rules: FeeSchedule,
  book: FeeBook,
  offer: {readonly sku: string | null; readonly category: string},
  at: number,
): FeeSchedule {
  const kept = book(offer, at);
  // A blank is unknown, and never zero.
  return kept === null ? rules : {...rules, ...kept, fixed: kept.fixed ?? rules.fixed};
}

/** The item's own fees, else the shop's schedule; where one half of a fee is known, the other counts as none. */
export function feesOf(cost: CostRecord | undefined, schedule: FeeSchedule): Fees | null {
  if (cost !== undefined && (cost.feeRate !== null || cost.feeFixed !== null)) {
    return {
      rate: cost.feeRate ?? schedule.rate ?? '0',
      // An item's own rate is its whole fee: the shop's steps and minimum are of the shop's rate.
      ...(cost.feeRate === null ? tiersOf(schedule) : {}),
      fixed: cost.feeFixed ?? schedule.fixed ?? 0,
      source: 'cost',
    };
  }
  if (schedule.rate === null && schedule.fixed === null && schedule.tiers === null) return null;
  return {rate: schedule.rate ?? '0', ...tiersOf(schedule), fixed: schedule.fixed ?? 0, source: 'shop'};
}

function tiersOf({tiers}: FeeSchedule): Pick<Fees, 'tiers'> {
  return tiers === null ? {} : {tiers};
}

function sellingOf(
  cost: CostRecord | undefined,
  schedule: FeeSchedule,
  grams: number | null,
  measured: string | null,
): SellingCosts {
  const {freightPerKg} = schedule;
  return {
    paymentRate: schedule.paymentRate,
    paymentFixed: schedule.paymentFixed,
    revenueShare: schedule.revenueShare,
    freight: freightPerKg === null || grams === null ? null : Math.ceil((freightPerKg * grams) / 1000),
    packing: schedule.packing,
    returnRate: schedule.returnRate ?? measured,
    returnCost: cost?.returnCost ?? schedule.returnCost,
  };
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
