/** Numbers that go with a verdict on a bound; amounts are decimal strings, margins decimal fractions. */
interface BoundNumbers {
  sku: string;
  price: string;
  bound: string;
  source: string;
  breakEven: string;
  margin: string;
  currency: string;
}

interface Moved {
  from: string;
  to: string;
  currency: string;
  move: string;
}

interface StepNumbers {
  move: string;
  down: string;
  up: string;
  week: string;
}

interface ParityNumbers {
  shop: string;
  relation: string;
  offset: string;
}

interface BreakerNumbers {
  measured: string;
  limit: string;
  count: number;
  offers: number;
  setting: string;
  /** BREAKER_SHARE: moves wider than this fraction count. Empty elsewhere. */
  above: string;
}

/** A fee by steps; amounts are decimal strings, `upTo` of the last step and a minimum that is not are empty. */
export interface TariffWords {
  readonly mode: 'marginal' | 'whole';
  readonly steps: readonly {readonly upTo: string; readonly rate: string}[];
  readonly minimum: string;
}

/** One more fault of a rules file: an unknown `key`, or a value at `path` that should be `expected`; the other is empty. */
export interface RuleFault {
  readonly line: number;
  readonly column: number;
  readonly key: string;
  readonly nearest: string;
  readonly path: string;
  readonly expected: string;
}

/** Words of the area "price": reasons, verdicts of guards, rules files, screens. */
export interface PriceWords {
  // Why a price is left alone.
  PRICE_INVALID: {sku: string; price: string};
  PRICE_UNKNOWN: {sku: string};
  CURRENCY_MISMATCH: {sku: string; offer: string; shop: string};
  TAX_UNKNOWN: {sku: string; shop: string};
  COST_UNKNOWN: {sku: string};
  COST_NOT_POSITIVE: {sku: string; cost: string};
  COST_STALE: {sku: string; days: number; limit: number};
  FEES_UNKNOWN: {sku: string};
  MARGIN_IMPOSSIBLE: {margin: string; fees: string};
  FLOOR_UNKNOWN: {sku: string};
  PRICE_OWNED: {sku: string; shop: string; owner: 'rules' | 'file' | 'platform'};
  /** `until` is an ISO instant, or empty; `zone` the shop's. */
  PRICE_PINNED: {sku: string; until: string; zone: string; reason: string};
  PROMOTION_RUNNING: {sku: string; promotion: string; until: string; zone: string};
  BELOW_FLOOR: BoundNumbers;
  ABOVE_CEILING: BoundNumbers;
  FLOOR_OUT_OF_REACH: {sku: string};
  BOUNDS_CONFLICT: {
    sku: string;
    floor: string;
    floorSource: string;
    ceiling: string;
    ceilingSource: string;
    currency: string;
  };

  // What the guards say.
  STEP_WITHIN: StepNumbers;
  STEP_CLAMPED: StepNumbers & {from: string; to: string; currency: string};
  PACE_CLAMPED: {days: string; least: number};
  /** `move` is a decimal fraction, instants ISO text, `pause` in days. */
  PRICE_WAR: {
    state: 'pause' | 'try' | 'wait';
    rival: string;
    cuts: number;
    move: string;
    began: string;
    until: string;
    round: number;
    pause: number;
    zone: string;
  };
  INDEX_WITHIN: {category: string; index: string; low: string; high: string};
  INDEX_CLAMPED: {category: string; index: string; low: string; high: string};
  PARITY_UNKNOWN: ParityNumbers;
  PARITY: ParityNumbers & {theirs: string; bound: string; currency: string};
  ROUNDED: {from: string; to: string; currency: string; endings: string};
  ROUNDING_NONE: {endings: string};
  ROUNDING_RIGHT: {endings: string};
  FLOOR_WITHIN: BoundNumbers;
  FLOOR_CLAMPED: BoundNumbers;
  CEILING_UNKNOWN: Record<string, never>;
  CEILING_WITHIN: BoundNumbers;
  CEILING_CLAMPED: BoundNumbers;
  BOUND_OVERRIDDEN: BoundNumbers;
  MOVE_LARGE: Moved;
  POINT_SLIPPED: Moved & {factor: string};
  COMPARE_AT_CLEARED: {compareAt: string; currency: string};

