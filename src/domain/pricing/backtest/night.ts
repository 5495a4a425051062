import type {RivalRecord} from '../../facts.js';
import type {Minor} from '../../money.js';
import type {OfferFacts} from '../facts.js';
import type {DemandBelief} from '../learner/belief.js';
import type {Fit} from './fit.js';
import type {PolicyName} from './tally.js';

/** Facts of a night that are other than today's. */
export type CostFacts = Pick<OfferFacts, 'cost' | 'fees' | 'selling'>;

/** The recorded past of a shop, and how prices are to be made in it. */
export interface ReplayInput {
  readonly fit: Fit;
  /** By SKU: its offer as it is today; null: the shop has it no more. */
  readonly offers: readonly (OfferFacts | null)[];
  /** The price that a policy wants on a night; null: it stays. What was done needs none. */
  readonly price: Readonly<Record<Exclude<PolicyName, 'done'>, (facts: OfferFacts) => Minor | null>>;
  /** Columns of the panel: the first night, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** The instant of a night. */
  instantOf(column: number): number;
  /** What was known on a night. */
  beliefsOn(column: number): readonly (DemandBelief | null)[];
  costOn(today: OfferFacts, now: number): CostFacts;
  rivalsOn(sku: number, now: number): readonly RivalRecord[];
  /** Pieces at the begin of the day; null: not recorded. */
  stockOn(sku: number, column: number): number | null;
}

/** One SKU on one night. */
export interface Scene {
  readonly sku: number;
  readonly column: number;
  readonly today: OfferFacts;
  readonly belief: DemandBelief | null;
}

/** Nights of own prices that are kept: the step looks back a week. */
export const RING = 8;

/** A policy's prices of the last nights, by SKU and night in a ring, and when it last moved each. */
export interface Course {
  readonly price: Float64Array;
  readonly changedAt: Float64Array;
}

/** The recorded price of a day in minor units; 0: not known. */
export function recordedPrice({fit: {memory}}: ReplayInput, sku: number, column: number): number {
  const ln = column < 0 ? 0 : (memory.panel.price[sku * memory.panel.width + column] ?? 0);
  return ln === 0 ? 0 : Math.round(Math.exp(ln));
}

/** Today's facts with those in their place that were known on the night. Bounds, supply and rules are today's. */
export function nightFacts(input: ReplayInput, {sku, column, today, belief}: Scene): OfferFacts {
  const now = input.instantOf(column);
  const stock = input.stockOn(sku, column);
  const known = input.costOn(today, now);
  return {
    ...today,
    ...known,
    offer: {...today.offer, stock, cost: known.cost?.amount ?? null},
    overlay: null,
    pin: null,
    owner: null,
    stock,
    supply: today.supply === null ? null : {...today.supply, onOrder: null},
    rivals: input.rivalsOn(sku, now),
    demand: belief,
    // The parts' prices are today's: what a set cost on that night is not kept.
    parts: null,
    trial: null,
    categoryIndex: null,
    war: null,
    now,
  };
}

/** The same as one policy sees it: its own price and past, and rivals that have followed it as they do. */
export function ownFacts(
  night: OfferFacts,
  {beliefs}: Fit,
  {sku, column}: Scene,
  {course, old, moved}: {readonly course: Course; readonly old: number; readonly moved: number},
): OfferFacts {
  const follows = new Map(beliefs[sku]?.reactions ?? []);
  const changed = course.changedAt[sku] ?? Number.NaN;
  const weekAgo = course.price[sku * RING + ((column + 1) % RING)] ?? 0;
  return {
    ...night,
    base: old,
    live: old,
    offer: {...night.offer, price: old},
    changedAt: Number.isNaN(changed) ? null : changed,
    weekAgo: weekAgo > 0 ? weekAgo : null,
    rivals:
      moved === 0
        ? night.rivals
        : night.rivals.map((seen) => ({
            ...seen,
            price:
              seen.price === null ? null : Math.round(seen.price * Math.exp((follows.get(seen.rival) ?? 0) * moved)),
          })),
  };
}
