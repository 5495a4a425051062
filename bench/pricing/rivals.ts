import {normal, uniform} from './chance.js';
import {type Good, type RivalSpec, SLOTS, type World} from './types.js';

/** Moves the rivals of one good for a day, in place; they have seen our price of the day before. */
export function moveRivals(
  world: World,
  good: Good,
  day: number,
  ours: number,
  rivals: Float64Array,
  present: Uint8Array,
): void {
  good.rivals.forEach((spec, slot) => {
    const at = good.index * SLOTS + slot;
    const before = Math.abs(rivals[at] ?? 0) || good.natural * spec.stance;
    const price = Math.max(
      spec.floor,
      next(world, good, spec, {day, slot, ours, before, cheapest: cheapestBut(rivals, good, slot, ours)}),
    );
    if (spec.kind === 'leaver') toggle(world, good, slot, day, present);
    const there = spec.kind !== 'leaver' || present[at] === 0;
    rivals[at] = there ? Math.round(price) : -Math.round(price);
  });
}

interface Scene {
  readonly day: number;
  readonly slot: number;
  readonly ours: number;
  readonly before: number;
  readonly cheapest: number;
}

function next(world: World, good: Good, spec: RivalSpec, {day, slot, ours, before, cheapest}: Scene): number {
  const wakes = uniform(world.seed, 70, good.index, slot, day) < spec.alert;
  switch (spec.kind) {
    case 'follower':
      return wakes ? before * (1 - spec.speed) + spec.speed * ours * spec.stance : before;
    case 'undercutter': {
      if (!wakes) return before;
      const target = cheapest * 0.99;
      return target < spec.floor && uniform(world.seed, 71, good.index, slot, day) < 0.2
        ? good.natural * spec.stance
        : target;
    }
    case 'wanderer':
    case 'leaver': {
      const home = Math.log(good.natural * spec.stance);
      return Math.exp(home + 0.95 * (Math.log(before) - home) + 0.025 * normal(world.seed, 72, good.index, slot, day));
    }
  }
}

/** Cheapest price that this rival sees: ours, or another rival's. */
function cheapestBut(rivals: Float64Array, good: Good, slot: number, ours: number): number {
  let cheapest = ours;
  for (let other = 0; other < SLOTS; other++) {
    const price = rivals[good.index * SLOTS + other] ?? 0;
    if (other !== slot && price > 0 && price < cheapest) cheapest = price;
  }
  return cheapest;
}

function toggle(world: World, good: Good, slot: number, day: number, present: Uint8Array): void {
  const at = good.index * SLOTS + slot;
  const gone = present[at] === 1;
  if (uniform(world.seed, 73, good.index, slot, day) < (gone ? 1 / 25 : 1 / 40)) present[at] = gone ? 0 : 1;
}
