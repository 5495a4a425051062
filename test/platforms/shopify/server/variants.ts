import {isPrice, money} from './money.js';
import {gid, type ShopState, type Variant} from './state.js';

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
  const before = variant.price;
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
  if (typeof input.price === 'string')
    shop.taken.push({id: variant.id, sku: variant.sku ?? '', before, after: variant.price});
}

export function optionsText(options: Variant['options']): string {
  return JSON.stringify(options.map(({value}) => value));
}

export function optionsFrom(input: VariantInput): Variant['options'] {
  return (input.optionValues ?? []).map(({optionName, name}) => ({name: optionName ?? '', value: name ?? ''}));
}
