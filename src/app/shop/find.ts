import type {Shop} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import type {Context} from '../context.js';

/** The shop of that name; without a name the default one, else the only one. Fails with what to type. */
export async function findShop(context: Context, name: string | undefined): Promise<Shop> {
  const shops = await context.data.shops.list();
  const wanted = name ?? context.defaultShop ?? undefined;
  const names = shops.map((shop) => shop.name).join(', ');
  if (shops.length === 0) throw new KnownError('usage', 'SHOP_NONE', {});
  if (wanted === undefined) {
    const [only] = shops;
    if (shops.length === 1 && only !== undefined) return only;
    throw new KnownError('usage', 'SHOP_AMBIGUOUS', {names});
  }
  const found = shops.find((shop) => shop.name === wanted);
  if (found === undefined) throw new KnownError('usage', 'SHOP_UNKNOWN', {name: wanted, names});
  return found;
}

/** The shops of these names, each once and in this order; without names the default one, else all. */
export async function findShops(context: Context, names: readonly string[] | undefined): Promise<readonly Shop[]> {
  if (named(names) || context.defaultShop === null) return await everyShop(context, names);
  return [await findShop(context, context.defaultShop)];
}

/**
 * The shops of these names; without names all of them, whatever the default is: for the night, its brake and the doctor,
 * which must not pass a shop over because another one is usually meant.
 */
export async function everyShop(context: Context, names: readonly string[] | undefined): Promise<readonly Shop[]> {
  if (named(names)) {
    const found: Shop[] = [];
    for (const name of new Set(names)) found.push(await findShop(context, name));
    return found;
  }
  const shops = await context.data.shops.list();
  if (shops.length === 0) throw new KnownError('usage', 'SHOP_NONE', {});
  return shops;
}

function named(names: readonly string[] | undefined): names is readonly string[] {
  return names !== undefined && names.length > 0;
}