  // Rules files.
  RULES_SYNTAX: {file: string; line: number; column: number; why: string};
  RULES_KEY_UNKNOWN: {
    file: string;
    line: number;
    column: number;
    key: string;
    nearest: string;
    known: string;
    more: readonly RuleFault[];
  };
  RULES_VALUE_INVALID: {
    file: string;
    line: number;
    column: number;
    path: string;
    expected: string;
    more: readonly RuleFault[];
  };
  /** A rule that no offer of the shop matches. */
  RULE_UNUSED: {shop: string; rule: string; file: string; line: number};
  RULES_UNREADABLE: {file: string; why: string};

  // What strategies say.
  HOLD: {price: string; currency: string};
  COST_PLUS: {price: string; currency: string; kind: 'margin' | 'markup'; rate: string};
  COST_PARTS: {
    breakEven: string;
    cost: string;
    freight: string;
    packing: string;
    returns: string;
    fee: TariffWords;
    feeFixed: string;
    feeSource: 'cost' | 'shop';
    paymentRate: string;
    paymentFixed: string;
    share: TariffWords | null;
    taxRate: string;
    /** Prices above break-even that lose all the same. `to` is empty where there is no end. */
    gaps: readonly {from: string; to: string}[];
    currency: string;
  };
  COMPETITION: {
    price: string;
    currency: string;
    position: 'match' | 'undercut' | 'premium';
    by: string;
    unit: 'percent' | 'amount';
    against: string;
    rival: string;
    anchor: string;
    hours: string;
  };
  /** A price against rivals that would have climbed too far: above the list price with the premium, or the floor four times over. */
  COMPETITION_CALMED: {wanted: string; most: string; currency: string; kind: 'list' | 'floor'};
  /** A rise that waits a night, because the price was cut the night before. */
  COMPETITION_WAITS: {wanted: string; currency: string};
  NO_RIVALS: {price: string; currency: string; kind: 'list' | 'hold'; aside: number};
  RIVAL_ASIDE: {rival: string; price: string; currency: string; why: string};
  RIVAL_TOO_LOW: {sku: string; rival: string};
  /** `by` is a decimal fraction of `theirs`, the price in the shop `peer`. */
  RELATIVE: {price: string; currency: string; peer: string; theirs: string; by: string};
  PEER_UNFIT: {sku: string; peer: string; shop: string; why: 'unknown' | 'self' | 'currency' | 'tax'};
  PEER_UNPRICED: {sku: string; peer: string};
  RELATIVE_UNBOUNDED: {sku: string; peer: string};
  /** A pack by the price of the single piece `from`; `off` a decimal fraction. */
  TIER: {price: string; pack: number; single: string; from: string; off: string; currency: string};
  TIER_TOTAL_FALLS: {sku: string; price: string; fewer: number; total: string; currency: string};
  /** `whole`: what the pieces cost one by one; `off` a decimal fraction. */
  BUNDLE: {price: string; whole: string; off: string; pieces: number; currency: string};
  /** A part of a set; what is not known is empty. */
  SET_PART: {part: string; quantity: number; price: string; cost: string; currency: string};
  PARTS_UNKNOWN: {sku: string};
  PART_UNFIT: {sku: string; part: string; why: 'unknown' | 'twice' | 'self' | 'currency' | 'unpriced'};
  SET_SAVES_NOTHING: {sku: string; whole: string; floor: string; currency: string};
  DEMAND_UNKNOWN: {sku: string};
  /** Elasticity with its 80 % interval; `units` a day at the price of now; `gain` a decimal fraction; `cover` in days. */
  DEMAND: {
    price: string;
    currency: string;
    class: string;
    elasticity: string;
    low: string;
    high: string;
    grade: string;
    units: string;
    gain: string;
    rivals: number;
    cover: string;
  };
  /** Days are whole numbers; of age, cover and season those not known are empty. `by`: what reached the rung. */
  CLEARANCE_SEES: {
    regular: string;
    regularFrom: 'list' | 'history' | 'price';
    currency: string;
    age: string;
    cover: string;
    season: string;
  };
  CLEARANCE_STAYS: {
    price: string;
    currency: string;
    why: 'sold-out' | 'early' | 'wait' | 'rung';
    /** `rung`: so much off is as deep as is due. Empty elsewhere. */
    off: string;
    /** `wait`: days since the last change, and between two. */
    since: string;
    least: string;
  };
  CLEARANCE_RUNG: {
    price: string;
    currency: string;
    off: string;
    regular: string;
    by: 'age' | 'cover' | 'season';
    days: string;
  };
  /** Lower than the ladder because that earns most: `gain` over the price of now, a decimal fraction, or empty. */
  CLEARANCE_STOCK: {
    price: string;
    currency: string;
    ladder: string;
    gain: string;
    units: string;
    days: string;
    salvage: string;
  };
  CLEARANCE_LADDER_ALONE: {missing: 'stock' | 'demand' | 'costs' | 'salvage'};
  SET_BY_HAND: {price: string; currency: string};
  ADJUSTED_BY_HAND: {by: string};

