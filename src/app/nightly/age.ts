import type {Shop} from '../../domain/catalog/types.js';
import {type Message, message} from '../../domain/errors.js';
import type {Context} from '../context.js';
import {renewedAt} from '../shop/look.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** After how long a kind of fact is called old; the guards have their own limits and hold what they must. */
const OLD: readonly {readonly kind: string; readonly ms: number}[] = [
  {kind: 'costs', ms: 90 * DAY},
  {kind: 'rivals', ms: 48 * HOUR},
  {kind: 'orders', ms: 3 * DAY},
];

/** Facts that were last renewed too long ago to price by; a kind the shop never had is not missed. */
export async function factsAge(context: Context, shop: Shop): Promise<readonly Message[]> {
  const renewed = renewedAt(await context.data.shops.pulledAt(shop.id));
  const now = context.clock.real();
  return OLD.flatMap(({kind, ms}) => {
    const at = renewed(kind);
    if (at === undefined || now - at <= ms) return [];
    return [message('NIGHT_FACTS_OLD', {shop: shop.name, kind, days: Math.floor((now - at) / DAY)})];
  });
}
