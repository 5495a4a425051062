import type {Wire} from '../../e2e/support/wire.js';
import type {Scene, Step} from '../../real/step.js';
import type {Dice} from '../../torture/moment.js';
import type {Tally} from '../../torture/tally.js';
import type {TestLab, TestPlace} from './lab.js';

/** What the kills come to, and how many changes the servers' journals were found to hold once. */
export interface JobTally extends Tally {
  changes: number;
}

/** What the steps of one test server share. */
export interface TestScene extends Scene {
  readonly lab: TestLab;
  readonly main: TestPlace;
  /** A place of its own, for what wants an empty shop. */
  fresh(name: string): Promise<TestPlace>;
  readonly wire: Wire;
  readonly dice: Dice;
  readonly tally: JobTally;
}

export type TestStep = Step<TestScene>;
