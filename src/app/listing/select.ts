import {matches, type Selector} from '../../domain/catalog/selector.js';
import type {StoredListing, StoredOffer} from '../../domain/catalog/types.js';

/** An offer with its listing. */
export interface ListedOffer {
  readonly listing: StoredListing;
  readonly offer: StoredOffer;
}

/** The offers that meet a selector, in the shop's order. Prices are compared as buyers see them. */
export function selectOffers(listings: readonly StoredListing[], where: Selector): ListedOffer[] {
  return listings.flatMap((listing) =>
    listing.offers
      .filter((offer) => {
        const {product, title, vendor, category, tags, status} = listing;
        const {sku, price, stock, cost} = offer;
        return matches(where, {sku, product, title, vendor, category, tags, status, price, stock, cost});
      })
      .map((offer) => ({listing, offer})),
  );
}
