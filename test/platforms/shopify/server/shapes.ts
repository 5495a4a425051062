import {decimal} from './money.js';
import type {Product, ShopState, Variant} from './state.js';

interface Paging {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A connection over a list: its cursor is the place in it. */
export function connection<T>(all: readonly T[], {first, after}: Paging) {
  const from = after === undefined || after === null ? 0 : Number(after) + 1;
  const nodes = all.slice(from, from + (first ?? 0));
  const last = from + nodes.length - 1;
  return {
    nodes,
    edges: nodes.map((node, i) => ({node, cursor: String(from + i)})),
    pageInfo: {
      hasNextPage: last + 1 < all.length,
      hasPreviousPage: from > 0,
      startCursor: null,
      endCursor: nodes.length === 0 ? null : String(last),
    },
  };
}

/** A product as GraphQL answers it; fields with arguments are functions. */
export function productShape(shop: ShopState, product: Product): Record<string, unknown> {
  return {
    __typename: 'Product',
    ...product,
    metafield: ({namespace, key}: {namespace: string; key: string}) => {
      const value = product.metafields.get(`${namespace}.${key}`);
      return value === undefined ? null : {value};
    },
    variantsCount: {count: product.variants.length, precision: 'EXACT'},
    variants: (args: Paging) =>
      connection(
        product.variants.map((variant) => variantShape(shop, product, variant)),
        args,
      ),
  };
}

export function variantShape(shop: ShopState, product: Product, variant: Variant): Record<string, unknown> {
  const {id, sku, barcode, price, compareAtPrice, taxable, inventoryPolicy} = variant;
  return {
    __typename: 'ProductVariant',
    ...{id, sku, barcode, price, compareAtPrice, taxable, inventoryPolicy},
    selectedOptions: variant.options,
    product: () => productShape(shop, product),
    position: product.variants.indexOf(variant) + 1,
    inventoryItem: {
      id: variant.itemId,
      sku,
      tracked: variant.tracked,
      unitCost: variant.cost === null ? null : {amount: decimal(variant.cost), currencyCode: shop.terms.currency},
      measurement: {weight: variant.weight},
      inventoryLevel: ({locationId}: {locationId: string}) => {
        const available = variant.stock.get(locationId);
        if (available === undefined) return null;
        return {quantities: ({names}: {names: string[]}) => names.map((name) => ({name, quantity: available}))};
      },
    },
  };
}
