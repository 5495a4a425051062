import type {Shop} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import type {Context} from '../context.js';

/** How long a lock holds on a shared store without being renewed. */
const LEASE_MS = 15 * 60 * 1000;

/** A shop that this process may write to; nobody else may. */
export interface ShopLock {
  /** Keeps the lease alive. Fails with SHOP_LOCKED when it was lost. */
  renew(): Promise<void>;
}

/**
 * Does work as the shop's only writer. Taken after the question was answered, so that a prompt left open blocks nobody.
 *
 * @throws KnownError locked SHOP_LOCKED when a living process holds the shop.
 */
export async function withShopLock<T>(context: Context, shop: Shop, work: (lock: ShopLock) => Promise<T>): Promise<T> {
  const {data, clock, owner, ownerDead} = context;
  const name = `shop:${shop.id}`;
  let renewedAt = clock.real();
  const take = async () => {
    renewedAt = clock.real();
    const holder = await data.locks.take(name, owner, renewedAt, LEASE_MS, ownerDead);
    if (holder !== null)
      throw new KnownError('locked', 'SHOP_LOCKED', {shop: shop.name, pid: holder.pid, host: holder.host});
  };
  await take();
  try {
    return await work({
      renew: async () => {
        if (clock.real() - renewedAt > LEASE_MS / 3) await take();
      },
    });
  } finally {
    await data.locks.release(name, owner);
  }
}

/** A shop has at most one open run; under the lock an open one has no living owner, so it waits to be resumed. */
export async function refuseOpenRun(context: Context, shop: Shop): Promise<void> {
  const open = await context.data.runs.openRun(shop.id);
  if (open !== null) throw new KnownError('locked', 'RUN_OPEN', {run: open.id, shop: shop.name}, {run: open.id});
}
