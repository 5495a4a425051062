import {grouped} from '../grouped.js';
import type {MatchKey} from './choices.js';
import {skuKey, skuTwinKey} from './key.js';
import {optionsKey} from './options.js';
import type {CatalogueRow} from './row.js';
import type {StoredListing, StoredOffer} from './types.js';

/** An offer of the shop with its listing. */
export interface LiveOffer {
  readonly listing: StoredListing;
  readonly offer: StoredOffer;
}

/** The offers of a shop by each of their keys. */
export interface LiveIndex {
  bySku(sku: string): readonly LiveOffer[];
  /** A SKU of the shop that differs from this one in case or white space only. */
  twin(sku: string): string | null;
  listing(product: string): StoredListing | null;
  /** Offers that a row without a SKU can mean; a row without options means the product's only variant. */
  byRow(key: Exclude<MatchKey, 'sku'>, value: string, row: CatalogueRow): readonly LiveOffer[];
  readonly skus: ReadonlySet<string>;
  readonly offers: number;
}

export function indexLive(listings: readonly StoredListing[]): LiveIndex {
  const all = listings.flatMap((listing) => listing.offers.map((offer): LiveOffer => ({listing, offer})));
  const skus = grouped(all, ({offer}) => skuKey(offer.sku));
  const twins = new Map([...skus.keys()].map((sku) => [skuTwinKey(sku), sku]));
  const gtins = grouped(all, ({offer}) => offer.gtin);
  const titles = grouped(all, ({listing}) => listing.title);
  const products = grouped(all, ({listing}) => listing.product);
  const listed = new Map(listings.map((listing) => [listing.product, listing]));
  const narrowed = (found: readonly LiveOffer[], {offer}: CatalogueRow) => {
    const {options} = offer;
    return options === undefined
      ? found
      : found.filter((live) => optionsKey(live.offer.options) === optionsKey(options));
  };
  return {
    bySku: (sku) => skus.get(sku) ?? [],
    twin: (sku) => {
      const twin = twins.get(skuTwinKey(sku));
      return twin === undefined || skus.has(sku) ? null : twin;
    },
    listing: (product) => listed.get(product) ?? null,
    byRow: (key, value, row) => {
      if (key === 'gtin') return gtins.get(value) ?? [];
      return narrowed((key === 'title' ? titles : products).get(value) ?? [], row);
    },
    skus: new Set(skus.keys()),
    offers: all.length,
  };
}
