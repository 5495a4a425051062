import {Decimal} from 'decimal.js';
import type {Minor} from '../money.js';
import {type Line, lineAt, type Tariff} from './tariff.js';

/** Enough digits that a quotient of safe integers and rates never rounds across a whole unit. */
export const Exact = Decimal.clone({precision: 40});

/** What a sale at a price must cover. Rates are decimal fractions, amounts net minor units. */
export interface Burden {
  /** 1 + tax inside the price. */
  readonly gross: Decimal;
  /** Charged on what the buyer pays. */
  readonly fee: Tariff;
  /** Charged on the price without tax; its steps are such prices too. */
  readonly share: Tariff | null;
  /** Further rate of what the buyer pays. */
  readonly rate: Decimal;
  /** What a sale costs whatever its price. */
  readonly fixed: Decimal;
  /** Share of the net price that has to be left. */
  readonly margin: Decimal;
}

/** Prices from..to, both included. */
export interface Range {
  readonly from: Minor;
  readonly to: Minor;
}

const MOST = Number.MAX_SAFE_INTEGER;

/**
 * Every whole price at which the burden is covered, as ranges from the lowest up. Steps of a fee may take away again what
 * a higher price brought, so there can be several. Exact: between two steps all is a straight line.
 */
export function coveringPrices(burden: Burden): readonly Range[] {
  const ranges: {from: Minor; to: Minor}[] = [];
  let from = 1;
  for (const to of stepEnds(burden)) {
    const covered = linesOn(burden, to).reduce<Range>(within, {from, to});
    const last = ranges.at(-1);
    if (covered.from <= covered.to) {
      if (last !== undefined && last.to + 1 === covered.from) last.to = covered.to;
      else ranges.push({...covered});
    }
    from = to + 1;
  }
  return ranges;
}

/** What is left of a price beyond its burden, times the tax factor; below zero: not covered. */
export function leftAt(burden: Burden, price: Minor): Decimal {
  return linesOn(burden, price).reduce<Decimal>((least, {base, slope}) => {
    const left = slope.times(price).plus(base);
    return left.lt(least) ? left : least;
  }, new Exact(Number.POSITIVE_INFINITY));
}

/** The last whole price of each stretch without a step, the last stretch without an end. */
function stepEnds({fee, share, gross}: Burden): readonly Minor[] {
  const ends = new Set([MOST]);
  for (const {upTo} of fee.steps) if (upTo !== null) ends.add(upTo);
  for (const {upTo} of share?.steps ?? [])
    if (upTo !== null) ends.add(Math.min(MOST, gross.times(upTo).floor().toNumber()));
  return [...ends].filter((end) => end >= 1).sort((a, b) => a - b);
}

/**
 * What is left on the stretch of a price, times the tax factor, as lines of which the lowest holds: one for the rate of the
 * fee, one for its minimum, and so for the share. (All times the factor, so that nothing is divided before the end.)
 */
function linesOn({gross, fee, share, rate, fixed, margin}: Burden, price: Minor): Line[] {
  const shares = share === null ? [null] : withMinimum(lineAt(share, new Exact(price).div(gross), Exact), share);
  return withMinimum(lineAt(fee, price, Exact), fee).flatMap((charged) => {
    const base = charged.base.plus(fixed);
    const slope = new Exact(1).minus(margin).minus(charged.slope.plus(rate).times(gross));
    return shares.map((each) => ({
      base: (each === null ? base : base.plus(each.base)).times(gross).neg(),
      slope: each === null ? slope : slope.minus(each.slope),
    }));
  });
}

function withMinimum(line: Line, {minimum}: Tariff): Line[] {
  return minimum === null ? [line] : [line, {base: new Exact(minimum), slope: new Exact(0)}];
}

/** The part of a range where a line is not below zero. */
function within(range: Range, {base, slope}: Line): Range {
  if (slope.isZero()) return base.isNegative() && !base.isZero() ? {from: 1, to: 0} : range;
  const zero = base.neg().div(slope);
  if (slope.isPositive()) return {...range, from: Math.max(range.from, whole(zero.ceil()))};
  return {...range, to: Math.min(range.to, whole(zero.floor()))};
}

function whole(value: Decimal): Minor {
  return value.gt(MOST) ? MOST + 1 : value.lt(0) ? 0 : value.toNumber();
}
