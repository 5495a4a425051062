import {skuKey} from '../../domain/catalog/key.js';
import type {Shop} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import type {ItemRecord} from '../../domain/facts.js';
import type {Context} from '../context.js';
import {shopNow} from '../shop/now.js';

export interface Linked {
  readonly record: ItemRecord;
  readonly before: ItemRecord | null;
  /** False: no offer of the shop has this SKU (yet). */
  readonly listed: boolean;
}

/** Says which item stands behind a SKU, and how many of it one sold unit takes. */
export async function linkItem(
  context: Context,
  shop: Shop,
  input: {readonly sku: string; readonly item: string; readonly pack: number | undefined},
): Promise<Linked> {
  const sku = skuKey(input.sku);
  const item = skuKey(input.item);
  if (sku === null || item === null) throw new KnownError('usage', 'ITEM_LINK_BLANK', {});
  const before = (await context.data.facts.items(shop.id)).find((known) => known.sku === sku) ?? null;
  const same = before?.item === item ? before : null;
  const record: ItemRecord = {
    item,
    sku,
    pack: input.pack ?? same?.pack ?? 1,
    supplier: same?.supplier ?? null,
    minimumOrder: same?.minimumOrder ?? null,
    packSize: same?.packSize ?? null,
    weightGrams: same?.weightGrams ?? null,
  };
  await context.data.facts.putItems(shop.id, [record], await shopNow(context, shop));
  const listed = (await context.data.catalog.listings(shop.id, {skus: [sku]})).length > 0;
  return {record, before, listed};
}
