import type {ListedPlan, PlanDiff} from '../../app/plan/look.js';
import {targetText} from '../../domain/change/fields.js';
import type {Change, Plan} from '../../domain/change/types.js';
import {instantShort, instantText, number, plain, valueText} from '../format.js';
import type {Screen} from '../screen.js';
import {
  breakerLines,
  changeTable,
  HIDDEN_FIELDS,
  NAME_CELLS,
  planCounts,
  planHead,
  planJson,
  showSkipped,
} from './plan.js';

/** `souk plan list`. */
export function showPlans(screen: Screen, plans: readonly ListedPlan[]): void {
  if (plans.length === 0) {
    screen.say('plan.none', {});
    return;
  }
  screen.table(
    [
      {label: 'PLAN'},
      {label: 'SHOP'},
      {label: 'KIND'},
      {label: 'STATE'},
      {label: 'CHANGES', align: 'right'},
      {label: 'HELD', align: 'right'},
      {label: 'MADE'},
    ],
    plans.map(({row, shop, state}) => [
      row.id,
      shop,
      row.kind,
      state,
      number(row.summary.create + row.summary.update + row.summary.archive),
      number(row.summary.held),
      instantShort(row.createdAt),
    ]),
  );
}

export function plansJson(plans: readonly ListedPlan[]) {
  return {
    plans: plans.map(({row, shop, state}) => ({
      id: row.id,
      shop,
      kind: row.kind,
      state,
      createdAt: instantText(row.createdAt),
      summary: row.summary,
    })),
  };
}

/** `souk plan show`: all of it. */
export function showWholePlan(screen: Screen, plan: Plan, changes: readonly Change[], state: string | null): void {
  planHead(screen, plan, '');
  screen.say('plan.expires', {at: instantShort(plan.expiresAt), state: state ?? 'file'});
  planCounts(screen, plan);
  if (plan.breaker.tripped) breakerLines(screen, plan);
  if (changes.length > 0) {
    screen.line();
    changeTable(screen, changes);
  }
  if (plan.skipped.length > 0) screen.line();
  showSkipped(screen, plan.skipped);
  if (changes.length > 0) {
    screen.line();
    screen.line(`souk run apply ${plan.id}${plan.breaker.tripped ? ' --accept-breaker' : ''}`);
  }
}

export function fullPlanJson(plan: Plan, changes: readonly Change[], state: string | null) {
  const {sample: _sample, ...head} = planJson(plan);
  return {...head, state, changes, skipped: plan.skipped};
}

/** `souk plan diff`. */
export function showDiff(screen: Screen, a: Plan, b: Plan, {same, onlyA, onlyB, differ}: PlanDiff): void {
  screen.say('plan.diff-head', {
    a: a.id,
    b: b.id,
    same,
    onlyA: onlyA.length,
    onlyB: onlyB.length,
    differ: differ.length,
  });
  const rows = [
    ...differ.flatMap((each) =>
      shown(each.fields).map((field) => [name(each.a), field, cell(each.a, field), cell(each.b, field)]),
    ),
    ...onlyA.flatMap((change) =>
      shown(Object.keys(change.fields)).map((field) => [name(change), field, cell(change, field), '']),
    ),
    ...onlyB.flatMap((change) =>
      shown(Object.keys(change.fields)).map((field) => [name(change), field, '', cell(change, field)]),
    ),
  ];
  if (rows.length === 0) return;
  screen.line();
  screen.table(
    [{label: 'SKU', names: NAME_CELLS}, {label: 'field'}, {label: a.id, shrink: true}, {label: b.id, shrink: true}],
    rows,
  );
}

export function diffJson(a: Plan, b: Plan, {same, onlyA, onlyB, differ}: PlanDiff) {
  return {
    a: a.id,
    b: b.id,
    same,
    onlyA,
    onlyB,
    differ: differ.map((each) => ({target: each.a.target, fields: each.fields, a: each.a.fields, b: each.b.fields})),
  };
}

/** Without what another line says already; such a field alone is shown. */
function shown(fields: readonly string[]): readonly string[] {
  const rest = fields.filter((field) => !HIDDEN_FIELDS.has(field));
  return rest.length === 0 ? fields : rest;
}

function name({target}: Change): string {
  return plain(targetText(target));
}

function cell({fields}: Change, field: string): string {
  const change = fields[field];
  return change === undefined ? '' : valueText(change.after);
}
