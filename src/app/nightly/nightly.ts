import type {Shop} from '../../domain/catalog/types.js';
import {KnownError, worstExit} from '../../domain/errors.js';
import type {Context} from '../context.js';
import {newBatch} from '../price/draft.js';
import {type ShopNight, shopNight} from './night.js';

/** A night that did not end by then has lost its lock; longer than any night, shorter than a day. */
const LEASE_MS = 6 * 60 * 60 * 1000;

export interface NightResult {
  readonly shops: readonly ShopNight[];
  readonly exit: number;
}

/**
 * The night of all given shops, one after the other, under one lock a home.
 *
 * @throws KnownError locked NIGHT_RUNNING when another night is under way.
 */
export async function nightly(context: Context, shops: readonly Shop[]): Promise<NightResult> {
  const {data, clock, owner, ownerDead} = context;
  const holder = await data.locks.take('nightly', owner, clock.real(), LEASE_MS, ownerDead);
  if (holder !== null) throw new KnownError('locked', 'NIGHT_RUNNING', {pid: holder.pid, host: holder.host});
  try {
    const batch = newBatch();
    const nights: ShopNight[] = [];
    for (const shop of shops) {
      context.signal.throwIfAborted();
      nights.push(await shopNight(context, shop, batch));
    }
    return {shops: nights, exit: worstExit(nights.map(({exit}) => exit))};
  } finally {
    await data.locks.release('nightly', owner);
  }
}
