import type {Message} from '../errors.js';
import type {Minor} from '../money.js';
import type {OfferFacts} from './facts.js';
import type {Grade} from './learner/belief.js';
import {elasticityBy, type MarkupHeard} from './learner/markup.js';
import {ELASTICITY_RANGE} from './learner/memory.js';
import {cleanRivals} from './rivals.js';
import {DEMAND_DEFAULTS, type EffectiveRules} from './rules.js';
import type {Proposal} from './strategies/types.js';

/** A rival that a price by demand reckons with: its price with shipping, and how much of a move of ours it follows (0 to 1). */
export interface LearntRival {
  readonly rival: string;
  readonly price: Minor;
  readonly follows: string;
}

/** The merchant's own first markup, where the elasticity was learnt from it too. Figures are decimal texts. */
export interface LearntMarkup {
  /** First prices over the break-even of then. */
  readonly times: string;
  /** The elasticity that such a markup alone speaks of; null: above all that souk believes. */
  readonly elasticity: string | null;
  /** How much of the learnt elasticity is its doing, as a fraction. */
  readonly weight: string;
}

/** What was learnt of the demand for one offer, and what its price by demand rests on. Figures are decimal texts. */
export interface Learnt {
  /** With its 80 % interval. */
  readonly elasticity: string;
  readonly low: string;
  readonly high: string;
  readonly grade: Grade;
  /** Days with a price and units that it was learnt from. */
  readonly days: number;
  readonly units: number;
  /** Null: it took no part. */
  readonly markup: LearntMarkup | null;
  /** At the price of now. Null: costs are unknown, so nothing was worked out beyond what was learnt. */
  readonly unitsADay: string | null;
  readonly class: string | null;
  /** Days that the stock lasts; null: stock or sales are unknown. */
  readonly cover: string | null;
  /** What the proposed price is expected to gain, as a decimal fraction; null: not known. */
  readonly gain: string | null;
  /** Cheapest first; those that were set aside are not among them. */
  readonly rivals: readonly LearntRival[];
}

/** Standard deviations to each side of an 80 % interval. */
const INTERVAL = 1.2816;

/** What was learnt of an offer; null where nothing was. `byDemand` is what pricing by demand proposed. */
export function learntOf(facts: OfferFacts, rules: EffectiveRules, byDemand: Proposal | null): Learnt | null {
  const {demand} = facts;
  if (demand === null) return null;
  const [low, high] = intervalOf(demand);
  const said = byDemand?.kind === 'proposal' ? byDemand.reasons.find(isDemand)?.params : undefined;
  const follows = new Map(demand.reactions);
  const {strategy, guards} = rules;
  const {offers} = cleanRivals(facts, {
    condition: 'condition' in strategy ? strategy.condition : DEMAND_DEFAULTS.condition,
    maxAgeHours: guards.rivalMaxAgeHours,
    dropBelowBreakEven: false,
  });
  return {
    elasticity: demand.elasticity.toFixed(2),
    low: low.toFixed(2),
    high: high.toFixed(2),
    grade: demand.grade,
    days: demand.days,
    units: demand.units,
    markup: demand.markup === undefined ? null : markupOf(demand.markup),
    unitsADay: said?.units ?? null,
    class: said?.class ?? null,
    cover: textOrNull(said?.cover),
    gain: textOrNull(said?.gain),
    rivals: offers.map(({rival, total}) => ({rival, price: total, follows: (follows.get(rival) ?? 0).toFixed(2)})),
  };
}

function markupOf({times, weight}: MarkupHeard): LearntMarkup {
  const alone = elasticityBy(times);
  return {
    times: times.toFixed(2),
    elasticity: alone > ELASTICITY_RANGE.high ? null : alone.toFixed(2),
    weight: weight.toFixed(2),
  };
}

/** The elasticities between which the right one lies four times in five. */
export function intervalOf({
  elasticity,
  deviation,
}: {
  readonly elasticity: number;
  readonly deviation: number;
}): readonly [number, number] {
  return [Math.max(0, elasticity - INTERVAL * deviation), elasticity + INTERVAL * deviation];
}

function isDemand(said: Message): said is Extract<Message, {readonly code: 'DEMAND'}> {
  return said.code === 'DEMAND';
}

function textOrNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
