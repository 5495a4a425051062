import type {Shop} from '../../domain/catalog/types.js';
import {canonicalJson} from '../../domain/change/canonical.js';
import type {Change, Plan, TargetKey} from '../../domain/change/types.js';
import {type Minor, parseAmount} from '../../domain/money.js';
import type {Data} from '../../ports/data.js';
import type {Context} from '../context.js';
import {notePromotions} from './note.js';
import {settleLocally} from './settle-local.js';
import {loadShelf, type Shelf, type ShelfOffer} from './shelf.js';

/** What a verified change did to an offer's overlay: whose stood, and whose stands. */
interface Effect {
  readonly change: Change;
  readonly key: TargetKey;
  readonly before: string | null;
  readonly after: string | null;
}

/** Settles the promotions of a run, from its journal. Does nothing where a run can not have touched any. */
export async function settleRun(context: Context, plan: Plan, run: string): Promise<void> {
  if (!mayTouch(plan)) return;
  const shop = await context.data.shops.byName(plan.shop.name);
  if (shop === null) return;
  const verified = (await context.data.runs.journal(run)).filter(({state}) => state === 'verified');
  await settlePromotions(
    context,
    shop,
    plan,
    verified.map(({n}) => n),
  );
}

/**
 * Brings overlays and statuses up to what a run of this plan has verified (`verified`: the numbers of its changes).
 * To be called after every run, also one that was resumed; a second call changes nothing.
 */
async function settlePromotions(context: Context, shop: Shop, plan: Plan, verified: Iterable<number>): Promise<void> {
  if (!mayTouch(plan)) return;
  const numbers = new Set(verified);
  const done = plan.changes.filter(({n}) => numbers.has(n));
  const effects = plan.kind === 'undo' ? await undone(context, plan, done) : done.flatMap(effectOf);
  if (effects.length === 0 && (plan.kind === 'undo' || !(await anyLive(context, shop)))) return;
  const shelf = await loadShelf(context, shop);
  const offers = new Map(shelf.offers.map((offer) => [keyText(offer.facts.key), offer]));
  await context.data.transaction(async (data) => {
    for (const effect of effects) {
      const offer = offers.get(keyText(effect.key));
      if (offer !== undefined) await settleOverlay(data, shop, shelf, offer, effect);
    }
    if (plan.kind === 'undo') await settleUndo(data, shelf, plan, effects);
  });
  await settleLocally(context, shop, {
    cancelled: plan.kind === 'promotion' && effects.length > 0 ? plan.promotion : undefined,
  });
  await notePromotions(context, shop);
}

/** A night's plan holds prices and switches alike; an undo may take switches back. */
function mayTouch({kind}: Plan): boolean {
  return kind === 'promotion' || kind === 'reprice' || kind === 'undo';
}

async function anyLive({data}: Context, shop: Shop): Promise<boolean> {
  const promotions = await data.promotions.list(shop.id);
  return promotions.some(({status}) => status === 'scheduled' || status === 'running');
}

function effectOf(change: Change): Effect[] {
  const {overlay: after, overlayBefore: before = null, target} = change;
  return after === undefined ? [] : [{change, key: target.key, before, after}];
}

/** An undo puts back what stood before: the changes of the undone run say what that was. */
async function undone(context: Context, plan: Plan, done: readonly Change[]): Promise<Effect[]> {
  const run = plan.undoes === undefined ? null : await context.data.runs.get(plan.undoes);
  const original = run === null ? null : await context.data.plans.get(run.plan);
  if (original === null) return [];
  const effects =
    original.kind === 'undo' ? await undone(context, original, original.changes) : original.changes.flatMap(effectOf);
  const known = new Map(effects.map((effect) => [effect.change.n, effect]));
  return done.flatMap((change) => {
    const effect = known.get(change.undoes ?? change.n);
    return effect === undefined ? [] : [{change, key: effect.key, before: effect.after, after: effect.before}];
  });
}

async function settleOverlay(
  data: Data,
  shop: Shop,
  shelf: Shelf,
  offer: ShelfOffer,
  {change, before, after}: Effect,
): Promise<void> {
  const {offerId, facts} = offer;
  const standing = shelf.overlays.get(offerId);
  for (const gone of new Set([before, standing?.promotion ?? null])) {
    if (gone !== null && gone !== after) await data.promotions.clearOverlay(gone, offerId);
  }
  const price = written(change, 'price', shop.terms.currency, facts.live);
  const compareAt = written(change, 'compare_at_price', shop.terms.currency, facts.liveCompareAt);
  if (after !== null && price !== null) {
    const setAt = standing?.promotion === after ? standing.setAt : shelf.now;
    await data.promotions.setOverlay({promotion: after, shopId: shop.id, offerId, price, compareAt, setAt});
  } else if (change.undoes !== undefined && price !== facts.base) {
    // The undo wrote the price of before the promotion; where the base has moved since, that is the base again.
    await data.catalog.setBase([{offerId, basePrice: price, baseCompareAt: compareAt}]);
  }
}

/** What the change wrote into a money field; where it did not touch it, what the shop shows. */
function written({fields}: Change, name: string, currency: string, live: Minor | null): Minor | null {
  const field = fields[name];
  if (field === undefined) return live;
  return typeof field.after === 'string' ? parseAmount(field.after, currency) : null;
}

/**
 * A promotion whose start is undone has ended, whole, or the next tick would set again what somebody took back; unless
 * only some offers were asked for. One whose end is undone runs again, until the next switch.
 */
async function settleUndo(data: Data, shelf: Shelf, plan: Plan, effects: readonly Effect[]): Promise<void> {
  const statuses = new Map(shelf.promotions.map(({id, status}) => [id, status]));
  const off = new Set(effects.flatMap(({before}) => (before === null ? [] : [before])));
  const on = new Set(effects.flatMap(({after}) => (after === null ? [] : [after])));
  const partly = plan.skipped.some(({reason}) => reason.code === 'UNDO_NOT_ASKED');
  for (const id of off) {
    if (!on.has(id) && !partly && statuses.get(id) === 'running')
      await data.promotions.setStatus(id, 'ended', shelf.now);
  }
  for (const id of on) if (statuses.has(id)) await data.promotions.setStatus(id, 'running', shelf.now);
}

/** The shop's own id where it is known, else what names the offer. */
function keyText({remoteId, product, sku, options}: TargetKey): string {
  return remoteId ?? canonicalJson([product ?? null, sku ?? null, options ?? null]);
}
