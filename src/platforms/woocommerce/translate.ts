import type {Image, ListingStatus, OptionValue} from '../../domain/catalog/types.js';
import {type Message, message} from '../../domain/errors.js';
import type {RemoteListing, RemoteOffer} from '../../ports/platform.js';
import {costOf, pricesOf, unreadablePrice} from './money.js';
import {type Own, ownOf, sourceOf} from './own.js';
import {slugOf} from './slug.js';
import type {Categories} from './terms.js';
import {gramsOf} from './weight.js';
import {type Goods, isParent, type WireImage, type WireOffer, type WireProduct, type WireVariation} from './wire.js';

/** What is needed to read a product as souk's. */
export interface Reading {
  readonly currency: string;
  readonly unit: string | null;
  readonly categories: Categories;
}

/** A product as souk sees it. */
export function remoteListing({product, variations}: Goods, reading: Reading): RemoteListing {
  const own = ownOf(product.meta_data);
  return {
    remoteId: String(product.id),
    product: keyOf(product),
    title: withoutEntities(product.name),
    description: product.description,
    vendor: own.vendor ?? '',
    category: shownCategory(product, reading.categories)?.path ?? '',
    tags: tagsOf(product, own),
    status: STATUSES[product.status] ?? 'draft',
    images: product.images.map((image, i) => imageOf(image, own.pictures ?? [], i)),
    extra: own.extra ?? {},
    offers: isParent(product)
      ? variations.map((variation) => variationOffer(product, variation, reading))
      : [{...offerOf(product, reading), remoteId: String(product.id), options: [], image: own.offerImage ?? null}],
  };
}

/** Why an offer of it can not be read, each once. */
export function unreadableIn({product, variations}: Goods, currency: string): readonly Message[] {
  const sold: readonly WireOffer[] = isParent(product) ? variations : [product];
  return sold.flatMap((offer) => {
    const price = unreadablePrice(offer, currency);
    return price === null ? [] : [message('WOO_PRICE_FINE', {sku: offer.sku || String(offer.id), price, currency})];
  });
}

/**
 * The key of a product: the merchant's own while its slug is the one made of it, else its slug. A draft that was never
 * shown has none yet, and goes by its id.
 */
export function keyOf(product: Pick<WireProduct, 'id' | 'slug' | 'meta_data'>): string {
  const slug = shownSlug(product);
  if (slug === '') return `id:${product.id}`;
  const {key} = ownOf(product.meta_data);
  return key !== undefined && slugOf(key) === slug ? key : slug;
}

/** A product's slug as people read it: WordPress keeps `%XX` for what is not ASCII. */
export function shownSlug({slug}: Pick<WireProduct, 'slug'>): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}

function variationOffer(product: WireProduct, variation: WireVariation, reading: Reading): RemoteOffer {
  return {
    ...offerOf(variation, reading),
    remoteId: `${product.id}/${variation.id}`,
    options: optionsOf(product, variation),
    image: variationImage(product, variation),
  };
}

/** A variation without a picture shows its product's in older versions, also when asked for its own. */
function variationImage({images}: WireProduct, {image, meta_data}: WireVariation): string | null {
  const {offerImage} = ownOf(meta_data);
  if (image === null || (offerImage === undefined && image.id === images[0]?.id)) return null;
  return sourceOf(image, offerImage === undefined ? [] : [offerImage]);
}

function offerOf(wire: WireOffer, {currency, unit}: Reading): Omit<RemoteOffer, 'remoteId' | 'options' | 'image'> {
  return {
    sku: wire.sku.trim() === '' ? null : wire.sku.trim(),
    ...pricesOf(wire, currency),
    cost: costOf(wire, currency),
    currency,
    taxRate: null,
    // Stock that is counted for the whole product is nobody's own.
    stock: wire.manage_stock === true && wire.stock_quantity !== null ? Math.floor(wire.stock_quantity) : null,
    gtin: (wire.global_unique_id ?? '') === '' ? null : (wire.global_unique_id ?? null),
    weightGrams: gramsOf(wire.weight, unit),
    extra: ownOf(wire.meta_data).offerExtra ?? {},
  };
}

/** A variation's options in the order of its product's. */
export function optionsOf({attributes}: WireProduct, variation: WireVariation): readonly OptionValue[] {
  const order = (name: string) => attributes.findIndex((each) => each.name === name);
  return variation.attributes
    .map(({name, option}) => ({name, value: option}))
    .sort((a, b) => order(a.name) - order(b.name));
}

function tagsOf({tags}: WireProduct, own: Own): readonly string[] {
  const order = own.tags ?? [];
  const place = (tag: string) => (order.includes(tag) ? order.indexOf(tag) : order.length);
  return tags.map(({name}) => withoutEntities(name)).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

function imageOf(image: WireImage, sources: readonly string[], place: number): Image {
  const url = sourceOf(image, sources, place);
  return (image.alt ?? '') === '' ? {url} : {url, alt: image.alt ?? ''};
}

/** Of several categories the one whose path comes first; the shop's word for none is none. */
export function shownCategory({categories}: WireProduct, known: Categories) {
  return (
    categories
      .filter(({slug}) => slug !== 'uncategorized')
      .map(({id, name}) => ({id, path: known.get(id)?.path ?? withoutEntities(name)}))
      .sort((a, b) => (a.path < b.path ? -1 : 1))[0] ?? null
  );
}

const ENTITIES: Readonly<Record<string, string>> = {amp: '&', lt: '<', gt: '>', quot: '"', '#039': "'", '#038': '&'};

/** WordPress keeps marks of HTML in names as entities. */
export function withoutEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#039|#038);/gu, (whole, name: string) => ENTITIES[name] ?? whole);
}

const STATUSES: Readonly<Record<string, ListingStatus>> = {publish: 'active', private: 'archived'};

/** The other way. WooCommerce knows no archive: "private" is what only the shop's own people see. */
export const WIRE_STATUS: Readonly<Record<ListingStatus, string>> = {
  active: 'publish',
  draft: 'draft',
  archived: 'private',
};
