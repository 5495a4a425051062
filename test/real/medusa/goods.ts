import type {Api} from './api.js';

const PAGE = 500;

export interface Price {
  readonly amount: number;
  readonly currency_code: string;
}

/** A variant as the server has it. */
export interface Variant {
  readonly id: string;
  readonly sku: string;
  readonly product_id: string;
  readonly prices: readonly Price[];
}

const FIELDS = 'fields=id,sku,product_id,prices.amount,prices.currency_code';

/** Every variant of the shop. */
export async function variantsOf({admin}: Api): Promise<readonly Variant[]> {
  const all: Variant[] = [];
  for (;;) {
    const {variants} = await admin<{variants: Variant[]}>(
      `/product-variants?${FIELDS}&order=id&limit=${PAGE}&offset=${all.length}`,
    );
    all.push(...variants);
    if (variants.length < PAGE) return all;
  }
}

/** The one variant of a SKU. */
export async function variantOf({admin}: Api, sku: string): Promise<Variant> {
  const {variants} = await admin<{variants: Variant[]}>(`/product-variants?${FIELDS}&sku=${encodeURIComponent(sku)}`);
  const [found] = variants;
  if (found === undefined || variants.length > 1) throw new Error(`${variants.length} variants of ${sku}`);
  return found;
}

/** Minor units of a currency with two digits after the point. */
export function cents(amount: number): number {
  return Math.round(amount * 100);
}

/** A variant's prices with one of them changed: what is left out would be lost. */
export function withPrice(prices: readonly Price[], currency: string, price: number): readonly Price[] {
  const others = prices.filter(({currency_code}) => currency_code !== currency);
  return [
    ...others.map(({amount, currency_code}) => ({amount, currency_code})),
    {amount: price / 100, currency_code: currency},
  ];
}
