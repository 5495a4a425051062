import type {Breaker, BreakerLimit, Change} from '../change/types.js';
import {message} from '../errors.js';
import {type Minor, parseAmount} from '../money.js';
import {moveOf} from './cost.js';
import type {BreakerLimits} from './rules.js';

/** Against what the moves of a plan are measured. */
export interface BreakerBasis {
  /** Offers with a price in the shop. */
  readonly offers: number;
  /** The shop's first repricing: everything moves once, so share and mean are not judged. */
  readonly first: boolean;
  /** Figures of a person (import, `price set`): large moves count by their share, not each for itself. */
  readonly manual: boolean;
  /** Rows of the input at the last time and now; null: nothing to compare with. */
  readonly rows: {readonly before: number; readonly now: number} | null;
  /** What was sold lately at present prices, in minor units, of the whole shop; null: not known, and then no revenue is measured. */
  readonly revenue: number | null;
}

/** What a tally goes by. */
export interface TallyTerms {
  readonly currency: string;
  /** A price counts as changed when it moves by more. */
  readonly moveAbove: number;
  /** Units sold lately by SKU. */
  readonly units: ReadonlyMap<string, number>;
  /**
   * Where prices were on their way to when a repricing was last let through, by `nameOf`: one further step there was
   * foreseen then, and is not news for share and mean. So a large move that takes many nights is accepted once.
   */
  readonly underWay?: ReadonlyMap<string, Minor>;
}

/** So few moved prices are a person's business, whatever share of a small shop they are. */
const FEW = 3;

/** A further step may overshoot where it goes by so much: rounding to an ending. */
const SLACK = 0.02;

/** The moves of visible prices in a plan, counted one by one: of a plan of any length this is all that its breaker needs. */
export class MoveTally {
  moves = 0;
  /** Not foreseen when an earlier plan was let through. */
  news = 0;
  far = 0;
  large = 0;
  widest = 0;
  floored = 0;
  lowered = 0;
  /** What the lower prices would have cost at the units lately sold. */
  lost = 0;
  #sum = 0;

  constructor(readonly terms: TallyTerms) {}

  /** Creates and changes of other fields move no price. A promotion's end is no move of ours. */
  add(change: Omit<Change, 'n'>): void {
    const {currency, moveAbove, units, underWay} = this.terms;
    const price = change.fields['price'];
    if (price === undefined || typeof price.before !== 'string' || typeof price.after !== 'string') return;
    const before = parseAmount(price.before, currency);
    const after = parseAmount(price.after, currency);
    const move = before === null || after === null ? null : moveOf(before, after);
    if (before === null || after === null || move === null) return;
    this.moves += 1;
    this.widest = Math.max(this.widest, Math.abs(move));
    if (change.largeMove === true) this.large += 1;
    if (change.guards.some(({code, verdict}) => code === 'floor' && verdict === 'clamp')) this.floored += 1;
    if (after < before) {
      this.lowered += 1;
      this.lost += (before - after) * (units.get(change.target.key.sku ?? '') ?? 0);
    }
    if (foreseen(before, after, underWay?.get(nameOf(change)))) return;
    this.news += 1;
    this.#sum += move;
    if (Math.abs(move) > moveAbove) this.far += 1;
  }

  get mean(): number {
    return this.news === 0 ? 0 : Math.abs(this.#sum / this.news);
  }
}

/** Measures a plan as a whole (MODEL.md §4). Any limit that trips stops the plan until a person accepts it. */
export function judgePlan(tally: MoveTally, basis: BreakerBasis, limits: BreakerLimits): Breaker {
  const {news, far, large, floored} = tally;
  const offers = Math.max(basis.offers, tally.moves, 1);
  const found: (BreakerLimit | null)[] = [
    limit('share', far / offers, limits.share, !basis.first && far > FEW, {
      count: far,
      offers,
      above: limits.moveAbove,
    }),
    limit('mean_move', tally.mean, limits.meanMove, !basis.first && news > FEW, {count: news, offers}),
    basis.manual
      ? limit('large_moves', large / offers, limits.largeMoves, large > 1, {count: large, offers})
      : limit('largest_move', tally.widest, limits.largestMove, true, {count: large, offers}),
    basis.manual ? null : limit('at_floor', floored / offers, limits.atFloor, floored > FEW, {count: floored, offers}),
    rowsLimit(basis, limits),
    revenueLimit(tally, basis, limits),
  ];
  const all = found.filter((each) => each !== null);
  return {tripped: all.some(({tripped}) => tripped), ...(basis.first ? {first: true} : {}), limits: all};
}

/** A step towards the goal, and not past it. */
function foreseen(before: Minor, after: Minor, goal: Minor | undefined): boolean {
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

/** What the lower prices would have cost, as a share of the shop's revenue. */
function revenueLimit(
  {moves, lowered, lost}: MoveTally,
  {revenue, manual}: BreakerBasis,
  limits: BreakerLimits,
): BreakerLimit | null {
  if (revenue === null || revenue <= 0) return null;
  const counted = {count: lowered, offers: moves};
  return limit('revenue', lost / revenue, limits.revenue, !manual || lowered > FEW, counted);
}
