import type {Shop} from '../../domain/catalog/types.js';
import {dueAt} from '../../domain/promotions/schedule.js';
import type {PromotionStatus} from '../../domain/promotions/types.js';
import type {Data} from '../../ports/data.js';
import type {Context} from '../context.js';
import {loadShelf, type Shelf} from './shelf.js';
import {type Step, switchesOn} from './switches.js';

/** `cancelled`: the promotion that was taken back before its time. */
export interface Settling {
  readonly cancelled?: string | undefined;
}

/**
 * Settles what needs no write to the shop: overlays whose price is right already, overlays that somebody overwrote in
 * the shop and whose time is up, and the statuses of promotions that have started, ended or were missed.
 */
export async function settleLocally(context: Context, shop: Shop, {cancelled}: Settling): Promise<void> {
  const shelf = await loadShelf(context, shop);
  const {steps} = switchesOn(shelf, shop.terms.currency, cancelled);
  await context.data.transaction(async (data) => {
    for (const step of steps) await settleStep(data, shop, shelf, step);
    const standing = new Set((await data.promotions.overlays(shop.id)).map(({promotion}) => promotion));
    for (const [id, status] of statuses(shelf, steps, standing, cancelled))
      await data.promotions.setStatus(id, status, shelf.now);
  });
}

async function settleStep(data: Data, shop: Shop, shelf: Shelf, step: Step): Promise<void> {
  const {offerId, facts} = step.offer;
  if (step.kind === 'local') {
    if (step.before !== null) await data.promotions.clearOverlay(step.before, offerId);
    if (step.after !== null)
      await data.promotions.setOverlay({...step.after, shopId: shop.id, offerId, setAt: shelf.now});
  }
  if (step.kind === 'skipped' && step.release !== undefined) {
    // Somebody else's price is the price without a promotion from now on.
    await data.promotions.clearOverlay(step.release, offerId);
    await data.catalog.setBase([{offerId, basePrice: facts.live, baseCompareAt: facts.liveCompareAt}]);
  }
}

/**
 * A promotion runs once its first overlay stands, or when there was none to set; it has ended when its last is gone.
 * Until then it stays as it is, and the next tick tries again.
 */
function statuses(
  shelf: Shelf,
  steps: readonly Step[],
  standing: ReadonlySet<string>,
  cancelled: string | undefined,
): readonly (readonly [string, PromotionStatus])[] {
  const {starts, ends, missed} = dueAt(shelf.promotions, shelf.now);
  const toSet = new Set(
    steps.flatMap((step) =>
      step.kind === 'change' && typeof step.change.overlay === 'string' ? [step.change.overlay] : [],
    ),
  );
  return [
    ...missed.map(({id}) => [id, 'ended'] as const),
    ...starts.filter(({id}) => standing.has(id) || !toSet.has(id)).map(({id}) => [id, 'running'] as const),
    ...ends.filter(({id}) => !standing.has(id)).map(({id}) => [id, 'ended'] as const),
    ...(cancelled === undefined ? [] : [[cancelled, 'cancelled'] as const]),
  ];
}
