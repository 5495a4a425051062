/** Chance that can be played again. */
export interface Dice {
  /** An integer from 0 to one below. */
  roll(below: number): number;
  /** True so often of hundred times. */
  chance(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
}

/** Marsaglia's xorshift on 32 bits, stirred so that neighbouring seeds have nothing in common. */
export function diceOf(seed: number): Dice {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 8; i++) next();
  const roll = (below: number) => Math.floor(next() * below);
  return {
    roll,
    chance: (percent) => roll(100) < percent,
    pick: (from) => from[roll(from.length)] as (typeof from)[number],
  };
}

/**
 * When souk is killed. `line`: at its n-th request, or n-th write, and how far that had come: `lost` on the way; seen by
 * the shop `before` souk's death was noticed; `late`, after the next souk has begun; done and not answered (`after`);
 * `answered`. `store`: before or after its n-th write to its own store. `time`: after so long.
 */
export type Moment =
  | {
      readonly kind: 'line';
      readonly at: 'lost' | 'before' | 'late' | 'after' | 'answered';
      readonly of: 'writes' | 'number';
      readonly nth: number;
      /** Time after that, in ms. */
      readonly later: number;
    }
  | {readonly kind: 'store'; readonly side: 'before' | 'after'; readonly nth: number}
  | {readonly kind: 'time'; readonly ms: number};

/** What a command did when it was left in peace, or as far as it came: so much may be struck at. */
export interface Reach {
  readonly writes: number;
  readonly number: number;
  readonly store: number;
  readonly ms: number;
}

export const FIRST_REACH: Reach = {writes: 4, number: 8, store: 60, ms: 900};

/** The larger of two reaches, side by side. */
export function further(a: Reach, b: Reach): Reach {
  return {
    writes: Math.max(a.writes, b.writes),
    number: Math.max(a.number, b.number),
    store: Math.max(a.store, b.store),
    ms: Math.max(a.ms, b.ms),
  };
}

/** A moment within reach, half of them at the line, where most can go wrong. */
export function momentIn(dice: Dice, reach: Reach): Moment {
  const way = dice.roll(10);
  if (way < 5) {
    const of = reach.writes > 0 && dice.chance(70) ? 'writes' : 'number';
    const at = dice.pick(['lost', 'before', 'late', 'after', 'answered'] as const);
    const nth = 1 + dice.roll(Math.max(1, reach[of]));
    return {kind: 'line', at, of, nth, later: at === 'answered' ? dice.roll(30) : 0};
  }
  if (way < 9)
    return {kind: 'store', side: dice.pick(['before', 'after'] as const), nth: 1 + dice.roll(Math.max(1, reach.store))};
  return {kind: 'time', ms: dice.roll(Math.max(1, reach.ms))};
}

/** A moment in a word, for the count of them. */
export function nameOf(moment: Exclude<Moment, {readonly kind: 'store'}>): string {
  return moment.kind === 'line' ? `${moment.of === 'writes' ? 'write' : 'request'} ${moment.at}` : 'any time';
}
