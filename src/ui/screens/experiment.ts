import type {PlannedHoldout} from '../../app/experiment/holdout.js';
import {REACH} from '../../app/experiment/holdout.js';
import type {PlannedTest} from '../../app/experiment/plan-test.js';
import type {TestStanding} from '../../app/experiment/result.js';
import type {Shop} from '../../domain/catalog/types.js';
import type {Verdict} from '../../domain/pricing/experiment/decide.js';
import type {Estimate} from '../../domain/pricing/experiment/estimate.js';
import type {Experiment, PriceTest} from '../../domain/pricing/experiment/types.js';
import type {Answer} from '../answer.js';
import {instantOrNull, instantText} from '../format.js';
import type {Screen} from '../screen.js';

const DAY = 86_400_000;

/** Days since 1970 as an ISO date. */
export function dateText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** An experiment as JSON results show it. */
export function experimentJson(shop: Shop, each: Experiment): object {
  const {id, kind, state, startedAt, endedAt, seed} = each;
  const common = {
    id,
    shop: shop.name,
    kind,
    state,
    startedAt: instantText(startedAt),
    endedAt: instantOrNull(endedAt),
    seed,
  };
  if (each.kind === 'holdout') return {...common, from: dateText(each.from), wait: each.wait, skus: each.skus};
  const {pairs, step, period, from, until} = each.design;
  const dates = {from: dateText(from), until: dateText(until)};
  return {...common, ...dates, step: String(step), period, precision: String(each.precision), pairs};
}

/** `souk price test start`, before the question: the days it needs. */
export function showPlannedTest(screen: Screen, {test, rate, days, leftOut}: PlannedTest): void {
  const {pairs, step, period, from, until} = test.design;
  screen.say('test.plan', {skus: 2 * pairs.length, pairs: pairs.length, rate: rate.toFixed(2), step: String(step)});
  const dates = {from: dateText(from), until: dateText(until - 1)};
  screen.say('test.days', {days, precision: String(test.precision), period, ...dates});
  for (const [why, count] of leftOut) if (count > 0) screen.say('test.left-out', {count, why});
}

export function plannedTestJson({shop, test, rate, days, leftOut}: PlannedTest, started: boolean): object {
  return {
    started,
    days,
    unitsADay: rate.toFixed(2),
    leftOut: Object.fromEntries(leftOut),
    ...experimentJson(shop, test),
  };
}

export function showStarted(screen: Screen, each: Experiment): void {
  if (each.kind === 'test') screen.say('test.started', {id: each.id, from: dateText(each.design.from)});
  else screen.say('holdout.started', {id: each.id, from: dateText(each.from)});
}

export function showPlannedHoldout(screen: Screen, {holdout, of}: PlannedHoldout): void {
  screen.say('holdout.plan', {held: holdout.skus.length, of});
  screen.say('holdout.wait', {days: holdout.wait === null ? '' : String(holdout.wait), reach: String(REACH)});
}

/** `souk price test show`. */
export function testAnswer(shop: Shop, test: PriceTest, standing: TestStanding): Answer {
  const {estimate: found, verdict, daysOver, used, seen} = standing;
  return {
    result: {
      ...experimentJson(shop, test),
      daysOver,
      pairDays: {used, seen},
      estimate: estimateJson(found),
      verdict: verdictJson(verdict),
    },
    show: (screen) => {
      const {from, until} = test.design;
      const dates = {from: dateText(from), until: dateText(until - 1)};
      screen.say('test.head', {id: test.id, state: test.state, ...dates, over: daysOver, days: until - from});
      if (found === null) screen.line(`  ${screen.text('test.no-estimate', {})}`);
      else
        screen.line(`  ${screen.text('test.estimate', {...figures(found), pairs: found.pairs, units: found.units})}`);
      screen.line(`  ${screen.text('test.used', {used, seen})}`);
      screen.line(`  ${screen.text('test.verdict', sureness(verdict))}`);
      if (verdict.decided === null) screen.say('test.undecided', {state: test.state});
      else screen.say('test.decided', {decided: verdict.decided, step: String(test.design.step)});
    },
  };
}

function figures({elasticity, low, high}: Estimate) {
  return {elasticity: elasticity.toFixed(2), low: low.toFixed(2), high: high.toFixed(2)};
}

function sureness({up, down, stay}: Verdict) {
  return {up: up.toFixed(3), down: down.toFixed(3), stay: stay.toFixed(3)};
}

function estimateJson(found: Estimate | null): object | null {
  if (found === null) return null;
  const {elasticity, low, high} = figures(found);
  return {elasticity, interval: {low, high, level: '0.95'}, pairs: found.pairs, units: found.units};
}

function verdictJson(verdict: Verdict): object {
  return {...sureness(verdict), decided: verdict.decided};
}

/** `souk price test list`. */
export function experimentsAnswer(shop: Shop, all: readonly Experiment[]): Answer {
  const columns = ['id', 'kind', 'state', 'from', 'until', 'skus'] as const;
  return {
    result: {experiments: all.map((each) => experimentJson(shop, each))},
    show: (screen) => {
      if (all.length === 0) return screen.say('test.none', {shop: shop.name});
      return screen.table(
        columns.map((column) => ({label: screen.text('test.column', {column})})),
        all.map((each) => {
          const test = each.kind === 'test' ? each.design : null;
          const skus = each.kind === 'test' ? 2 * each.design.pairs.length : each.skus.length;
          const from = each.kind === 'test' ? each.design.from : each.from;
          const until = test === null ? '–' : dateText(test.until - 1);
          return [each.id, each.kind, each.state, dateText(from), until, String(skus)];
        }),
      );
    },
  };
}
