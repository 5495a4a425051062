import type {Minor} from '../money.js';

/** A price of ours that was lowered (ms UTC, business time). */
export interface PriceCut {
  readonly at: number;
  readonly from: Minor;
  readonly to: Minor;
}

/** What a rival asked when it was looked at, with shipping; null: not offered. */
export interface RivalSeen {
  readonly rival: string;
  readonly at: number;
  readonly total: number | null;
}

/**
 * A price war with one rival. `pause`: no cut until `until`; `try`: one cut may try whether it is over; `wait`: that cut
 * was made, and its answer is waited for until `until`.
 */
export interface PriceWar {
  readonly state: 'pause' | 'try' | 'wait';
  readonly rival: string;
  /** Cuts that were answered, what they came to (a decimal fraction below 0), and when the last answer was seen. */
  readonly cuts: number;
  readonly move: string;
  readonly began: number;
  readonly until: number;
  /** Which war in a row it is, and its pause in days. */
  readonly round: number;
  readonly pauseDays: number;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** What makes a war (PRICING formulas 3.5). */
export const WAR_CUTS = 3;
export const WAR_WITHIN_MS = 7 * DAY;
export const WAR_MOVE = -0.06;
/** An answer comes within so long; it counts when it goes at least half as far as our cut, which chance seldom does. */
export const ANSWER_MS = 48 * HOUR;
const ANSWER_SHARE = 0.5;
export const LONGEST_PAUSE = 90;
/** A cut so long after a pause is no try any more: the war is forgotten. */
export const TRY_DAYS = 14;

/** Pauses double up to the longest, and then all is forgotten: no chain of wars, pauses and tries is longer than this. */
export const WAR_DAYS = 365;

/**
 * Where we stand with our rivals on one SKU now, replayed from what is on record, so that the same facts say the same.
 * `cuts` and `seen` come oldest first; `pauseDays` is the first pause. Null: no war.
 */
export function warAt(
  cuts: readonly PriceCut[],
  seen: readonly RivalSeen[],
  now: number,
  pauseDays: number,
): PriceWar | null {
  const past = cuts.filter(({at}) => at <= now);
  const looks = seen.filter(({at}) => at <= now);
  let from = 0;
  for (;;) {
    const war = firstWar(past, from, looks, now);
    if (war === null) return null;
    const stand = afterWar(war, past, looks, now, pauseDays);
    if ('state' in stand) return stand;
    from = stand.next;
  }
}

interface Outbreak extends Pick<PriceWar, 'rival' | 'cuts' | 'move' | 'began'> {
  /** Index of the cut after its last one. */
  readonly next: number;
}

/** The first war among the cuts from an index on, over all rivals: three cuts or more in a week, each answered. */
function firstWar(cuts: readonly PriceCut[], from: number, seen: readonly RivalSeen[], now: number): Outbreak | null {
  let first: Outbreak | null = null;
  for (const rival of new Set(seen.map((each) => each.rival))) {
    const looks = seen.filter((each) => each.rival === rival);
    const found = warWith(rival, cuts, from, looks, now);
    if (found !== null && (first === null || found.began < first.began)) first = found;
  }
  return first;
}

function warWith(
  rival: string,
  cuts: readonly PriceCut[],
  from: number,
  looks: readonly RivalSeen[],
  now: number,
): Outbreak | null {
  let answered: PriceCut[] = [];
  for (const [index, cut] of cuts.entries()) {
    if (index < from) continue;
    const answer = answerTo(cut, looks, now);
    if (answer === 'none') answered = [];
    if (typeof answer === 'string') continue;
    answered = [...answered, cut].filter(({at}) => at > cut.at - WAR_WITHIN_MS);
    const move = cut.to / (answered[0]?.from ?? cut.to) - 1;
    if (answered.length >= WAR_CUTS && move < WAR_MOVE)
      return {rival, cuts: answered.length, move: move.toFixed(4), began: answer.at, next: index + 1};
  }
  return null;
}

/** When a rival followed a cut; `none`: it was seen not to; `unseen`: nobody looked, or it may still come. */
function answerTo(
  {at, from, to}: PriceCut,
  looks: readonly RivalSeen[],
  now: number,
): {at: number} | 'none' | 'unseen' {
  const before = looks.findLast((look) => look.at <= at && look.at >= at - ANSWER_MS)?.total ?? null;
  if (before === null || before <= 0) return 'unseen';
  const after = looks.filter((look) => look.at > at && look.at <= at + ANSWER_MS);
  const enough = before * (to / from) ** ANSWER_SHARE;
  const answer = after.find(({total}) => total !== null && total <= enough);
  if (answer !== undefined) return {at: answer.at};
  return after.length === 0 || now < at + ANSWER_MS ? 'unseen' : 'none';
}

/** What follows a war: pause, try, and either peace (the index from which to look for the next) or a longer pause. */
function afterWar(
  {rival, cuts: count, move, began: first, next: start}: Outbreak,
  cuts: readonly PriceCut[],
  seen: readonly RivalSeen[],
  now: number,
  firstPause: number,
): PriceWar | {readonly next: number} {
  const looks = seen.filter((each) => each.rival === rival);
  const longest = Math.max(LONGEST_PAUSE, firstPause);
  let [began, next, pauseDays] = [first, start, firstPause];
  for (let round = 1; ; round++) {
    const until = began + pauseDays * DAY;
    const war = {rival, cuts: count, move, began, round, pauseDays};
    if (now < until) return {...war, state: 'pause', until};
    const index = cuts.findIndex(({at}, place) => place >= next && at >= until);
    const tried = cuts[index];
    const forgotten = until + TRY_DAYS * DAY;
    if (pauseDays >= longest) return {next: index < 0 ? cuts.length : index};
    if (tried === undefined) return now < forgotten ? {...war, state: 'try', until: forgotten} : {next: cuts.length};
    if (tried.at >= forgotten) return {next: index};
    const answer = answerTo(tried, looks, now);
    if (typeof answer === 'string') {
      if (now < tried.at + ANSWER_MS) return {...war, state: 'wait', until: tried.at + ANSWER_MS};
      return {next: index + 1};
    }
    [began, next, pauseDays] = [answer.at, index + 1, Math.min(longest, pauseDays * 2)];
  }
}
