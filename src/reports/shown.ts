import type {Step} from '../domain/sales/calendar.js';
import {type Dimension, isStep} from '../domain/sales/dimensions.js';
import type {Figures} from '../domain/sales/figures.js';
import type {ReportRow} from '../domain/sales/report.js';
import type {FigureKey} from './columns.js';
import type {Texts} from './text.js';

/** The figures people see first, in the order of the columns; files have all of them. */
export const SHOWN = [
  'orders',
  'units',
  'gmv',
  'net_sales',
  'return_rate',
  'aov',
  'gross_margin',
] as const satisfies readonly FigureKey[];

/** The shown figures of a row, as a reader writes them. A margin that stands on part of the sales carries a `*`. */
export function shownCells(figures: Figures, texts: Texts): readonly string[] {
  return [
    texts.count(figures.orders),
    texts.count(figures.units),
    texts.money(figures.gmv),
    texts.money(figures.netSales),
    texts.share(figures.returnRate),
    texts.money(figures.aov),
    `${texts.share(figures.grossMargin)}${partly(figures) ? '*' : ''}`,
  ];
}

/** True when a margin is known for part of the sales only. */
export function partly({grossMargin, marginCoverage}: Figures): boolean {
  return grossMargin !== null && marginCoverage !== null && Number(marginCoverage) < 1;
}

/** What a row stands for, one text a dimension. Products go by their title where they have one. */
export function shownKey({key}: ReportRow, by: readonly Dimension[], texts: Texts, none: string): readonly string[] {
  return by.map((dimension, index) => {
    const value = key.values[index] ?? null;
    if (value === null) return none;
    if (isStep(dimension)) return texts.step(value, dimension satisfies Step);
    return dimension === 'product' ? (key.title ?? value) : value;
  });
}
