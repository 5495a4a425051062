import {parseAmount} from '../../src/domain/money.js';
import {composePrice} from '../../src/domain/pricing/compose.js';
import type {OfferFacts} from '../../src/domain/pricing/facts.js';
import {beliefs, type DemandBelief} from '../../src/domain/pricing/learner/belief.js';
import {learn} from '../../src/domain/pricing/learner/learn.js';
import {type Memory, newMemory} from '../../src/domain/pricing/learner/memory.js';
import {seeDay, seeRival} from '../../src/domain/pricing/learner/remember.js';
import {BUILT_IN_RULES, DEMAND_DEFAULTS, type Rules, rulesFor} from '../../src/domain/pricing/rules.js';
import {proposePrice} from '../../src/domain/pricing/strategies/index.js';
import {breakEvenOf} from './demand.js';
import {type Good, type Night, type Policy, SLOTS, type World} from './types.js';

/** The day, since 1970, on which the first day of every world falls: 2026-01-01. */
export const FIRST_DAY = 20454;
const DAY_MS = 86_400_000;
const RULES: Rules = {...BUILT_IN_RULES, fallback: {kind: 'auto', ...DEMAND_DEFAULTS}};

/** souk itself as `nightly` runs it: learns from the facts of each night, proposes, and goes through every guard. */
export function souk(rules: Rules = RULES): Policy {
  let memory: Memory | null = null;
  let past: Float64Array[] = [];
  const see = (night: Night) => {
    if (memory === null || night.day === 0) {
      memory = start(night.world);
      past = [];
    }
    note(memory, night);
    // The price ledger begins with the first night.
    if (night.day < night.world.warmUp) return memory;
    past.unshift(night.price.slice());
    past.length = Math.min(past.length, 8);
    return memory;
  };
  return {
    name: 'souk auto',
    watch: (night) => void see(night),
    decide: (night) => {
      const known = see(night);
      const work = learn(known, (index) => breakEvenAt(night, index));
      const all = beliefs(known, work);
      for (const good of night.world.goods) {
        const facts = factsOf(good, night, all[good.index] ?? null, past);
        night.price[good.index] = tonight(facts, rules) ?? night.price[good.index] ?? 0;
      }
    },
  };
}

function breakEvenAt({world, cost}: Night, index: number): number | null {
  const good = world.goods[index];
  return good === undefined ? null : breakEvenOf(good, cost[index] ?? good.cost);
}

/** The price after every guard; null: it stays. */
function tonight(facts: OfferFacts, rules: Rules): number | null {
  const proposal = proposePrice(facts, rulesFor(rules, facts.offer));
  if (proposal.kind === 'skip') return null;
  const composed = composePrice(
    {basePrice: proposal.price, manual: false, overrideBounds: false, strategy: 'auto', reasons: proposal.reasons},
    facts,
    rules,
  );
  if (composed.kind !== 'change') return null;
  const after = composed.change.fields['base_price']?.after;
  return typeof after === 'string' ? parseAmount(after, 'USD') : null;
}

function start({goods, categories, warmUp, nights}: World): Memory {
  const names = Array.from({length: categories}, (_, category) => `C${category}`);
  return newMemory(
    goods.map(({sku, category}) => ({sku, category, rivals: []})),
    names,
    {from: FIRST_DAY, width: warmUp + nights + 1},
  );
}

function note(memory: Memory, {world, day, sold, rivals}: Night): void {
  for (const {index, rivals: specs} of world.goods) {
    if (day > 0) {
      seeDay(memory, index, {
        day: FIRST_DAY + day - 1,
        price: sold.price[index] ?? null,
        units: sold.units[index] ?? null,
        startStock: sold.start[index] ?? null,
      });
    }
    specs.forEach(({name}, slot) => {
      const price = rivals[index * SLOTS + slot] ?? 0;
      seeRival(memory, index, {day: FIRST_DAY + day, rival: name, price: price > 0 ? price : null});
    });
  }
}

const NO_SELLING = {
  paymentRate: null,
  paymentFixed: null,
  revenueShare: null,
  freight: null,
  packing: null,
  returnRate: null,
  returnCost: null,
};

function factsOf(good: Good, night: Night, demand: DemandBelief | null, past: readonly Float64Array[]): OfferFacts {
  const {index, sku, once} = good;
  const now = (FIRST_DAY + night.day) * DAY_MS + 2 * 3_600_000;
  const base = night.price[index] ?? 0;
  const stock = night.stock[index] ?? null;
  const [today, before] = [past[0]?.[index], past[1]?.[index]];
  return {
    offerId: index,
    shop: 'bench',
    key: {product: sku, sku},
    offer: {
      sku,
      product: sku,
      title: sku,
      vendor: '',
      category: `C${good.category}`,
      tags: [],
      status: 'active',
      price: base,
      stock,
      cost: null,
    },
    currency: 'USD',
    shopCurrency: 'USD',
    base,
    baseCompareAt: null,
    live: base,
    liveCompareAt: null,
    overlay: null,
    cost: {amount: Math.round(night.cost[index] ?? 0), learntAt: now},
    fees: {rate: String(good.feeRate), fixed: good.feeFixed, source: 'cost'},
    selling: NO_SELLING,
    tax: {included: false, rate: null},
    bounds: {
      sku,
      listPrice: good.listPrice,
      minPrice: good.minPrice,
      maxPrice: good.maxPrice,
      mapPrice: null,
      msrp: null,
    },
    supply: {
      sku,
      onOrder: night.onOrder[index] ?? 0,
      leadTimeDays: good.leadTime,
      replenishable: once === null,
      seasonEnd: once === null ? null : new Date((FIRST_DAY + once.ends) * DAY_MS).toISOString().slice(0, 10),
      salvageValue: once?.salvage ?? null,
      holdingCostDay: null,
      receivedOn: null,
    },
    stock,
    rivals: good.rivals.map(({name}, slot) => {
      const price = night.rivals[index * SLOTS + slot] ?? 0;
      return {
        sku,
        rival: name,
        price: price > 0 ? price : null,
        shipping: null,
        inStock: price > 0,
        condition: null,
        seenAt: now - 3_600_000,
      };
    }),
    self: ['bench'],
    pin: null,
    owner: null,
    changedAt: today !== before ? now - DAY_MS : null,
    weekAgo: past[7]?.[index] ?? null,
    highest: null,
    past: [],
    peers: new Map(),
    peerFaults: {},
    categoryIndex: null,
    war: null,
    demand,
    now,
    zone: 'UTC',
  };
}
