import {matches, type SelectableOffer, type Selector} from '../catalog/selector.js';
import {lastAnswer} from '../last-answer.js';
import type {Minor} from '../money.js';
import type {Target} from './cost.js';
import {DEFAULT_LADDER, type Rung} from './ladder.js';
import type {Tariff} from './tariff.js';

/** Against which rival of the cleaned set a price is set. `position` is 1-based, cheapest first. */
export type Anchor = 'lowest' | 'median' | {readonly rival: string} | {readonly position: number};

/** How far from the anchor: a decimal fraction of it, or an amount. */
export type Distance = {readonly percent: string} | {readonly amount: Minor};

/** Options of the strategies that price by learnt demand. Rates are decimal fractions. */
export interface DemandOptions {
  /** 0: profit alone; 1: revenue alone; between: a cost that counts only so far. */
  readonly revenueWeight: string;
  /** A move must be expected to gain this share, or the price stays. */
  readonly leastGain: string;
  /** Days in which stock without a season's end should be sold. */
  readonly targetDays: number;
  readonly condition: string;
}

export const DEMAND_DEFAULTS: DemandOptions = {
  revenueWeight: '0',
  leastGain: '0.004',
  targetDays: 60,
  condition: 'new',
};

/** Options of a clearance: `targetDays` is how long it may take where no season's end is known. */
export interface ClearanceOptions extends DemandOptions {
  readonly ladder: readonly Rung[];
  /** Days between two cuts, at least. */
  readonly daysBetween: number;
}

export const CLEARANCE_DEFAULTS: ClearanceOptions = {...DEMAND_DEFAULTS, ladder: DEFAULT_LADDER, daysBetween: 7};

/** So much off each piece from this quantity on; `off` is a decimal fraction. */
export interface QuantityStep {
  readonly from: number;
  readonly off: string;
}

/** Pieces of a SKU in a bundle. */
export interface BundlePart {
  readonly sku: string;
  readonly quantity: number;
}

/** A strategy with its options, as the rules chose it. */
export type Strategy =
  | {readonly kind: 'hold'}
  | {readonly kind: 'cost'; readonly target: Target}
  | {
      readonly kind: 'competition';
      readonly position: 'match' | 'undercut' | 'premium';
      readonly by: Distance;
      readonly against: Anchor;
      /** The price when no rival is left: the list price, or the price as it is. */
      readonly alone: 'list' | 'hold';
      readonly condition: string;
    }
  /** The price of the same SKU in another shop of ours; `by` is a decimal fraction ("-0.08" = 8 % below it). */
  | {readonly kind: 'relative'; readonly to: string; readonly by: string}
  /** A pack by the price of the single piece; steps rise in quantity and in discount. */
  | {readonly kind: 'tier'; readonly steps: readonly QuantityStep[]}
  /** Several SKUs as one, `off` (a decimal fraction) below what they cost one by one. */
  | {readonly kind: 'bundle'; readonly parts: readonly BundlePart[]; readonly off: string}
  | ({readonly kind: 'demand' | 'auto'} & DemandOptions)
  | ({readonly kind: 'clearance'} & ClearanceOptions);

/** Ending of a price, in minor units below one whole unit (99 for .99), or the whole unit itself (0). */
export interface RoundingRule {
  readonly endings: readonly Minor[];
}

/** Our price in relation to the same SKU in another shop: `offset` is a decimal fraction ("-0.08" = 8 % below). */
export interface Parity {
  readonly shop: string;
  readonly relation: 'equal' | 'not-below' | 'not-above';
  readonly offset: string;
}

/** Band of a category's price index (own price over median rival price), decimal fractions. */
export interface IndexBand {
  readonly category: string;
  readonly low: string | null;
  readonly high: string | null;
}

/** A declared emergency: prices may rise at most so much above what held just before `since`. */
export interface EmergencyCap {
  readonly when: Selector;
  readonly since: number;
  /** Exclusive; null: until it is taken out of the rules. */
  readonly until: number | null;
  readonly increase: string;
}

