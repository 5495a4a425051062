import type {Shop} from '../../domain/catalog/types.js';
import type {RivalRecord} from '../../domain/facts.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {DEFAULT_GUARDS, isAgainstRivals, type Rules, rulesFor, strategiesOf} from '../../domain/pricing/rules.js';
import {
  ANSWER_MS,
  type PriceCut,
  type PriceWar,
  type RivalSeen,
  WAR_CUTS,
  WAR_DAYS,
  WAR_WITHIN_MS,
  warAt,
} from '../../domain/pricing/war.js';
import {cutsThatMatter} from '../../domain/pricing/war-reach.js';
import type {SightingSpan} from '../../ports/data.js';
import type {Context} from '../context.js';

const DAY = 86_400_000;

/** Whose price wars are looked for, and when. */
interface Now {
  readonly now: number;
  /** Names of the merchant's own. */
  readonly self: readonly string[];
}

/**
 * The price war of each offer, from the ledger and the sightings around our cuts. Only SKUs that were cut as often as a
 * war needs are looked at, and only where the rules let some strategy answer rivals.
 */
export async function loadWars(
  {data}: Context,
  shop: Shop,
  rules: Rules,
  {now, self}: Now,
): Promise<(facts: OfferFacts) => PriceWar | null> {
  if (!strategiesOf(rules).some(({kind}) => isAgainstRivals(kind))) return () => null;
  const often = {count: WAR_CUTS, within: WAR_WITHIN_MS};
  const all = await data.ledger.cuts(shop.id, now - WAR_DAYS * DAY, now, often);
  if (all.size === 0) return () => null;
  const rivals = await data.facts.rivals(shop.id, now, [...all.keys()]);
  const pauses = pausesOf(rules);
  const cuts = new Map([...all].map(([sku, of]) => [sku, cutsThatMatter(of, now, pauses)]));
  const own = new Set(self.map((name) => name.trim().toLowerCase()));
  const spans = [...cuts].flatMap(([sku, of]) =>
    (rivals.get(sku) ?? [])
      .filter(({rival}) => !own.has(rival.trim().toLowerCase()))
      .flatMap(({rival}) => spansAround(sku, rival, of)),
  );
  if (spans.length === 0) return () => null;
  const seen = await data.facts.seenIn(shop.id, spans);
  return (facts) => {
    const sku = facts.offer.sku ?? '';
    const looks = seen.get(sku);
    if (looks === undefined) return null;
    const {warPauseDays} = rulesFor(rules, facts.offer).guards;
    return warPauseDays === 0 ? null : warAt(cuts.get(sku) ?? [], looks.map(asSeen), now, warPauseDays);
  };
}

/** Every first pause that may hold of some SKU. A longer one does not always reach further: tries come later by it. */
function pausesOf({guards, rules}: Rules): ReadonlySet<number> {
  const said = [DEFAULT_GUARDS, guards, ...rules.map((rule) => rule.guards)].map(({warPauseDays}) => warPauseDays ?? 0);
  return new Set(said.filter((days) => days > 0));
}

/** Before and after each cut as long as an answer may take; what overlaps is joined. */
function spansAround(sku: string, rival: string, cuts: readonly PriceCut[]): SightingSpan[] {
  const spans: {sku: string; rival: string; from: number; to: number}[] = [];
  for (const {at} of cuts) {
    const last = spans.at(-1);
    if (last !== undefined && at - ANSWER_MS <= last.to) last.to = at + ANSWER_MS;
    else spans.push({sku, rival, from: at - ANSWER_MS, to: at + ANSWER_MS});
  }
  return spans;
}

function asSeen({rival, seenAt, price, shipping, inStock}: RivalRecord): RivalSeen {
  const offered = inStock && price !== null && price > 0;
  return {rival, at: seenAt, total: offered ? price + (shipping ?? 0) : null};
}
