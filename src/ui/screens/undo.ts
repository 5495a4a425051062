import {targetText} from '../../domain/change/fields.js';
import type {Change, Plan, Skipped} from '../../domain/change/types.js';
import type {Message} from '../../domain/errors.js';
import {plain} from '../format.js';
import type {Screen} from '../screen.js';
import {changeTable, NAME_CELLS, planHead, safeWords} from './plan.js';

/** Rows of the question; a dry run shows more. */
const ASKED = 10;
const LOOKED = 200;

/** Reasons that tell nothing of the single row: they are counted when there are more than a few. */
const ALIKE: ReadonlySet<string> = new Set([
  'UNDO_NOT_ASKED',
  'UNDO_DONE_BEFORE',
  'UNDO_ALREADY',
  'UNDO_NOTHING_LEFT',
  'UNDO_STOCK',
]);
const FEW = 3;

export interface UndoView {
  readonly plan: Plan;
  readonly chosen: readonly Change[];
  /** A dry run is for reading: it shows the rows, not a sample of them. */
  readonly looking: boolean;
}

/** An undo before the question: what it puts back, and every row it leaves, with the reason. */
export function showUndo(screen: Screen, {plan, chosen, looking}: UndoView): void {
  const most = looking ? LOOKED : ASKED;
  planHead(screen, plan, '');
  screen.line();
  screen.say('undo.counts', {back: plan.changes.length, left: plan.skipped.length, chosen: chosen.length});
  if (chosen.length > 0) {
    screen.line();
    changeTable(screen, chosen.slice(0, most));
    more(screen, chosen.length - most, plan);
  }
  if (plan.skipped.length > 0) showLeft(screen, plan, most);
  screen.line();
}

function showLeft(screen: Screen, plan: Plan, most: number): void {
  const groups = new Map<string, Skipped[]>();
  for (const each of plan.skipped)
    if (ALIKE.has(each.reason.code)) groups.set(each.reason.code, [...(groups.get(each.reason.code) ?? []), each]);
  const counted = [...groups.values()].filter(({length}) => length > FEW);
  const named = plan.skipped.filter((each) => !counted.some((group) => group.includes(each)));
  screen.line();
  screen.say('undo.left-head', {});
  if (named.length > 0) {
    screen.table(
      [
        {label: screen.text('plan.column-target', {}), names: NAME_CELLS},
        {label: '', shrink: true},
      ],
      named.slice(0, most).map(({target, reason}) => [plain(targetText(target)), safeWords(screen, reason)]),
    );
    more(screen, named.length - most, plan);
  }
  for (const group of counted) {
    const [first] = group;
    if (first !== undefined)
      screen.line(`  ${screen.text('undo.left-count', {count: group.length, code: first.reason.code})}`);
  }
}

function more(screen: Screen, count: number, {id}: Plan): void {
  if (count > 0) screen.line(`  ${screen.text('plan.more', {count, plan: id})}`);
}

/** For programs: every row of an undo, as what is put back and what is left, with the reason. */
export function undoJson(plan: Plan, chosen: readonly Change[]) {
  const {undoes} = plan;
  if (undoes === undefined) return {};
  return {
    undo: {
      run: undoes,
      back: chosen.map(({target, op, fields}) => ({target, text: targetText(target), op, fields})),
      left: plan.skipped.map(({target, fate, reason}) => ({target, text: targetText(target), fate, ...said(reason)})),
    },
  };
}

/** A reason as data: its code, and what it says (`wrote` and `now` of a row that somebody else changed). */
function said({code, params}: Message) {
  return {code, params};
}
