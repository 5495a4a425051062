import type {Minor} from '../../../domain/money.js';
import type {Day} from './calendar.js';
import {type Stream, stream} from './random.js';
import type {Demand, Good, MarketTerms, Rival, Temper} from './types.js';

const NAMES = [
  'bluepeak',
  'harbour-goods',
  'kiosk24',
  'mercato',
  'northgate',
  'pennywise',
  'redbarn',
  'sundry-co',
  'tallship',
  'westfield',
];
const TEMPERS: readonly Temper[] = ['follower', 'follower', 'undercutter', 'wanderer', 'wanderer', 'leaver'];
/** Rivals do not sell below cost and this much. */
const LEAST_MARKUP = 1.06;

/** The rivals a good meets: none for four in ten, else one to three. */
export function rivalsAtBirth(terms: MarketTerms, key: string, demand: Demand): Rival[] {
  const draw = stream(terms.seed, 'rivals', key);
  const count = Math.max(0, draw.index(10) - 3) / 2;
  const first = draw.index(NAMES.length);
  return Array.from({length: Math.ceil(count)}, (_, i) => {
    const temper = TEMPERS[draw.index(TEMPERS.length)] ?? 'wanderer';
    const stance = 1 + 0.05 * draw.normal();
    return {
      name: NAMES[(first + i * 3) % NAMES.length] ?? 'mercato',
      temper,
      stance,
      price: Math.max(1, Math.round(demand.referencePrice * stance)),
      inStock: true,
    };
  });
}

/** When in the day a rival looks at the market: each at its own hour. */
export function lookAt(terms: MarketTerms, good: Good, rival: Rival, day: Day): number {
  const hour = stream(terms.seed, 'look', good.life.key, rival.name).uniform();
  return day.start + Math.floor(hour * (day.end - day.start));
}

/** A rival after its daily look at the market. */
export function look(terms: MarketTerms, good: Good, rival: Rival, day: Day): Rival {
  const draw = stream(terms.seed, 'rival', good.life.key, rival.name, day.date);
  const wakes = draw.uniform();
  const drift = draw.normal();
  const inStock = draw.uniform() >= 0.05;
  const {demand, supplier} = good.life;
  const floor = Math.ceil(supplier.cost * LEAST_MARKUP);
  const ours = good.price ?? demand.referencePrice;
  switch (rival.temper) {
    case 'follower':
      return {...rival, inStock, price: wakes < 0.6 ? bounded(ours * rival.stance, floor) : rival.price};
    case 'undercutter':
      return {...rival, inStock, price: wakes < 0.8 ? undercut(good, rival, ours, floor) : rival.price};
    case 'wanderer':
      return {...wander(demand, rival, drift, floor), inStock};
    case 'leaver':
      return leaveOrReturn(demand, {...rival, inStock}, draw, drift, floor);
  }
}

/** Just below the cheapest; at the floor it gives up the fight now and then and goes back to the market's price. */
function undercut({life}: Good, rival: Rival, ours: Minor, floor: Minor): Minor {
  const others = life.rivals
    .filter(({name, price}) => name !== rival.name && price !== null)
    .map(({price}) => price ?? ours);
  const target = bounded(Math.min(ours, ...others) * 0.99, floor);
  const beaten = target > Math.min(ours, ...others);
  return beaten ? bounded(life.demand.referencePrice * Math.max(0.97, rival.stance), floor) : target;
}

/** A walk that is drawn back to the market's price. */
function wander(demand: Demand, rival: Rival, drift: number, floor: Minor): Rival {
  const stance = Math.min(1.4, Math.max(0.7, Math.exp(0.95 * Math.log(rival.stance) + 0.02 * drift)));
  return {...rival, stance, price: bounded(demand.referencePrice * stance, floor)};
}

function leaveOrReturn(demand: Demand, rival: Rival, draw: Stream, drift: number, floor: Minor): Rival {
  const chance = draw.uniform();
  if (rival.price === null) return chance < 1 / 45 ? wander(demand, rival, drift, floor) : {...rival, inStock: false};
  return chance < 1 / 60 ? {...rival, price: null, inStock: false} : wander(demand, rival, drift, floor);
}

function bounded(price: number, floor: Minor): Minor {
  return Math.max(1, floor, Math.round(price));
}
