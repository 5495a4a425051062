import type {Shop} from '../../domain/catalog/types.js';
import type {Change, Plan, PlanDraft, Skipped} from '../../domain/change/types.js';
import type {Message} from '../../domain/errors.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {rulesFor} from '../../domain/pricing/rules.js';
import {proposePrice} from '../../domain/pricing/strategies/index.js';
import type {Context} from '../context.js';
import {savePlan} from '../plan/save.js';
import {draftPrices, type Outcome} from '../price/draft.js';
import {priceByRules} from '../price/reprice.js';
import {draftOf} from '../promotion/draft.js';
import {loadShelf, type Shelf} from '../promotion/shelf.js';
import {type NewBase, type Step, switchesOn} from '../promotion/switches.js';

/** The night's plan of a shop; null when there is nothing to change. `warnings`: late or missed promotion switches. */
export interface NightPlan {
  readonly plan: Plan | null;
  /** The prices alone, where the breaker stops them: what promotions have announced is written all the same. */
  readonly stopped: Plan | null;
  readonly starts: number;
  readonly ends: number;
  readonly held: number;
  readonly skipped: number;
  readonly warnings: readonly Message[];
}

/**
 * One plan for all that a night writes to a shop: bases by the rules and overlays by the calendar, composed offer by
 * offer, so that the end of a promotion lands on the price that is right tonight (MODEL.md §2).
 */
export async function planNight(context: Context, shop: Shop, batch: string): Promise<NightPlan> {
  const shelf = await loadShelf(context, shop);
  const switching = switchesOn(shelf, shop.terms.currency, undefined, (facts) => tonightsBase(facts, shelf));
  const touched = new Set(switching.steps.flatMap(({kind, offer}) => (kind === 'stands' ? [] : [offer.offerId])));
  const outcomes: Outcome[] = shelf.offers
    .filter(({offerId}) => !touched.has(offerId))
    .map(({facts}) => ({facts, composed: priceByRules(facts, shelf.rules)}));
  const prices = await draftPrices(context, shop, outcomes, {
    kind: 'reprice',
    batch,
    rules: shelf.rules,
    sources: [shelf.rules.origin ?? 'built-in', 'promotions'],
    all: new Map(shelf.offers.map(({offerId, facts}) => [offerId, facts])),
  });
  const apart = prices.breaker.tripped
    ? draftOf(context, shop, {shelf, switching: switchesOn(shelf, shop.terms.currency), batch})
    : null;
  const draft = joined(prices, apart === null ? switching.steps : []);
  const {due, warnings} = switching;
  const saved = draft.changes.length === 0 ? null : await savePlan(context, shop, draft);
  return {
    plan: apart === null ? saved : await savePlan(context, shop, apart),
    stopped: apart === null ? null : saved,
    starts: due.starts.length,
    ends: due.ends.length,
    held: draft.summary.held,
    skipped: draft.summary.skipped,
    warnings,
  };
}

/** The base that the rules want for an offer whose promotion ends tonight; none when they have no proposal. */
function tonightsBase(facts: OfferFacts, {rules}: Shelf): NewBase | null {
  const proposal = proposePrice(facts, rulesFor(rules, facts.offer));
  return proposal.kind === 'skip' ? null : {basePrice: proposal.price, reasons: proposal.reasons};
}

/** Promotions first: they are due at an instant, prices can wait for the next batch. */
function joined(prices: PlanDraft, steps: readonly Step[]): PlanDraft {
  const switches = steps.flatMap((step): Omit<Change, 'n'>[] => (step.kind === 'change' ? [step.change] : []));
  const left = steps.flatMap((step): Skipped[] => (step.kind === 'skipped' ? [step.skipped] : []));
  const changes = [...switches, ...prices.changes].map((change, index): Change => ({...change, n: index + 1}));
  const held = left.filter(({fate}) => fate === 'held').length;
  const {summary} = prices;
  return {
    ...prices,
    changes,
    skipped: [...left, ...prices.skipped],
    summary: {
      ...summary,
      update: changes.length,
      held: summary.held + held,
      skipped: summary.skipped + left.length - held,
    },
  };
}
