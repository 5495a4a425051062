import {variantShape} from './shapes.js';
import type {Product, ShopState, Variant} from './state.js';
import {faultOf, newVariant, optionsFrom, optionsText, type UserError, type VariantInput, write} from './variants.js';

/** New values of options are added to the product; an option that it does not have is an error. */
function place(
  product: Product,
  variant: Variant | null,
  input: VariantInput,
  path: readonly string[],
): UserError | null {
  const options = optionsFrom(input);
  const strange = options.find(({name}) => !product.options.some((option) => option.name === name));
  if (strange !== undefined || options.length !== product.options.length)
    return {code: 'INVALID_INPUT', field: [...path, 'optionValues'], message: 'Option does not exist'};
  const twin = product.variants.find((each) => each !== variant && optionsText(each.options) === optionsText(options));
  if (twin !== undefined)
    return {
      code: 'VARIANT_ALREADY_EXISTS',
      field: [...path, 'optionValues'],
      message: 'The variant already exists. Please change at least one option value.',
    };
  for (const {name, value} of options) {
    const values = product.options.find((option) => option.name === name)?.values ?? [];
    if (!values.includes(value)) values.push(value);
  }
  if (variant !== null) variant.options = options;
  return null;
}

interface BulkInput {
  readonly productId: string;
  readonly variants: readonly VariantInput[];
  readonly allowPartialUpdates?: boolean | null;
  readonly strategy?: string | null;
}

const noProduct = {code: 'PRODUCT_DOES_NOT_EXIST', field: ['productId'], message: 'Product does not exist'};

export function bulkUpdate(shop: ShopState, {productId, variants, allowPartialUpdates}: BulkInput) {
  const product = shop.products.get(productId);
  if (product === undefined) return {product: null, productVariants: null, userErrors: [noProduct]};
  const userErrors: UserError[] = [];
  const good: [Variant, VariantInput][] = [];
  variants.forEach((input, i) => {
    const path = ['variants', String(i)];
    const variant = product.variants.find(({id}) => id === input.id);
    const error =
      variant === undefined
        ? {code: 'PRODUCT_VARIANT_DOES_NOT_EXIST', field: [...path, 'id'], message: 'Product variant does not exist'}
        : input.inventoryQuantities
          ? {
              code: 'NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE',
              field: [...path, 'inventoryQuantities'],
              message: 'Not on update',
            }
          : (faultOf(input, path) ?? (input.optionValues ? place(product, variant, input, path) : null));
    if (error !== null) userErrors.push(error);
    else if (variant !== undefined) good.push([variant, input]);
  });
  if (userErrors.length > 0 && allowPartialUpdates !== true) return {product: null, productVariants: null, userErrors};
  for (const [variant, input] of good) write(shop, variant, input);
  return {product, productVariants: good.map(([variant]) => variantShape(shop, product, variant)), userErrors};
}

export function bulkCreate(shop: ShopState, {productId, variants, strategy}: BulkInput) {
  const product = shop.products.get(productId);
  if (product === undefined) return {product: null, productVariants: null, userErrors: [noProduct]};
  const taken = new Set(product.variants.map(({options}) => optionsText(options)));
  const userErrors = variants.flatMap((input, i): UserError[] => {
    const path = ['variants', String(i)];
    const text = optionsText(optionsFrom(input));
    const error =
      faultOf(input, path) ??
      (taken.has(text) ? {code: 'VARIANT_ALREADY_EXISTS', field: path, message: 'The variant already exists'} : null);
    taken.add(text);
    return error === null ? [] : [error];
  });
  if (userErrors.length > 0) return {product: null, productVariants: null, userErrors};
  const made: Variant[] = [];
  for (const [i, input] of variants.entries()) {
    const error = place(product, null, input, ['variants', String(i)]);
    if (error !== null) return {product: null, productVariants: null, userErrors: [error]};
    const variant = newVariant(shop, optionsFrom(input));
    write(shop, variant, input);
    made.push(variant);
  }
  const [only] = product.variants;
  const nameless = product.variants.length === 1 && only?.options[0]?.value === 'Default Title';
  if (strategy === 'REMOVE_STANDALONE_VARIANT' || (nameless && strategy !== 'PRESERVE_STANDALONE_VARIANT'))
    product.variants = [];
  product.variants.push(...made);
  return {product, productVariants: made.map((variant) => variantShape(shop, product, variant)), userErrors: []};
}

export function bulkDelete(
  shop: ShopState,
  {productId, variantsIds}: {productId: string; variantsIds: readonly string[]},
) {
  const product = shop.products.get(productId);
  if (product === undefined) return {product: null, userErrors: [noProduct]};
  const left = product.variants.filter(({id}) => !variantsIds.includes(id));
  if (left.length + variantsIds.length !== product.variants.length || left.length === 0) {
    const userErrors = [{code: 'CANNOT_DELETE_LAST_VARIANT', field: ['variantsIds'], message: 'Cannot delete'}];
    return {product: null, userErrors};
  }
  product.variants = left;
  return {product, userErrors: []};
}
