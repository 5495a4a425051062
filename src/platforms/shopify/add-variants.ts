import type {Results} from '../results.js';
import type {Desk, Line} from './desk.js';
import type {UserError} from './errors.js';
import {goodRows, MADE, type Made, nameMade, optionValues} from './payload.js';
import type {Wish} from './wish.js';

/** Without the strategy a shop deletes a product's only nameless variant, which somebody may be selling. */
const ADD = {
  name: 'SoukVariantsAdd',
  text: `mutation SoukVariantsAdd($id: ID!, $variants: [ProductVariantsBulkInput!]!) {
  productVariantsBulkCreate(productId: $id, variants: $variants, strategy: PRESERVE_STANDALONE_VARIANT) {
    productVariants { ${MADE} }
    userErrors { code field message }
  }
}`,
};

interface Payload {
  readonly productVariants: readonly Made[] | null;
  readonly userErrors: readonly UserError[];
}

/** Adds offers to a product that has some. The shop takes all or none: the refused are taken out and the rest is sent again. */
export async function addVariants(
  line: Line,
  productId: string,
  wishes: readonly Wish[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const desk = await line.desk(signal);
  let left: readonly Wish[] = wishes;
  while (left.length > 0) {
    const told = await line.door.tell(ADD, {id: productId, variants: left.map((wish) => inputOf(wish, desk))}, signal);
    if (told.kind !== 'done')
      return results.told(
        left.map(({change}) => change.n),
        told,
      );
    const {productVariants, userErrors} = told.data['productVariantsBulkCreate'] as Payload;
    if (userErrors.length === 0) return nameMade(left, productVariants ?? [], results);
    const rows = left.map((wish) => ({n: wish.change.n, wish}));
    left = (goodRows(rows, userErrors, 'variants', results) ?? []).map(({wish}) => wish);
  }
}

function inputOf({input, item, options, stock}: Wish, {location}: Desk): object {
  return {
    ...input,
    ...(Object.keys(item).length === 0 ? {} : {inventoryItem: item}),
    ...(stock === null || location === null
      ? {}
      : {inventoryQuantities: [{locationId: location.id, availableQuantity: stock.quantity}]}),
    optionValues: optionValues(options ?? []),
  };
}
