import {KnownError} from '../../../domain/errors.js';
import {unreachable} from '../../answers.js';
import {isUnderWay, LATEST, type LatestAnswer} from './operations.js';
import type {Way} from './run.js';

/** How long to wait for bulk operations that are under way, and how long between two looks, in ms. */
const PATIENCE_MS = 30 * 60_000;
const LOOK_MS = 5000;

/**
 * Waits until no bulk mutation of the app is under way: what an earlier run, ended in the middle, has left at work would
 * write after the shop was read. The app is souk's own, so what it finds is souk's or was begun with its keys.
 *
 * @throws KnownError unreachable SHOP_UNREACHABLE when it takes too long.
 */
export async function waitForQuiet({door, clock}: Way, shop: string, signal: AbortSignal): Promise<void> {
  for (let waited = 0; ; waited += LOOK_MS) {
    const seen = await door.ask<LatestAnswer>(LATEST, {}, signal).catch((error: unknown) => {
      // Whose token may not even look has begun none.
      if (error instanceof KnownError && error.code === 'SHOPIFY_SCOPE') return null;
      throw error;
    });
    const going = seen?.bulkOperations.nodes.find(isUnderWay);
    if (going === undefined) return;
    if (waited >= PATIENCE_MS) throw unreachable(shop, `its bulk operation ${going.id} is still under way`);
    await clock.sleep(LOOK_MS, signal);
  }
}
