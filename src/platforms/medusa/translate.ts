import type {Image, ListingStatus} from '../../domain/catalog/types.js';
import type {RemoteListing, RemoteOffer} from '../../ports/platform.js';
import {minorOf} from './money.js';
import {optionsOf} from './options.js';
import {OWN, type WireMetadata, type WirePrice, type WireProduct, type WireVariant} from './wire.js';

/** What is needed to read a product as souk's: how money is counted, where stock lies, and what categories are called. */
export interface Reading {
  readonly currency: string;
  readonly location: string | null;
  /** The path of a category by its id: "Home > Kitchen". */
  readonly categories: ReadonlyMap<string, string>;
}

/** A product as souk sees it. Variants that are not made to the end are not there. */
export function remoteListing(wire: WireProduct, reading: Reading): RemoteListing {
  const metadata = wire.metadata ?? {};
  return {
    remoteId: wire.id,
    product: wire.handle,
    title: wire.title,
    description: wire.description ?? '',
    vendor: textOf(metadata[OWN.vendor]),
    category: categoryOf(wire, reading)?.path ?? '',
    tags: tagsOf(wire),
    status: statusOf(wire.status),
    images: imagesOf(wire),
    extra: extraOf(metadata),
    offers: variantsOf(wire).map((variant) => remoteOffer(wire, variant, reading)),
  };
}

/** The variants that are made to the end, in the order the shop shows them. */
function variantsOf(wire: WireProduct): readonly WireVariant[] {
  return (wire.variants ?? [])
    .filter((variant) => !isUnfinished(variant))
    .sort((a, b) => (a.variant_rank ?? 0) - (b.variant_rank ?? 0) || (a.id < b.id ? -1 : 1));
}

export function isUnfinished({metadata}: WireVariant): boolean {
  return metadata !== null && Object.hasOwn(metadata, OWN.unfinished);
}

function remoteOffer(product: WireProduct, wire: WireVariant, {currency, location}: Reading): RemoteOffer {
  const price = plainPrice(wire, currency);
  return {
    remoteId: wire.id,
    sku: wire.sku,
    options: optionsOf(product, wire),
    price: price === null ? null : minorOf(price.amount, currency),
    compareAt: null,
    cost: null,
    currency,
    taxRate: null,
    stock: stockOf(wire, location),
    gtin: gtinOf(wire),
    weightGrams: wire.weight === null ? null : Math.round(wire.weight),
    image: wire.thumbnail,
    extra: extraOf(wire.metadata ?? {}),
  };
}

/** The price that holds everywhere and for any quantity; those of regions and quantities are the shop's own business. */
function plainPrice({prices = []}: WireVariant, currency: string): WirePrice | null {
  const code = currency.toLowerCase();
  return prices.find((price) => price.currency_code === code && isPlain(price)) ?? null;
}

export function isPlain({min_quantity, max_quantity, rules}: WirePrice): boolean {
  return (min_quantity ?? null) === null && (max_quantity ?? null) === null && Object.keys(rules ?? {}).length === 0;
}

/** The code that is shown: EAN before UPC before the merchant's own bar code. */
export function gtinOf({ean, upc, barcode}: Pick<WireVariant, 'ean' | 'upc' | 'barcode'>): string | null {
  return ean ?? upc ?? barcode;
}

/** What can be sold: on the shelf less what orders hold; of a kit as often as its scarcest part suffices. */
function stockOf({manage_inventory, inventory_items: kits = []}: WireVariant, location: string | null): number | null {
  if (!manage_inventory || kits.length === 0 || location === null) return null;
  let stock: number | null = null;
  for (const {required_quantity: needed = 1, inventory} of kits) {
    const level = inventory?.location_levels?.find(({location_id}) => location_id === location);
    if (level === undefined) return null;
    const left = Math.floor((level.stocked_quantity - level.reserved_quantity) / Math.max(1, needed));
    stock = stock === null ? left : Math.min(stock, left);
  }
  return stock;
}

/** Of several categories the one whose path comes first; the others are kept as they are. */
export function categoryOf(
  {categories}: WireProduct,
  reading: Pick<Reading, 'categories'>,
): {readonly id: string; readonly path: string} | null {
  const named = (categories ?? []).map(({id}) => ({id, path: reading.categories.get(id) ?? id}));
  return named.sort((a, b) => (a.path < b.path ? -1 : 1))[0] ?? null;
}

function tagsOf({tags, metadata}: WireProduct): readonly string[] {
  const kept = metadata?.[OWN.tags];
  const order: readonly unknown[] = Array.isArray(kept) ? kept : [];
  const place = (tag: string) => (order.includes(tag) ? order.indexOf(tag) : order.length);
  return (tags ?? []).map(({value}) => value).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

function imagesOf({images, thumbnail, metadata}: WireProduct): readonly Image[] {
  const shown = [...(images ?? [])].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0)).map(({url}) => url);
  const urls = shown.length === 0 && thumbnail !== null ? [thumbnail] : shown;
  const kept = metadata?.[OWN.alts];
  const alts = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  return urls.map((url) => {
    const alt = textOf(alts[url]);
    return alt === '' ? {url} : {url, alt};
  });
}

function extraOf(metadata: WireMetadata): Record<string, string> {
  const own = new Set<string>(Object.values(OWN));
  const texts = Object.entries(metadata).filter(([name, value]) => typeof value === 'string' && !own.has(name));
  return Object.fromEntries(texts) as Record<string, string>;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const STATUSES: Readonly<Record<string, ListingStatus>> = {
  published: 'active',
  draft: 'draft',
  proposed: 'draft',
  rejected: 'archived',
};

function statusOf(status: string): ListingStatus {
  return STATUSES[status] ?? 'draft';
}

/** The other way: Medusa knows no archive, and "rejected" is its word for what shall not be sold and is in nobody's work. */
export const WIRE_STATUS: Readonly<Record<ListingStatus, string>> = {
  active: 'published',
  draft: 'draft',
  archived: 'rejected',
};
