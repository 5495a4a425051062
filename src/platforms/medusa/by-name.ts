import type {Door} from '../answers.js';
import {ask} from './ask.js';
import {ASK_ROWS, type WireProduct, type WireVariant} from './wire.js';

/** A variant with the product it belongs to, as a list of variants shows it. */
export interface LooseVariant extends WireVariant {
  readonly product_id: string;
}

/** Products by any of their names; each once. */
export async function productsBy(
  door: Door,
  name: 'id' | 'handle',
  values: Iterable<string>,
  fields: string,
  signal: AbortSignal,
): Promise<readonly WireProduct[]> {
  const found: WireProduct[] = [];
  for (const part of partsOf(values)) {
    const query = {[name]: part, limit: String(part.length), fields};
    const {products} = await ask<{products: readonly WireProduct[]}>(
      door,
      '/admin/products',
      query,
      'products',
      signal,
    );
    found.push(...products);
  }
  return found;
}

/** Variants by id or SKU, with the fields that are needed; each once. */
export async function variantsBy(
  door: Door,
  name: 'id' | 'sku',
  values: Iterable<string>,
  fields: string,
  signal: AbortSignal,
): Promise<readonly LooseVariant[]> {
  const found: LooseVariant[] = [];
  for (const part of partsOf(values)) {
    const query = {[name]: part, limit: String(part.length), fields};
    const {variants} = await ask<{variants: readonly LooseVariant[]}>(
      door,
      '/admin/product-variants',
      query,
      'variants',
      signal,
    );
    found.push(...variants);
  }
  return found;
}

function partsOf(values: Iterable<string>): readonly (readonly string[])[] {
  const all = [...new Set(values)];
  return Array.from({length: Math.ceil(all.length / ASK_ROWS)}, (_, i) => all.slice(i * ASK_ROWS, (i + 1) * ASK_ROWS));
}
