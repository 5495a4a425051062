import {formatAmount} from '../domain/money.js';
import type {Backtest, BacktestRow, Ranged} from '../domain/pricing/backtest/result.js';
import type {Cell, ReportColumn, ReportTable} from './columns.js';

/** The columns of a backtest, by the names they have in files; expected units have one decimal. */
export const BACKTEST_COLUMNS = [
  ['category', 'text'],
  ['policy', 'text'],
  ['units', 'count'],
  ['units_low', 'count'],
  ['units_high', 'count'],
  ['revenue', 'money'],
  ['profit', 'money'],
  ['gain', 'money'],
  ['gain_low', 'money'],
  ['gain_high', 'money'],
  ['changes', 'count'],
] as const satisfies readonly (readonly [string, ReportColumn['type']])[];

export type BacktestColumn = (typeof BACKTEST_COLUMNS)[number][0];

/** A backtest as rows for a spreadsheet: by category where there are several, else of the whole shop, and never both. */
export function backtestTable(backtest: Backtest): ReportTable {
  const {currency, rows, totals} = backtest;
  return {
    columns: BACKTEST_COLUMNS.map(([key, type]) => ({key, type, unit: type === 'money' ? currency : null})),
    rows: (rows.length > 0 ? rows : totals).map((row) => cellsOf(row, currency)),
    totals: {},
  };
}

/** A backtest as JSON. `label` names columns in the reader's language. */
export function backtestDocument(backtest: Backtest, label: (key: BacktestColumn) => string): object {
  const {shop, currency, zone, period, rules, totals, rows, course, counts} = backtest;
  const record = (row: BacktestRow) => {
    const cells = cellsOf(row, currency);
    return Object.fromEntries(BACKTEST_COLUMNS.map(([key], index) => [key, cells[index] ?? null]));
  };
  return {
    report: 'backtest',
    shop,
    currency,
    ...period,
    zone,
    rules,
    columns: BACKTEST_COLUMNS.map(([key, type]) => ({
      key,
      label: label(key),
      type,
      unit: type === 'money' ? currency : null,
    })),
    rows: rows.map(record),
    totals: totals.map(record),
    course:
      course === null
        ? null
        : {
            step: course.step,
            points: course.points.map(({key, gain}) => ({[course.step]: key, gain: formatAmount(gain, currency)})),
          },
    counts,
  };
}

function cellsOf({category, policy, units, revenue, profit, gain, changes}: BacktestRow, currency: string): Cell[] {
  const money = (minor: number | null) => (minor === null ? null : formatAmount(Math.round(minor), currency));
  const gained = (end: keyof Ranged) => money(gain === null ? null : gain[end]);
  return [
    category,
    policy,
    tenth(units.middle),
    tenth(units.low),
    tenth(units.high),
    money(revenue),
    money(profit),
    gained('middle'),
    gained('low'),
    gained('high'),
    Math.round(changes * 100) / 100,
  ];
}

function tenth(value: number): number {
  return Math.round(Math.max(0, value) * 10) / 10;
}
