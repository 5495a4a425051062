/** What the Listings Items API 2021-08-01 answers, as far as souk reads it. */
export interface WireItem {
  readonly sku: string;
  readonly summaries?: readonly WireSummary[];
  readonly attributes?: WireAttributes;
  readonly offers?: readonly WireOffer[];
  readonly fulfillmentAvailability?: readonly WireAvailability[];
  readonly relationships?: readonly WireRelationships[];
}

export interface WireSummary {
  readonly marketplaceId: string;
  readonly asin?: string;
  readonly productType?: string;
  readonly conditionType?: string;
  readonly status?: readonly string[];
  readonly itemName?: string;
  readonly createdDate?: string;
  readonly mainImage?: {readonly link: string};
}

export interface WireOffer {
  readonly marketplaceId: string;
  readonly offerType: string;
  readonly price: {readonly currencyCode: string; readonly amount: string};
  readonly audience?: {readonly value?: string};
}

export interface WireAvailability {
  readonly fulfillmentChannelCode: string;
  readonly quantity?: number;
}

export interface WireRelationships {
  readonly marketplaceId: string;
  readonly relationships: readonly {readonly type: string; readonly childSkus?: readonly string[]}[];
}

/** Attributes by name: lists of values, each with its selectors (marketplace, language, audience). */
export type WireAttributes = Readonly<Record<string, unknown>>;
export type AttributeValue = Readonly<Record<string, unknown>>;

/** The data sets souk asks for: one request answers everything a listing needs. */
export const INCLUDED = 'summaries,attributes,offers,fulfillmentAvailability,relationships';

/** Most listings of a page and of one question by SKU, and most results of one search (the model's own numbers). */
export const PAGE_ROWS = 20;
export const SEARCH_ROWS = 1000;

/** The channel of goods that the seller sends; all others are Amazon's own warehouses. */
export const OWN_CHANNEL = 'DEFAULT';

/** An attribute's values; none where it is not there or no list. */
export function valuesOf(attributes: WireAttributes | undefined, name: string): readonly AttributeValue[] {
  const values = attributes?.[name];
  return Array.isArray(values) ? (values as readonly AttributeValue[]) : [];
}
