import type {Shop} from '../../domain/catalog/types.js';
import type {Plan} from '../../domain/change/types.js';
import {EXIT_CODES, KnownError, type Message, message, worstExit} from '../../domain/errors.js';
import {asksDemand} from '../../domain/pricing/rules.js';
import type {Context} from '../context.js';
import {settleTests} from '../experiment/result.js';
import {learnShop} from '../price/learn.js';
import {loadRules} from '../price/rules.js';
import {notePromotions} from '../promotion/note.js';
import {settleLocally} from '../promotion/settle-local.js';
import {applyPlan} from '../run/apply.js';
import type {RunResult} from '../run/result.js';
import {resumeRun} from '../run/resume.js';
import {pullShop} from '../shop/pull.js';
import {factsAge} from './age.js';
import {planNight} from './plan.js';

export type NightPartName = 'resume' | 'pull' | 'facts' | 'plan' | 'apply';

/** One step of a shop's night. `reason` says why it ended as it did, or what a person should know. */
export interface NightPart {
  readonly part: NightPartName;
  readonly exit: number;
  readonly run?: string;
  readonly plan?: string;
  readonly reason?: Message;
  /** Rows that could not be read, the first few. */
  readonly rows?: readonly Message[];
}

const ROWS_SHOWN = 5;

/** A shop's night: its parts in order, and the worst exit of them. */
export interface ShopNight {
  readonly shop: string;
  readonly parts: readonly NightPart[];
  readonly warnings: readonly Message[];
  /** Changes written and verified. */
  readonly written: number;
  readonly exit: number;
}

/**
 * The night of one shop: resume, pull, age of facts, one plan of prices and promotions, apply, verify, settle. A known
 * failure ends this shop's night and not the others'; a bug is passed on.
 */
export async function shopNight(context: Context, shop: Shop, batch: string): Promise<ShopNight> {
  const parts: NightPart[] = [];
  const warnings: Message[] = [];
  let written = 0;
  const writes = shop.mode === 'apply' && shop.pausedAt === null;
  try {
    const open = await context.data.runs.openRun(shop.id);
    if (open !== null && !writes) parts.push(waiting(shop, open.id));
    if (open !== null && writes) {
      const resumed = await resumeRun(context, open.id, {scheduled: true});
      written += resumed.run.counts.verified;
      warnings.push(...(resumed.warnings ?? []));
      parts.push(partOf('resume', resumed));
    }
    parts.push(await pullPart(context, shop));
    warnings.push(...(await factsAge(context, shop)));
    if (asksDemand(await loadRules(context, shop))) await learnShop(context, shop);
    warnings.push(...(await settledTests(context, shop)));
    const {plans, part} = await planPart(context, shop, batch, warnings);
    parts.push(part);
    for (const plan of plans) {
      const silent = silence(shop, plan.id);
      if (silent !== null) parts.push(quiet(plan.id, silent));
      else if (plan.breaker.tripped) parts.push(stopped(plan));
      else {
        const applied = await applyPlan(context, plan, {scheduled: true, skipDrifted: true});
        written += applied.run.counts.verified;
        warnings.push(...(applied.warnings ?? []));
        parts.push({...partOf('apply', applied), plan: plan.id});
      }
    }
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    parts.push({
      part: nextPart(parts),
      exit: error.exit,
      reason: message(error.code, error.params),
      ...(error.run === undefined ? {} : {run: error.run}),
    });
  }
  return {shop: shop.name, parts, warnings, written, exit: worstExit(parts.map(({exit}) => exit))};
}

/** Price tests that this night ended: their SKUs are priced by the rules again. */
async function settledTests(context: Context, shop: Shop): Promise<readonly Message[]> {
  const ended = await settleTests(context, shop);
  return ended.map(({id, found}) =>
    message('TEST_ENDED', {id, decided: found?.verdict.decided ?? 'none', shop: shop.name}),
  );
}

async function pullPart(context: Context, shop: Shop): Promise<NightPart> {
  const {kinds, refused: rows} = await pullShop(context, shop);
  const read = (wanted: string) => kinds.find(({kind}) => kind === wanted);
  const refused = kinds.reduce((sum, each) => sum + each.refused, 0);
  const counts = {shop: shop.name, listings: read('listings')?.read ?? 0, orders: read('orders')?.added ?? 0, refused};
  return {
    part: 'pull',
    exit: refused > 0 ? EXIT_CODES.rows : EXIT_CODES.done,
    reason: message('night.pulled', counts),
    ...(rows.length === 0 ? {} : {rows: rows.slice(0, ROWS_SHOWN)}),
  };
}

async function planPart(
  context: Context,
  shop: Shop,
  batch: string,
  warnings: Message[],
): Promise<{readonly plans: readonly Plan[]; readonly part: NightPart}> {
  const {plan, stopped: kept, starts, ends, held, skipped, warnings: said} = await planNight(context, shop, batch);
  warnings.push(...said);
  if (plan === null && shop.mode === 'apply' && shop.pausedAt === null) {
    await settleLocally(context, shop, {});
    await notePromotions(context, shop);
  }
  const plans = [plan, kept].filter((each) => each !== null);
  const changes = plans.reduce((sum, each) => sum + each.changes.length, 0);
  const counts = {starts, ends, changes, held, skipped};
  const named = plan === null ? {} : {plan: plan.id};
  return {plans, part: {part: 'plan', exit: EXIT_CODES.done, reason: message('night.planned', counts), ...named}};
}

function quiet(plan: string, reason: Message | null): NightPart {
  return {part: 'apply', exit: EXIT_CODES.done, plan, ...(reason === null ? {} : {reason})};
}

/** The breaker said no: what tripped, and the plan that waits for a person. */
function stopped({id, breaker}: Plan): NightPart {
  const limits = breaker.limits.filter(({tripped}) => tripped);
  return {
    part: 'apply',
    exit: EXIT_CODES.blocked,
    plan: id,
    reason: message('BREAKER_TRIPPED', {plan: id, limits: limits.length}),
    rows: limits.flatMap(({why}) => why ?? []),
  };
}

/** A run that is not finished waits where the night does not write. */
function waiting(shop: Shop, run: string): NightPart {
  return {part: 'resume', exit: EXIT_CODES.done, run, reason: message('night.run-waits', {run, shop: shop.name})};
}

/** Why this shop is not written to tonight; null: it is. None of these is a failure: the seller chose it. */
function silence(shop: Shop, plan: string): Message | null {
  if (shop.pausedAt !== null)
    return message('night.paused', {shop: shop.name, since: new Date(shop.pausedAt).toISOString().slice(0, 10)});
  if (shop.mode === 'suggest') return message('night.suggested', {plan});
  if (shop.mode === 'observe') return message('night.observed', {shop: shop.name});
  return null;
}

function partOf(part: NightPartName, {run, failure, exit}: RunResult): NightPart {
  const {verified, drifted, rejected, mismatched, unknown} = run.counts;
  const counts = message('night.applied', {run: run.id, verified, drifted, failed: rejected + mismatched + unknown});
  return {part, exit, run: run.id, reason: failure?.message ?? counts};
}

/** The part that was under way when the night of a shop ended early. */
function nextPart(parts: readonly NightPart[]): NightPartName {
  const last = parts.at(-1)?.part;
  if (last === undefined) return 'resume';
  return last === 'resume' ? 'pull' : last === 'pull' ? 'plan' : 'apply';
}
