import {Decimal} from 'decimal.js';
import {KnownError} from '../errors.js';
import {currencyKnown, exponentOf} from '../money.js';
import {MONEY_FIELDS, type MoneySums, noMoney} from './sums.js';

/** One unit of `from` is `rate` units of `to`, as the person gave it. */
export interface Rate {
  readonly from: string;
  readonly to: string;
  readonly rate: string;
}

/** The currency of a report, and the rates it needed. */
export interface Conversion {
  readonly currency: string;
  readonly rates: readonly Rate[];
}

const RATE = /^([A-Za-z]{3})\s*=\s*(\d{1,12}(?:\.\d{1,12})?)$/u;

/** Reads "USD=0.9214"; null unless it names a known currency and a rate above zero. */
export function parseRate(text: string): {readonly from: string; readonly rate: string} | null {
  const [, code = '', rate = ''] = RATE.exec(text.trim()) ?? [];
  const from = code.toUpperCase();
  return from !== '' && currencyKnown(from) && new Decimal(rate).gt(0) ? {from, rate} : null;
}

/**
 * The currency to report in. Amounts of different currencies are never added silently: without `wanted` the sales must be in
 * one currency; with it, every other currency needs a rate.
 *
 * @param found the currencies of the sales and of their costs
 * @param fallback the currency where there are no sales
 * @param shops how many shops are reported on: one of several may be asked for alone
 * @throws KnownError REPORT_CURRENCIES, REPORT_RATE_MISSING
 */
export function conversionOf(
  found: ReadonlySet<string>,
  wanted: string | undefined,
  given: ReadonlyMap<string, string>,
  fallback: string,
  shops = 1,
): Conversion {
  const [only] = found;
  if (wanted === undefined && found.size > 1) {
    const currencies = [...found].sort();
    throw new KnownError('usage', 'REPORT_CURRENCIES', {
      currencies: currencies.join(', '),
      flags: flagsFor(found.has(fallback) ? fallback : (currencies[0] ?? ''), currencies),
      shops,
    });
  }
  const currency = wanted ?? only ?? fallback;
  const others = [...found].filter((each) => each !== currency).sort();
  const missing = others.filter((each) => !given.has(each));
  if (missing.length > 0) {
    throw new KnownError('usage', 'REPORT_RATE_MISSING', {
      missing: missing.join(', '),
      currency,
      flags: flagsFor(currency, [currency, ...others]),
    });
  }
  return {currency, rates: others.map((from) => ({from, to: currency, rate: given.get(from) ?? '1'}))};
}

function flagsFor(currency: string, all: readonly string[]): string {
  const rates = all.filter((each) => each !== currency).map((each) => `--rate ${each}=…`);
  return ['--currency', currency, ...rates].join(' ');
}

/** Converts the rows of one table, one after the other. */
export interface Converter {
  next(money: ReadonlyMap<string, MoneySums>): MoneySums;
}

/**
 * A converter for one table. Rounding is carried from row to row: each amount is the rounded running total less the one
 * before, so that the rows add up to the converted total to the cent, however many they are.
 */
export function openConverter({currency, rates}: Conversion): Converter {
  const factors = new Map(
    rates.map(({from, rate}) => [
      from,
      new Decimal(rate).times(Decimal.pow(10, exponentOf(currency) - exponentOf(from))),
    ]),
  );
  const running = new Map<string, MoneySums>();
  return {
    next: (money) => {
      const row = noMoney();
      for (const [from, sums] of money) {
        const factor = factors.get(from);
        if (factor === undefined) add(row, sums);
        else add(row, carried(running, from, sums, factor));
      }
      for (const field of MONEY_FIELDS) {
        if (!Number.isSafeInteger(row[field])) throw new KnownError('input', 'REPORT_AMOUNT_TOO_LARGE', {order: ''});
      }
      return row;
    },
  };
}

function carried(running: Map<string, MoneySums>, from: string, sums: MoneySums, factor: Decimal): MoneySums {
  const sofar = running.get(from) ?? noMoney();
  const parts = noMoney();
  for (const field of MONEY_FIELDS) {
    const before = sofar[field];
    const after = before + sums[field];
    parts[field] = rounded(after, factor) - rounded(before, factor);
    sofar[field] = after;
  }
  running.set(from, sofar);
  return parts;
}

function add(to: MoneySums, from: MoneySums): void {
  for (const field of MONEY_FIELDS) to[field] += from[field];
}

function rounded(amount: number, factor: Decimal): number {
  return factor.times(amount).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
}
