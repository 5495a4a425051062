import type {PriceRow} from '../lab.js';
import type {Api} from './api.js';

const PAGE = 1000;

/** A variant as the server has it. */
export interface Variant {
  readonly id: string;
  readonly sku: string;
  readonly enabled: boolean;
  readonly prices: readonly {readonly currencyCode: string; readonly price: number}[];
}

/** Every variant of the shop. */
export async function variantsOf({admin}: Api): Promise<readonly Variant[]> {
  const all: Variant[] = [];
  for (let skip = 0; ; skip += PAGE) {
    const {productVariants} = await admin<{productVariants: {totalItems: number; items: Variant[]}}>(
      'query ($options: ProductVariantListOptions) { productVariants(options: $options) { totalItems items { id sku enabled prices { currencyCode price } } } }',
      {options: {skip, take: PAGE, sort: {id: 'ASC'}}},
    );
    all.push(...productVariants.items);
    if (all.length >= productVariants.totalItems || productVariants.items.length === 0) return all;
  }
}

/** The one variant of a SKU. */
export async function variantOf({admin}: Api, sku: string): Promise<Variant> {
  const {productVariants} = await admin<{productVariants: {items: Variant[]}}>(
    'query ($sku: String!) { productVariants(options: {filter: {sku: {eq: $sku}}}) { items { id sku enabled prices { currencyCode price } } } }',
    {sku},
  );
  const [found] = productVariants.items;
  if (found === undefined || productVariants.items.length > 1)
    throw new Error(`${productVariants.items.length} variants of ${sku}`);
  return found;
}

export const WRITE_PRICES =
  'mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }';

/** What an array mutation is sent for these prices. */
export function priceInput(id: string, currencyCode: string, {price}: Pick<PriceRow, 'price'>): object {
  return {id, prices: [{currencyCode, price}]};
}
