import type {Shop} from '../../domain/catalog/types.js';
import type {JournalEntry} from '../../domain/change/run.js';
import type {Change, Plan} from '../../domain/change/types.js';
import type {Clock} from '../../ports/clock.js';
import type {Data} from '../../ports/data.js';
import type {Outcome, Platform} from '../../ports/platform.js';
import type {ProgressStep} from '../../ports/progress.js';
import type {Journal} from './journal.js';

/** What the engine works with; handed in by the use cases. */
export interface Engine {
  readonly data: Data;
  readonly platform: Platform;
  readonly clock: Clock;
  /** Aborted by the first Ctrl-C: the batch in flight is settled, then the run stops. */
  readonly signal: AbortSignal;
  /** ms after which a run stops in good order. */
  readonly budgetMs: number;
  /** Renews the lock; fails when it was lost. */
  readonly renew: () => Promise<void>;
}

/** For an undo: the run it takes back, and, when that is an undo itself, the run which thereby holds again. */
export interface Undone {
  readonly run: string;
  readonly journal: ReadonlyMap<number, JournalEntry>;
  /** Number in the plan of that run → number in the run it had undone. */
  readonly redoes: {
    readonly run: string;
    readonly numbers: ReadonlyMap<number, number>;
    readonly journal: ReadonlyMap<number, JournalEntry>;
  } | null;
}

/** The shop's no to a change. */
export type Refusal = Extract<Outcome, {readonly state: 'rejected'}>;

/** One run on its way. */
export interface Job {
  readonly shop: Shop;
  readonly plan: Plan;
  readonly journal: Journal;
  /** Numbers of changes that were found done before anything was sent; they are verified without a request. */
  readonly already: Set<number>;
  /** By number: what the shop said no to though it may have done it before. It is looked at before the no counts. */
  readonly refused: Map<number, Refusal>;
  readonly undone: Undone | null;
  readonly step: ProgressStep;
  /** The words beside the bar. */
  readonly note: (rejected: number) => string;
  /**
   * What follows from the run outside its journal. Done before the run is closed, so that a process killed in between
   * leaves a run that is resumed; so it may be done twice.
   */
  readonly settle: () => Promise<void>;
}

/** A change with what the journal says of it. */
export interface Row {
  readonly change: Change;
  readonly entry: JournalEntry;
}
