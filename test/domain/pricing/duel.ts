import {normal, poissonAt, uniform} from '../../../bench/pricing/chance.js';
import {parseAmount} from '../../../src/domain/money.js';
import {hardBounds} from '../../../src/domain/pricing/bounds.js';
import {composePrice} from '../../../src/domain/pricing/compose.js';
import type {OfferFacts} from '../../../src/domain/pricing/facts.js';
import {beliefs, type DemandBelief} from '../../../src/domain/pricing/learner/belief.js';
import {learn} from '../../../src/domain/pricing/learner/learn.js';
import {type Memory, newMemory} from '../../../src/domain/pricing/learner/memory.js';
import {seeDay, seeRival} from '../../../src/domain/pricing/learner/remember.js';
import {asksDemand, BUILT_IN_RULES, DEFAULT_GUARDS, type Rules, rulesFor} from '../../../src/domain/pricing/rules.js';
import {proposePrice} from '../../../src/domain/pricing/strategies/index.js';
import {type PriceCut, type RivalSeen, warAt} from '../../../src/domain/pricing/war.js';
import {boundsWith, DAY, factsWith, NOW} from './support.js';

/** Two shops that sell the same goods to the same buyers, each pricing by souk and taking the other for its rival. */
export interface Duel {
  readonly seed: number;
  readonly rules: readonly [Rules, Rules];
  readonly nights: number;
  /** Who looks at the other's price of tonight, not of the night before. Default: nobody. */
  readonly second?: boolean;
  /** Without: no ceiling is known to either. */
  readonly listPrices?: boolean;
}

/** The course of one good in one shop: a price a night, in minor units, and the hard bounds of it. */
export interface Course {
  readonly prices: readonly number[];
  readonly first: number;
  readonly floor: number;
  readonly ceiling: number;
}

const GOODS = 4;
const WARM_UP = 60;
const FIRST_DAY = Math.floor(NOW / DAY);
/** Buyers' care for prices, and how quickly they change the shop. */
const ELASTICITY = 2.4;
const SWITCHING = 5;
const COST = 500;
const FEES = {rate: '0.15', fixed: 30, source: 'cost'} as const;
const NAMES = ['north', 'south'] as const;

interface Shop {
  readonly name: string;
  readonly rules: Rules;
  readonly memory: Memory;
  /** By good, a price a day since the first of the warm-up. */
  readonly prices: number[][];
  readonly changedAt: (number | null)[];
  /** By good: our cuts, and what the other asked each night, as ledger and sightings would tell. */
  readonly cuts: PriceCut[][];
  readonly seen: RivalSeen[][];
}

/** Plays a duel and tells each shop's course of each good through the nights. */
export function duel({seed, rules, nights, second = false, listPrices = true}: Duel): Course[][] {
  const shops = rules.map((each, index) => open(seed, each, index, nights)) as [Shop, Shop];
  const floors = shops.map(() => new Array<number>(GOODS).fill(0));
  for (let day = 1; day < WARM_UP + nights; day++) {
    const before = shops.map(({prices}) => prices.map((each) => each[day - 1] ?? 0));
    sell(seed, shops, day - 1);
    shops.forEach((shop, which) => {
      const other = shops[1 - which] as Shop;
      const theirs = second && which === 1 ? other.prices.map((each) => each[day] ?? 0) : (before[1 - which] ?? []);
      watch(shop, other.name, theirs, day);
      const known = day >= WARM_UP && asksDemand(shop.rules) ? beliefs(shop.memory, learn(shop.memory)) : [];
      for (let good = 0; good < GOODS; good++) {
        const now = before[which]?.[good] ?? 0;
        const facts = factsOf(
          shop,
          other.name,
          {good, day, now, theirs: theirs[good] ?? 0, listPrices},
          known[good] ?? null,
        );
        const next = day < WARM_UP ? merchant(seed, which, good, day, now, facts) : tonight(facts, shop.rules);
        if (next !== now) shop.changedAt[good] = facts.now;
        if (next < now && day >= WARM_UP) shop.cuts[good]?.push({at: facts.now, from: now, to: next});
        shop.prices[good]?.push(next);
        const of = floors[which];
        if (of !== undefined) of[good] = hardBounds(facts, rulesFor(shop.rules, facts.offer).guards).floor?.price ?? 0;
      }
    });
  }
  return shops.map(({prices}, which) =>
    prices.map((each, good) => {
      const first = each[0] ?? 0;
      return {prices: each.slice(WARM_UP), first, floor: floors[which]?.[good] ?? 0, ceiling: 2 * first};
    }),
  );
}

