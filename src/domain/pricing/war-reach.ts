import {ANSWER_MS, LONGEST_PAUSE, type PriceCut, TRY_DAYS, WAR_CUTS, WAR_MOVE, WAR_WITHIN_MS} from './war.js';

const DAY = 86_400_000;

/**
 * The cuts that can matter now, whatever rivals answered: from the first that could have begun a war whose pauses reach up
 * to now. So the sightings of a few weeks are read, and of most SKUs none.
 */
export function cutsThatMatter(cuts: readonly PriceCut[], now: number, pauseDays: number): readonly PriceCut[] {
  for (const [index, {at, to}] of cuts.entries()) {
    if (index + 1 < WAR_CUTS || at > now) continue;
    const start = cuts.findIndex((cut) => cut.at > at - WAR_WITHIN_MS);
    const far = to / (cuts[start]?.from ?? to) - 1 < WAR_MOVE;
    if (far && index - start + 1 >= WAR_CUTS && feltUntil(cuts, at, pauseDays) > now) return cuts.slice(start);
  }
  return [];
}

/** Until when a war that ended with a cut at an instant may be felt, at the latest: each answer, each try, each pause. */
function feltUntil(cuts: readonly PriceCut[], last: number, firstPause: number): number {
  const longest = Math.max(LONGEST_PAUSE, firstPause);
  let [early, late] = [last, last + ANSWER_MS];
  for (let pause = firstPause; ; pause = Math.min(longest, pause * 2)) {
    const until = late + pause * DAY;
    if (pause >= longest) return until;
    const forgotten = until + TRY_DAYS * DAY;
    const tries = cuts.filter(({at}) => at >= early + pause * DAY && at < forgotten);
    const [first, final] = [tries[0], tries.at(-1)];
    if (first === undefined || final === undefined) return forgotten;
    [early, late] = [first.at, final.at + ANSWER_MS];
  }
}
