import type {RivalKind} from './types.js';

/** What makes one regime differ from another; the rest of a world is drawn from the seed. */
export interface Regime {
  readonly name: string;
  /** Median units a day at the natural price, and the spread of its logarithm. */
  readonly rate: number;
  readonly rateSpread: number;
  /** Share of SKUs with rivals, and what kinds of them. */
  readonly contested: number;
  readonly kinds: readonly RivalKind[];
  readonly theta: readonly [number, number];
  readonly weight: readonly [number, number];
  /** Share of SKUs that are bought once, with a season's end. */
  readonly once: number;
  /** Share of SKUs whose cost jumps, and how far at most. */
  readonly shocked: number;
  /** False: no price was ever changed in the warm-up. */
  readonly restless: boolean;
  /** Spread of the merchant's first prices about the natural ones, and the mean of it. */
  readonly astray: number;
}

const PLAIN: Omit<Regime, 'name'> = {
  rate: 0.7,
  rateSpread: 0.9,
  contested: 0,
  kinds: [],
  theta: [3, 8],
  weight: [0.3, 0.9],
  once: 0,
  shocked: 0.1,
  restless: true,
  astray: 0.25,
};

const MIXED_RIVALS: readonly RivalKind[] = ['follower', 'undercutter', 'wanderer', 'leaver'];

export const REGIMES: readonly Regime[] = [
  {...PLAIN, name: 'sparse', rate: 0.17, rateSpread: 0.9},
  {...PLAIN, name: 'dense', rate: 4, rateSpread: 0.7},
  {...PLAIN, name: 'competitive', rate: 1.5, contested: 0.9, kinds: MIXED_RIVALS},
  {...PLAIN, name: 'clearance', once: 0.9, rate: 0.9},
  {...PLAIN, name: 'cost shock', shocked: 0.8},
  {...PLAIN, name: 'war trap', contested: 1, rate: 1.5, kinds: ['undercutter', 'undercutter', 'follower']},
  {...PLAIN, name: 'flat', restless: false},
  {...PLAIN, name: 'mixed', contested: 0.4, kinds: MIXED_RIVALS, once: 0.25, shocked: 0.3, rateSpread: 1.3},
  {...PLAIN, name: 'winner', contested: 1, kinds: MIXED_RIVALS, rate: 2, theta: [12, 25], weight: [0.8, 1.2]},
];

/** The regime that is scored apart. */
export const APART = 'winner';
