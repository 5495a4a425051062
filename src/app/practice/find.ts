import type {Shop} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import type {Simulation} from '../../ports/platform.js';
import type {Context} from '../context.js';
import {findShop} from '../shop/find.js';

/** A shop whose days are simulated; without a name the default one, else the only simulated one there is. */
export async function findPractice(
  context: Context,
  name: string | undefined,
): Promise<{shop: Shop; simulation: Simulation}> {
  const shop = name === undefined ? await onlyPractice(context) : await findShop(context, name);
  const {simulation} = await context.platform(shop);
  if (simulation === undefined)
    throw new KnownError('usage', 'PRACTICE_NOT_SIMULATED', {shop: shop.name, platform: shop.platform});
  return {shop, simulation};
}

async function onlyPractice(context: Context): Promise<Shop> {
  const simulated = (await context.data.shops.list()).filter(({platform}) => platform === 'practice');
  const [only] = simulated;
  return context.defaultShop === null && simulated.length === 1 && only !== undefined
    ? only
    : await findShop(context, undefined);
}
