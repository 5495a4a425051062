import type {Shop, ShopMode} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import type {CheckResult} from '../../ports/platform.js';
import type {Context} from '../context.js';
import {withShopLock} from '../run/lock.js';
import {secretNameOf} from './add.js';

/** A shop with what the store holds of it. Instants are real, ms UTC. */
export interface ShopView {
  readonly shop: Shop;
  readonly counts: {readonly listings: number; readonly offers: number; readonly withoutSku: number};
  /** When each kind of fact was last pulled or imported. */
  readonly pulledAt: ReadonlyMap<string, number>;
  /** Id of the run that holds the shop, or null. */
  readonly openRun: string | null;
}

/** When a kind of fact was last renewed: by a pull, or by an import of the merchant's own file, which is kept apart. */
export function renewedAt(pulledAt: ReadonlyMap<string, number>): (kind: string) => number | undefined {
  return (kind) => {
    const [pulled, imported] = [pulledAt.get(kind), pulledAt.get(`${kind}-import`)];
    return pulled === undefined || imported === undefined ? (pulled ?? imported) : Math.max(pulled, imported);
  };
}

/** Everything the store knows of a shop at a glance. */
export async function viewShop(context: Context, shop: Shop): Promise<ShopView> {
  return {
    shop,
    counts: await context.data.catalog.counts(shop.id),
    pulledAt: await context.data.shops.pulledAt(shop.id),
    openRun: (await context.data.runs.openRun(shop.id))?.id ?? null,
  };
}

/** Every connected shop, by name. */
export async function viewShops(context: Context): Promise<readonly ShopView[]> {
  const views: ShopView[] = [];
  for (const shop of await context.data.shops.list()) views.push(await viewShop(context, shop));
  return views;
}

/** Asks the platform whether it answers and what is missing. */
export async function checkShop(context: Context, shop: Shop): Promise<CheckResult> {
  return await (await context.platform(shop)).check(context.signal);
}

/** Says how far souk may go in this shop: observe, suggest or apply. */
export async function setShopMode(context: Context, shop: Shop, mode: ShopMode): Promise<void> {
  await context.data.shops.update(shop.id, {mode});
}

/**
 * Forgets a shop: its mirror, facts, plans, runs and secret. The shop itself is not touched. An open run must be ended first, and
 * nobody may be writing to it now: a run that begins would lose its journal.
 */
export async function removeShop(context: Context, shop: Shop): Promise<void> {
  await withShopLock(context, shop, async () => {
    const open = await context.data.runs.openRun(shop.id);
    if (open !== null)
      throw new KnownError('locked', 'SHOP_HAS_OPEN_RUN', {name: shop.name, run: open.id}, {run: open.id});
    await context.data.shops.remove(shop.id);
    const kind = context.platforms.find(({name}) => name === shop.platform);
    const secret = kind === undefined ? null : secretNameOf(kind, shop);
    if (secret !== null) await context.secrets.remove(secret);
  });
}
