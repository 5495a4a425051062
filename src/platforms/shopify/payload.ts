import {formatOptions} from '../../domain/catalog/key.js';
import type {OptionValue} from '../../domain/catalog/types.js';
import type {Results} from '../results.js';
import {rowOf, type UserError} from './errors.js';
import {NO_OPTION, optionsOf} from './goods.js';
import type {Wish} from './wish.js';

/** A variant as a mutation answers it: enough to tell which one it is. */
export interface Made {
  readonly id: string;
  readonly selectedOptions: readonly OptionValue[];
}

export const MADE = 'id selectedOptions { name value }';

/** Rows that were refused are told so; answers the others. Null: the refusal is about the whole, and all are told. */
export function goodRows<T extends {readonly n: number}>(
  rows: readonly T[],
  errors: readonly UserError[],
  list: string,
  results: Results,
): readonly T[] | null {
  const bad = new Map<number, UserError>();
  for (const error of errors) {
    const row = rowOf(error, list);
    if (row !== null && row < rows.length && !bad.has(row)) bad.set(row, error);
  }
  const whole = errors.find((error) => rowOf(error, list) === null);
  rows.forEach(({n}, i) => {
    const error = bad.get(i) ?? whole;
    if (error !== undefined) results.rejected(n, error.code ?? 'REFUSED', error.message);
  });
  return whole === undefined && bad.size > 0 ? rows.filter((_, i) => !bad.has(i)) : null;
}

/** Each wish's variant, found in the answer by its options; one that the answer does not name stays unknown. */
export function nameMade(wishes: readonly Wish[], made: readonly Made[], results: Results): void {
  const ids = new Map(made.map(({id, selectedOptions}) => [formatOptions(optionsOf(selectedOptions)), id]));
  for (const {change, options} of wishes) {
    const id = ids.get(formatOptions(options ?? []));
    if (id !== undefined) results.applied(change.n, id);
    else results.told([change.n], {kind: 'lost', code: 'NO_ANSWER', message: 'the answer does not name this row'});
  }
}

/** Options as an input names them; a variant without any has Shopify's stand-in. */
export function optionValues(options: readonly OptionValue[]): readonly object[] {
  const named = options.length === 0 ? [NO_OPTION] : options;
  return named.map(({name, value}) => ({optionName: name, name: value}));
}

/** The names of options, as one text: variants of a product have the same. */
export function namesOf(options: readonly OptionValue[]): string {
  return JSON.stringify(options.map(({name}) => name));
}
