import type {BarWords} from '../../app/run/job.js';
import type {RowFailure, RunResult} from '../../app/run/result.js';
import {targetText} from '../../domain/change/fields.js';
import type {Run} from '../../domain/change/run.js';
import type {Message} from '../../domain/errors.js';
import type {Answer} from '../answer.js';
import {durationText, instantOrNull, instantText, plain} from '../format.js';
import {type Screen, screenOf} from '../screen.js';
import type {Session} from '../session.js';
import {safeWords} from './plan.js';

const SHOWN = 10;
const SAMPLE = 50;

/** A run after it ended: first what happened, then what did not go through, last what to type. */
export function showRun(screen: Screen, {run, shop, failures, notChosen, already, failure}: RunResult): void {
  if (failure?.message.code === 'INTERRUPTED') return;
  screen.line(headOf(screen, run, shop));
  const nothingNew = already > 0 && already === totalOf(run);
  if (nothingNew) screen.say('run.all-before', {});
  for (const failure of failures.slice(0, SHOWN))
    screen.line(`  ${plain(targetText(failure.target))}  ${whyText(screen, failure)}`);
  if (failures.length > SHOWN)
    screen.line(`  ${screen.text('run.more-failures', {count: failures.length - SHOWN, run: run.id})}`);
  if (notChosen > 0) screen.say('run.rest', {plan: run.plan, count: notChosen});
  if (!nothingNew) nextLine(screen, run, failures.length);
}

/** "R-31 done: 248 verified. 14 s." */
export function headOf(screen: Screen, run: Run, shop: string): string {
  const seconds = durationText((run.endedAt ?? run.startedAt) - run.startedAt);
  const {verified, undone} = run.counts;
  const total = totalOf(run);
  if (run.state === 'done' && undone === 0)
    return screen.text('run.done', {run: run.id, shop, verified, total, seconds});
  return screen.text('run.ended', {run: run.id, shop, state: run.state, counts: countsText(screen, run), seconds});
}

/** "248 verified, 2 rejected": the states that occur. Changes that were not chosen are not counted. */
export function countsText(screen: Screen, run: Run): string {
  const {held: _, skipped, ...states} = run.counts;
  const shown = Object.entries(states).filter(([, count]) => count > 0);
  const parts = shown.map(([state, count]) => screen.text('run.count', {state, count}));
  if (skipped > 0) parts.push(screen.text('run.count', {state: 'skipped', count: skipped}));
  return parts.join(', ');
}

function totalOf({counts}: Run): number {
  const {held: _held, skipped: _skipped, ...states} = counts;
  return Object.values(states).reduce((sum, count) => sum + count, 0);
}

/** What to type next. */
export function nextLine(screen: Screen, run: Run, failures: number): void {
  if (run.state === 'open' || run.state === 'interrupted') {
    screen.say('run.go-on', {run: run.id});
    return;
  }
  const parts: string[] = [];
  if (failures > 0) parts.push(screen.text('run.details', {run: run.id}));
  if (run.counts.verified + run.counts.mismatched > 0) parts.push(screen.text('run.take-back', {run: run.id}));
  if (parts.length > 0) screen.line(parts.join('     '));
}

/** The shop's words for a row, or souk's. */
export function whyText(screen: Screen, {code, message, state, observed}: RowFailure): string {
  const words = message ?? (code === null ? state : safeWords(screen, {code, params: {}} as Message));
  const found = state === 'mismatched' && observed !== null ? ` (${plain(observed)})` : '';
  return `${plain(words)}${found}`;
}

/** A run as MODEL §8 wants it. */
export function runJson({run, shop, failures, notChosen}: RunResult) {
  const next = nextOf(run, failures.length, notChosen);
  return {
    run: runHeader(run, shop),
    failures: failures.slice(0, SAMPLE).map(failureJson),
    ...(next === undefined ? {} : {next}),
  };
}

export function runHeader(run: Run, shop: string) {
  const {id, plan, kind, state, startedAt, endedAt, undoes, counts} = run;
  return {
    id,
    shop,
    plan,
    kind,
    state,
    startedAt: instantText(startedAt),
    endedAt: instantOrNull(endedAt),
    undoes,
    counts,
  };
}

function failureJson({n, target, state, code, message, observed}: RowFailure) {
  return {
    n,
    target,
    text: targetText(target),
    state,
    code,
    message,
    observed: observed === null ? null : (JSON.parse(observed) as unknown),
  };
}

/** The command to type next, when there is one. */
function nextOf(run: Run, failures: number, notChosen: number): string | undefined {
  if (run.state === 'open' || run.state === 'interrupted') return `souk run resume ${run.id}`;
  if (failures === 0 && notChosen > 0 && run.state === 'done') return `souk run apply ${run.plan}`;
  return failures > 0 ? `souk run result ${run.id} --failed --output retry.csv` : undefined;
}

/** The words of the progress bar. */
export function barWords(session: Session, plan = ''): Required<BarWords> {
  const words = screenOf(session.io, session.language);
  return {
    label: (run) =>
      run === null ? words.text('run.checking', {plan}) : plan === '' ? run : words.text('run.applying', {plan, run}),
    note: (rejected) => (rejected === 0 ? '' : words.text('run.rejected-note', {rejected})),
  };
}

/** The answer of a command that ran, resumed or closed one run. */
export function runAnswer(result: RunResult, json: boolean): Answer {
  const {warnings = []} = result;
  return {result: runJson(result), warnings, show: (screen) => showRun(screen, result), ...failurePart(result, json)};
}

/** A person has read of rows that failed already; a program gets the failure in the envelope. The exit code is the same. */
export function failurePart(result: RunResult, json: boolean): Pick<Answer, 'failure' | 'exit'> {
  const {failure, exit, run} = result;
  if (failure === undefined) return {};
  const told = failure.category === 'rows' || failure.category === 'drift';
  return told && !json ? {exit} : {failure: {...failure, run: run.id}};
}
