import type {ShownRun} from '../../app/run/look.js';
import {targetText} from '../../domain/change/fields.js';
import type {ChangeState, JournalEntry} from '../../domain/change/run.js';
import type {Change} from '../../domain/change/types.js';
import {instantOrNull, instantShort, number, plain, valueText} from '../format.js';
import type {Screen} from '../screen.js';
import {wrapped} from '../wrap.js';
import {HIDDEN_FIELDS, NAME_CELLS} from './plan.js';
import {headOf, nextLine, runJson, whyText} from './run.js';
import {standing, workJson} from './runs.js';

interface JournalRow {
  readonly change: Change;
  readonly entry: JournalEntry;
}

/** Rows that a screen shows unless more are asked for. */
const SHOWN = 50;
/** What a person looks for first in a long journal. */
const WRONG: ReadonlySet<ChangeState> = new Set(['mismatched', 'rejected', 'unknown', 'sending', 'drifted']);

/** How much of a journal to show. */
export interface JournalView {
  /** At most so many rows. */
  readonly limit?: number;
  /** Every state with its moves, rather than those that occur. */
  readonly states: boolean;
}

/** `souk run show`. */
export function showJournal(screen: Screen, shown: ShownRun, {limit = SHOWN, states}: JournalView): void {
  const {result, plan, rows, undoneBy, atWork} = shown;
  const {run, shop} = result;
  screen.line(headOf(screen, run, shop));
  const ended = run.endedAt === null ? '' : instantShort(run.endedAt);
  const {id, by} = plan;
  screen.say('run.made-by', {
    kind: run.kind,
    shop,
    plan: id,
    started: instantShort(run.startedAt),
    ended,
    by: plain(by),
  });
  if (run.undoes !== null) screen.say('run.undoes', {run: run.undoes});
  if (undoneBy !== null) screen.say('run.undone-by', {run: undoneBy});
  if (rows.length > 0) screen.line();
  journalTable(screen, pick(rows, limit));
  if (rows.length > limit) screen.say('run.more-rows', {count: rows.length - limit, run: run.id, all: rows.length});
  screen.line();
  statesOf(screen, shown, states);
  screen.line();
  if (atWork === undefined) nextLine(screen, run, result.failures.length);
  else standing(screen, run.id, shop, atWork);
}

/** What went wrong first, then the rest; in the order in which changes were sent. */
function pick(rows: readonly JournalRow[], limit: number): readonly JournalRow[] {
  if (rows.length <= limit) return rows;
  const wrong = rows.filter(({entry}) => WRONG.has(entry.state)).slice(0, limit);
  const rest = rows.filter(({entry}) => !WRONG.has(entry.state)).slice(0, limit - wrong.length);
  return [...wrong, ...rest].sort((a, b) => a.change.n - b.change.n);
}

function journalTable(screen: Screen, rows: readonly JournalRow[]): void {
  if (rows.length === 0) return;
  const why = rows.map(({change, entry}) =>
    entry.code === null && entry.message === null ? '' : whyText(screen, {...entry, target: change.target}),
  );
  const told = why.some((text) => text !== '');
  screen.table(
    [
      {label: 'n', align: 'right'},
      {label: 'SKU', names: NAME_CELLS},
      {label: 'op'},
      {label: 'state'},
      {label: 'fields', shrink: true},
      ...(told ? [{label: '', shrink: true}] : []),
    ],
    rows.map(({change, entry}, index) => [
      number(change.n),
      plain(targetText(change.target)),
      change.op,
      entry.state,
      fieldsText(change),
      ...(told ? [why[index] ?? ''] : []),
    ]),
  );
}

/** The base goes with the price and is not said twice. */
function fieldsText({fields}: Change): string {
  const all = Object.entries(fields);
  const shown = all.filter(([name]) => !HIDDEN_FIELDS.has(name));
  return (shown.length === 0 ? all : shown)
    .map(([field, {before, after}]) => `${field} ${valueText(before)} → ${valueText(after)}`)
    .join(', ');
}

/** What the states mean and which moves they allow: of those that occur, or of all. */
function statesOf(screen: Screen, {result: {run}, rows, moves}: ShownRun, all: boolean): void {
  const counts = new Map<ChangeState, number>();
  for (const {entry} of rows) counts.set(entry.state, (counts.get(entry.state) ?? 0) + 1);
  for (const [state, next] of Object.entries(moves.change) as [ChangeState, readonly ChangeState[]][]) {
    const count = counts.get(state) ?? 0;
    if (all || count > 0) hanging(screen, screen.text('run.change-state', {state, count, next}));
  }
  for (const [state, next] of Object.entries(moves.run) as [typeof run.state, readonly (typeof run.state)[]][]) {
    if (all || state === run.state)
      hanging(screen, screen.text('run.run-state', {run: run.id, state, is: state === run.state, next}));
  }
}

function hanging(screen: Screen, text: string): void {
  wrapped(text, screen.width - 6).forEach((line, index) => {
    screen.line(`${index === 0 ? '  ' : '      '}${line}`);
  });
}

export function shownJson({result, rows, undoneBy, moves, atWork}: ShownRun) {
  const {run, ...rest} = runJson(result);
  return {
    run: {...run, ...workJson(atWork)},
    ...rest,
    undoneBy,
    changes: rows.map(({change, entry}) => ({
      n: change.n,
      target: change.target,
      op: change.op,
      fields: change.fields,
      state: entry.state,
      attempts: entry.attempts,
      remoteId: entry.remoteId,
      code: entry.code,
      message: entry.message,
      observed: entry.observed === null ? null : (JSON.parse(entry.observed) as unknown),
      sentAt: instantOrNull(entry.sentAt),
      settledAt: instantOrNull(entry.settledAt),
    })),
    moves,
  };
}
