import type {Shop} from '../../domain/catalog/types.js';
import {businessNow} from '../../runs/now.js';
import type {Context} from '../context.js';

/** Business time of a shop, ms UTC. */
export async function shopNow(context: Context, shop: Shop): Promise<number> {
  return await businessNow({platform: await context.platform(shop), clock: context.clock});
}
