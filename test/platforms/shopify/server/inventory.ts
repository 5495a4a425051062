import type {ShopState, Variant} from './state.js';

interface StockInput {
  readonly name: string;
  readonly reason: string;
  readonly quantities: readonly {
    readonly inventoryItemId: string;
    readonly locationId: string;
    readonly quantity: number;
    readonly changeFromQuantity?: number | null;
  }[];
}

/** The mutation under its key: the same key and input is answered as before and does nothing. */
export function inventorySet(shop: ShopState, key: string, {input}: {input: StockInput}): object {
  const text = JSON.stringify(input);
  const known = shop.idempotent.get(key);
  if (known !== undefined) {
    if (known.input === text) return known.payload;
    return refused('IDEMPOTENCY_KEY_PARAMETER_MISMATCH', ['input'], 'The same key with other parameters');
  }
  const payload = setAll(shop, input);
  shop.idempotent.set(key, {input: text, payload});
  return payload;
}

function setAll(shop: ShopState, {name, quantities}: StockInput): object {
  if (name !== 'available' && name !== 'on_hand') return refused('INVALID_NAME', ['input', 'name'], 'Invalid name');
  const items = new Map(
    [...shop.products.values()].flatMap(({variants}) => variants.map((each) => [each.itemId, each] as const)),
  );
  const userErrors = quantities.flatMap((row, i) => {
    const path = ['input', 'quantities', String(i)];
    const error = faultOf(items.get(row.inventoryItemId), row);
    return error === null ? [] : [{code: error, field: path, message: error.toLowerCase().replaceAll('_', ' ')}];
  });
  if (userErrors.length > 0) return {inventoryAdjustmentGroup: null, userErrors};
  for (const {inventoryItemId, locationId, quantity} of quantities)
    items.get(inventoryItemId)?.stock.set(locationId, quantity);
  return {
    inventoryAdjustmentGroup: {id: `gid://shopify/InventoryAdjustmentGroup/${shop.idempotent.size + 1}`},
    userErrors: [],
  };
}

function faultOf(item: Variant | undefined, row: StockInput['quantities'][number]): string | null {
  const {locationId, quantity, changeFromQuantity} = row;
  if (item === undefined) return 'INVALID_INVENTORY_ITEM';
  const held = item.stock.get(locationId);
  if (held === undefined) return 'ITEM_NOT_STOCKED_AT_LOCATION';
  if (Math.abs(quantity) > 1_000_000_000) return 'INVALID_QUANTITY_TOO_HIGH';
  // Since 2026-04 it must be said, be it null.
  if (changeFromQuantity === undefined) return 'COMPARE_QUANTITY_REQUIRED';
  return changeFromQuantity !== null && changeFromQuantity !== held ? 'CHANGE_FROM_QUANTITY_STALE' : null;
}

function refused(code: string, field: readonly string[], message: string): object {
  return {inventoryAdjustmentGroup: null, userErrors: [{code, field, message}]};
}
