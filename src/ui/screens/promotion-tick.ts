import type {Context} from '../../app/context.js';
import {newBatch} from '../../app/price/draft.js';
import {type Cancelling, cancelPromotion} from '../../app/promotion/cancel.js';
import {type Tick, tickPromotions} from '../../app/promotion/tick.js';
import type {Shop} from '../../domain/catalog/types.js';
import type {Answer} from '../answer.js';
import {instantText, plain} from '../format.js';
import type {Screen} from '../screen.js';
import type {Session} from '../session.js';
import {type WriteFlags, writePlans} from '../write.js';
import {FEW, promotionJson} from './promotion.js';

/** Makes every switch that is due in these shops: one plan a shop, shown, asked for and applied. */
export async function tickShops(
  session: Session,
  context: Context,
  shops: readonly Shop[],
  flags: WriteFlags,
): Promise<Answer> {
  const dryRun = flags['dry-run'] === true || flags['plan-file'] !== undefined;
  const batch = newBatch();
  const ticks: Tick[] = [];
  for (const shop of shops) ticks.push(await tickPromotions(context, shop, {batch, pull: true, dryRun}));
  const plans = ticks.flatMap(({plan}) => (plan === null ? [] : [plan]));
  if (plans.length === 0) return quietTickAnswer(ticks);
  return tickAnswer(await writePlans(session, context, plans, flags), ticks);
}

/** What a tick did in the store of shops that had nothing to be told. */
function tickJson({shop, now, starts, ends, missed, plan, skipped}: Tick) {
  return {
    shop: shop.name,
    at: instantText(now),
    starts,
    ends,
    missed,
    plan: plan?.id ?? null,
    skipped: skipped.map(({target, reason}) => ({target, code: reason.code, numbers: reason.params})),
  };
}

/** `souk promo tick` where no shop needs a write. */
function quietTickAnswer(ticks: readonly Tick[]): Answer {
  return {
    result: {shops: ticks.map(tickJson)},
    show: (screen) => {
      for (const tick of ticks) showTick(screen, tick);
    },
    warnings: ticks.flatMap(({warnings}) => warnings),
  };
}

/** Adds what the ticks found to the answer of the writing. */
function tickAnswer(written: Answer, ticks: readonly Tick[]): Answer {
  const quiet = ticks.filter(({plan}) => plan === null);
  return {
    ...written,
    result: {...(written.result as object), promotions: ticks.map(tickJson)},
    show: async (screen) => {
      for (const tick of quiet) showTick(screen, tick);
      await written.show(screen);
    },
    warnings: [...(written.warnings ?? []), ...ticks.flatMap(({warnings}) => warnings)],
  };
}

function showTick(screen: Screen, {shop, starts, ends, missed, skipped}: Tick): void {
  screen.say('promo.tick-quiet', {shop: shop.name, starts: starts.length, ends: ends.length, missed: missed.length});
  for (const {reason} of skipped.slice(0, FEW)) screen.line(`  ${plain(screen.words(reason).text)}`);
  if (skipped.length > FEW) screen.say('promo.more-offers', {more: skipped.length - FEW});
}

/** Takes a promotion back: in the store, or, when it runs, by a plan. */
export async function cancelAndWrite(
  session: Session,
  context: Context,
  shop: Shop,
  id: string,
  flags: WriteFlags,
): Promise<Answer> {
  const dryRun = flags['dry-run'] === true || flags['plan-file'] !== undefined;
  const cancelling = await cancelPromotion(context, shop, id, {batch: newBatch(), dryRun});
  if (cancelling.plan === null) return cancelledAnswer(shop, cancelling, dryRun);
  return await writePlans(session, context, [cancelling.plan], flags);
}

/** `souk promo cancel` where nothing of the promotion stands in the shop. */
function cancelledAnswer(shop: Shop, {promotion}: Cancelling, dryRun: boolean): Answer {
  return {
    result: {
      promotion: promotionJson({...promotion, status: dryRun ? promotion.status : 'cancelled'}, shop),
      plan: null,
    },
    show: (screen) =>
      screen.say(dryRun ? 'promo.would-cancel' : 'promo.cancelled', {id: promotion.id, name: plain(promotion.name)}),
  };
}