/** What one shop alone would ask: break-even (5.00 + 0.30) / 0.85, times 2.4 / 1.4; a little more or less by the good. */
const natural = (good: number) => Math.round(1070 * (0.9 + (0.2 * good) / GOODS));

function open(seed: number, rules: Rules, which: number, nights: number): Shop {
  const subjects = Array.from({length: GOODS}, (_, good) => ({sku: `S${good}`, category: 0, rivals: []}));
  return {
    name: NAMES[which] ?? '',
    rules,
    memory: newMemory(subjects, ['Mugs'], {from: FIRST_DAY, width: WARM_UP + nights}),
    prices: subjects.map((_, good) => [Math.round(natural(good) * Math.exp(0.06 * normal(seed, which, good)))]),
    changedAt: subjects.map(() => null),
    cuts: subjects.map(() => []),
    seen: subjects.map(() => []),
  };
}

/** A day's buyers: they go where it is cheaper, and fewer come at all where both are dear. */
function sell(seed: number, shops: readonly [Shop, Shop], day: number): void {
  for (let good = 0; good < GOODS; good++) {
    const prices = shops.map((shop) => shop.prices[good]?.[day] ?? 0);
    const pull = prices.map((price) => (price / natural(good)) ** -SWITCHING);
    const all = pull.reduce((sum, each) => sum + each, 0);
    shops.forEach(({memory}, which) => {
      const price = prices[which] ?? 0;
      const wanted = 4 * (price / natural(good)) ** -ELASTICITY * ((pull[which] ?? 0) / all);
      const units = poissonAt(wanted, uniform(seed, 7, which, good, day));
      seeDay(memory, good, {day: FIRST_DAY + day, price, units, startStock: 1000});
    });
  }
}

function watch({memory}: Shop, rival: string, theirs: readonly number[], day: number): void {
  theirs.forEach((price, good) => {
    seeRival(memory, good, {day: FIRST_DAY + day, rival, price});
  });
}

interface Scene {
  readonly good: number;
  readonly day: number;
  readonly now: number;
  readonly theirs: number;
  readonly listPrices: boolean;
}

function factsOf(shop: Shop, rival: string, scene: Scene, demand: DemandBelief | null): OfferFacts {
  const {good, day, now, theirs, listPrices} = scene;
  const at = NOW + day * DAY;
  const past = shop.prices[good] ?? [];
  const sku = `S${good}`;
  shop.seen[good]?.push({rival, at: at - 3_600_000, total: theirs});
  return factsWith({
    shop: shop.name,
    self: [shop.name],
    base: now,
    cost: {amount: COST, learntAt: at},
    fees: FEES,
    bounds: listPrices ? boundsWith({listPrice: past[0] ?? now}) : boundsWith({}),
    stock: 1000,
    rivals: [{sku, rival, price: theirs, shipping: null, inStock: true, condition: null, seenAt: at - 3_600_000}],
    changedAt: shop.changedAt[good] ?? null,
    weekAgo: day < 7 ? null : (past[day - 7] ?? null),
    war: warAt(shop.cuts[good] ?? [], shop.seen[good] ?? [], at, DEFAULT_GUARDS.warPauseDays),
    demand,
    now: at,
  });
}

/** Before souk there was a merchant who changed a price now and then. */
function merchant(seed: number, which: number, good: number, day: number, now: number, facts: OfferFacts): number {
  if (uniform(seed, 8, which, good, day) > 0.15) return now;
  const wanted = Math.round(natural(good) * Math.exp(0.07 * normal(seed, 9, which, good, day)));
  return Math.max(wanted, hardBounds(facts, rulesFor(BUILT_IN_RULES, facts.offer).guards).floor?.price ?? wanted);
}

/** The price after every guard, as `nightly` would write it. */
function tonight(facts: OfferFacts, rules: Rules): number {
  const effective = rulesFor(rules, facts.offer);
  const proposal = proposePrice(facts, effective);
  const stays = facts.base ?? 0;
  if (proposal.kind === 'skip') return stays;
  const wish = {basePrice: proposal.price, manual: false, overrideBounds: false, reasons: proposal.reasons};
  const composed = composePrice({...wish, strategy: effective.strategy.kind}, facts, rules);
  if (composed.kind !== 'change') return stays;
  const after = composed.change.fields['base_price']?.after;
  return typeof after === 'string' ? (parseAmount(after, facts.currency) ?? stays) : stays;
}
