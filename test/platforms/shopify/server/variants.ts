import {isPrice, money} from './money.js';
import {variantShape} from './shapes.js';
import {gid, type Product, type ShopState, type Variant} from './state.js';

/** A variant as the three mutations take it. */
export interface VariantInput {
  readonly id?: string | null;
  readonly price?: string | null;
  readonly compareAtPrice?: string | null;
  readonly barcode?: string | null;
  readonly taxable?: boolean | null;
  readonly optionValues?: readonly {readonly optionName?: string | null; readonly name?: string | null}[] | null;
  readonly inventoryItem?: {
    readonly sku?: string | null;
    readonly cost?: string | null;
    readonly tracked?: boolean | null;
    readonly measurement?: {readonly weight?: {readonly unit: string; readonly value: number} | null} | null;
  } | null;
  readonly inventoryQuantities?:
    | readonly {
        readonly locationId: string;
        readonly quantity?: number;
        readonly availableQuantity?: number;
      }[]
    | null;
}

export interface UserError {
  readonly code: string;
  readonly field: readonly string[];
  readonly message: string;
}

export function newVariant(shop: ShopState, options: Variant['options']): Variant {
  const stock = new Map(shop.locations.map(({id}) => [id, 0]));
  return {
    id: gid(shop, 'ProductVariant'),
    itemId: gid(shop, 'InventoryItem'),
    ...{sku: null, barcode: null, price: money('0', shop.terms.currency), compareAtPrice: null, taxable: true},
    ...{inventoryPolicy: 'DENY', cost: null, weight: {unit: 'KILOGRAMS', value: 0}, tracked: false, options, stock},
  };
}

/** What is wrong with a variant's input. */
export function faultOf(input: VariantInput, path: readonly string[]): UserError | null {
  const {price, compareAtPrice, barcode, inventoryItem} = input;
  const wrong = (field: string, code: string, message: string): UserError => ({code, field: [...path, field], message});
  if (price === null) return wrong('price', 'INVALID_INPUT', "Price can't be blank");
  if (price !== undefined && !isPrice(price))
    return wrong('price', 'INVALID_INPUT', 'Price must be a number of 0 or more');
  if (typeof compareAtPrice === 'string' && !isPrice(compareAtPrice))
    return wrong('compareAtPrice', 'INVALID_INPUT', 'Compare at price is invalid');
  if ((barcode ?? '').length > 255)
    return wrong('barcode', 'INVALID_INPUT', 'Barcode is too long (maximum is 255 characters)');
  if ((inventoryItem?.sku ?? '').length > 255) return wrong('inventoryItem', 'INVALID_INPUT', 'SKU is too long');
  return null;
}

/** Writes what the input names, and nothing else. */
export function write(shop: ShopState, variant: Variant, input: VariantInput): void {
  const {currency} = shop.terms;
  if (typeof input.price === 'string') variant.price = money(input.price, currency);
  if (input.compareAtPrice !== undefined)
    variant.compareAtPrice = input.compareAtPrice === null ? null : money(input.compareAtPrice, currency);
  if (input.barcode !== undefined) variant.barcode = input.barcode;
  if (typeof input.taxable === 'boolean') variant.taxable = input.taxable;
  const {sku, cost, tracked, measurement} = input.inventoryItem ?? {};
  if (sku !== undefined) variant.sku = sku;
  if (cost !== undefined) variant.cost = cost === null ? null : money(cost, currency);
  if (typeof tracked === 'boolean') variant.tracked = tracked;
  if (measurement?.weight !== undefined) variant.weight = measurement.weight;
  for (const {locationId, quantity, availableQuantity} of input.inventoryQuantities ?? [])
    variant.stock.set(locationId, quantity ?? availableQuantity ?? 0);
}

export function optionsText(options: Variant['options']): string {
  return JSON.stringify(options.map(({value}) => value));
}

export function optionsFrom(input: VariantInput): Variant['options'] {
  return (input.optionValues ?? []).map(({optionName, name}) => ({name: optionName ?? '', value: name ?? ''}));
}

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
