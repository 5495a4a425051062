import {ANSWER_MS, LONGEST_PAUSE, type PriceCut, TRY_DAYS, WAR_CUTS, WAR_MOVE, WAR_WITHIN_MS} from './war.js';

const DAY = 86_400_000;

/**
 * All cuts, where some war among them may be felt now, whatever rivals answered and whichever of the pauses (days) is
 * meant; of most SKUs none, so that no sightings are read of them. (All or none: with the first of them left out, another
 * war might begin another day.)
 */
export function cutsThatMatter(cuts: readonly PriceCut[], now: number, pauses: Iterable<number>): readonly PriceCut[] {
  const all = [...pauses];
  for (const [index, {at, to}] of cuts.entries()) {
    if (index + 1 < WAR_CUTS || at > now) continue;
    const start = cuts.findIndex((cut) => cut.at > at - WAR_WITHIN_MS);
    // Measured by the first cut that was answered, whichever that was.
    const top = cuts.slice(start, index + 1).reduce((most, {from}) => Math.max(most, from), to);
    const far = to / top - 1 < WAR_MOVE;
    if (far && index - start + 1 >= WAR_CUTS && all.some((pause) => feltUntil(cuts, at, pause) > now)) return cuts;
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
