import type {Shop} from '../../domain/catalog/types.js';
import type {Minor} from '../../domain/money.js';
import type {OfferFacts, PeerFault} from '../../domain/pricing/facts.js';
import {categoryIndices} from '../../domain/pricing/rivals.js';
import {DEFAULT_GUARDS, type GuardSettings, type Rules, strategiesOf} from '../../domain/pricing/rules.js';
import type {TaxTerms} from '../../domain/pricing/tax.js';
import type {Data} from '../../ports/data.js';

/** All guard settings of the rules, wherever they stand. */
function allGuards(rules: Rules): readonly Partial<GuardSettings>[] {
  return [rules.guards, ...rules.rules.map(({guards}) => guards)];
}

/** The most days that any of the rules wants between two changes: further back no change matters. */
export function longestPace(rules: Rules): number {
  return Math.max(
    DEFAULT_GUARDS.daysBetween,
    ...allGuards(rules).map(({daysBetween}) => daysBetween ?? 0),
    ...strategiesOf(rules).map((strategy) => (strategy.kind === 'clearance' ? strategy.daysBetween : 0)),
  );
}

const REGULAR_DAYS = 365;

/** The highest price of the last year by SKU, promotions aside; read only where a clearance may count from it. */
export async function loadHighest(
  data: Data,
  shop: Shop,
  rules: Rules,
  now: number,
  skus?: readonly string[],
): Promise<ReadonlyMap<string, Minor>> {
  if (!strategiesOf(rules).some(({kind}) => kind === 'clearance')) return new Map();
  return await data.ledger.highest(shop.id, now - REGULAR_DAYS * DAY, now, skus);
}

/** Prices by SKU at each instant that an emergency cap looks back to. */
export async function loadPast(
  data: Data,
  shop: Shop,
  rules: Rules,
  skus?: readonly string[],
): Promise<ReadonlyMap<number, ReadonlyMap<string, Minor>>> {
  const instants = new Set(allGuards(rules).flatMap(({emergency}) => (emergency ?? []).map(({since}) => since)));
  const past = new Map<number, ReadonlyMap<string, Minor>>();
  for (const at of instants) {
    const held = await data.ledger.at(shop.id, at - 1, skus);
    past.set(at, new Map([...held].map(([sku, {price}]) => [sku, price])));
  }
  return past;
}

/** A price in another shop, with the tax in it. */
export interface PeerPrice {
  readonly price: Minor;
  readonly tax: TaxTerms;
}

/** Prices of our other shops, and why those of a shop say nothing here. */
export interface Peers {
  readonly prices: ReadonlyMap<string, ReadonlyMap<string, PeerPrice>>;
  readonly faults: Readonly<Record<string, PeerFault>>;
}

/** Base prices by SKU in the shops that the rules name, where they sell in the same currency. */
export async function loadPeers(data: Data, shop: Shop, rules: Rules, skus?: readonly string[]): Promise<Peers> {
  const names = new Set([
    ...allGuards(rules).flatMap(({parity}) => (parity ?? []).map((each) => each.shop)),
    ...strategiesOf(rules).flatMap((strategy) => (strategy.kind === 'relative' ? [strategy.to] : [])),
  ]);
  const prices = new Map<string, ReadonlyMap<string, PeerPrice>>();
  const faults: Record<string, PeerFault> = {};
  for (const name of names) {
    const other = name === shop.name ? null : await data.shops.byName(name);
    const fault = faultOf(shop, name, other);
    if (fault !== null) faults[name] = fault;
    if (other === null || other.terms.currency !== shop.terms.currency) continue;
    const {pricesIncludeTax: included, taxRate: usual} = other.terms;
    const offers = (await data.catalog.listings(other.id, skus === undefined ? undefined : {skus})).flatMap(
      (listing) => listing.offers,
    );
    prices.set(
      name,
      new Map(
        offers.flatMap(({sku, basePrice: price, taxRate}) =>
          sku === null || price === null ? [] : [[sku, {price, tax: {included, rate: taxRate ?? usual}}]],
        ),
      ),
    );
  }
  return {prices, faults};
}

function faultOf(shop: Shop, name: string, other: Shop | null): PeerFault | null {
  if (name === shop.name) return 'self';
  if (other === null) return 'unknown';
  if (other.terms.currency !== shop.terms.currency) return 'currency';
  return other.terms.pricesIncludeTax === shop.terms.pricesIncludeTax ? null : 'tax';
}

/** Categories, in lower case, whose price index the rules want. */
export function watchedCategories(rules: Rules): ReadonlySet<string> {
  return new Set(allGuards(rules).flatMap(({index}) => (index ?? []).map(({category}) => category.toLowerCase())));
}

/** Own price over median rival price, by category, for the categories that the rules watch. */
export function loadCategoryIndex(facts: Iterable<OfferFacts>, rules: Rules, now: number): ReadonlyMap<string, number> {
  const watched = watchedCategories(rules);
  if (watched.size === 0) return new Map();
  return categoryIndices(facts, watched, now, rules.guards.rivalMaxAgeHours ?? DEFAULT_GUARDS.rivalMaxAgeHours);
}

const DAY = 86_400_000;
const LOOK_BACK_DAYS = 180;
/** A SKU's own rate counts as much as the shop's once so many units of it were sold. */
const SHRINK = 20;

/**
 * Share of sold units that came back in the last half year, each SKU's own pulled towards the shop's. Orders are read
 * only where a return costs something; without any sale the rate is unknown.
 */
export async function loadReturnRate(
  data: Data,
  shop: Shop,
  rules: Rules,
  now: number,
): Promise<(sku: string) => string | null> {
  if (rules.fees.returnRate !== null) return () => null;
  if (rules.fees.returnCost === null && !(await data.facts.returnsCost(shop.id, now))) return () => null;
  const sold = new Map<string, number>();
  const back = new Map<string, number>();
  let allSold = 0;
  let allBack = 0;
  for await (const {sku, quantity} of data.sales.lines(shop.id, now - LOOK_BACK_DAYS * DAY, now)) {
    if (quantity >= 0) {
      sold.set(sku, (sold.get(sku) ?? 0) + quantity);
      allSold += quantity;
    } else {
      back.set(sku, (back.get(sku) ?? 0) - quantity);
      allBack -= quantity;
    }
  }
  if (allSold === 0) return () => null;
  const shopRate = Math.min(1, allBack / allSold);
  return (sku) => {
    const rate = ((back.get(sku) ?? 0) + SHRINK * shopRate) / ((sold.get(sku) ?? 0) + SHRINK);
    return Math.min(1, rate).toFixed(4);
  };
}
