import type {ListingContent, OfferContent, ShopTerms} from '../domain/catalog/types.js';
import type {ListingField, OfferField} from '../domain/change/fields.js';
import type {Change, Target} from '../domain/change/types.js';
import type {Message} from '../domain/errors.js';
import type {
  BoundsRecord,
  CostRecord,
  DailyRecord,
  FeeRecord,
  ItemRecord,
  OrderRecord,
  RivalRecord,
  SupplyRecord,
} from '../domain/facts.js';
import type {Minor} from '../domain/money.js';
import type {Promotion} from '../domain/promotions/types.js';
import type {Clock} from './clock.js';
import type {Limiter} from './limiter.js';
import type {Secrets} from './secrets.js';

/** What a platform can do, as data: planning, batching and undo read it and never the platform's name. */
export interface Capabilities {
  /** Most changes and most bytes of one `push` batch. */
  readonly batch: {readonly rows: number; readonly bytes: number};
  /** `row`: each change stands alone. `batch`: all of a batch or nothing. */
  readonly atomicity: 'row' | 'batch';
  /** How a create is taken back. */
  readonly archive: 'delete' | 'unpublish';
  /** What the platform's door has no way for, beside fields. Absent: nothing. */
  readonly refuses?: readonly ('create' | 'archive')[];
  /** Promotion kinds the platform schedules itself; souk sets prices for the others. */
  readonly nativePromotions: readonly string[];
  /** True when a write can be made conditional on the value that was read. */
  readonly compareAndSet: boolean;
  readonly fields: {
    readonly listing: readonly ListingField[];
    readonly offer: readonly OfferField[];
    readonly stock: boolean;
  };
  readonly limits: {
    readonly variantsPerProduct: number;
    readonly optionsPerProduct: number;
    readonly titleLength: number;
    readonly descriptionLength: number;
  };
  /** What can be pulled, in the order to pull it. */
  readonly pulls: readonly PullKind[];
  /** Longest time in ms after which a write that was accepted is visible to a read. */
  readonly settleMs: number;
  /** True where business time may be moved by `--now` (practice and folder shops). */
  readonly simulatedTime: boolean;
}

/** A product as the shop holds it, with its offers. */
export interface RemoteListing extends ListingContent {
  readonly remoteId: string;
  readonly offers: readonly RemoteOffer[];
}

export interface RemoteOffer extends OfferContent {
  readonly remoteId: string;
}

export interface PullRecords {
  readonly listings: RemoteListing;
  readonly orders: OrderRecord;
  readonly items: ItemRecord;
  readonly costs: CostRecord;
  readonly fees: FeeRecord;
  readonly bounds: BoundsRecord;
  readonly supply: SupplyRecord;
  readonly daily: DailyRecord;
  readonly rivals: RivalRecord;
}

export type PullKind = keyof PullRecords;

/** Records of one page and the cursor from which the next pull goes on. `complete` pages replace what was known. */
export interface PullPage<K extends PullKind> {
  readonly records: readonly PullRecords[K][];
  readonly cursor: string;
  /** Rows the platform or file held that could not be read, each said once. */
  readonly refused: readonly Message[];
  /**
   * For rivals: SKUs of which the page holds every offer in that condition by rivals whose names begin so. Whoever of those
   * was known for such a SKU before (`seenAt`, ms UTC) and is not in the page offers nothing any more.
   */
  readonly whole?: {
    readonly rivals: string;
    readonly skus: readonly {readonly sku: string; readonly condition: string; readonly seenAt: number}[];
  };
}

/** Rivals' offers in one message of a platform's. It names what is sold by a value in the listing's `extra`, not by SKU. */
export interface ToldRivals {
  readonly extra: {readonly name: string; readonly value: string};
  readonly seenAt: number;
  readonly condition: string;
  /** Begins the names of all rivals that this platform tells of. */
  readonly rivals: string;
  /** These are all the offers there are. */
  readonly whole: boolean;
  readonly records: readonly Omit<RivalRecord, 'sku'>[];
}

/** The live state of one target; `listing` is absent when the shop does not have it. */
export interface LiveState {
  readonly target: Target;
  readonly listing: RemoteListing | null;
  readonly offer: RemoteOffer | null;
}

/** By which run a batch is sent: for shops that name what they leave after it. */
export interface RunMark {
  readonly run: string;
}

/** What became of one change of a batch. `unknown`: the shop may or may not have done it; it will be read back. */
export type Outcome =
  | {readonly n: number; readonly state: 'applied'; readonly remoteId?: string}
  /** `existingId`: for a create that the shop refused because it has the thing already, the id of that thing. */
  | {
      readonly n: number;
      readonly state: 'rejected';
      readonly code: string;
      readonly message: string;
      readonly existingId?: string;
    }
  | {readonly n: number; readonly state: 'unknown'; readonly code: string; readonly message: string}
  /** Not done and safe to send again: the shop was busy before it looked at the change. */
  | {readonly n: number; readonly state: 'planned'; readonly code: string; readonly message: string};

/** A change that the shop would refuse, in its own words. */
export interface Foreseen {
  readonly n: number;
  readonly code: string;
  readonly message: string;
}

/** What a shop said of changes beforehand. `asked`: of so many, the first of those given; its limits may allow no more. */
export interface Preview {
  readonly asked: number;
  readonly refused: readonly Foreseen[];
}

