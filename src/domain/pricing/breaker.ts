import type {Breaker, BreakerLimit, Change} from '../change/types.js';
import {message} from '../errors.js';
import {type Minor, parseAmount} from '../money.js';
import {moveOf} from './cost.js';
import type {BreakerLimits} from './rules.js';

/** Against what a plan's changes are measured. */
export interface BreakerBasis {
  /** Offers with a price in the shop. */
  readonly offers: number;
  /** The shop's first repricing: everything moves once, so share and mean are not judged. */
  readonly first: boolean;
  /** Figures of a person (import, `price set`): large moves count by their share, not each for itself. */
  readonly manual: boolean;
  /**
   * Where prices were on their way to when a repricing was last let through, by `nameOf`: one further step there was
   * foreseen then, and is not news for share and mean. So a large move that takes many nights is accepted once.
   */
  readonly underWay?: ReadonlyMap<string, Minor>;
  /** Rows of the input at the last time and now; null: nothing to compare with. */
  readonly rows: {readonly before: number; readonly now: number} | null;
  /** What was sold lately; null: not known, and then no revenue is measured. */
  readonly sales: RecentSales | null;
}

/** Units sold lately by SKU, and their revenue at present prices, in minor units, of the whole shop. */
export interface RecentSales {
  readonly units: ReadonlyMap<string, number>;
  readonly revenue: number;
}

/** So few moved prices are a person's business, whatever share of a small shop they are. */
const FEW = 3;

/** A further step may overshoot where it goes by so much: rounding to an ending. */
const SLACK = 0.02;

/** The move of a visible price: all that the breaker needs of a change. */
export interface PriceMove {
  readonly sku: string;
  /** By `nameOf`. */
  readonly name: string;
  readonly move: number;
  readonly before: number;
  readonly after: number;
  readonly large: boolean;
  readonly atFloor: boolean;
}

/** Measures the moves of a plan as a whole (MODEL.md §4). Any limit that trips stops the plan until a person accepts it. */
export function judgePlan(moves: readonly PriceMove[], basis: BreakerBasis, limits: BreakerLimits): Breaker {
  const {underWay} = basis;
  // A step that was foreseen when an earlier plan was let through is no news.
  const news = underWay === undefined ? moves : moves.filter((each) => !foreseen(each, underWay.get(each.name)));
  const offers = Math.max(basis.offers, moves.length, 1);
  const far = news.filter(({move}) => Math.abs(move) > limits.moveAbove);
  const large = moves.filter((each) => each.large);
  const widest = moves.reduce((most, {move}) => Math.max(most, Math.abs(move)), 0);
  const mean = news.length === 0 ? 0 : Math.abs(news.reduce((sum, {move}) => sum + move, 0) / news.length);
  const floored = moves.filter(({atFloor}) => atFloor).length;
  const found: (BreakerLimit | null)[] = [
    limit('share', far.length / offers, limits.share, !basis.first && far.length > FEW, {
      count: far.length,
      offers,
      above: limits.moveAbove,
    }),
    limit('mean_move', mean, limits.meanMove, !basis.first && news.length > FEW, {count: news.length, offers}),
    basis.manual
      ? limit('large_moves', large.length / offers, limits.largeMoves, large.length > 1, {count: large.length, offers})
      : limit('largest_move', widest, limits.largestMove, true, {count: large.length, offers}),
    basis.manual ? null : limit('at_floor', floored / offers, limits.atFloor, floored > FEW, {count: floored, offers}),
    rowsLimit(basis, limits),
    revenueLimit(moves, basis, limits),
  ];
  const all = found.filter((each) => each !== null);
  return {tripped: all.some(({tripped}) => tripped), ...(basis.first ? {first: true} : {}), limits: all};
}

/** The move of a visible price; null for creates and changes of other fields. A promotion's end is no move of ours. */
export function priceMove(change: Omit<Change, 'n'>, currency: string): PriceMove | null {
  const {fields, target, guards, largeMove} = change;
  const price = fields['price'];
  if (price === undefined || typeof price.before !== 'string' || typeof price.after !== 'string') return null;
  const before = parseAmount(price.before, currency);
  const after = parseAmount(price.after, currency);
  const move = before === null || after === null ? null : moveOf(before, after);
  if (before === null || after === null || move === null) return null;
  const atFloor = guards.some(({code, verdict}) => code === 'floor' && verdict === 'clamp');
  return {sku: target.key.sku ?? '', name: nameOf(change), move, before, after, large: largeMove === true, atFloor};
}

