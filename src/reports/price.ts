import {formatAmount} from '../domain/money.js';
import type {Uplift} from '../domain/pricing/experiment/holdout.js';
import type {Period} from '../domain/sales/calendar.js';
import type {Cell, ReportColumn, ReportTable} from './columns.js';

/** One side of a holdout: profit a day in minor units, before it began and since. */
export interface PriceSide {
  readonly side: 'by-rules' | 'old-prices';
  readonly skus: number;
  readonly before: number;
  /** Null: no day is over. */
  readonly since: number | null;
}

/** What the rules bring beside old prices; without sides nothing was ever set aside. */
export interface PriceComparison {
  readonly shop: string;
  readonly currency: string;
  readonly zone: string;
  /** The days that are compared with those before them. */
  readonly period: Period;
  readonly sides: readonly PriceSide[];
  /** Null: too little is known to compare them. */
  readonly uplift: Uplift | null;
}

/** The columns of `souk report price`, by the names they have in files. The uplift stands beside what is by the rules. */
export const PRICE_COLUMNS = [
  ['side', 'text'],
  ['skus', 'count'],
  ['profit_a_day_before', 'money'],
  ['profit_a_day_since', 'money'],
  ['ratio', 'share'],
  ['uplift', 'share'],
  ['uplift_low', 'share'],
  ['uplift_high', 'share'],
] as const satisfies readonly (readonly [string, ReportColumn['type']])[];

export type PriceColumn = (typeof PRICE_COLUMNS)[number][0];

/** The comparison as rows for a spreadsheet, one a side. */
export function priceTable({currency, sides, uplift}: PriceComparison): ReportTable {
  const money = (minor: number | null) => (minor === null ? null : formatAmount(Math.round(minor), currency));
  const part = (value: number | null | undefined) => value?.toFixed(4) ?? null;
  return {
    columns: PRICE_COLUMNS.map(([key, type]) => ({key, type, unit: type === 'money' ? currency : null})),
    rows: sides.map((each): Cell[] => {
      const beside = each.side === 'by-rules' ? uplift : null;
      return [
        each.side,
        each.skus,
        money(each.before),
        money(each.since),
        part(ratioOf(each)),
        part(beside?.uplift),
        part(beside?.low),
        part(beside?.high),
      ];
    }),
    totals: {},
  };
}

/** The same as JSON has it. `label` names columns in the reader's language. */
export function priceDocument(comparison: PriceComparison, label: (key: PriceColumn) => string): object {
  const {shop, currency, zone, period} = comparison;
  const {columns, rows} = priceTable(comparison);
  return {
    report: 'price',
    shop,
    currency,
    ...period,
    zone,
    columns: PRICE_COLUMNS.map(([key], index) => ({...columns[index], label: label(key)})),
    rows: rows.map((cells) => Object.fromEntries(PRICE_COLUMNS.map(([key], index) => [key, cells[index] ?? null]))),
  };
}

/** Profit since over profit before; null where nothing was earned before, or no day is over. */
export function ratioOf({before, since}: PriceSide): number | null {
  return before > 0 && since !== null ? since / before : null;
}
