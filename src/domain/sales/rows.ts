import {type Period, stepKeys} from './calendar.js';
import {type Conversion, openConverter} from './conversion.js';
import {type Dimension, isStep} from './dimensions.js';
import {type Figures, figuresOf} from './figures.js';
import type {ReportRow} from './report.js';
import {noSums, type Sums} from './sums.js';
import {type Grouping, groupId} from './tally.js';

/** What rows there have to be, whether anything was sold or not. */
export interface Frame {
  readonly period: Period;
  readonly shops: readonly string[];
}

/**
 * The rows of a grouping in reading order: time forward, shops as named, all else by GMV, best first. Reports over time
 * and shops have a row for every step and shop, so that a chart has no gaps; other rows are those that occur.
 */
export function rowsOf(grouping: Grouping, frame: Frame, conversion: Conversion): readonly ReportRow[] {
  const groups = [...filled(grouping, frame).values()];
  const converter = openConverter(conversion);
  const compare = readingOrder(grouping.by, frame, groups, conversion);
  return groups
    .sort((a, b) => compare(a.key.values, b.key.values))
    .map(({key, sums}) => ({key, figures: figuresOf(sums, converter.next(sums.money))}));
}

/** The figures of sums that stand alone. */
export function totalsOf(sums: Sums, conversion: Conversion): Figures {
  return figuresOf(sums, openConverter(conversion).next(sums.money));
}

type Group = Grouping['groups'] extends ReadonlyMap<string, infer G> ? G : never;

function filled({by, groups}: Grouping, frame: Frame): ReadonlyMap<string, Group> {
  if (!by.every((dimension) => isStep(dimension) || dimension === 'shop')) return groups;
  const all = new Map(groups);
  for (const values of combinations(by.map((dimension) => valuesOf(dimension, frame)))) {
    const id = groupId(values);
    if (!all.has(id)) all.set(id, {key: {values, title: null}, sums: noSums()});
  }
  return all;
}

function valuesOf(dimension: Dimension, {period, shops}: Frame): readonly string[] {
  return isStep(dimension) ? stepKeys(period, dimension) : shops;
}

function combinations(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (sofar, list) => sofar.flatMap((head) => list.map((value) => [...head, value])),
    [[]],
  );
}

type Compare = (a: readonly (string | null)[], b: readonly (string | null)[]) => number;

function readingOrder(
  by: readonly Dimension[],
  {shops}: Frame,
  groups: readonly Group[],
  conversion: Conversion,
): Compare {
  const place = new Map(shops.map((shop, index) => [shop, index]));
  const ranks = by.map((dimension, index) =>
    isStep(dimension) || dimension === 'shop' ? null : salesByValue(index, groups, conversion),
  );
  return (a, b) => {
    for (const [index, dimension] of by.entries()) {
      const [left, right] = [a[index] ?? null, b[index] ?? null];
      if (left === right) continue;
      const rank = ranks[index];
      const order =
        dimension === 'shop'
          ? (place.get(left ?? '') ?? 0) - (place.get(right ?? '') ?? 0)
          : rank === null || rank === undefined
            ? 0
            : (rank.get(right) ?? 0) - (rank.get(left) ?? 0);
      if (order !== 0) return order;
      return left === null ? 1 : right === null ? -1 : left < right ? -1 : 1;
    }
    return 0;
  };
}

function salesByValue(
  index: number,
  groups: readonly Group[],
  conversion: Conversion,
): ReadonlyMap<string | null, number> {
  const converter = openConverter(conversion);
  const sales = new Map<string | null, number>();
  for (const {key, sums} of groups) {
    const value = key.values[index] ?? null;
    sales.set(value, (sales.get(value) ?? 0) + converter.next(sums.money).gmv);
  }
  return sales;
}
