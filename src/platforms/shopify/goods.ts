import type {ListingStatus, OptionValue} from '../../domain/catalog/types.js';
import {type Minor, parseAmount} from '../../domain/money.js';
import type {RemoteListing, RemoteOffer} from '../../ports/platform.js';
import type {WireProduct, WireVariant} from './wire.js';

/** What Shopify calls the only variant of a product without options. */
export const NO_OPTION = {name: 'Title', value: 'Default Title'} as const;

/** A product with all of its variants, as the shop says it and as souk sees it. */
export interface Whole {
  readonly wire: WireProduct;
  readonly variants: readonly WireVariant[];
  readonly listing: RemoteListing;
}

/** A product as souk sees it, with all of its variants. */
export function remoteListing(wire: WireProduct, variants: readonly WireVariant[], currency: string): RemoteListing {
  const [only] = variants;
  const bare = variants.length === 1 && only !== undefined && isPlaceholder(only);
  return {
    remoteId: wire.id,
    product: wire.handle,
    title: wire.title,
    description: wire.descriptionHtml,
    vendor: wire.vendor,
    category: wire.productType,
    tags: inOrder(wire.tags, wire.metafield?.value),
    status: statusOf(wire.status),
    images: [],
    extra: {},
    offers: bare ? [] : variants.map((variant) => remoteOffer(variant, currency)),
  };
}

/**
 * Shopify has no product without a variant: to one that was made without any it adds a nameless one that costs nothing.
 * That one is no offer; the first offer made for the product takes its place.
 */
export function isPlaceholder({
  sku,
  barcode,
  price,
  compareAtPrice,
  selectedOptions,
  inventoryItem,
}: WireVariant): boolean {
  const plain = (sku ?? '').trim() === '' && (barcode ?? '') === '' && Number(price) === 0 && compareAtPrice === null;
  return plain && inventoryItem.unitCost === null && optionsOf(selectedOptions).length === 0;
}

/** Options without the stand-in for "none". */
export function optionsOf(selected: readonly OptionValue[]): OptionValue[] {
  const [first] = selected;
  if (selected.length === 1 && first?.name === NO_OPTION.name && first.value === NO_OPTION.value) return [];
  return selected.map(({name, value}) => ({name, value}));
}

function remoteOffer(wire: WireVariant, currency: string): RemoteOffer {
  const {inventoryItem: item} = wire;
  return {
    remoteId: wire.id,
    sku: textOf(wire.sku),
    options: optionsOf(wire.selectedOptions),
    price: parseAmount(wire.price, currency),
    compareAt: amountOf(wire.compareAtPrice, currency),
    cost: amountOf(item.unitCost?.amount ?? null, currency),
    currency,
    taxRate: null,
    stock: item.tracked ? (item.inventoryLevel?.quantities[0]?.quantity ?? null) : null,
    gtin: textOf(wire.barcode),
    weightGrams: gramsOf(item.measurement.weight),
    image: null,
    extra: {},
  };
}

function amountOf(text: string | null, currency: string): Minor | null {
  return text === null ? null : parseAmount(text, currency);
}

function textOf(text: string | null): string | null {
  const trimmed = (text ?? '').trim();
  return trimmed === '' ? null : trimmed;
}

const GRAMS: Readonly<Record<string, number>> = {GRAMS: 1, KILOGRAMS: 1000, OUNCES: 28.349_523_125, POUNDS: 453.592_37};

/** Whole grams; 0 where nobody gave a weight, as Shopify's own export says it too. */
function gramsOf(weight: {readonly unit: string; readonly value: number} | null): number | null {
  return weight === null ? null : Math.round(weight.value * (GRAMS[weight.unit] ?? 0));
}

/** Shopify's UNLISTED is for sale to who knows the address: to souk it is active. */
function statusOf(status: string): ListingStatus {
  return status === 'DRAFT' ? 'draft' : status === 'ARCHIVED' ? 'archived' : 'active';
}

/** Tags as the merchant ordered them, while they are still the same: Shopify keeps them by the alphabet. */
function inOrder(tags: readonly string[], kept: string | undefined): readonly string[] {
  if (kept === undefined) return tags;
  const order = tagsOf(kept);
  return order.length === tags.length && order.every((tag) => tags.includes(tag)) ? order : tags;
}

function tagsOf(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : [];
  } catch {
    return [];
  }
}
