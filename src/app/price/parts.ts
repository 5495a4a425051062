import type {ItemRecord} from '../../domain/facts.js';
import {grouped} from '../../domain/grouped.js';
import type {OfferFacts, SetPart} from '../../domain/pricing/facts.js';
import {withParts} from '../../domain/pricing/parts.js';
import {type Rules, rulesFor, strategiesOf} from '../../domain/pricing/rules.js';

/** True when some rule prices an offer by others of the shop: then all of them are looked at together. */
export function asksParts(rules: Rules): boolean {
  return strategiesOf(rules).some(({kind}) => kind === 'tier' || kind === 'bundle');
}

/** Adds to the facts of a pack or a bundle what it is made of, where its rule prices it by that; others stay as they are. */
export function partsReader(
  all: Iterable<OfferFacts>,
  items: readonly ItemRecord[],
  rules: Rules,
): (facts: OfferFacts) => OfferFacts {
  if (!asksParts(rules)) return (facts) => facts;
  const bySku = grouped(all, ({offer}) => offer.sku);
  const singles = singlesOf(items);
  return (facts) => {
    const {strategy} = rulesFor(rules, facts.offer);
    if (strategy.kind === 'bundle') {
      return withParts(
        facts,
        strategy.parts.map(({sku, quantity}) => partOf(facts, sku, quantity, bySku.get(sku) ?? [])),
      );
    }
    if (strategy.kind !== 'tier') return facts;
    const single = singleOf(facts, singles.get(facts.offer.sku ?? '') ?? [], bySku);
    return withParts(facts, single === null ? [] : [single]);
  };
}

function partOf(
  {offer, currency}: OfferFacts,
  sku: string,
  quantity: number,
  [found, ...twins]: readonly OfferFacts[],
): SetPart {
  const part = {sku, quantity, price: null, cost: null, fees: null};
  if (sku === offer.sku) return {...part, fault: 'self'};
  if (found === undefined) return {...part, fault: 'unknown'};
  if (twins.length > 0) return {...part, fault: 'twice'};
  if (found.currency !== currency) return {...part, fault: 'currency'};
  return {...part, price: found.base, cost: found.cost, fees: found.fees, fault: null};
}

/** The single piece of a pack's item: of several the cheapest one, since that is what a buyer would take instead. */
function singleOf(
  facts: OfferFacts,
  skus: readonly string[],
  bySku: ReadonlyMap<string, readonly OfferFacts[]>,
): SetPart | null {
  const parts = skus
    .filter((sku) => sku !== facts.offer.sku && bySku.has(sku))
    .map((sku) => partOf(facts, sku, facts.offer.pack ?? 1, bySku.get(sku) ?? []));
  const cost = (part: SetPart) => part.price ?? Number.POSITIVE_INFINITY;
  return parts.reduce<SetPart | null>((best, each) => (best === null || cost(each) < cost(best) ? each : best), null);
}

/** SKU → the SKUs that sell one piece of its item; an item's own code is one where nothing else is said of it. */
function singlesOf(items: readonly ItemRecord[]): ReadonlyMap<string, readonly string[]> {
  const packs = new Map(items.map(({sku, pack}) => [sku, pack]));
  const byItem = grouped(
    items.filter(({pack}) => pack === 1),
    ({item}) => item,
  );
  return new Map(
    items.map(({sku, item}) => {
      const own = packs.has(item) ? [] : [item];
      return [sku, [...(byItem.get(item) ?? []).map((single) => single.sku), ...own]];
    }),
  );
}
