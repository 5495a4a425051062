import type {ChangeState, RunState} from '../change/run.js';

/** One row of a plan or run in an error: what it is about and what stands in the way. */
export interface RowWords {
  readonly target: string;
  readonly code: string;
  readonly field?: string;
  readonly expected?: string;
  readonly found?: string;
}

/** Words of plans and runs. */
export interface RunWords {
  PLAN_FILE_NOT_JSON: {file: string};
  PLAN_FILE_FIELD: {file: string; at: string; want: string};
  PLAN_DAMAGED: {plan: string};
  PLAN_EXPIRED: {plan: string; at: string};
  PLAN_UNKNOWN: {id: string};
  PLAN_OTHER_SHOP: {plan: string; shop: string};
  PLAN_APPLIED: {plan: string; run: string};
  PLAN_TARGET_UNSUPPORTED: {plan: string; target: string};
  PLAN_GUARDED: {plan: string; count: number; rows: readonly RowWords[]};
  PLAN_DRIFTED: {plan: string; shop: string; count: number; total: number; rows: readonly RowWords[]};
  PREVIEW_REFUSED: {target: string; code: string; why: string};
  PREVIEW_DONE: {shop: string; asked: number; total: number; refused: number};
  PLAN_NOT_ITS_UNDO: {plan: string; run: string; target: string};
  BREAKER_TRIPPED: {plan: string; limits: number};
  SHOP_OBSERVES: {shop: string; plan: string};
  SHOP_SUGGESTS: {shop: string; plan: string};
  SHOP_PAUSED: {shop: string; plan: string};
  TIME_MOVED: {shop: string};
  CANARY_INVALID: {text: string};
  SELECTION_EMPTY: {plan: string};
  /** `free`: ISO instant from which it may be taken over, where its process can not be asked; else empty. */
  SHOP_LOCKED: {shop: string; pid: number; host: string; free: string};
  SHOP_LOCK_LOST: {shop: string; pid: number; host: string};
  LOCK_TAKEN_OVER: {shop: string; pid: number; host: string};
  RUN_UNKNOWN: {id: string};
  RUN_NONE_OPEN: Record<string, never>;
  RUN_SEVERAL_OPEN: {runs: string};
  RUN_NOT_OPEN: {run: string; state: string};
  RUN_OUT_OF_TIME: {run: string; minutes: number};
  RUN_STILL_OPEN: {run: string; shop: string};
  RUN_ROWS_FAILED: {run: string; rejected: number; mismatched: number};
  RUN_ROWS_DRIFTED: {run: string; drifted: number};
  RUN_ROWS_GUARDED: {run: string; count: number};
  RUN_UNFINISHED: {run: string; unknown: number; planned: number};
  RUN_ABANDONED_UNKNOWN: {run: string; unknown: number};
  RUN_PLAN_LOST: {run: string; plan: string};

  ROW_DRIFTED: Record<string, never>;
  ROW_GONE: Record<string, never>;
  ROW_EXISTS: Record<string, never>;
  ROW_NOT_CHOSEN: Record<string, never>;
  ROW_ALREADY: Record<string, never>;
  ROW_PARENT_MISSING: Record<string, never>;
  ROW_VARIANT_STAYS: Record<string, never>;
  ROW_NO_ANSWER: Record<string, never>;
  ROW_MISMATCHED: Record<string, never>;
  ROW_CHANGED_SINCE: Record<string, never>;
  ROW_GUARDED: Record<string, never>;
  ROW_ABANDONED: Record<string, never>;

  UNDO_OF: {run: string};
  UNDO_LIVE_DIFFERS: {field: string; wrote: string; now: string};
  UNDO_GONE: Record<string, never>;
  UNDO_OTHER_THING: Record<string, never>;
  UNDO_SOLD: Record<string, never>;
  UNDO_GREW: Record<string, never>;
  UNDO_CHANGED: Record<string, never>;
  UNDO_STOCK: Record<string, never>;
  UNDO_NOT_WRITTEN: {state: string};
  UNDO_ALREADY: Record<string, never>;
  UNDO_DONE_BEFORE: Record<string, never>;
  UNDO_NOT_ASKED: Record<string, never>;
  UNDO_NOTHING_LEFT: Record<string, never>;

