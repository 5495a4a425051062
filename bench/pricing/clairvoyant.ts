import {expectedSales} from '../../src/domain/pricing/learner/statistics.js';
import {bounded} from './baselines.js';
import {breakEvenOf, curveOf, marginOf, wantedOn} from './demand.js';
import {type Outcome, simulate} from './simulate.js';
import {type Good, type Night, type Policy, SLOTS, type World} from './types.js';

const MARKUPS = Array.from({length: 20}, (_, step) => Math.exp((Math.log(2.8) * step) / 19));

/**
 * What someone earns who knows everything: for each good the best of many ways to price it (any fixed markup, the best
 * answer to the day, the best answer to the day and to what rivals make of it), found with average buyers.
 */
export function clairvoyant(world: World): Outcome {
  // Without rivals there is nothing to answer, and without a last delivery the best of each day is the best of all.
  const contested = world.goods.some(({rivals}) => rivals.length > 0);
  const last = world.goods.some(({once}) => once !== null);
  const ways: Policy[] = [
    ...(contested ? [0, 0.5, 1] : [0]).map((answer) => bestAnswer(answer)),
    ...(contested || last ? MARKUPS.map((markup): Policy => fixed(markup)) : []),
  ];
  const results = ways.map((way) => simulate(world, way, true).bySku);
  const best = world.goods.map(({index}) => {
    const values = results.map((bySku) => bySku[index] ?? 0);
    return values.indexOf(Math.max(...values));
  });
  const chosen: Policy = {
    name: 'clairvoyant',
    decide: (night) => {
      const kept = night.price.slice();
      ways.forEach((way, which) => {
        const goods = world.goods.filter(({index}) => best[index] === which);
        if (goods.length > 0) way.decide({...night, world: {...world, goods}});
      });
      for (const {index} of world.goods) if ((best[index] ?? -1) < 0) night.price[index] = kept[index] ?? 0;
    },
  };
  return simulate(world, chosen);
}

function fixed(markup: number): Policy {
  return {
    name: `markup ${markup.toFixed(2)}`,
    decide: ({world, cost, price}) => {
      for (const good of world.goods) {
        const now = cost[good.index] ?? 0;
        price[good.index] = bounded(good, breakEvenOf(good, now) * markup, now);
      }
    },
  };
}

const GRID = 48;

/** The best price of the day by the true demand, where rivals are taken to follow a share of our move. */
function bestAnswer(answer: number): Policy {
  return {
    name: `best answer ${answer}`,
    decide: (night) => {
      for (const good of night.world.goods) night.price[good.index] = answerOf(good, night, answer);
    },
  };
}

function answerOf(good: Good, night: Night, answer: number): number {
  const {world, day, price} = night;
  const cost = night.cost[good.index] ?? 0;
  const low = bounded(good, 1, cost);
  const high = bounded(good, Math.max(low, good.natural) * 2.2, cost);
  const now = price[good.index] ?? good.firstPrice;
  const rivals = new Float64Array(SLOTS * (good.index + 1));
  let [best, most] = [low, Number.NEGATIVE_INFINITY];
  for (let step = 0; step <= GRID; step++) {
    const each = Math.round(low * (high / low) ** (step / GRID));
    good.rivals.forEach((spec, slot) => {
      const theirs = night.rivals[good.index * SLOTS + slot] ?? 0;
      const follows = spec.kind === 'follower' || spec.kind === 'undercutter' ? answer : 0;
      rivals[good.index * SLOTS + slot] = theirs > 0 ? Math.max(spec.floor, theirs * (each / now) ** follows) : 0;
    });
    const value = worthOf(world, good, {
      day,
      price: each,
      cost,
      rivals,
      stock: night.stock[good.index] ?? 0,
      ordered: night.onOrder[good.index] ?? 0,
    });
    if (value > most) [best, most] = [each, value];
  }
  return best;
}

interface Offer {
  readonly day: number;
  readonly price: number;
  readonly cost: number;
  readonly rivals: Float64Array;
  readonly stock: number;
  readonly ordered: number;
}

function worthOf(world: World, good: Good, {day, price, cost, rivals, stock, ordered}: Offer): number {
  const wanted = wantedOn(world, good, day, price, rivals);
  if (good.once === null) {
    const days = good.leadTime + 1;
    return ordered > 0
      ? expectedSales(wanted * days, stock + ordered) * marginOf(good, price, cost)
      : wanted * marginOf(good, price, cost);
  }
  const left = Math.max(1, good.once.ends - day + 1);
  // The season ahead is known: mean of its factors instead of the one of today.
  const days = world.warmUp + world.nights;
  let ahead = 0;
  for (let next = day; next <= good.once.ends && next < days; next++)
    ahead += (world.season[good.category * days + next] ?? 1) * (world.weekday[next % 7] ?? 1);
  const mean =
    good.rate *
    curveOf(good, price) *
    ahead *
    (wanted === 0 ? 0 : wanted / wantedOn(world, {...good, rivals: []}, day, price, rivals));
  return (
    expectedSales(Math.max(mean, 1e-9), stock) * (marginOf(good, price, 0) - good.once.salvage) * (left > 0 ? 1 : 0)
  );
}
