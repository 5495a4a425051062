import type {ListingContent, OfferContent} from '../../domain/catalog/types.js';

type Listing = ListingContent & {readonly offers: readonly Offer[]};
type Offer = OfferContent & {readonly remoteId: string};

/**
 * True when two forms of a listing hold the same of all that the mirror keeps, offers in their order. Written out field
 * by field: a night compares every listing of a shop, and texts of them all would take longer than all the rest.
 */
export function sameListing(a: Listing, b: Listing): boolean {
  return (
    a.product === b.product &&
    a.title === b.title &&
    a.description === b.description &&
    a.vendor === b.vendor &&
    a.category === b.category &&
    a.status === b.status &&
    sameList(a.tags, b.tags, (tag, other) => tag === other) &&
    sameList(
      a.images,
      b.images,
      (image, other) => image.url === other.url && (image.alt ?? '') === (other.alt ?? ''),
    ) &&
    sameWords(a.extra, b.extra) &&
    sameList(a.offers, b.offers, sameOffer)
  );
}

function sameOffer(a: Offer, b: Offer): boolean {
  return (
    a.remoteId === b.remoteId &&
    a.sku === b.sku &&
    a.price === b.price &&
    a.compareAt === b.compareAt &&
    a.cost === b.cost &&
    a.currency === b.currency &&
    a.taxRate === b.taxRate &&
    a.stock === b.stock &&
    a.gtin === b.gtin &&
    a.weightGrams === b.weightGrams &&
    a.image === b.image &&
    sameList(a.options, b.options, (option, other) => option.name === other.name && option.value === other.value) &&
    sameWords(a.extra, b.extra)
  );
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (one: T, other: T) => boolean): boolean {
  return a.length === b.length && a.every((one, index) => same(one, b[index] as T));
}

function sameWords(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && a[name] === b[name]);
}