  'plan.head': {
    plan: string;
    kind: string;
    shop: string;
    platform: string;
    currency: string;
    sources: string;
    matchedBy: string;
  };
  'plan.undo-head': {plan: string; shop: string; run: string};
  'plan.counts': {
    changes: number;
    /** Of what they are, when that is not offers only. */
    kinds: readonly {readonly kind: 'listing' | 'offer' | 'stock' | 'promotion'; readonly count: number}[];
    create: number;
    update: number;
    archive: number;
    unchanged: number;
    refused: number;
  };
  'plan.left': {orphan: number; skipped: number; held: number};
  'plan.more': {count: number; plan: string};
  'plan.first': Record<string, never>;
  'plan.held-head': {held: number};
  'plan.held-more': {count: number; plan: string};
  'plan.large': {count: number};
  'plan.refused': {count: number};
  'plan.empty': {plan: string; shop: string};
  'plan.all-held': {plan: string; held: number; skipped: number};
  'plan.dry': {plan: string};
  'plan.saved': {plan: string; file: string};
  'plan.question': {changes: number; shop: string};
  'plan.question-all': {changes: number; shops: number};
  'plan.declined': {plan: string};
  'plan.expires': {at: string; state: string};
  'plan.none': Record<string, never>;
  'plan.skip-head': Record<string, never>;
  'plan.limit': {code: string; measured: string; limit: string};
  'plan.column-target': Record<string, never>;
  'plan.column-field': Record<string, never>;
  'plan.column-now': Record<string, never>;
  'plan.column-after': Record<string, never>;
  'plan.column-note': Record<string, never>;
  'plan.note-large': Record<string, never>;
  'plan.note-slipped': Record<string, never>;
  'plan.note-create': Record<string, never>;
  'plan.note-archive': Record<string, never>;
  'plan.note-clamp': {code: string; to: string};
  'plan.diff-head': {a: string; b: string; same: number; onlyA: number; onlyB: number; differ: number};
  UNDO_RULES_AGAIN: {shop: string};
  UNDO_PROMOTION_GOES_ON: {promotion: string};
  'undo.counts': {back: number; left: number; chosen: number};
  'undo.left-head': Record<string, never>;
  /** `code`: why so many rows alike are left. */
  'undo.left-count': {count: number; code: string};
  'undo.nothing': {run: string};
  'run.applying': {plan: string; run: string};
  'run.rejected-note': {rejected: number};
  'run.at-limit': Record<string, never>;
  'run.checking': {plan: string};
  'run.done': {run: string; shop: string; verified: number; total: number; seconds: string};
  'run.ended': {run: string; shop: string; state: string; counts: string; seconds: string};
  'run.count': {state: string; count: number};
  'run.more-failures': {count: number; run: string};
  'run.details': {run: string};
  'run.all-before': Record<string, never>;
  'run.take-back': {run: string};
  'run.go-on': {run: string};
  'run.rest': {plan: string; count: number};
  'run.none': Record<string, never>;
  /** `next`: the states that may follow. */
  'run.change-state': {state: ChangeState; count: number; next: readonly ChangeState[]};
  /** `is`: the run stands there now. */
  'run.run-state': {run: string; state: RunState; is: boolean; next: readonly RunState[]};
  'run.made-by': {kind: string; shop: string; plan: string; started: string; ended: string; by: string};
  'run.more-rows': {count: number; run: string; all: number};
  'run.older': {run: string};
  'run.at-work': {run: string; pid: number; host: string};
  'run.stopped': {run: string; shop: string};
  'run.undoes': {run: string};
  'run.undone-by': {run: string};
  'run.result-written': {file: string; rows: number};
  'pause.on': {shop: string};
  'pause.off': {shop: string};
}
