import type {Minor} from '../money.js';
import {lowestHeld} from '../promotions/reference.js';

/** One price that held from an instant on (ms UTC, business time). */
export interface HeldPrice {
  readonly at: number;
  readonly price: Minor;
  readonly promotion: string | null;
}

/** The lowest price of the days before an instant, and whether the ledger reaches back that far. */
export interface LowestPrice {
  readonly from: number;
  readonly until: number;
  /** Null: no price is known in the window. */
  readonly price: Minor | null;
  /** Since when that price held, at the earliest. */
  readonly since: number | null;
  /** False: the first known price is younger than the window, so the figure covers part of it only. */
  readonly complete: boolean;
  /** The promotion whose start ends the window; null: it ends now. */
  readonly promotion: string | null;
}

const DAY = 86_400_000;

/**
 * Lowest price that held within `days` before `now`: the reference price of an announced reduction (EU Omnibus, Art. 6a
 * Directive 98/6/EC). While a promotion runs the window ends where it started, not now; with `announced`, an instant, it
 * ends there.
 */
export function lowestBefore(
  entries: readonly HeldPrice[],
  now: number,
  days: number,
  announced: number | null = null,
): LowestPrice {
  const past = entries.filter(({at}) => at <= now).sort((a, b) => a.at - b.at);
  const {until: started, promotion} = windowEnd(past, now);
  const until = announced ?? started;
  const from = until - days * DAY;
  const before = past.filter(({at}) => at < until);
  const price = lowestHeld(before, from, until);
  const held = before.filter((each, index) => each.price === price && (before[index + 1]?.at ?? until) > from);
  const first = before[0];
  return {
    from,
    until,
    price,
    since: held[0]?.at ?? null,
    complete: first !== undefined && first.at <= from,
    promotion,
  };
}

/** The promotion that runs at an instant, by the ledger; null: none. */
export function runningAt(entries: readonly HeldPrice[], now: number): string | null {
  return windowEnd(
    entries.filter(({at}) => at <= now).sort((a, b) => a.at - b.at),
    now,
  ).promotion;
}

/** Start of the promotion that runs at the end of the history; of consecutive entries of the same one, the first. */
function windowEnd(past: readonly HeldPrice[], now: number): {until: number; promotion: string | null} {
  const promotion = past.at(-1)?.promotion ?? null;
  if (promotion === null) return {until: now, promotion: null};
  let start = past.length - 1;
  while (start > 0 && past[start - 1]?.promotion === promotion) start--;
  return {until: past[start]?.at ?? now, promotion};
}
