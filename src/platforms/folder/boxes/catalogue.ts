import {formatOptions} from '../../../domain/catalog/key.js';
import type {StoredListing, StoredOffer} from '../../../domain/catalog/types.js';
import type {Target, TargetKey} from '../../../domain/change/types.js';

/** A listing with the offer that is meant; null where the product alone is. */
export interface Found {
  readonly listing: StoredListing;
  readonly offer: StoredOffer | null;
}

/** Listings by every way in which a plan names them, kept up to date while they are changed. */
export class Catalogue {
  readonly #listings = new Map<string, StoredListing>();
  readonly #productById = new Map<string, string>();
  /** Products that have, or once had, an offer of a SKU. */
  readonly #productsBySku = new Map<string, Set<string>>();

  constructor(listings: Iterable<StoredListing>) {
    for (const listing of listings) this.put(listing);
  }

  get listings(): readonly StoredListing[] {
    return [...this.#listings.values()];
  }

  copy(): Catalogue {
    return new Catalogue(this.#listings.values());
  }

  put(listing: StoredListing): void {
    const {product} = listing;
    this.#listings.set(product, listing);
    for (const {remoteId, sku} of listing.offers) {
      this.#productById.set(remoteId, product);
      if (sku === null) continue;
      const products = this.#productsBySku.get(sku);
      if (products === undefined) this.#productsBySku.set(sku, new Set([product]));
      else products.add(product);
    }
  }

  /** What a target means; an offer that is not there is null beside its product, a product that is not there is null. */
  find({kind, key}: Target): Found | null {
    const offer = kind === 'offer' || kind === 'stock' ? this.#offer(key) : null;
    if (offer !== null) return offer;
    const listing = this.#listings.get(key.product ?? (kind === 'listing' ? key.remoteId : undefined) ?? '');
    return listing === undefined ? null : {listing, offer: null};
  }

  /** Offers of a SKU. */
  bySku(sku: string): readonly Found[] {
    return [...(this.#productsBySku.get(sku) ?? [])].flatMap((product) => {
      const listing = this.#listings.get(product);
      const offers = listing?.offers.filter((offer) => offer.sku === sku) ?? [];
      return listing === undefined ? [] : offers.map((offer) => ({listing, offer}));
    });
  }

  #offer({remoteId, sku, product, options}: TargetKey): Found | null {
    const among = (listing: StoredListing | undefined, same: (offer: StoredOffer) => boolean): Found[] =>
      listing === undefined ? [] : listing.offers.filter(same).map((offer) => ({listing, offer}));
    const byId =
      remoteId === undefined
        ? []
        : among(this.#listings.get(this.#productById.get(remoteId) ?? ''), (each) => each.remoteId === remoteId);
    if (byId[0] !== undefined) return byId[0];
    const meant =
      sku === undefined
        ? among(this.#listings.get(product ?? ''), (each) => formatOptions(each.options) === (options ?? ''))
        : this.bySku(sku);
    return meant.length === 1 ? (meant[0] ?? null) : null;
  }
}
