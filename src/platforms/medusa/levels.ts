import type {HttpRequest} from '../http.js';
import {variantsBy} from './by-name.js';
import type {Entry} from './deliver.js';
import type {Task, Work} from './work.js';

/** A stock to be written: of which inventory item, and for whom. */
export interface Stocking<H extends {readonly task: Task; readonly variant: {readonly id: string}}> {
  readonly half: H;
  readonly item: string;
  readonly stock: number;
}

/** A level to be written, and whether the location has it already. */
export interface LevelEntry<S> extends Entry {
  readonly of: S;
  readonly exists: boolean;
}

const LEVELS = [
  'id',
  'inventory_items.inventory_item_id',
  ...['location_id', 'stocked_quantity', 'reserved_quantity'].map(
    (name) => `inventory_items.inventory.location_levels.${name}`,
  ),
].join(',');

/**
 * Stocks as levels of the shop's location, by what stands there now: what orders hold is on the shelf too, so that after
 * the write as many can be sold as was wished.
 */
export async function levelsOf<S extends Stocking<{readonly task: Task; readonly variant: {readonly id: string}}>>(
  {door, place: {location}, signal}: Work,
  stockings: readonly S[],
): Promise<readonly LevelEntry<S>[]> {
  if (stockings.length === 0 || location === null) return [];
  const ids = stockings.map(({half}) => half.variant.id);
  const held = new Map((await variantsBy(door, 'id', ids, LEVELS, signal)).map((each) => [each.id, each]));
  return stockings.map((stocking) => {
    const {half, item, stock} = stocking;
    const kit = held.get(half.variant.id)?.inventory_items?.find((each) => each.inventory_item_id === item);
    const level = kit?.inventory?.location_levels?.find((each) => each.location_id === location);
    const stocked_quantity = stock + Math.max(0, level?.reserved_quantity ?? 0);
    const body = {inventory_item_id: item, location_id: location, stocked_quantity};
    return {of: stocking, exists: level !== undefined, changes: [half.task.n], body};
  });
}

/** Levels that are there are updated, the others made. */
export function requestLevels(entries: readonly LevelEntry<unknown>[]): Omit<HttpRequest, 'repeatable'> {
  const bodies = (exists: boolean) => entries.filter((each) => each.exists === exists).map(({body}) => body);
  return {
    method: 'POST',
    path: '/admin/inventory-items/location-levels/batch',
    body: {create: bodies(false), update: bodies(true)},
  };
}
