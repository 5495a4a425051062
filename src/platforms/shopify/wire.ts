import type {OptionValue} from '../../domain/catalog/types.js';
import {HALF, type MaybeHalf} from './half.js';

/** What is asked of a variant. `level`: how to ask for its stock; '' where souk may not see any. */
function variantFields(level: string): string {
  return `id sku barcode price compareAtPrice
  selectedOptions { name value }
  inventoryItem {
    id tracked
    unitCost { amount }
    measurement { weight { unit value } }
    ${level}
  }`;
}

const AVAILABLE = '{ quantities(names: ["available"]) { quantity } }';

/** A variant as it is asked for: eight points of its query's cost. */
const VARIANT = `fragment SoukVariant on ProductVariant {
  ${variantFields(`inventoryLevel(locationId: $location) @include(if: $levels) ${AVAILABLE}`)}
}`;

const PRODUCT_FIELDS = `id handle title descriptionHtml vendor productType tags ${HALF}
  metafield(namespace: "souk", key: "tags") { value }`;

/** Most variants of a product in one page of products; the rest of a large product is asked for by itself. */
export const FEW_VARIANTS = 10;

/** A product and its first variants. */
export const PRODUCT = `fragment SoukProduct on Product {
  ${PRODUCT_FIELDS}
  variants(first: ${FEW_VARIANTS}) { nodes { ...SoukVariant } pageInfo { hasNextPage endCursor } }
}
${VARIANT}`;

/** More variants of one product. */
export const MORE_VARIANTS = {
  name: 'SoukVariants',
  text: `query SoukVariants($id: ID!, $after: String, $location: ID!, $levels: Boolean!) {
  product(id: $id) { variants(first: 100, after: $after) { nodes { ...SoukVariant } pageInfo { hasNextPage endCursor } } }
}
${VARIANT}`,
};

/**
 * All products with all their variants, as a bulk operation asks for them: without variables, by edges. `position` and the
 * count say whether all of them came, and in which order they stand.
 */
export function wholeShop(location: string | null): string {
  const level = location === null ? '' : `inventoryLevel(locationId: ${JSON.stringify(location)}) ${AVAILABLE}`;
  return `query SoukWholeShop { products { edges { node {
  ${PRODUCT_FIELDS}
  variantsCount { count }
  variants { edges { node { position ${variantFields(level)} } } }
} } } }`;
}

export interface Page<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: {readonly hasNextPage: boolean; readonly endCursor: string | null};
}

export interface WireProduct extends MaybeHalf {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly descriptionHtml: string;
  readonly vendor: string;
  readonly productType: string;
  readonly tags: readonly string[];
  readonly metafield: {readonly value: string} | null;
  readonly variants: Page<WireVariant>;
}

export interface WireVariant {
  readonly id: string;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly price: string;
  readonly compareAtPrice: string | null;
  readonly selectedOptions: readonly OptionValue[];
  readonly inventoryItem: {
    readonly id: string;
    readonly tracked: boolean;
    readonly unitCost: {readonly amount: string} | null;
    readonly measurement: {readonly weight: {readonly unit: string; readonly value: number} | null};
    readonly inventoryLevel?: {readonly quantities: readonly {readonly quantity: number}[]} | null;
  };
}

/** Requests of one batch that are under way at once. What a shop permits is the limiter's to say. */
export const AT_ONCE = 4;
