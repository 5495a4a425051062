import type {ChangeState, JournalEntry, Run, RunState} from '../../domain/change/run.js';

export interface JournalUpdate {
  readonly n: number;
  readonly state: ChangeState;
  readonly remoteId?: string | null;
  readonly code?: string | null;
  readonly message?: string | null;
  readonly observed?: string | null;
  readonly at: number;
}

export interface RunRepository {
  /** "R-" and the next number. */
  nextId(): Promise<string>;
  /** Opens a run with one `planned` entry a change (others `skipped`, with a code). Fails with RUN_OPEN when the shop has one. */
  open(
    run: Omit<Run, 'counts' | 'state' | 'endedAt'>,
    entries: readonly {
      readonly n: number;
      readonly state: 'planned' | 'skipped' | 'drifted';
      readonly code: string | null;
    }[],
    held: number,
  ): Promise<void>;
  get(id: string): Promise<Run | null>;
  /** The shop's run in state `open` or `interrupted`, if any. */
  openRun(shopId: number): Promise<Run | null>;
  list(filter: {readonly shopId?: number; readonly limit: number; readonly before?: string}): Promise<readonly Run[]>;
  journal(run: string): Promise<readonly JournalEntry[]>;
  /** One commit, on disk before it resolves; refuses a move that CHANGE_MOVES does not allow. `sending` counts an attempt. */
  write(run: string, updates: readonly JournalUpdate[]): Promise<void>;
  setState(run: string, state: RunState, at: number): Promise<void>;
  /** Which run, if any, undid this one and is not itself undone. */
  undoneBy(run: string): Promise<string | null>;
}
