import {believer} from '../../src/domain/pricing/learner/belief.js';
import {learn} from '../../src/domain/pricing/learner/learn.js';
import {type Memory, newMemory} from '../../src/domain/pricing/learner/memory.js';
import {seeDay, seeRival} from '../../src/domain/pricing/learner/remember.js';
import {chance} from '../catalogue/chance.js';

/** Days that are kept of each SKU. */
const DAYS = 60;
const FIRST = 20_454;
const CATEGORIES = 40;
/** One SKU in so many has a rival. */
const CONTESTED = 20;

/** A memory of a shop with so many SKUs and sixty days of each, the last one not yet seen, after a first night. */
export function rememberedShop(skus: number): Memory {
  const names = Array.from({length: CATEGORIES}, (_, n) => `C${n}`);
  const subjects = Array.from({length: skus}, (_, n) => ({sku: `SKU-${n}`, category: n % CATEGORIES, rivals: []}));
  const memory = newMemory(subjects, names, {from: FIRST, width: DAYS});
  const draw = chance(11);
  for (let day = 0; day < DAYS; day++) seeAll(memory, day, draw);
  // As after a night: what is timed is one night more, not the first one.
  memory.learntTo = FIRST + DAYS - 1;
  memory.formOf = memory.learntTo;
  learn(memory);
  return memory;
}

function seeAll(memory: Memory, day: number, draw: (below: number) => number): void {
  for (let sku = 0; sku < memory.subjects.length; sku++) {
    const price = 1000 * (1 + 0.1 * (((sku + Math.floor(day / 7)) % 3) - 1));
    const sold = draw(8);
    seeDay(memory, sku, {day: FIRST + day, price, units: sold > 5 ? sold - 5 : 0, startStock: draw(40) === 0 ? 1 : 20});
    if (sku % CONTESTED === 0)
      seeRival(memory, sku, {day: FIRST + day, rival: 'acme', price: Math.round(price * (0.95 + draw(10) / 100))});
  }
}

/** One night: the day's rows, a pass over all, and what is then believed of each SKU. Returns how many are known. */
export function oneNight(memory: Memory): number {
  seeAll(memory, DAYS, chance(12));
  const believe = believer(memory, learn(memory));
  let known = 0;
  for (let sku = 0; sku < memory.subjects.length; sku++) if (believe(sku) !== null) known++;
  return known;
}
