import type {ListedRun} from '../../app/run/look.js';
import {instantShort, plain} from '../format.js';
import type {Screen} from '../screen.js';
import {countsText, runHeader} from './run.js';

interface RunPage {
  readonly runs: readonly ListedRun[];
  readonly nextCursor?: string;
}

/** `souk run list`. */
export function showRuns(screen: Screen, {runs, nextCursor}: RunPage): void {
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
  for (const {run, shop, atWork} of runs) standing(screen, run.id, shop, atWork);
  if (nextCursor !== undefined) screen.say('run.older', {run: nextCursor});
}

/** Of a run that is not over: whether somebody is at work on it, or what to type. */
export function standing(screen: Screen, run: string, shop: string, atWork: ListedRun['atWork']): void {
  if (atWork === undefined) return;
  if (atWork === null) screen.say('run.stopped', {run, shop});
  else screen.say('run.at-work', {run, pid: atWork.pid, host: plain(atWork.host)});
}

export function runsJson({runs, nextCursor}: RunPage) {
  return {
    runs: runs.map(({run, shop, atWork}) => ({...runHeader(run, shop), ...workJson(atWork)})),
    ...(nextCursor === undefined ? {} : {nextCursor}),
  };
}

/** The same for programs. */
export function workJson(atWork: ListedRun['atWork']) {
  if (atWork === undefined) return {};
  return {atWork: atWork === null ? null : {pid: atWork.pid, host: atWork.host}};
}
