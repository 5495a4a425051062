import type {Shop} from '../../domain/catalog/types.js';
import {KnownError, worstExit} from '../../domain/errors.js';
import type {LockOwner} from '../../ports/data.js';
import type {Context} from '../context.js';
import {newBatch} from '../price/draft.js';
import {withLock} from '../run/lock.js';
import {type ShopNight, shopNight} from './night.js';

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
  return await withLock(context, 'nightly', NIGHT_REFUSAL, async (lock) => {
    const batch = newBatch();
    const nights: ShopNight[] = [];
    for (const shop of shops) {
      context.signal.throwIfAborted();
      await lock.renew();
      nights.push(await shopNight(context, shop, batch));
    }
    return {shops: nights, exit: worstExit(nights.map(({exit}) => exit))};
  });
}

const running = ({pid, host}: Pick<LockOwner, 'pid' | 'host'>, free = '') =>
  new KnownError('locked', 'NIGHT_RUNNING', {pid, host, free});
const NIGHT_REFUSAL = {held: running, lost: (by: Pick<LockOwner, 'pid' | 'host'>) => running(by)};
