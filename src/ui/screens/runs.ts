import type {ListedRun, ShownRun} from '../../app/run/look.js';
import {targetText} from '../../domain/change/fields.js';
import {instantOrNull, instantShort, number, plain, valueText} from '../format.js';
import type {Screen} from '../screen.js';
import {countsText, headOf, nextLine, runHeader, runJson, whyText} from './run.js';

interface RunPage {
  readonly runs: readonly ListedRun[];
  readonly nextCursor?: string;
}

/** `souk run list`. */
export function showRuns(screen: Screen, {runs}: RunPage): void {
  if (runs.length === 0) {
    screen.say('run.none', {});
    return;
  }
  screen.table(
    [
      {label: 'RUN'},
      {label: 'SHOP'},
      {label: 'KIND'},
      {label: 'STATE'},
      {label: 'PLAN'},
      {label: 'STARTED'},
      {label: 'CHANGES', shrink: true},
    ],
    runs.map(({run, shop}) => [
      run.id,
      shop,
      run.kind,
      run.state,
      run.plan,
      instantShort(run.startedAt),
      countsText(screen, run),
    ]),
  );
}

export function runsJson({runs, nextCursor}: RunPage) {
  return {runs: runs.map(({run, shop}) => runHeader(run, shop)), ...(nextCursor === undefined ? {} : {nextCursor})};
}

/** `souk run show`. */
export function showJournal(screen: Screen, {result, rows, undoneBy, moves}: ShownRun): void {
  const {run, shop} = result;
  screen.line(headOf(screen, run, shop));
  if (undoneBy !== null) screen.say('run.undone-by', {run: undoneBy});
  if (rows.length > 0) {
    screen.line();
    screen.table(
      [
        {label: 'n', align: 'right'},
        {label: 'SKU'},
        {label: 'op'},
        {label: 'state'},
        {label: 'fields', shrink: true},
        {label: '', shrink: true},
      ],
      rows.map(({change, entry}) => [
        number(change.n),
        plain(targetText(change.target)),
        change.op,
        entry.state,
        Object.entries(change.fields)
          .map(([field, {before, after}]) => `${field} ${valueText(before)} → ${valueText(after)}`)
          .join(', '),
        entry.code === null && entry.message === null ? '' : whyText(screen, {...entry, target: change.target}),
      ]),
    );
  }
  screen.line();
  screen.say('run.states', {});
  screen.table(
    [{label: ''}, {label: ''}],
    Object.entries(moves.change).map(([from, to]) => [from, to.length === 0 ? '–' : `→ ${to.join(' | ')}`]),
  );
  nextLine(screen, run, result.failures.length);
}

export function shownJson({result, rows, undoneBy, moves}: ShownRun) {
  return {
    ...runJson(result),
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
