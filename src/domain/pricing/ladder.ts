import type {Minor} from '../money.js';
import {oneMinus, times} from './factor.js';

/** One rung of a clearance: so much off the regular price once any of its conditions is met; null: it has no such one. */
export interface Rung {
  /** In stock since so many days. */
  readonly afterDays: number | null;
  /** The stock lasts so many days at the rate of now. */
  readonly coverDays: number | null;
  /** At most so many days are left until the season's end. */
  readonly daysToSeasonEnd: number | null;
  /** Decimal fraction of the regular price. */
  readonly off: string;
}

/** How long goods have been there, will last, and have left. In days; null is unknown and meets no condition. */
export interface ShelfLife {
  readonly age: number | null;
  readonly cover: number | null;
  readonly toSeasonEnd: number | null;
}

/** Which of its conditions a rung was reached by. */
export type RungCause = 'age' | 'cover' | 'season';

/** From 120 days of age or 180 days of cover on, 10, 20, 30 and 50 % (PRICING formulas 3.6), or as a season ends. */
export const DEFAULT_LADDER: readonly Rung[] = [
  {afterDays: 120, coverDays: 180, daysToSeasonEnd: 42, off: '0.1'},
  {afterDays: 150, coverDays: 270, daysToSeasonEnd: 28, off: '0.2'},
  {afterDays: 180, coverDays: 365, daysToSeasonEnd: 14, off: '0.3'},
  {afterDays: 240, coverDays: 540, daysToSeasonEnd: 7, off: '0.5'},
];

/** The condition of a rung that is met; null when none is. */
function causeOf(rung: Rung, {age, cover, toSeasonEnd}: ShelfLife): RungCause | null {
  if (age !== null && rung.afterDays !== null && age >= rung.afterDays) return 'age';
  if (cover !== null && rung.coverDays !== null && cover >= rung.coverDays) return 'cover';
  if (toSeasonEnd === null || rung.daysToSeasonEnd === null || toSeasonEnd > rung.daysToSeasonEnd) return null;
  // What will be sold by then at the price of now needs no cut.
  return cover !== null && cover <= toSeasonEnd ? null : 'season';
}

/** A rung with its price and what it was reached by. */
export interface Step {
  readonly off: string;
  readonly price: Minor;
  readonly cause: RungCause;
}

/** What the ladder says: the next cut, or that none is due; `due` is the deepest rung that is reached. */
export interface LadderAnswer {
  readonly due: Omit<Step, 'price'> | null;
  readonly next: Step | null;
}

/**
 * The next rung down from the present price, of those that are reached. Rungs are taken one after another: one counts as
 * taken once the price is nearer to it than to the rung above, so that rounding does not make it come twice.
 */
export function climbDown(ladder: readonly Rung[], life: ShelfLife, regular: Minor, price: Minor): LadderAnswer {
  const rungs = [...ladder].sort((a, b) => Number(a.off) - Number(b.off));
  const reached = rungs.flatMap((rung) => {
    const cause = causeOf(rung, life);
    return cause === null ? [] : [{off: rung.off, cause}];
  });
  const due = reached.at(-1) ?? null;
  if (due === null) return {due, next: null};
  let above = regular;
  for (const {off} of rungs) {
    if (Number(off) > Number(due.off)) break;
    const at = times(regular, oneMinus(off), 'half-up');
    if (at === null || at <= 0) break;
    if (at < price && price > (above + at) / 2) return {due, next: {off, price: at, cause: due.cause}};
    above = at;
  }
  return {due, next: null};
}
