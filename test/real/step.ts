import type {Lab, TrueServer, TrueShop} from './lab.js';
import type {Line} from './line.js';
import type {Place} from './place.js';

/** What the steps of one platform share. */
export interface Scene {
  readonly lab: Lab;
  /** The shop in which the catalogue is; steps follow each other in it. */
  readonly main: Place;
  /** A place of its own, for what wants an empty shop. */
  fresh(name: string): Promise<Place>;
}

/** What they share on a true server. */
export interface TrueScene extends Scene {
  readonly server: TrueServer;
  readonly line: Line;
  readonly main: Place<TrueShop>;
  fresh(name: string): Promise<Place<TrueShop>>;
  /** Draws from [0, 1), by the seed that is printed. */
  random(): number;
}

/** What a step did: rows of the shop it wrote or read, and anything worth a word. */
export interface Done {
  readonly rows: number;
  /** Rows a second, where the step measures it itself. */
  readonly rate?: number;
  readonly note?: string;
  /** Checks of its own that the step counts, such as tests of a suite; one when absent. */
  readonly passed?: number;
  readonly failed?: number;
}

/** One part of the job. It throws when the shop is not as it must be. */
export interface Step<S extends Scene = Scene> {
  readonly name: string;
  /** It measures: nothing else is done on the machine meanwhile. */
  readonly alone?: boolean;
  run(scene: S): Promise<Done>;
}
