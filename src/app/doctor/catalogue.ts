import {gtinValid, skuTwinKey} from '../../domain/catalog/key.js';
import type {Shop, StoredListing} from '../../domain/catalog/types.js';
import type {BoundsRecord} from '../../domain/facts.js';
import {losesAt} from '../../domain/pricing/cost.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import type {Context} from '../context.js';
import {loadOfferFacts} from '../price/facts.js';

/** The first look at a catalogue: what would keep souk from pricing it well. Counts of offers. */
export interface CatalogueLook {
  readonly listings: number;
  readonly offers: number;
  readonly withoutSku: number;
  readonly duplicateSkus: number;
  /** SKUs that differ in case or white space only. */
  readonly twinSkus: number;
  readonly withoutPrice: number;
  readonly withoutCost: number;
  readonly belowBreakEven: number;
  /** SKUs whose own bounds leave no price: the floor is above the ceiling. */
  readonly crossedBounds: readonly string[];
  readonly badGtins: number;
  /** SKUs without an item of the merchant behind them; 0 when items are not used. */
  readonly unlinked: number;
}

/** Looks a shop's mirrored catalogue through. */
export async function lookAtCatalogue(context: Context, shop: Shop): Promise<CatalogueLook> {
  const listings = await context.data.catalog.listings(shop.id);
  const facts = await loadOfferFacts(context, shop);
  const items = await context.data.facts.items(shop.id);
  const offers = listings.flatMap((listing) => listing.offers);
  const skus = offers.flatMap(({sku}) => (sku === null ? [] : [sku]));
  const linked = new Set(items.map(({sku}) => sku));
  return {
    listings: listings.length,
    offers: offers.length,
    withoutSku: offers.length - skus.length,
    duplicateSkus: skus.length - new Set(skus).size,
    twinSkus: new Set(skus).size - new Set(skus.map(skuTwinKey)).size,
    withoutPrice: offers.filter(({price}) => price === null).length,
    withoutCost: countFacts(facts, ({cost}) => cost === null),
    belowBreakEven: countFacts(facts, isBelowBreakEven),
    crossedBounds: crossedBounds(await context.data.facts.bounds(shop.id)),
    badGtins: badGtins(listings),
    unlinked: items.length === 0 ? 0 : skus.filter((sku) => !linked.has(sku)).length,
  };
}

function countFacts(facts: ReadonlyMap<number, OfferFacts>, test: (facts: OfferFacts) => boolean): number {
  let count = 0;
  for (const each of facts.values()) if (test(each)) count++;
  return count;
}

function isBelowBreakEven(facts: OfferFacts): boolean {
  return facts.live !== null && losesAt(facts, facts.live);
}

/** What the merchant's own sheet says, without costs and rules: those move by themselves. */
function crossedBounds(bounds: ReadonlyMap<string, BoundsRecord>): readonly string[] {
  return [...bounds.values()].flatMap(({sku, minPrice, mapPrice, maxPrice, msrp}) =>
    Math.max(minPrice ?? 0, mapPrice ?? 0) > Math.min(maxPrice ?? Infinity, msrp ?? Infinity) ? [sku] : [],
  );
}

function badGtins(listings: readonly StoredListing[]): number {
  return listings
    .flatMap((listing) => listing.offers)
    .filter(({gtin}) => gtin !== null && gtin !== '' && !gtinValid(gtin)).length;
}