export interface CheckResult {
  readonly ok: boolean;
  /** Each right, setting or file that was looked at. */
  readonly findings: readonly CheckFinding[];
}

export interface CheckFinding {
  /** False: it is in the way of work. */
  readonly ok: boolean;
  /** Not in the way, and worth a look. */
  readonly warning?: true;
  readonly message: Message;
  /** The rows it is about, each with what is wrong with it; the first hundred. */
  readonly rows?: readonly Message[];
}

/**
 * The door to one shop. Every connector passes `test/platforms/contract.ts`.
 *
 * Methods throw `KnownError` of category `auth` or `unreachable` when the shop as a whole does not answer; what befalls
 * one change is an `Outcome`. All of them stop soon after `signal` is aborted.
 */
export interface Platform {
  readonly capabilities: Capabilities;
  check(signal: AbortSignal): Promise<CheckResult>;
  /** Pages from `cursor` (null: from the start). Listings are always complete; the other kinds are incremental. */
  pull<K extends PullKind>(kind: K, cursor: string | null, signal: AbortSignal): AsyncIterable<PullPage<K>>;
  /** Live state of each target, in the given order. */
  read(targets: readonly Target[], signal: AbortSignal): Promise<readonly LiveState[]>;
  /** Sends one batch (at most `capabilities.batch`, or what `batchFor` said); yields exactly one outcome per change, in any order. Never retries a create. */
  push(changes: readonly Change[], signal: AbortSignal, run?: RunMark): AsyncIterable<Outcome>;
  /**
   * How large a batch of this work may be, for platforms that can take a large plan as one piece of work. Asked before the
   * work is cut; sends nothing. Absent: always `capabilities.batch`.
   */
  batchFor?(changes: readonly Change[]): Capabilities['batch'];
  /** What a merchant should know of this work before it is sent, because of how the shop is set up. Absent: nothing. */
  cautions?(changes: readonly Omit<Change, 'n'>[], signal: AbortSignal): Promise<readonly Message[]>;
  close(): Promise<void>;
  /** Why what the shop holds under this SKU can not be read; null: it can, or there is nothing. Absent: such a shop has no such rows. */
  unreadable?(sku: string, signal: AbortSignal): Promise<Message | null>;
  /** Leaves a note of the shop's promotions where people and programs can read it; souk sets the prices itself. Absent: no such place. */
  notePromotions?(promotions: readonly Promotion[]): Promise<void>;
  /** Asks the platform itself what it would say to changes, without doing them. Absent: it can not be asked. */
  preview?(changes: readonly Change[], signal: AbortSignal): Promise<Preview>;
  /** Reads a message of the platform's own about rivals. `elsewhere`: it is not for this shop. Absent: it sends none. */
  rivalsIn?(message: unknown): ToldRivals | 'elsewhere' | 'broken';
  /** The shop's own time, for shops whose days are simulated. Absent: the shop lives in real time. */
  readonly simulation?: Simulation;
}

/** What passed in a stretch of simulated time. Money is minor units of `currency`, in the shop's price convention. */
export interface SimulationSummary {
  readonly from: number;
  readonly to: number;
  readonly days: number;
  readonly orders: number;
  readonly units: number;
  readonly returned: number;
  /** Sales less returns, without shipping. */
  readonly revenue: Minor;
  readonly currency: string;
}

/** A simulated shop at its own present. */
export interface SimulationState {
  readonly now: number;
  readonly startedAt: number;
  readonly seed: number;
  readonly products: number;
  readonly variants: number;
  readonly orders: number;
  /** Faults that are switched on, as `kind` and what remains of them: "429 ×3", "reset-after 5 %". */
  readonly faults: readonly string[];
}

/** The clock of a simulated shop. It stands still until it is moved; what the shop does happens on the way. */
export interface Simulation {
  /** The simulated present (ms UTC): business time of that shop. */
  now(): Promise<number>;
  /** Lets time pass up to an instant, which is not before now. Stops between days when aborted; days passed stay passed. */
  advance(toInstant: number, signal: AbortSignal): Promise<SimulationSummary>;
  state(): Promise<SimulationState>;
  /** Serves the shop's API over HTTP on this machine until aborted; `ready` gets the URL. */
  serve(port: number, signal: AbortSignal, ready: (url: string) => void): Promise<void>;
}

/** What a connector is built with. */
export interface PlatformSetup {
  readonly shop: {
    readonly name: string;
    readonly terms: ShopTerms;
    readonly settings: Readonly<Record<string, string>>;
  };
  readonly clock: Clock;
  readonly secrets: Secrets;
  /** Keeps the requests to this shop inside the platform's limits, together with other processes. */
  readonly limiter: Limiter;
  /** Folder of the connector's own files under the home, made on first use. */
  readonly directory: string;
}

/** A connector, as the registry lists it. */
export interface PlatformKind {
  readonly name: string;
  /** Settings `shop add` takes for it, by name; `required` ones are asked for. */
  readonly settings: readonly {readonly name: string; readonly required: boolean}[];
  /**
   * What the platform calls the secret that these settings sign in with ("password", "key"): kept as `shop.NAME.` and this
   * word. Absent: there is nothing to sign in to.
   */
  readonly secret?: (settings: Readonly<Record<string, string>>) => string;
  readonly defaultMode: 'observe' | 'apply';
  open(setup: PlatformSetup): Promise<Platform>;
}
