/** What Product Pricing v0 answers of offers for one SKU, as far as souk reads it. */
export interface WireOffers {
  readonly SKU?: string;
  readonly ItemCondition?: string;
  readonly Offers?: readonly WireRival[];
}

export interface WirePrice {
  readonly CurrencyCode?: string;
  readonly Amount?: number;
}

export interface WireRival {
  readonly SellerId?: string;
  readonly MyOffer?: boolean;
  readonly ListingPrice: WirePrice;
  readonly Shipping: WirePrice;
}

/** One member of a batch: each succeeds or fails by itself, inside one 200. */
export interface WireMember {
  readonly status?: {readonly statusCode?: number; readonly reasonPhrase?: string};
  readonly request?: {readonly SellerSKU?: string};
  readonly body: {
    readonly payload?: WireOffers;
    readonly errors?: readonly {readonly code?: string; readonly message?: string}[];
  };
}

/** Most SKUs of one question (the model: "A maximum of 20 requests may be included"). */
export const BATCH_SKUS = 20;
/** Most offers that are told of one SKU, the lowest first. */
export const MOST_OFFERS = 20;

export type Condition = 'New' | 'Used' | 'Collectible' | 'Refurbished' | 'Club';

const CONDITIONS: readonly Condition[] = ['New', 'Used', 'Collectible', 'Refurbished', 'Club'];

/** The condition in which a listing is sold ("used_very_good" is Used); New where it does not tell. */
export function conditionOf(conditionType: string | undefined): Condition {
  const [word = ''] = (conditionType ?? '').split('_');
  return CONDITIONS.find((each) => each.toLowerCase() === word.toLowerCase()) ?? 'New';
}
