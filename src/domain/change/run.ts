import type {PlanKind} from './types.js';

/** A run: one plan being applied. */
export type RunState = 'open' | 'done' | 'partial' | 'interrupted' | 'abandoned';

/** A change of a run. `undone` is set on the original by the undo that took it back. */
export type ChangeState =
  | 'planned'
  | 'sending'
  | 'applied'
  | 'verified'
  | 'mismatched'
  | 'rejected'
  | 'unknown'
  | 'drifted'
  | 'skipped'
  | 'undone';

/** The moves a change may make. Anything else is a bug and is refused by the journal. */
export const CHANGE_MOVES: Readonly<Record<ChangeState, readonly ChangeState[]>> = {
  /** `verified` without a request: the shop was found as the change would leave it. */
  planned: ['sending', 'drifted', 'skipped', 'verified'],
  sending: ['applied', 'rejected', 'unknown', 'planned'],
  /** `rejected`: the shop refused it, and it is not to be found there either. */
  unknown: ['applied', 'planned', 'drifted', 'verified', 'mismatched', 'rejected', 'skipped', 'undone'],
  /** `undone`, here and from `unknown`: of a run that was abandoned before the shop could be read. */
  applied: ['verified', 'mismatched', 'unknown', 'undone'],
  verified: ['undone'],
  mismatched: ['verified', 'undone'],
  rejected: [],
  drifted: [],
  skipped: ['planned'],
  undone: ['verified'],
};

/** The moves a run may make. A run with state `open` or `interrupted` holds its shop until it is resumed or abandoned. */
export const RUN_MOVES: Readonly<Record<RunState, readonly RunState[]>> = {
  open: ['done', 'partial', 'interrupted', 'abandoned'],
  interrupted: ['open', 'done', 'partial', 'abandoned'],
  done: [],
  partial: [],
  abandoned: [],
};

export interface RunCounts {
  readonly planned: number;
  readonly applied: number;
  readonly verified: number;
  readonly mismatched: number;
  readonly rejected: number;
  readonly unknown: number;
  readonly drifted: number;
  readonly skipped: number;
  readonly held: number;
  readonly undone: number;
}

export interface Run {
  readonly id: string;
  readonly shopId: number;
  readonly plan: string;
  readonly kind: PlanKind;
  readonly state: RunState;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** For an undo: the run it takes back. */
  readonly undoes: string | null;
  readonly counts: RunCounts;
}

/** One line of a run's journal. */
export interface JournalEntry {
  readonly run: string;
  readonly n: number;
  readonly state: ChangeState;
  readonly attempts: number;
  readonly remoteId: string | null;
  /** The shop's or souk's own code and words for a change that did not go through. */
  readonly code: string | null;
  readonly message: string | null;
  /** What the shop held when it was read back, canonical JSON by field; null when not read. */
  readonly observed: string | null;
  readonly sentAt: number | null;
  readonly settledAt: number | null;
}
