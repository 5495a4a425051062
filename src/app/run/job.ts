import type {Shop} from '../../domain/catalog/types.js';
import type {JournalEntry, Run} from '../../domain/change/run.js';
import type {Plan} from '../../domain/change/types.js';
import {KnownError} from '../../domain/errors.js';
import type {ProgressStep} from '../../ports/progress.js';
import type {Engine, Job, Undone} from '../../runs/engine/job.js';
import {openJournal} from '../../runs/engine/journal.js';
import type {Context} from '../context.js';
import type {ShopLock} from './lock.js';

/** The words beside and on the progress bar; they come from `ui`. */
export interface BarWords {
  /** "Applying P-7K2 as R-31"; null before there is a run. */
  readonly label?: (run: string | null) => string;
  readonly note?: (rejected: number) => string;
}

/** The engine over a context and a lock that is held. */
export async function engineOf(context: Context, shop: Shop, lock: ShopLock): Promise<Engine> {
  const {data, clock, signal} = context;
  const platform = await context.platform(shop);
  return {data, clock, signal, platform, budgetMs: context.runBudgetMs, renew: lock.renew};
}

/** A run's job: its plan, its journal, and, for an undo, what it takes back. */
export async function jobOf(
  context: Context,
  shop: Shop,
  plan: Plan,
  run: Run,
  words: BarWords,
  total: number,
): Promise<Job> {
  const step: ProgressStep = context.progress.start(words.label?.(run.id) ?? run.id, total);
  const journal = await openJournal(context.data, plan, run.id, () => context.clock.real());
  const undone = run.undoes === null ? null : await undoneOf(context, run.undoes);
  return {
    shop,
    plan,
    journal,
    already: new Set(),
    refused: new Map(),
    undone,
    step,
    note: words.note ?? (() => ''),
    settle: async () => {
      // Loaded here: those who only look at runs need none of it.
      const {settleRun} = await import('../promotion/settle.js');
      await settleRun(context, plan, run.id);
    },
  };
}

/** The plan of a run. Runs and plans are kept together; one without the other is damage. */
export async function planOf(context: Context, run: Run): Promise<Plan> {
  const plan = await context.data.plans.get(run.plan);
  if (plan === null) throw new KnownError('input', 'RUN_PLAN_LOST', {run: run.id, plan: run.plan}, {run: run.id});
  return plan;
}

export async function shopOfRun(context: Context, run: Run): Promise<Shop> {
  const shop = (await context.data.shops.list()).find(({id}) => id === run.shopId);
  if (shop === undefined) throw new KnownError('usage', 'RUN_UNKNOWN', {id: run.id});
  return shop;
}

export async function findRun(context: Context, id: string): Promise<Run> {
  const run = await context.data.runs.get(id.trim().toUpperCase());
  if (run === null) throw new KnownError('usage', 'RUN_UNKNOWN', {id});
  return run;
}

async function undoneOf(context: Context, id: string): Promise<Undone> {
  const run = await findRun(context, id);
  const journal = await entriesOf(context, id);
  if (run.undoes === null) return {run: id, journal, redoes: null};
  const plan = await planOf(context, run);
  const numbers = new Map(plan.changes.flatMap(({n, undoes}) => (undoes === undefined ? [] : [[n, undoes] as const])));
  return {run: id, journal, redoes: {run: run.undoes, numbers, journal: await entriesOf(context, run.undoes)}};
}

async function entriesOf(context: Context, run: string): Promise<ReadonlyMap<number, JournalEntry>> {
  return new Map((await context.data.runs.journal(run)).map((entry) => [entry.n, entry]));
}
