import {
  type Comparison,
  type Condition,
  type NumberField,
  type Selector,
  TEXT_FIELDS,
} from '../../domain/catalog/selector.js';
import type {WhenEntry} from './rules-schema.js';
import {amountAt, type Path, type Reading, refuse} from './rules-values.js';

/** A `when:` block as a selector: AND between its keys, OR within its lists. Amounts are in the shop's currency. */
export function selectorOf(when: WhenEntry | undefined, reading: Reading, path: Path): Selector {
  if (when === undefined) return [];
  const texts = TEXT_FIELDS.flatMap((field): Condition[] => {
    const value = when[field];
    return value === undefined ? [] : [{field, values: typeof value === 'string' ? [value] : value}];
  });
  const numbers = (['price', 'stock', 'cost'] as const).flatMap((field) => {
    const value = when[field];
    return value === undefined ? [] : comparisons(field, String(value), reading, [...path, field]);
  });
  return [...texts, ...numbers];
}

/** ">0", "12.50", ">=5 <20". */
function comparisons(field: NumberField, text: string, reading: Reading, path: Path): Condition[] {
  return [...text.matchAll(/(<=|>=|!=|<|>|=)?\s*(\d*\.?\d+)/gu)].map(([, is = '=', figure = '']) => {
    const value = field === 'stock' ? Number(figure) : amountAt(reading, figure, path);
    if (!Number.isSafeInteger(value)) refuse(reading, path, 'comparison');
    return {field, is: is as Comparison, value};
  });
}
