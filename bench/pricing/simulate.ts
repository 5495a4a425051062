import {normal, poissonAt, uniform} from './chance.js';
import {breakEvenOf, marginOf, wantedOn} from './demand.js';
import {moveRivals} from './rivals.js';
import {type Good, type Night, type Policy, SLOTS, type World} from './types.js';

/** What a policy made of a world. */
export interface Outcome {
  readonly profit: number;
  readonly bySku: Float64Array;
  /** Price changes of a SKU and week; share of SKU-days below break-even; prices outside the bounds. */
  readonly changes: number;
  readonly below: number;
  readonly outside: number;
}

/** Weeks of stock that the supplier's orders aim at, beside the lead time. */
const COVER_DAYS = 21;

/**
 * Lets a policy run a shop through a world. `mean`: buyers come as their averages do, for references that must not be
 * picked by luck. The same seed brings the same buyers to every policy.
 */
export function simulate(world: World, policy: Policy, mean = false): Outcome {
  const {goods, warmUp, nights} = world;
  const days = warmUp + nights;
  const size = goods.length;
  const state = newState(world);
  const bySku = new Float64Array(size);
  let [changes, below, outside] = [0, 0, 0];
  for (let day = 0; day < days; day++) {
    const live = day >= warmUp;
    for (const good of goods) {
      const i = good.index;
      state.cost[i] = Math.round(good.cost * (world.costs[i * days + day] ?? 1));
      receive(state, good, day, warmUp);
      if (day > 0) moveRivals(world, good, day, state.price[i] ?? 0, state.hidden, state.gone);
    }
    state.rivals.set(state.hidden.map((price) => Math.max(0, price)));
    const night: Night = {...state, world, day};
    const before = state.price.slice();
    if (live) policy.decide(night);
    else {
      policy.watch?.(night);
      merchant(world, day, state.price);
    }
    for (const good of goods) {
      const i = good.index;
      const price = state.price[i] ?? 0;
      const cost = state.cost[i] ?? 0;
      const start = state.stock[i] ?? 0;
      const wanted = wantedOn(world, good, day, price, state.rivals);
      const unrest =
        mean || good.unrest === 0 ? 1 : Math.exp(good.unrest * normal(world.seed, 80, i, day) - good.unrest ** 2 / 2);
      const buyers = mean ? wanted : poissonAt(wanted * unrest, uniform(world.seed, 81, i, day));
      const units = Math.min(buyers, start);
      state.sold.price[i] = price;
      state.sold.units[i] = units;
      state.sold.start[i] = start;
      state.stock[i] = start - units;
      reorder(state, good, day, world);
      if (!live) continue;
      if (price !== before[i]) changes++;
      if (price < breakEvenOf(good, cost)) below++;
      if (
        price < (good.minPrice ?? 0) ||
        price > (good.maxPrice ?? Number.POSITIVE_INFINITY) ||
        !Number.isInteger(price)
      )
        outside++;
      bySku[i] = (bySku[i] ?? 0) + gain(good, day, price, cost, units);
    }
  }
  for (const good of goods)
    if (good.once !== null)
      bySku[good.index] = (bySku[good.index] ?? 0) + good.once.salvage * (state.stock[good.index] ?? 0);
  const nightly = size * nights;
  return {
    profit: bySku.reduce((sum, each) => sum + each, 0),
    bySku,
    changes: (changes / nightly) * 7,
    below: below / nightly,
    outside,
  };
}

/** Goods that were bought once are paid for: what they bring is all gain; after their season nobody wants them. */
function gain(good: Good, day: number, price: number, cost: number, units: number): number {
  if (good.once === null) return units * marginOf(good, price, cost);
  return day <= good.once.ends ? units * marginOf(good, price, 0) : units * good.once.salvage;
}

interface State {
  readonly price: Float64Array;
  readonly cost: Float64Array;
  readonly stock: Float64Array;
  readonly onOrder: Float64Array;
  readonly arrives: Int32Array;
  readonly rivals: Float64Array;
  /** Rivals' prices; negative while a rival is away. */
  readonly hidden: Float64Array;
  readonly gone: Uint8Array;
  readonly sold: Night['sold'];
}

function newState({goods}: World): State {
  const size = goods.length;
  const state: State = {
    price: Float64Array.from(goods, ({firstPrice}) => firstPrice),
    cost: Float64Array.from(goods, ({cost}) => cost),
    stock: Float64Array.from(goods, (good) => Math.ceil(good.rate * (good.leadTime + COVER_DAYS)) + 2),
    onOrder: new Float64Array(size),
    arrives: new Int32Array(size).fill(-1),
    rivals: new Float64Array(size * SLOTS),
    hidden: new Float64Array(size * SLOTS),
    gone: new Uint8Array(size * SLOTS),
    sold: {price: new Float64Array(size), units: new Float64Array(size), start: new Float64Array(size)},
  };
  for (const good of goods) {
    good.rivals.forEach(({stance}, slot) => {
      state.hidden[good.index * SLOTS + slot] = Math.round(good.natural * stance);
    });
  }
  return state;
}

function receive(state: State, good: Good, day: number, warmUp: number): void {
  const i = good.index;
  if (good.once !== null) {
    // Through the warm-up there is always some; the night the policy begins, the last delivery comes.
    state.stock[i] =
      day < warmUp ? Math.max(state.stock[i] ?? 0, 20) : day === warmUp ? good.once.units : (state.stock[i] ?? 0);
    return;
  }
  if (state.arrives[i] !== day) return;
  state.stock[i] = (state.stock[i] ?? 0) + (state.onOrder[i] ?? 0);
  state.onOrder[i] = 0;
}

/** Orders up to a level when the stock would not outlast the lead time; the level follows what sold at the natural price. */
function reorder(state: State, good: Good, day: number, world: World): void {
  const i = good.index;
  if (good.once !== null || (state.onOrder[i] ?? 0) > 0) return;
  const level = good.rate * 1.3 * (good.leadTime + COVER_DAYS) + 2;
  const stock = state.stock[i] ?? 0;
  if (stock > good.rate * 1.2 * good.leadTime + 1) return;
  state.onOrder[i] = Math.ceil(level - stock);
  state.arrives[i] = day + good.leadTime + (uniform(world.seed, 82, i, day) < 0.15 ? 4 : 0);
}

/** The merchant of the warm-up: a change now and then, upwards when things sell well. */
function merchant(world: World, day: number, price: Float64Array): void {
  const days = world.warmUp + world.nights;
  for (const good of world.goods) {
    if (day === 0 || uniform(world.seed, 83, good.index, day) >= good.restless) continue;
    const season = Math.log(world.season[good.category * days + day] ?? 1);
    const moved = good.firstPrice * Math.exp(0.08 * normal(world.seed, 84, good.index, day) + 0.3 * season);
    price[good.index] = Math.round(Math.max(breakEvenOf(good, good.cost), Math.min(good.maxPrice ?? moved, moved)));
  }
}
