import {type Minor, parseAmount} from '../../domain/money.js';
import type {RemoteListing, RemoteOffer} from '../../ports/platform.js';
import {isHere, priceOf, type Stand} from './offer.js';
import {OWN_CHANNEL, valuesOf, type WireItem} from './wire.js';

/** For which store an item is read, in which currency and language, and when. */
export interface Reading extends Stand {
  readonly language: string;
}

/**
 * A listing as souk sees it. Amazon's key of a seller's listing is the SKU, so each is a product of its own with one
 * offer; one that stands for several variations sells nothing itself and has none.
 */
export function remoteListing(item: WireItem, reading: Reading): RemoteListing {
  const summary = item.summaries?.find(({marketplaceId}) => marketplaceId === reading.marketplace);
  const image = summary?.mainImage?.link;
  return {
    remoteId: item.sku,
    product: item.sku,
    title: textIn(item, 'item_name', reading) ?? summary?.itemName ?? '',
    description: textIn(item, 'product_description', reading) ?? '',
    vendor: textIn(item, 'brand', reading) ?? '',
    category: summary?.productType ?? '',
    tags: [],
    status: summary?.status?.includes('BUYABLE') ? 'active' : 'draft',
    images: image === undefined ? [] : [{url: image}],
    extra: summary?.asin === undefined ? {} : {ASIN: summary.asin},
    offers: isParent(item) ? [] : [remoteOffer(item, reading, image ?? null)],
  };
}

function remoteOffer(item: WireItem, reading: Reading, image: string | null): RemoteOffer {
  return {
    remoteId: item.sku,
    sku: item.sku,
    options: [],
    price: priceIn(item, reading),
    compareAt: null,
    cost: null,
    currency: reading.currency,
    taxRate: null,
    stock: stockOf(item),
    gtin: gtinOf(item),
    weightGrams: null,
    image,
    extra: {},
  };
}

/**
 * The price that the seller has set and that holds now; without one, what Amazon shows. What it shows comes minutes
 * later, and is not there for what can not be bought; where its own rule sets the price, that alone is right.
 */
function priceIn(item: WireItem, reading: Reading): Minor | null {
  const set = valuesOf(item.attributes, 'purchasable_offer').find((value) => isHere(value, reading));
  const shown = shownPrice(item, reading);
  if (set === undefined) return shown;
  return isAutomated(set) ? (shown ?? priceOf(set, reading)) : (priceOf(set, reading) ?? shown);
}

/** True where Amazon's Automate Pricing sets the price. */
export function isAutomated(offer: Readonly<Record<string, unknown>>): boolean {
  return offer['automated_pricing_merchandising_rule_plan'] !== undefined;
}

function shownPrice({offers = []}: WireItem, {marketplace, currency}: Reading): Minor | null {
  const offer = offers.find(
    (each) =>
      each.marketplaceId === marketplace && each.offerType === 'B2C' && (each.audience?.value ?? 'ALL') === 'ALL',
  );
  if (offer === undefined || offer.price.currencyCode !== currency) return null;
  return parseAmount(offer.price.amount, currency);
}

/** What the seller sends himself; what lies in Amazon's warehouses is not told by this API. */
function stockOf({fulfillmentAvailability = []}: WireItem): number | null {
  return fulfillmentAvailability.find((each) => each.fulfillmentChannelCode === OWN_CHANNEL)?.quantity ?? null;
}

function gtinOf({attributes}: WireItem): string | null {
  const named = valuesOf(attributes, 'externally_assigned_product_identifier').find((each) =>
    /^(?:ean|upc|gtin|isbn)$/iu.test(String(each['type'])),
  );
  return typeof named?.['value'] === 'string' ? named['value'] : null;
}

function isParent({relationships = []}: WireItem): boolean {
  return relationships.some(({relationships: all}) =>
    all.some(({type, childSkus = []}) => type === 'VARIATION' && childSkus.length > 0),
  );
}

/** A text of the store, in its own language where there are several. */
function textIn({attributes}: WireItem, name: string, reading: Reading): string | null {
  const value = ownText(valuesOf(attributes, name), reading)?.['value'];
  return typeof value === 'string' ? value : null;
}

/** The value that is the store's: of several languages its own, else the first. */
export function ownText<T extends Readonly<Record<string, unknown>>>(
  values: readonly T[],
  {marketplace, language}: Pick<Reading, 'marketplace' | 'language'>,
): T | undefined {
  const here = values.filter((each) => (each['marketplace_id'] ?? marketplace) === marketplace);
  return here.find((each) => each['language_tag'] === language) ?? here[0];
}
