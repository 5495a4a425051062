import type {Shop} from '../../domain/catalog/types.js';
import {LOCAL_FIELDS, sameValue, targetText} from '../../domain/change/fields.js';
import type {JournalEntry} from '../../domain/change/run.js';
import type {Change, GuardVerdict, Plan} from '../../domain/change/types.js';
import {KnownError, message} from '../../domain/errors.js';
import {hold} from '../../domain/pricing/guards.js';
import type {RowWords} from '../../domain/words/run.js';
import {leftBehind} from '../../runs/undo-row.js';
import type {Context} from '../context.js';
import {recheckPlan} from '../price/recheck.js';
import {shopNow} from '../shop/now.js';
import {findRun, planOf} from './job.js';

const NAMED = 5;

/**
 * The hard guards again, on what is true now: a plan's hash authorises nothing, and an edited file can not sell at 0.01.
 * An undo is checked against the run it takes back instead: it may write what was there before, and nothing else.
 */
export async function checkGuards(context: Context, shop: Shop, plan: Plan, chosen: readonly Change[]): Promise<void> {
  if (plan.undoes !== undefined || plan.kind === 'undo') {
    await checkUndo(context, plan, plan.undoes ?? '');
    return;
  }
  await checkTargets(context, shop, plan);
  const stopped = await stoppedBy(context, shop, plan, chosen);
  if (stopped.size === 0) return;
  const rows = chosen.filter(({n}) => stopped.has(n)).slice(0, NAMED);
  throw new KnownError('blocked', 'PLAN_GUARDED', {
    plan: plan.id,
    count: stopped.size,
    rows: rows.map((change) => rowOf(change, stopped.get(change.n))),
  });
}

/** Only an undo takes things away, and only a promotion that is kept here is put on an offer, whatever a file says. */
async function checkTargets({data}: Context, shop: Shop, {id, changes}: Plan): Promise<void> {
  const switched = changes.some(({overlay}) => typeof overlay === 'string');
  const known = new Set(switched ? (await data.promotions.list(shop.id)).map((promotion) => promotion.id) : []);
  const strange = changes.find(
    ({op, overlay}) => op === 'archive' || (typeof overlay === 'string' && !known.has(overlay)),
  );
  if (strange !== undefined)
    throw new KnownError('blocked', 'PLAN_TARGET_UNSUPPORTED', {plan: id, target: targetText(strange.target)});
}

/** The verdict that stops each change which does not pass, by number. An undo only writes what was there: it passes. */
export async function stoppedBy(
  context: Context,
  shop: Shop,
  plan: Plan,
  changes: readonly Change[],
): Promise<ReadonlyMap<number, GuardVerdict>> {
  if (plan.undoes !== undefined || changes.length === 0) return new Map();
  const kept = await context.data.plans.head(plan.id);
  // Only the plan that was kept may say that bounds are overridden; a file that took over its id may not.
  const id = kept?.hash === plan.hash ? plan.id : '';
  const verdicts = await recheckPlan(context, shop, {...plan, id, changes});
  const over = await promotionsOver(context, shop, changes);
  return new Map(
    changes.flatMap(({n, overlay}) => {
      const stopped = over.get(overlay ?? '') ?? (verdicts.get(n) ?? []).find(({verdict}) => verdict !== 'pass');
      return stopped === undefined ? [] : [[n, stopped] as const];
    }),
  );
}

/** A plan or a run may have waited until the promotion whose prices it sets was over: then it sets no more of them. */
async function promotionsOver(
  context: Context,
  shop: Shop,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, GuardVerdict>> {
  const over = new Map<string, GuardVerdict>();
  if (changes.every(({overlay}) => typeof overlay !== 'string')) return over;
  const now = await shopNow(context, shop);
  for (const {id, status, endsAt} of await context.data.promotions.list(shop.id)) {
    const stands = (status === 'scheduled' || status === 'running') && now < endsAt;
    if (!stands)
      over.set(id, hold('promotion', message('PROMO_OVER_ALREADY', {id, status: now < endsAt ? status : 'ended'})));
  }
  return over;
}

function rowOf(change: Change, stopped: GuardVerdict | undefined): RowWords {
  const wished = change.fields['price']?.after ?? change.fields['base_price']?.after ?? null;
  const best = stopped?.to === undefined ? {} : {expected: stopped.to};
  return {target: targetText(change.target), code: stopped?.code ?? '', found: String(wished ?? '–'), ...best};
}

async function checkUndo(context: Context, plan: Plan, id: string): Promise<void> {
  const run = await findRun(context, id);
  const original = await planOf(context, run);
  const changes = new Map(original.changes.map((change) => [change.n, change]));
  const journal = new Map((await context.data.runs.journal(run.id)).map((entry) => [entry.n, entry]));
  const strange = plan.changes.find((change) => {
    const n = change.undoes ?? 0;
    return !takesBack(change, changes.get(n), journal.get(n));
  });
  if (run.shopId !== plan.shop.id || strange !== undefined) {
    const target = strange === undefined ? '' : targetText(strange.target);
    throw new KnownError('blocked', 'PLAN_NOT_ITS_UNDO', {plan: plan.id, run: id, target});
  }
}

/** True when `undo` writes back what `original` found, and only that. */
function takesBack(undo: Change, original: Change | undefined, entry: JournalEntry | undefined): boolean {
  if (
    original === undefined ||
    entry === undefined ||
    targetText(undo.target) !== targetText(original.target) ||
    undo.target.kind !== original.target.kind
  )
    return false;
  if (!sameValue(undo.overlay ?? null, original.overlay === undefined ? null : (original.overlayBefore ?? null)))
    return false;
  if (undo.op === 'archive') return original.op === 'create' && unchangedSince(undo, original, entry);
  if (undo.op === 'update' ? original.op === 'create' && original.target.kind !== 'stock' : original.op !== 'archive')
    return false;
  return Object.entries(undo.fields).every(([name, {after}]) => {
    const was = original.fields[name];
    return was !== undefined && sameValue(after, was.before);
  });
}

/**
 * A create is taken back only as it was made, or as the shop made it: every field is named, so that the drift check sees
 * what others changed.
 */
function unchangedSince(undo: Change, original: Change, entry: JournalEntry): boolean {
  return Object.entries(original.fields).every(([name, {after}]) => {
    const seen = undo.fields[name];
    return LOCAL_FIELDS.has(name) || (seen !== undefined && sameValue(seen.before, leftBehind(entry, name, after)));
  });
}
