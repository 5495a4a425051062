import {randomUUID} from 'node:crypto';
import {parts} from '../parts.js';
import type {Results} from '../results.js';
import type {Line} from './desk.js';
import type {UserError} from './errors.js';
import {goodRows} from './payload.js';
import {MOST_ROWS, type Placed} from './update.js';

/** Since 2026-04 the key is demanded, and `changeFromQuantity` of each row: null leaves out the comparison. */
const SET = {
  name: 'SoukStockSet',
  text: `mutation SoukStockSet($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id }
    userErrors { code field message }
  }
}`,
};

/** Sets what can be sold at the shop's location, where it is still what the plan saw. All of a request or none. */
export async function setStock(
  line: Line,
  rows: readonly Placed[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  if (rows.length === 0) return;
  const {location} = await line.desk(signal);
  for (const part of parts(rows, MOST_ROWS)) {
    let left = part.map((row) => ({n: row.wish.change.n, row}));
    while (left.length > 0) {
      const quantities = left.map(({row: {wish, found}}) => ({
        inventoryItemId: found.inventoryItem.id,
        locationId: location?.id ?? '',
        quantity: wish.stock?.quantity ?? 0,
        changeFromQuantity: wish.stock?.before ?? null,
      }));
      // A request that is sent again, less the rows refused, is another one: it has a key of its own.
      const input = {name: 'available', reason: 'correction', quantities};
      const told = await line.door.tell(SET, {input, key: randomUUID()}, signal);
      if (told.kind !== 'done') {
        results.told(
          left.map(({n}) => n),
          told,
        );
        break;
      }
      const {userErrors} = told.data['inventorySetQuantities'] as {readonly userErrors: readonly UserError[]};
      if (userErrors.length === 0) {
        for (const {n, row} of left) results.applied(n, row.found.id);
        break;
      }
      left = [...(goodRows(left, userErrors, 'quantities', results) ?? [])];
    }
  }
}