/** A step towards the goal, and not past it. */
function foreseen({before, after}: PriceMove, goal: Minor | undefined): boolean {
  if (goal === undefined || after > before !== goal > before) return false;
  return after > before ? after <= goal * (1 + SLACK) : after >= goal * (1 - SLACK);
}

/** What goals go by: the shop's own id of the offer where it is known. */
export function nameOf({target: {key}}: Pick<Change, 'target'>): string {
  return key.remoteId ?? key.sku ?? '';
}

/**
 * Where the prices of a plan are on their way to: beyond what one night's step let through, as the step guard noted it;
 * for all others the price of the plan itself.
 */
export function goalsOf(changes: readonly Change[], currency: string): ReadonlyMap<string, Minor> {
  const goals = new Map<string, Minor>();
  for (const change of changes) {
    const price = change.fields['base_price'] ?? change.fields['price'];
    const step = change.guards.find(({code, verdict}) => code === 'step' && verdict === 'clamp')?.why;
    const wanted = step?.code === 'STEP_CLAMPED' ? step.params.from : price?.after;
    const goal = typeof wanted === 'string' ? parseAmount(wanted, currency) : null;
    if (change.target.kind === 'offer' && goal !== null) goals.set(nameOf(change), goal);
  }
  return goals;
}

interface Counted {
  readonly count: number;
  readonly offers: number;
  /** A move that counts is wider than this fraction. */
  readonly above?: number;
}

/** A limit that is switched off is not measured; one that does not apply is measured and can not trip. */
function limit(
  code: string,
  measured: number,
  allowed: number | null,
  applies: boolean,
  {count, offers, above}: Counted,
): BreakerLimit | null {
  if (allowed === null) return null;
  const numbers = {
    measured: measured.toFixed(4),
    limit: String(allowed),
    count,
    offers,
    setting: code,
    above: String(above ?? ''),
  };
  const why = message(BREAKER_WORDS[code] ?? 'BREAKER_SHARE', numbers);
  return {code, measured, limit: allowed, tripped: applies && measured > allowed, why};
}

type BreakerCode =
  | 'BREAKER_SHARE'
  | 'BREAKER_MEAN'
  | 'BREAKER_LARGEST'
  | 'BREAKER_LARGE'
  | 'BREAKER_FLOOR'
  | 'BREAKER_ROWS'
  | 'BREAKER_REVENUE';

const BREAKER_WORDS: Readonly<Record<string, BreakerCode>> = {
  share: 'BREAKER_SHARE',
  mean_move: 'BREAKER_MEAN',
  largest_move: 'BREAKER_LARGEST',
  large_moves: 'BREAKER_LARGE',
  at_floor: 'BREAKER_FLOOR',
  rows_fallen: 'BREAKER_ROWS',
  revenue: 'BREAKER_REVENUE',
};

function rowsLimit({rows}: BreakerBasis, limits: BreakerLimits): BreakerLimit | null {
  if (rows === null || rows.before <= 0) return null;
  const fallen = Math.max(0, (rows.before - rows.now) / rows.before);
  return limit('rows_fallen', fallen, limits.rowsFallen, rows.before > FEW, {count: rows.now, offers: rows.before});
}

/** What the lower prices would have cost at the units lately sold, as a share of the shop's revenue. */
function revenueLimit(
  moves: readonly PriceMove[],
  {sales, manual}: BreakerBasis,
  limits: BreakerLimits,
): BreakerLimit | null {
  if (sales === null || sales.revenue <= 0) return null;
  const lowered = moves.filter(({before, after}) => after < before);
  const lost = lowered.reduce((sum, {sku, before, after}) => sum + (before - after) * (sales.units.get(sku) ?? 0), 0);
  const counted = {count: lowered.length, offers: moves.length};
  return limit('revenue', lost / sales.revenue, limits.revenue, !manual || lowered.length > FEW, counted);
}
