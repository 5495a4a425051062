import {createHash} from 'node:crypto';
import {targetText} from '../../domain/change/fields.js';
import type {Change, Plan, PlanDraft, Skipped} from '../../domain/change/types.js';
import {KnownError, type Message, message} from '../../domain/errors.js';
import {inspect, localOffers} from '../../runs/engine/inspect.js';
import {planUndo} from '../../runs/undo.js';
import type {UndoRow} from '../../runs/undo-row.js';
import type {Context} from '../context.js';
import {savePlan} from '../plan/save.js';
import {findRun, planOf, shopOfRun} from './job.js';

export interface UndoOptions {
  /** SKUs or product keys; the rest stays as it is. */
  readonly only?: readonly string[];
  /** Stock too: usually sales have moved it since. */
  readonly stock?: boolean;
}

/**
 * Plans the undo of a run: a plan like any other, to be shown, asked and applied. It writes back what was there before,
 * per field, only where the shop still holds what the run wrote; every other row is in `skipped` with its reason.
 *
 * @throws KnownError locked RUN_STILL_OPEN; usage RUN_UNKNOWN.
 */
export async function planUndoOf(context: Context, id: string, options: UndoOptions = {}): Promise<Plan> {
  const run = await findRun(context, id);
  const shop = await shopOfRun(context, run);
  if (run.state === 'open' || run.state === 'interrupted') {
    throw new KnownError('locked', 'RUN_STILL_OPEN', {run: run.id, shop: shop.name}, {run: run.id});
  }
  const original = await planOf(context, run);
  const journal = new Map((await context.data.runs.journal(run.id)).map((entry) => [entry.n, entry]));
  // What was not chosen was no part of the run; every other row is taken back or listed with its reason.
  const written = original.changes.filter(({n}) => journal.get(n)?.code !== 'ROW_NOT_CHOSEN');
  const asked = written.filter((change) => isAsked(change, options.only));
  const platform = await context.platform(shop);

  const rows: UndoRow[] = [];
  for await (const part of inspect({data: context.data, platform, signal: context.signal}, shop.id, asked)) {
    for (const {change, live} of part) {
      const entry = journal.get(change.n);
      if (entry !== undefined) rows.push({change, entry, live});
    }
  }
  const skus = rows.flatMap(({change, live}) => (change.op === 'create' && live.offer?.sku ? [live.offer.sku] : []));
  const undo = planUndo(rows, {
    run: run.id,
    offers: await localOffers(context.data, shop.id, asked),
    archive: platform.capabilities.archive,
    sold: await context.data.sales.sold(shop.id, [...new Set(skus)]),
    stock: options.stock === true,
    overlaid: new Set((await context.data.promotions.overlays(shop.id)).map(({offerId}) => offerId)),
  });
  return await savePlan(context, shop, draftOf(context, original, run.id, undo, notAsked(written, asked)));
}

/**
 * What an undo does not stop: the next night prices by the rules again, and a promotion that goes on sets its prices
 * again. Nothing to say where no clock writes to the shop, or where the undo does again what rules and promotions want.
 */
export async function undoWarnings(context: Context, undo: Plan): Promise<readonly Message[]> {
  const shop = await context.data.shops.byName(undo.shop.name);
  if (undo.changes.length === 0 || shop?.mode !== 'apply' || shop.pausedAt !== null) return [];
  const original = await planOf(context, await findRun(context, undo.undoes ?? ''));
  const taken = new Set(undo.changes.map(({undoes}) => undoes));
  const back = original.changes.filter(({n}) => taken.has(n));
  const partly = undo.skipped.some(({reason}) => reason.code === 'UNDO_NOT_ASKED');
  const promotions = new Set(partly ? back.flatMap(({overlay}) => overlay ?? []) : []);
  const ruled = original.kind === 'reprice' && back.some(({overlay}) => overlay === undefined);
  return [
    ...(ruled ? [message('UNDO_RULES_AGAIN', {shop: shop.name})] : []),
    ...[...promotions].map((promotion) => message('UNDO_PROMOTION_GOES_ON', {promotion})),
  ];
}

function isAsked({target}: Change, only: readonly string[] | undefined): boolean {
  if (only === undefined || only.length === 0) return true;
  const wanted = new Set(only.map((text) => text.trim()));
  return wanted.has(target.key.sku ?? '') || wanted.has(target.key.product ?? '') || wanted.has(targetText(target));
}

function notAsked(written: readonly Change[], asked: readonly Change[]): readonly Skipped[] {
  const wanted = new Set(asked.map(({n}) => n));
  return written
    .filter(({n}) => !wanted.has(n))
    .map(({target}) => ({target, fate: 'skipped', reason: message('UNDO_NOT_ASKED', {}), guards: []}));
}

function draftOf(
  context: Context,
  original: Plan,
  run: string,
  undo: ReturnType<typeof planUndo>,
  unasked: readonly Skipped[],
): PlanDraft {
  const changes = undo.changes.map((change, index): Change => ({...change, n: index + 1}));
  const skipped = [...undo.left, ...unasked];
  const count = (op: Change['op']) => changes.filter((change) => change.op === op).length;
  const fates = (fate: Skipped['fate']) => skipped.filter((each) => each.fate === fate).length;
  const hash = createHash('sha256').update(`${run}\n${original.hash}`).digest('hex');
  return {
    batch: `undo-${run}`,
    kind: 'undo',
    shop: original.shop,
    by: context.by,
    inputs: {hash, sources: [run]},
    rules: {hash: original.rules.hash},
    summary: {
      create: count('create'),
      update: count('update'),
      archive: count('archive'),
      unchanged: 0,
      orphan: 0,
      skipped: fates('skipped'),
      held: fates('held'),
      refused: 0,
    },
    breaker: {tripped: false, limits: []},
    changes,
    skipped,
    undoes: run,
    ...(original.promotion === undefined ? {} : {promotion: original.promotion}),
  };
}
