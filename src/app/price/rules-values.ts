import {Decimal} from 'decimal.js';
import {DateTime} from 'luxon';
import {KnownError} from '../../domain/errors.js';
import {type Minor, parseAmount} from '../../domain/money.js';
import type {Places, RulesTerms} from './rules-file.js';

export type Path = readonly PropertyKey[];

/** What is needed to read values: how the shop counts, and where things stand. */
export interface Reading {
  readonly terms: RulesTerms;
  readonly places: Places;
}

/** Refuses the value at `path`, saying what is expected there (a token of the message catalogue). */
export function refuse({places}: Reading, path: Path, expected: string): never {
  const text = path.map((step) => (typeof step === 'number' ? `[${step + 1}]` : `.${String(step)}`)).join('');
  throw new KnownError('input', 'RULES_VALUE_INVALID', {
    file: places.file,
    ...places.at(path),
    path: text.replace(/^\./u, ''),
    expected,
    more: [],
  });
}

/** An amount of the shop's currency, in minor units. */
export function amountAt(reading: Reading, value: string | number, path: Path): Minor {
  return parseAmount(String(value), reading.terms.currency) ?? refuse(reading, path, 'amount');
}

/** "15%" or 0.15 as a decimal fraction: "0.15". */
export function fraction(value: string | number): string {
  if (typeof value === 'number') return new Decimal(value).toFixed();
  return new Decimal(value.replace('%', '').trim()).div(100).toFixed();
}

/** A date or instant; without a zone of its own it is in the shop's. */
export function instantAt(reading: Reading, text: string, path: Path): number {
  const at = DateTime.fromISO(text, {zone: reading.terms.zone});
  return at.isValid ? at.toMillis() : refuse(reading, path, 'date');
}
