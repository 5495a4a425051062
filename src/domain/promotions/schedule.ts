import {compareIds} from './overlay.js';
import type {Promotion} from './types.js';

/** What is to be done about each promotion at an instant. */
export interface Due {
  /** Scheduled, and inside its window. */
  readonly starts: readonly Promotion[];
  /** Running, and inside its window. */
  readonly runs: readonly Promotion[];
  /** Running, and past its end. */
  readonly ends: readonly Promotion[];
  /** Scheduled, and already over: souk did not run during the whole window. It ends without having been set. */
  readonly missed: readonly Promotion[];
  /** Running before its own start: the clock went back. It is left as it stands, so that nothing is switched twice. */
  readonly early: readonly Promotion[];
}

/**
 * What is due at `now` (ms UTC, business time). Only what stands in the store and the instant count, not when souk last
 * looked: a missed switch is caught up, and a second look at the same instant, or an earlier one, finds nothing new.
 */
export function dueAt(promotions: readonly Promotion[], now: number): Due {
  const of = (status: Promotion['status'], when: (promotion: Promotion) => boolean) =>
    promotions.filter((promotion) => promotion.status === status && when(promotion));
  const inside = ({startsAt, endsAt}: Promotion) => startsAt <= now && now < endsAt;
  const over = ({endsAt}: Promotion) => endsAt <= now;
  return {
    starts: of('scheduled', inside),
    runs: of('running', inside),
    ends: of('running', over),
    missed: of('scheduled', over),
    early: of('running', ({startsAt}) => now < startsAt),
  };
}

/** The promotions whose overlays must stand, from what is due. */
export function standing({starts, runs, early}: Due): readonly Promotion[] {
  return [...starts, ...runs, ...early];
}

/** One coming switch. */
export interface Switch {
  readonly at: number;
  readonly what: 'start' | 'end';
  readonly promotion: Promotion;
}

/** Switches in [from, to) of promotions that are not over, in the order of time; at one instant ends come before starts. */
export function switches(promotions: readonly Promotion[], from: number, to: number): readonly Switch[] {
  const found = promotions.flatMap((promotion): readonly Switch[] => {
    const end: Switch = {at: promotion.endsAt, what: 'end', promotion};
    if (promotion.status === 'running') return [end];
    return promotion.status === 'scheduled' ? [{at: promotion.startsAt, what: 'start', promotion}, end] : [];
  });
  const inside = found.filter(({at}) => from <= at && at < to);
  return inside.sort(
    (a, b) => a.at - b.at || ORDER[a.what] - ORDER[b.what] || compareIds(a.promotion.id, b.promotion.id),
  );
}

const ORDER = {end: 0, start: 1};