  // The breaker. `measured` and `limit` are fractions.
  BREAKER_SHARE: BreakerNumbers;
  BREAKER_MEAN: BreakerNumbers;
  BREAKER_LARGEST: BreakerNumbers;
  BREAKER_LARGE: BreakerNumbers;
  BREAKER_FLOOR: BreakerNumbers;
  BREAKER_ROWS: BreakerNumbers;
  BREAKER_REVENUE: BreakerNumbers;

  // What commands refuse.
  OFFER_UNKNOWN: {sku: string; shop: string; nearest: string};
  /** `why`: a message of the area "fact". */
  OFFER_UNREADABLE: {sku: string; shop: string; why: {readonly code: string; readonly params: object}};
  OFFER_TWICE: {sku: string; shop: string; count: number};
  AMOUNT_INVALID: {text: string; currency: string};
  COMPARE_AT_LOW: {compareAt: string; price: string; currency: string};
  STEP_INVALID: {text: string; currency: string};
  NOTHING_MATCHES: {where: string; shop: string};
  PIN_PAST: {until: string};
  HISTORY_NONE: {sku: string; shop: string};
  DAYS_INVALID: {text: string};
  STRATEGY_MISSING: {strategy: string; flags: string};
  STRATEGY_FLAGS: {strategy: string; flags: string};
  PERCENT_INVALID: {text: string; flag: string};

  // What would have to change.
  WHY_GUARD: {guard: string; verdict: 'pass' | 'clamp' | 'hold'; wanted: string; currency: string};
  WHY_HOLD: {sku: string};
  /** The aim if rivals did not answer; `rival` follows us most, by the decimal fraction `follows`. */
  WHY_REACTION: {wanted: string; currency: string; rival: string; follows: string};
  /** The aims at both ends of the 80 % interval of the elasticity. */
  WHY_ELASTICITY: {low: string; high: string; atLow: string; atHigh: string; currency: string};

  // Screens.
  'price.why.head': {sku: string; now: string; next: string; currency: string; rule: string; place: string};
  'price.why.kept': {
    sku: string;
    now: string;
    currency: string;
    outcome: 'unchanged' | 'skipped';
    rule: string;
    place: string;
  };
  'price.why.live': {live: string; currency: string};
  'price.why.chosen': {strategy: string};
  /** Figures are decimal texts; `elasticity` empty: above all that souk believes. */
  'price.why.markup': {times: string; elasticity: string; weight: string};
  'price.why.learnt': {elasticity: string; low: string; high: string; grade: string; days: number; units: number};
  'price.why.rival': {rival: string; price: string; follows: string};
  'price.why.strategy': Record<string, never>;
  'price.why.price': Record<string, never>;
  'price.why.because': Record<string, never>;
  'price.why.guard': Record<string, never>;
  'price.why.verdict': Record<string, never>;
  'price.why.margin': {now: string; next: string};
  'price.history.head': {sku: string; shop: string; currency: string; zone: string};
  'price.history.at': Record<string, never>;
  'price.history.price': Record<string, never>;
  'price.history.compare': Record<string, never>;
  'price.history.source': Record<string, never>;
  'price.history.lowest': {
    days: number;
    price: string;
    currency: string;
    since: string;
    until: string;
    promotion: string;
  };
  /** `off` in percent; '': the price of now is no reduction of the reference. */
  'price.history.claim': {price: string; currency: string; reference: string; off: string};
  'price.history.sold': {price: string; currency: string; at: string; until: string; rule: 'lowest' | 'last'};
  'price.history.never-sold': {until: string};
  'price.history.no-lowest': {days: number; until: string};
  'price.history.partial': {days: number; since: string};
  'price.pinned': {sku: string; shop: string; price: string; currency: string; until: string; zone: string};
  'price.unpinned': {sku: string; shop: string};
}
