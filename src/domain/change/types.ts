import type {Message} from '../errors.js';

/** What a change is about: a product's content, a variant's price and identity, its stock, or a promotion. */
export type TargetKind = 'listing' | 'offer' | 'stock' | 'promotion';

/**
 * Names one thing in one shop. `product` is the listing's key; an offer is named by `sku`, or, when the shop gave it
 * none, by `product` + `options` (as `formatOptions` writes them). `remoteId` is the shop's own id where it is known.
 */
export interface TargetKey {
  readonly product?: string;
  readonly sku?: string;
  readonly options?: string;
  readonly promotion?: string;
  readonly remoteId?: string;
}

export interface Target {
  readonly kind: TargetKind;
  readonly key: TargetKey;
}

/**
 * A field's value in its one canonical, JSON-safe form: money as a decimal string ("12.50"), stock and weight as
 * numbers, lists as arrays, none as null. Equality of values is equality of their canonical JSON.
 */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly FieldValue[]
  | {readonly [key: string]: FieldValue};

export interface FieldChange {
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** Fields by name; names are those of `fields.ts`. `base_price` is souk's own and is not sent to a shop. */
export type FieldChanges = Readonly<Record<string, FieldChange>>;

/** `create` makes the target, `update` writes fields, `archive` takes back a create (delete or unpublish, as the shop can). */
export type ChangeOp = 'create' | 'update' | 'archive';

/** What a guard said. `clamp` moved the price to `to`; `hold` keeps the price as it is. */
export interface GuardVerdict {
  readonly code: string;
  readonly verdict: 'pass' | 'clamp' | 'hold';
  readonly to?: string;
  readonly why?: Message;
}

/** Where a wish came from: a file and its line (1-based, as an editor counts). */
export interface Source {
  readonly file: string;
  readonly line: number;
}

export interface Change {
  /** 1-based, unique in the plan; the order in which changes are sent. */
  readonly n: number;
  readonly target: Target;
  readonly op: ChangeOp;
  readonly fields: FieldChanges;
  readonly reasons: readonly Message[];
  readonly guards: readonly GuardVerdict[];
  readonly source?: Source;
  /** A move of more than half, or a slipped decimal point: shown apart, counts for the breaker. */
  readonly largeMove?: boolean;
  /** In an undo: the number of the change of the undone run that this one takes back. */
  readonly undoes?: number;
  /** The overlay this change sets (a promotion's id) or takes back (null). Absent: overlays stay as they are. */
  readonly overlay?: string | null;
  /** With `overlay`: the overlay that stood on the offer before (null: none); what an undo puts back. */
  readonly overlayBefore?: string | null;
}

/** An item that the plan looked at and leaves alone, with the reason. */
export interface Skipped {
  readonly target: Target;
  readonly fate: 'skipped' | 'held';
  readonly reason: Message;
  readonly guards: readonly GuardVerdict[];
}

/** What made the plan; also the kind of its run. */
export type PlanKind = 'import' | 'reprice' | 'price' | 'promotion' | 'listing' | 'undo';

export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly archive: number;
  readonly unchanged: number;
  /** In the shop and not in the file: left alone. */
  readonly orphan: number;
  readonly skipped: number;
  readonly held: number;
  readonly refused: number;
}

/** One limit of the whole-run breaker and what the plan measures against it. Shares and moves are fractions. */
export interface BreakerLimit {
  readonly code: string;
  readonly measured: number;
  readonly limit: number;
  readonly tripped: boolean;
  readonly why?: Message;
}

export interface Breaker {
  readonly tripped: boolean;
  /** The shop's first repricing: the limits on the share of moved prices and on their mean move do not apply. */
  readonly first?: boolean;
  readonly limits: readonly BreakerLimit[];
}

/** Every write to a shop, as data, before it happens. One plan is for one shop. Instants are ms UTC. */
export interface Plan {
  readonly format: 'souk-plan';
  readonly version: 1;
  readonly id: string;
  readonly batch: string;
  readonly kind: PlanKind;
  readonly shop: {readonly id: number; readonly name: string; readonly currency: string};
  readonly createdAt: number;
  readonly expiresAt: number;
  /** The command line that made it, without values of secrets. */
  readonly by: string;
  /** Which key matched file rows to the shop, when a file was read: "sku", "handle" … */
  readonly matchedBy?: string;
  readonly inputs: {readonly hash: string; readonly sources: readonly string[]};
  /** `file`: the rules file that a person named with `--rules`; absent: the shop's own rules. */
  readonly rules: {readonly hash: string; readonly file?: string};
  readonly summary: PlanSummary;
  readonly breaker: Breaker;
  readonly changes: readonly Change[];
  readonly skipped: readonly Skipped[];
  /** For an undo: the run it takes back. For a promotion: its id. */
  readonly undoes?: string;
  readonly promotion?: string;
  /** A person's own figure: not stepped, and `--override-bounds` when given. */
  readonly manual?: {readonly overrideBounds: boolean};
  /** SHA-256 of the canonical JSON of all the rest: finds damage, authorises nothing. */
  readonly hash: string;
}

/** A plan apart from what it does: small, however long the plan is. */
export type PlanHead = Omit<Plan, 'changes' | 'skipped'>;

/** A plan before it has an id and a hash. */
export type PlanDraft = Omit<Plan, 'format' | 'version' | 'id' | 'hash' | 'createdAt' | 'expiresAt'>;
