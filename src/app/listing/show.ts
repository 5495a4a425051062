import {formatOptions, skuKey} from '../../domain/catalog/key.js';
import {indexLive, type LiveOffer} from '../../domain/catalog/live.js';
import {listingFields, offerFields} from '../../domain/change/fields.js';
import type {FieldValue} from '../../domain/change/types.js';
import {KnownError} from '../../domain/errors.js';
import {amountOrNull} from '../../domain/money.js';
import type {Context} from '../context.js';
import {findShop} from '../shop/find.js';
import {pullOnce} from '../shop/pull.js';

/** One offer with its listing, in the canonical form of plans. */
export interface ShownListing {
  readonly shop: string;
  readonly currency: string;
  readonly product: string;
  readonly listing: Readonly<Record<string, FieldValue>>;
  readonly offer: Readonly<Record<string, FieldValue>>;
  /** The product's other variants. */
  readonly siblings: readonly {readonly sku: string | null; readonly options: string; readonly price: string | null}[];
}

/** Shows one offer as the store knows it. */
export async function showListing(
  context: Context,
  input: {readonly shop: string | undefined; readonly sku: string},
): Promise<ShownListing> {
  const shop = await findShop(context, input.shop);
  await pullOnce(context, shop);
  const {listing, offer} = await offerFor(context, shop.id, shop.name, input.sku);
  const {currency} = shop.terms;
  return {
    shop: shop.name,
    currency,
    product: listing.product,
    listing: listingFields(listing),
    offer: {
      ...offerFields(offer),
      stock: offer.stock,
      base_price: amountOrNull(offer.basePrice, currency),
      base_compare_at_price: amountOrNull(offer.baseCompareAt, currency),
    },
    siblings: listing.offers
      .filter(({id}) => id !== offer.id)
      .map(({sku, options, price}) => ({sku, options: formatOptions(options), price: amountOrNull(price, currency)})),
  };
}

async function offerFor(context: Context, shopId: number, shop: string, text: string): Promise<LiveOffer> {
  const sku = skuKey(text) ?? '';
  const [found] = indexLive(await context.data.catalog.listings(shopId)).bySku(sku);
  if (found === undefined) throw new KnownError('usage', 'SKU_NOT_LISTED', {skus: sku, shop});
  return found;
}
