import type {Minor} from '../../money.js';
import type {Verdict} from './decide.js';
import type {Design} from './design.js';
import type {Estimate} from './estimate.js';

/** `running` until its end, `done` when its rule ended it, `stopped` by a person. */
export type ExperimentState = 'running' | 'done' | 'stopped';

/** What both kinds have. Instants are ms UTC of business time; the same seed draws the same. */
interface Common {
  readonly id: string;
  readonly shopId: number;
  readonly state: ExperimentState;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly seed: number;
}

/** A test of an elasticity over paired SKUs. `anchors` are the prices that the steps go from. */
export interface PriceTest extends Common {
  readonly kind: 'test';
  readonly design: Design;
  readonly anchors: Readonly<Record<string, Minor>>;
  /** Standard deviation of the elasticity that it was planned for. */
  readonly precision: number;
  /** What it came to, once it ended. */
  readonly found: {readonly estimate: Estimate | null; readonly verdict: Verdict} | null;
}

/** SKUs that keep their old prices from the day `from` on, to be compared with all others. */
export interface Holdout extends Common {
  readonly kind: 'holdout';
  readonly skus: readonly string[];
  readonly from: number;
  /** Days until an answer is expected; null: not known when it began. */
  readonly wait: number | null;
}

export type Experiment = PriceTest | Holdout;

/** What an experiment wants of one SKU tonight. `arm`: 1 the dear price, −1 the cheap one. */
export type Trial =
  | {
      readonly kind: 'test';
      readonly id: string;
      readonly price: Minor;
      readonly anchor: Minor;
      readonly arm: 1 | -1;
      readonly step: number;
    }
  /** The test is over: a price that nothing else moves goes back to where it began. */
  | {readonly kind: 'back'; readonly id: string; readonly anchor: Minor; readonly step: number}
  | {readonly kind: 'holdout'; readonly id: string};
