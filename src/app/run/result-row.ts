import type {ChangeState, JournalEntry} from '../../domain/change/run.js';
import type {Change, FieldValue} from '../../domain/change/types.js';

/** A change with what the journal says of it. */
export interface Told {
  readonly change: Change;
  readonly entry: JournalEntry;
}

/** What became of one row of a result file: of all changes that it stands for. */
export interface Fate {
  /** The state of the change that fared worst; empty where nothing was to be written. */
  readonly status: ChangeState | '';
  readonly code: string;
  readonly message: string;
  /** By field, of all changes of the row. */
  readonly before: Readonly<Record<string, FieldValue>>;
  /** What the shop was seen to hold, or else what was to be written. */
  readonly after: Readonly<Record<string, FieldValue>>;
  /** It can be mended and sent again. */
  readonly failed: boolean;
}

/** Words for a change that did not go through: the shop's own, or souk's for a code. */
export type EntryWords = (entry: JournalEntry) => string;

/** Worst first. */
const WORST: readonly ChangeState[] = [
  'unknown',
  'sending',
  'rejected',
  'mismatched',
  'drifted',
  'planned',
  'skipped',
  'applied',
  'undone',
  'verified',
];
/** States of changes that may be sent again after their cause is mended. */
const RETRY: ReadonlySet<ChangeState> = new Set(['rejected', 'mismatched', 'drifted', 'unknown', 'sending', 'planned']);
const LOST: ReadonlySet<string> = new Set(['ROW_PARENT_MISSING', 'ROW_GUARDED']);

export function hasFailed({entry}: Told): boolean {
  return RETRY.has(entry.state) || LOST.has(entry.code ?? '');
}

/** The fate of a row that stands for these changes. */
export function fateOf(told: readonly Told[], words: EntryWords): Fate {
  const rank = ({entry}: Told) => WORST.indexOf(entry.state) - (hasFailed({entry} as Told) ? WORST.length : 0);
  const worst = [...told].sort((a, b) => rank(a) - rank(b))[0]?.entry;
  const before: Record<string, FieldValue> = {};
  const after: Record<string, FieldValue> = {};
  for (const {change, entry} of told) {
    const seen = entry.observed === null ? {} : (JSON.parse(entry.observed) as Record<string, FieldValue>);
    for (const [name, value] of Object.entries(change.fields)) {
      before[name] = value.before;
      after[name] = Object.hasOwn(seen, name) ? (seen[name] ?? null) : value.after;
    }
  }
  const plain = worst === undefined || (worst.code === null && worst.message === null);
  return {
    status: worst?.state ?? '',
    code: worst?.code ?? '',
    message: plain ? '' : words(worst),
    before,
    after,
    failed: told.some(hasFailed),
  };
}
