/** A moment on a lane's way: `age` ms ago, when the platform had accepted `spent` points. */
export interface Waypoint {
  readonly age: number;
  readonly spent: number;
  /** The platform's bucket was empty: it refused a request. */
  readonly empty: boolean;
  /** What it asked to wait then, in ms after the request was sent; null when it did not say. */
  readonly due: number | null;
  /** Points among `spent` that other processes had in hand: the platform may have seen them only afterwards. */
  readonly loose: number;
}

/** What is known besides the way. */
export interface Known {
  readonly saved: number;
  readonly lumpy: boolean;
}

/** Between these the platform's rate lies, in points a second. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** `Retry-After` counts in whole seconds. */
export const WHOLE_MS = 1000;
/** What the way of a request may differ from another's, in ms. */
const JITTER_MS = 20;
/** Halvings of the search for a rate. */
const STEPS = 30;

/**
 * The rate that fits the way. At each refusal the platform's bucket was empty, so between two of them it gave what it
 * accepted: exact, however much it saves up (PERFORMANCE.md §4, "empty to empty"), but for what ran over meanwhile. The
 * latest refusals count: an older one is left out as soon as it fits no more. Null with fewer than two.
 *
 * `saved`: points that the platform was seen to save up before. `lumpy`: it counts by windows; then the ends of windows are
 * what to go by.
 */
export function spanOf(way: readonly Waypoint[], known: Known): Span | null {
  const empties = way.flatMap(({empty}, at) => (empty ? [at] : []));
  const end = empties.at(-1);
  if (end === undefined) return null;
  let fit: Span | null = null;
  for (const start of empties.slice(0, -1).reverse()) {
    const span = between(way.slice(start, end + 1), way, known);
    const both: Span | null = fit === null ? span : meet(fit, span);
    if (both === null) break;
    fit = both;
  }
  return fit;
}

/** From one empty bucket to another, the first and the last of `part`. */
function between(part: readonly Waypoint[], way: readonly Waypoint[], {saved, lumpy}: Known): Span {
  const [first, last] = [part[0], part.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a part of a way without an end');
  const ms = Math.max(1, first.age - last.age);
  const points = last.spent - first.spent;
  const timed = byDue(first, last);
  if (lumpy && timed !== null) return timed;
  const mean = (1000 * points) / ms;
  const error = errorOf(mean);
  const plain = {
    low: Math.max(0, mean - (1000 * (error + last.loose)) / ms),
    high: highest(part, (rate) => Math.max(saved, savedUp(way, rate)), error + first.loose),
  };
  return (timed === null ? null : meet(plain, timed)) ?? plain;
}

/** Highest rate that leaves the bucket empty at the end, when it saves up no more than is known. */
function highest(part: readonly Waypoint[], burst: (rate: number) => number, error: number): number {
  let [under, over] = [0, 1000];
  for (let step = 0; step < STEPS; step++) {
    const middle = (under + over) / 2;
    if (leftAt(part, middle, burst(middle)) <= error) under = middle;
    else over = middle;
  }
  return under;
}

/** What such a bucket would hold at the end of the way, empty at its beginning. */
function leftAt(part: readonly Waypoint[], rate: number, burst: number): number {
  let level = 0;
  for (let i = 1; i < part.length; i++) {
    const [from, to] = [part[i - 1], part[i]];
    if (from === undefined || to === undefined) continue;
    const given = level + (rate * (from.age - to.age)) / 1000 - (to.spent - from.spent);
    level = Math.min(burst, given);
  }
  return level;
}

/** Points that the platform saves up at least, were this its rate: no stretch of sending can have had more beyond it. */
export function savedUp(way: readonly Waypoint[], rate: number): number {
  let most = 0;
  way.forEach((end, at) => {
    if (!end.empty) return;
    for (const start of way.slice(0, at)) {
      most = Math.max(most, end.spent - start.spent - (rate * (start.age - end.age)) / 1000);
    }
  });
  return Math.max(0, most - errorOf(rate));
}

/**
 * On a slow limit the moment that the platform names tells more than the count: then there is one point, hardly more.
 * A platform that names any number it likes is found out by the count, which is used alone then.
 */
function byDue(first: Waypoint, last: Waypoint): Span | null {
  const points = last.spent - first.spent;
  if (first.due === null || last.due === null || points < 1) return null;
  const apart = first.age - first.due - last.age + last.due;
  const error = WHOLE_MS + 2 * JITTER_MS;
  if (apart <= error) return null;
  const low = (1000 * Math.max(0, points - last.loose)) / (apart + error);
  return {low, high: (1000 * (points + first.loose)) / (apart - error)};
}

/** Points by which a count may be wrong: the last one of a bucket, and what is faster or slower on its way. */
function errorOf(rate: number): number {
  return 1 + (2 * JITTER_MS * rate) / 1000;
}

function meet(a: Span, b: Span): Span | null {
  const both = {low: Math.max(a.low, b.low), high: Math.min(a.high, b.high)};
  return both.low <= both.high ? both : null;
}
