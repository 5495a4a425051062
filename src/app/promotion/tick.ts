import type {Shop} from '../../domain/catalog/types.js';
import type {Plan} from '../../domain/change/types.js';
import type {Message} from '../../domain/errors.js';
import type {Context} from '../context.js';
import {savePlan} from '../plan/save.js';
import {pullShop} from '../shop/pull.js';
import {draftOf} from './draft.js';
import {notePromotions} from './note.js';
import {settleLocally} from './settle-local.js';
import {loadShelf} from './shelf.js';
import {type Step, switchesOn} from './switches.js';

/** How to look. */
export interface TickOptions {
  /** One id for the plans of all shops. */
  readonly batch: string;
  /** Read the shop's listings first, so that prices edited there are seen; off when they have just been pulled. */
  readonly pull: boolean;
  /** Only look: the store learns nothing either. */
  readonly dryRun: boolean;
}

/** What is due in a shop. `plan` is null when the shop has nothing to be told; the store is settled then. */
export interface Tick {
  readonly shop: Shop;
  readonly now: number;
  readonly starts: readonly string[];
  readonly ends: readonly string[];
  readonly missed: readonly string[];
  readonly plan: Plan | null;
  /** Offers left as they are, with the reason; the same that a plan lists. */
  readonly skipped: readonly Extract<Step, {readonly kind: 'skipped'}>['skipped'][];
  readonly warnings: readonly Message[];
}

/**
 * Finds the overlays that must stand now, compares them with those that do, and makes one plan of what differs. Missed
 * switches are caught up; at the end of a promotion comes the base of now, not the price of before.
 */
export async function tickPromotions(context: Context, shop: Shop, {batch, pull, dryRun}: TickOptions): Promise<Tick> {
  if (pull) await pullShop(context, shop, {kinds: ['listings']});
  const shelf = await loadShelf(context, shop);
  const switching = switchesOn(shelf, shop.terms.currency);
  const draft = draftOf(context, shop, {shelf, switching, batch});
  if (draft === null && !dryRun) {
    await settleLocally(context, shop, {});
    await notePromotions(context, shop);
  }
  const {due, steps, warnings} = switching;
  const ids = (promotions: readonly {readonly id: string}[]) => promotions.map(({id}) => id);
  return {
    shop,
    now: shelf.now,
    starts: ids(due.starts),
    ends: ids(due.ends),
    missed: ids(due.missed),
    plan: draft === null ? null : await savePlan(context, shop, draft),
    skipped: steps.flatMap((step) => (step.kind === 'skipped' ? [step.skipped] : [])),
    warnings,
  };
}