/** Settings of the guards; rates are decimal fractions. What is not said is filled by `DEFAULT_GUARDS`. */
export interface GuardSettings {
  readonly stepDown: string;
  readonly stepUp: string;
  readonly stepWeek: string;
  readonly daysBetween: number;
  /** Margin above break-even that the floor asks for. */
  readonly minMargin: string;
  readonly allowBelowCost: boolean;
  /** The ceiling as a multiple of the list price. */
  readonly listFactor: string;
  readonly costMaxAgeDays: number;
  readonly rivalMaxAgeHours: number;
  /** Days without a cut after a price war; 0: wars are not watched. */
  readonly warPauseDays: number;
  readonly minPrice: Minor | null;
  readonly maxPrice: Minor | null;
  readonly parity: readonly Parity[];
  readonly index: readonly IndexBand[];
  readonly emergency: readonly EmergencyCap[];
}

/** The defaults of MODEL.md §5. */
export const DEFAULT_GUARDS: GuardSettings = {
  stepDown: '0.10',
  stepUp: '0.10',
  stepWeek: '0.25',
  daysBetween: 1,
  minMargin: '0',
  allowBelowCost: false,
  listFactor: '2',
  costMaxAgeDays: 400,
  rivalMaxAgeHours: 48,
  warPauseDays: 14,
  minPrice: null,
  maxPrice: null,
  parity: [],
  index: [],
  emergency: [],
};

/** One entry of `rules:`. Without a strategy it only adds guards or a rounding. */
export interface PricingRule {
  readonly name: string;
  /** Line in the rules file; null for a rule that no file holds. */
  readonly line: number | null;
  readonly when: Selector;
  readonly strategy: Strategy | null;
  readonly guards: Partial<GuardSettings>;
  /** Null: prices are left as they come out. Undefined: not said. */
  readonly rounding?: RoundingRule | null;
}

/** Limits of the whole-run breaker. Shares and moves are fractions; null switches a limit off. */
export interface BreakerLimits {
  /** A price counts as changed when it moves by more than `moveAbove`. */
  readonly moveAbove: number;
  readonly share: number | null;
  readonly meanMove: number | null;
  /** Largest move of a price that souk computed. */
  readonly largestMove: number | null;
  /** Share of the shop's prices that a person moves by more than half, or by a slipped decimal point. */
  readonly largeMoves: number | null;
  readonly atFloor: number | null;
  readonly rowsFallen: number | null;
  /** Share of the catalogue's revenue at risk through lower prices. */
  readonly revenue: number | null;
}

export const DEFAULT_BREAKER: BreakerLimits = {
  moveAbove: 0.08,
  share: 0.3,
  meanMove: 0.15,
  largestMove: 0.5,
  largeMoves: 0.05,
  atFloor: 0.3,
  rowsFallen: 0.2,
  revenue: 0.1,
};

/**
 * What selling costs in this shop where an item's own cost row does not say. Rates are decimal fractions of the price;
 * amounts are net minor units. Null: unknown.
 */
export interface FeeSchedule {
  readonly rate: string | null;
  /** Instead of the rate, where the fee goes by steps of the price or has a minimum; null: it does not. */
  readonly tiers: Tariff | null;
  readonly fixed: Minor | null;
  readonly paymentRate: string | null;
  readonly paymentFixed: Minor | null;
  readonly revenueShare: Tariff | null;
  readonly packing: Minor | null;
  readonly freightPerKg: Minor | null;
  readonly returnRate: string | null;
  readonly returnCost: Minor | null;
}

const NO_FEES: FeeSchedule = {
  rate: null,
  tiers: null,
  fixed: null,
  paymentRate: null,
  paymentFixed: null,
  revenueShare: null,
  packing: null,
  freightPerKg: null,
  returnRate: null,
  returnCost: null,
};

/** A shop's pricing rules, whatever file they came from. */
export interface Rules {
  /** Path of the file; null: the built-in rules. */
  readonly origin: string | null;
  readonly rules: readonly PricingRule[];
  /** What holds where no rule has a strategy. */
  readonly fallback: Strategy;
  readonly guards: Partial<GuardSettings>;
  readonly rounding: RoundingRule | null;
  readonly breaker: BreakerLimits;
  readonly fees: FeeSchedule;
}

/** Without a rules file: hold every price, and lift it to its cost floor. */
export const BUILT_IN_RULES: Rules = {
  origin: null,
  rules: [],
  fallback: {kind: 'hold'},
  guards: {},
  rounding: null,
  breaker: DEFAULT_BREAKER,
  fees: NO_FEES,
};

/** What the rules say about one offer. */
export interface EffectiveRules {
  readonly name: string | null;
  readonly line: number | null;
  readonly strategy: Strategy;
  readonly guards: GuardSettings;
  readonly rounding: RoundingRule | null;
}

