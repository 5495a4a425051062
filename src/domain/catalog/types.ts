import type {Minor} from '../money.js';

/** Publication state of a listing, in the words every platform's own are mapped to. */
export type ListingStatus = 'active' | 'draft' | 'archived';

export interface Image {
  readonly url: string;
  readonly alt?: string;
}

/** One option of a variant, in the order the shop shows them: `{name: 'Size', value: 'M'}`. */
export interface OptionValue {
  readonly name: string;
  readonly value: string;
}

/**
 * A product as published in one shop, without its offers.
 *
 * `product` is the shop's stable key of the product (handle, slug, parent SKU). `extra` holds columns souk does not
 * understand: they travel with the row and come out again untouched.
 */
export interface ListingContent {
  readonly product: string;
  readonly title: string;
  readonly description: string;
  readonly vendor: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly status: ListingStatus;
  readonly images: readonly Image[];
  readonly extra: Readonly<Record<string, string>>;
}

/**
 * Price, stock and identity of one variant in one shop. `null` is "none or unknown", never zero.
 *
 * `price` and `compareAt` are minor units of the shop's currency, with or without tax as the shop says.
 * `cost` is the net unit cost the shop itself keeps (Shopify "Cost per item"), not the merchant's cost file.
 */
export interface OfferContent {
  readonly sku: string | null;
  readonly options: readonly OptionValue[];
  readonly price: Minor | null;
  readonly compareAt: Minor | null;
  readonly cost: Minor | null;
  readonly currency: string;
  /** Decimal fraction as text ("0.19"), or null for the shop's own rate. */
  readonly taxRate: string | null;
  readonly stock: number | null;
  readonly gtin: string | null;
  /** Whole grams: files and connectors round at their door, so that a fraction never makes two weights differ. */
  readonly weightGrams: number | null;
  readonly image: string | null;
  readonly extra: Readonly<Record<string, string>>;
}

/** How a shop counts: currency, zone, and whether its prices hold tax. */
export interface ShopTerms {
  readonly currency: string;
  /** IANA zone, for windows of promotions and days of reports. */
  readonly zone: string;
  readonly pricesIncludeTax: boolean;
  /** Decimal fraction as text ("0.19"); null: unknown. */
  readonly taxRate: string | null;
}

export type ShopMode = 'observe' | 'suggest' | 'apply';

/** One connected account or site. `settings` is the connector's own (directory, URL, seed …); never a secret. */
export interface Shop {
  readonly id: number;
  readonly name: string;
  readonly platform: string;
  readonly mode: ShopMode;
  readonly terms: ShopTerms;
  readonly settings: Readonly<Record<string, string>>;
  /** Who decides a field: a file import, the rules, or the platform itself. Absent: whoever writes. */
  readonly own: Readonly<Record<string, 'rules' | 'file' | 'platform'>>;
  /** Real instant since when scheduled writes are stopped; null: not paused. */
  readonly pausedAt: number | null;
  readonly createdAt: number;
}

/** A listing as the store mirrors it: what the shop held when it was last seen. */
export interface StoredListing extends ListingContent {
  readonly id: number;
  readonly remoteId: string;
  readonly offers: readonly StoredOffer[];
}

/** An offer as the store mirrors it. `basePrice` is the price without any promotion; `price` is what a buyer pays. */
export interface StoredOffer extends OfferContent {
  readonly id: number;
  readonly listingId: number;
  readonly remoteId: string;
  readonly basePrice: Minor | null;
  readonly baseCompareAt: Minor | null;
}
