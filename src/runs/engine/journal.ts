import {CHANGE_MOVES, type ChangeState, type JournalEntry} from '../../domain/change/run.js';
import type {Plan} from '../../domain/change/types.js';
import type {Data, JournalUpdate} from '../../ports/data.js';
import type {Row} from './job.js';

/** What is written of one change; the instant is added. */
export type Move = Omit<JournalUpdate, 'at'>;

/** A run's journal: in the store, and here as it was last written. The store always comes first. */
export interface Journal {
  readonly run: string;
  /** Rows in one of these states, in the order in which changes are sent. */
  rows(...states: readonly ChangeState[]): readonly Row[];
  state(n: number): ChangeState | null;
  /** How often a change was sent, or was about to be. */
  attempts(n: number): number;
  /** True when this very process sent it. */
  sentHere(n: number): boolean;
  /** On disk when it resolves. Writes through `data` where the moves belong to a larger transaction. */
  write(moves: readonly Move[], data?: Data): Promise<void>;
}

export async function openJournal(data: Data, plan: Plan, run: string, now: () => number): Promise<Journal> {
  const entries = new Map((await data.runs.journal(run)).map((entry) => [entry.n, entry]));
  const sent = new Set<number>();
  const rows = (states: readonly ChangeState[]) =>
    plan.changes.flatMap((change) => {
      const entry = entries.get(change.n);
      return entry !== undefined && states.includes(entry.state) ? [{change, entry}] : [];
    });
  return {
    run,
    rows: (...states) => rows(states),
    state: (n) => entries.get(n)?.state ?? null,
    attempts: (n) => entries.get(n)?.attempts ?? 0,
    sentHere: (n) => sent.has(n),
    write: async (moves, store = data) => {
      if (moves.length === 0) return;
      const at = now();
      await store.runs.write(
        run,
        moves.map((move) => ({...move, at})),
      );
      for (const move of moves) {
        const entry = entries.get(move.n);
        if (entry !== undefined) entries.set(move.n, moved(entry, move, at));
        if (move.state === 'sending') sent.add(move.n);
      }
    },
  };
}

/** True when the journal would take this move. */
export function mayMove(from: ChangeState, to: ChangeState): boolean {
  return CHANGE_MOVES[from].includes(to);
}

function moved(entry: JournalEntry, move: Move, at: number): JournalEntry {
  const sending = move.state === 'sending';
  return {
    ...entry,
    state: move.state,
    attempts: entry.attempts + (sending ? 1 : 0),
    remoteId: move.remoteId ?? entry.remoteId,
    code: move.code === undefined ? entry.code : move.code,
    message: move.message === undefined ? entry.message : move.message,
    observed: move.observed === undefined ? entry.observed : move.observed,
    sentAt: sending ? at : entry.sentAt,
    settledAt: sending ? entry.settledAt : at,
  };
}