/** The rules that hold together, by which of a file's rules they are. */
const merged = new WeakMap<Rules, Map<string, EffectiveRules>>();

/** First match with a strategy for such an offer sets it; guards of all that match are merged to the tighter. */
export const rulesFor = lastAnswer((rules: Rules, offer: SelectableOffer): EffectiveRules => {
  const met = rules.rules.filter(({when}) => matches(when, offer));
  const sets = merged.get(rules) ?? new Map<string, EffectiveRules>();
  merged.set(rules, sets);
  // Whatever else differs between two offers that meet the same rules does not matter here.
  const key = `${met.map((rule) => rules.rules.indexOf(rule)).join(' ')} ${isPack(offer)}`;
  const known = sets.get(key) ?? mergedRules(rules, met, offer);
  sets.set(key, known);
  return known;
});

function mergedRules(rules: Rules, met: readonly PricingRule[], offer: SelectableOffer): EffectiveRules {
  const chosen = met.find(({strategy}) => strategy !== null && isFor(strategy, offer));
  const rounding = met.find((rule) => rule.rounding !== undefined)?.rounding;
  const said = met.reduce((tightest, rule) => tighter(tightest, rule.guards), rules.guards);
  return {
    name: chosen?.name ?? null,
    line: chosen?.line ?? null,
    strategy: chosen?.strategy ?? rules.fallback,
    guards: {...DEFAULT_GUARDS, ...said},
    rounding: rounding === undefined ? rules.rounding : rounding,
  };
}

/** Quantity steps are for packs alone: single pieces go on to the next rule. */
function isFor({kind}: Strategy, offer: SelectableOffer): boolean {
  return kind !== 'tier' || isPack(offer);
}

function isPack({pack = 1}: SelectableOffer): boolean {
  return pack > 1;
}

/** Every strategy that the rules may choose. */
export function strategiesOf({rules, fallback}: Rules): readonly Strategy[] {
  return [fallback, ...rules.flatMap(({strategy}) => (strategy === null ? [] : [strategy]))];
}

/** True when some rule prices by learnt demand: then the demand is worth learning and reading. */
export function asksDemand(rules: Rules): boolean {
  return strategiesOf(rules).some(isByDemand);
}

/**
 * True for a strategy that answers rivals without knowing how they answer, and may so be drawn into a war. What prices by
 * demand has learnt their answer: pauses brought it nothing (`bench:pricing`, war trap 91.3 to 91.6, mixed 96.2 to 95.9).
 */
export function isAgainstRivals(kind: string): boolean {
  return kind === 'competition';
}

function isByDemand({kind}: Strategy): boolean {
  return kind === 'demand' || kind === 'clearance' || kind === 'auto';
}

/** The stricter of two settings, each for itself; what only one of them says is kept. */
export function tighter(a: Partial<GuardSettings>, b: Partial<GuardSettings>): Partial<GuardSettings> {
  const merged: {-readonly [K in keyof GuardSettings]?: GuardSettings[K]} = {...a, ...b};
  const both = <K extends keyof GuardSettings>(
    key: K,
    pick: (x: GuardSettings[K], y: GuardSettings[K]) => GuardSettings[K],
  ) => {
    const x = a[key];
    const y = b[key];
    if (x !== undefined && y !== undefined) merged[key] = pick(x, y);
  };
  const less = <T extends string | number>(x: T, y: T) => (Number(x) <= Number(y) ? x : y);
  const more = <T extends string | number>(x: T, y: T) => (Number(x) >= Number(y) ? x : y);
  for (const key of ['stepDown', 'stepUp', 'stepWeek', 'listFactor'] as const) both(key, less);
  for (const key of ['costMaxAgeDays', 'rivalMaxAgeHours'] as const) both(key, less);
  both('minMargin', more);
  both('daysBetween', more);
  both('warPauseDays', more);
  both('allowBelowCost', (x, y) => x && y);
  both('minPrice', (x, y) => (x === null ? y : y === null ? x : Math.max(x, y)));
  both('maxPrice', (x, y) => (x === null ? y : y === null ? x : Math.min(x, y)));
  both('parity', (x, y) => [...x, ...y]);
  both('index', (x, y) => [...x, ...y]);
  both('emergency', (x, y) => [...x, ...y]);
  return merged;
}
