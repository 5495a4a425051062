import {between, normal, uniform} from './chance.js';
import type {Regime} from './regimes.js';
import type {CurveForm, Good, RivalKind, RivalSpec, World} from './types.js';

const FORMS: readonly CurveForm[] = ['constant', 'exponential', 'linear', 'logit'];
const STANCE = 0.04;

/** Draws the hidden market of a regime from a seed: elasticities by category, seasons, costs, rivals, stocks. */
export function newWorld(regime: Regime, seed: number, skus: number, nights: number, warmUp = 90): World {
  const categories = 5 + Math.floor(4 * uniform(seed, 11));
  const days = warmUp + nights;
  const tempers = Array.from({length: categories}, (_, category) => between(1.7, 3.5, seed, 12, category));
  const goods = Array.from({length: skus}, (_, index) =>
    newGood(regime, seed, index, {categories, tempers, warmUp, nights}),
  );
  return {
    regime: regime.name,
    seed,
    warmUp,
    nights,
    categories,
    goods,
    season: seasons(seed, categories, days),
    weekday: Array.from({length: 7}, (_, day) =>
      Math.exp((day >= 5 ? between(-0.2, 0.4, seed, 13) : 0) + 0.04 * normal(seed, 14, day)),
    ),
    costs: costsOf(regime, seed, skus, days, warmUp),
  };
}

interface Shop {
  readonly categories: number;
  readonly tempers: readonly number[];
  readonly warmUp: number;
  readonly nights: number;
}

function newGood(regime: Regime, seed: number, index: number, shop: Shop): Good {
  const draw = (key: number) => uniform(seed, 20, index, key);
  const bell = (key: number) => normal(seed, 21, index, key);
  const category = Math.floor(shop.categories * draw(1));
  const elasticity = Math.min(5.5, Math.max(1.25, (shop.tempers[category] ?? 2.4) + 0.35 * bell(1)));
  const cost = Math.round(Math.exp(Math.log(1500) + 0.8 * bell(2)));
  const feeRate = Math.round(100 * between(0, 0.15, seed, 22, category)) / 100;
  const feeFixed = Math.round(100 * between(0, 0.6, seed, 23, category));
  const floor = (cost + feeFixed) / (1 - feeRate);
  const natural = Math.round(((floor * elasticity) / (elasticity - 1)) * Math.exp(0.08 * bell(3)));
  const firstPrice = Math.max(Math.ceil(floor * 1.04), Math.round(natural * Math.exp(regime.astray * bell(4) - 0.03)));
  const rate = Math.exp(Math.log(regime.rate) + regime.rateSpread * bell(5));
  const once = draw(2) < regime.once;
  const ends = shop.warmUp + Math.round(between(45, shop.nights, seed, 24, index));
  const expected = rate * (ends - shop.warmUp);
  const contested = draw(3) < regime.contested;
  return {
    index,
    sku: `S${String(index).padStart(4, '0')}`,
    category,
    cost,
    feeRate,
    feeFixed,
    firstPrice,
    minPrice: draw(4) < 0.5 ? Math.round(floor * between(0.8, 1.02, seed, 25, index)) : null,
    maxPrice: draw(5) < 0.7 ? Math.round(Math.max(natural, firstPrice) * between(1.5, 2.2, seed, 26, index)) : null,
    listPrice: firstPrice,
    natural,
    rate,
    elasticity,
    form: FORMS[Math.floor(FORMS.length * uniform(seed, 27, category))] ?? 'constant',
    unrest: uniform(seed, 28) < 0.5 ? 0 : 0.2,
    theta: between(...regime.theta, seed, 29, category),
    weight: between(...regime.weight, seed, 30, category),
    rivals: contested ? rivalsOf(regime.kinds, seed, index, floor) : [],
    leadTime: 3 + Math.floor(20 * draw(6)),
    once: once
      ? {
          units: Math.max(2, Math.round(expected * between(0.4, 2.5, seed, 31, index))),
          ends,
          salvage: Math.round(cost * between(0, 0.4, seed, 32, index)),
        }
      : null,
    restless: regime.restless && draw(7) < 0.7 ? between(0.01, 0.06, seed, 33, index) : 0,
  };
}

function rivalsOf(kinds: readonly RivalKind[], seed: number, index: number, floor: number): RivalSpec[] {
  const count = 1 + Math.floor(3 * uniform(seed, 40, index));
  return Array.from({length: count}, (_, slot) => ({
    name: `rival-${Math.floor(8 * uniform(seed, 41, index)) * 3 + slot}`,
    kind: kinds[Math.floor(kinds.length * uniform(seed, 42, index, slot))] ?? 'wanderer',
    stance: Math.exp(STANCE * normal(seed, 43, index, slot) - 0.01),
    alert: between(0.15, 0.9, seed, 44, index, slot),
    speed: between(0.3, 1, seed, 45, index, slot),
    floor: floor * between(0.97, 1.08, seed, 46, index, slot),
  }));
}

/** A yearly wave, and a slow walk that no calendar knows. */
function seasons(seed: number, categories: number, days: number): Float64Array {
  const season = new Float64Array(categories * days);
  for (let category = 0; category < categories; category++) {
    const swing = between(0, 0.45, seed, 50, category);
    const phase = between(0, 365, seed, 51, category);
    let walk = 0;
    for (let day = 0; day < days; day++) {
      walk = 0.97 * walk + 0.035 * normal(seed, 52, category, day);
      season[category * days + day] = Math.exp(swing * Math.sin((2 * Math.PI * (day + phase)) / 365) + walk);
    }
  }
  return season;
}

function costsOf(regime: Regime, seed: number, skus: number, days: number, warmUp: number): Float64Array {
  const costs = new Float64Array(skus * days).fill(1);
  for (let sku = 0; sku < skus; sku++) {
    if (uniform(seed, 60, sku) >= regime.shocked) continue;
    // Suppliers raise whole ranges at once: one SKU in two moves on a common day.
    const common = uniform(seed, 61, sku) < 0.5;
    const at = warmUp + Math.floor(between(10, days - warmUp - 30, seed, 62, common ? sku % 3 : sku + 3));
    const factor = Math.exp(between(-0.15, 0.3, seed, 63, common ? sku % 3 : sku + 3));
    costs.fill(factor, sku * days + at, (sku + 1) * days);
  }
  return costs;
}
