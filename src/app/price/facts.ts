import type {ListingContent, OfferContent, Shop} from '../../domain/catalog/types.js';
import {offerKey} from '../../domain/change/fields.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import type {Rules} from '../../domain/pricing/rules.js';
import type {PricedListing} from '../../ports/data.js';
import type {Context} from '../context.js';
import {factsOf} from './facts-of.js';
import {type Known, type KnownOfShop, readOfShop, readOfSkus} from './known.js';
import {asksParts, partsReader} from './parts.js';
import {loadRules} from './rules.js';
import {loadCategoryIndex, watchedCategories} from './surroundings.js';

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
  listed?: readonly PricedListing[],
): Promise<FactBook> {
  const rules = given ?? (await loadRules(context, shop));
  return await bookOf(context, shop, rules, await readOfShop(context, shop, rules), listed);
}

async function bookOf(
  context: Context,
  shop: Shop,
  rules: Rules,
  ofShop: KnownOfShop,
  listed?: readonly PricedListing[],
): Promise<FactBook> {
  const known = {...ofShop, ...(await readOfSkus(context, shop, rules, ofShop))};
  const listings = listed ?? (await allListings(context, shop));
  const {facts: all, made} = factsOfAll(shop, listings, known, rules);
  return {
    rules,
    byOffer: new Map(all.map((facts) => [facts.offerId ?? 0, facts])),
    forNew: (listing, offer) => {
      const stored = {...offer, id: 0, remoteId: '', basePrice: null, baseCompareAt: null};
      const facts = made(factsOf(shop, listing, stored, known, rules));
      return {...facts, offerId: null, live: null, liveCompareAt: null, key: offerKey(listing.product, offer)};
    },
  };
}

/**
 * The same facts in the same order, a page at a time, so that a catalogue of any size can be gone through. Where the rules
 * look at several offers together, these are all on one page.
 */
export async function* factPages(
  context: Context,
  shop: Shop,
  rules: Rules,
  ofShop: KnownOfShop,
): AsyncGenerator<readonly OfferFacts[]> {
  if (asksParts(rules) || watchedCategories(rules).size > 0) {
    yield [...(await bookOf(context, shop, rules, ofShop)).byOffer.values()];
    return;
  }
  for await (const listings of context.data.priced.listings(shop.id)) {
    const skus = new Set(listings.flatMap(({offers}) => offers.map(({sku}) => sku ?? '')));
    const known = {...ofShop, ...(await readOfSkus(context, shop, rules, ofShop, [...skus]))};
    yield factsOfAll(shop, listings, known, rules).facts;
  }
}

async function allListings({data}: Context, shop: Shop): Promise<readonly PricedListing[]> {
  const all: PricedListing[] = [];
  for await (const page of data.priced.listings(shop.id)) for (const listing of page) all.push(listing);
  return all;
}

/** Facts of each offer, then what comes of all of them together. `made`: adds what a set is made of. */
function factsOfAll(shop: Shop, listings: readonly PricedListing[], known: Known, rules: Rules) {
  const plain: OfferFacts[] = [];
  for (const listing of listings)
    for (const offer of listing.offers) plain.push(factsOf(shop, listing, offer, known, rules));
  const made = partsReader(plain, [...known.items.values()], rules);
  const facts = plain.map((each) => {
    const whole = made(each);
    const war = known.wars(whole);
    return war === null ? whole : {...whole, war};
  });
  const indices = loadCategoryIndex(facts, rules, known.now);
  if (indices.size === 0) return {facts, made};
  const indexed = facts.map((each) => ({
    ...each,
    categoryIndex: indices.get(each.offer.category.toLowerCase()) ?? null,
  }));
  return {facts: indexed, made};
}
