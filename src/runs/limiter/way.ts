import type {Refusal} from './report.js';
import type {LaneState, Learning, Milestone} from './state.js';

/** Waypoints that are kept, and how old they may be: at most so long, or so many points' worth on a slow limit. */
const KEPT = {count: 24, ms: 60 * 60_000, points: 2000} as const;
/** So long a silence, and of so many points' worth, may let a bucket run over. */
const PAUSE = {ms: 1000, points: 5} as const;

/** The way `ms` later, before anything new is told. */
export function wayLater({learning, spent, rate}: LaneState, ms: number): Learning {
  const {way, free} = learning;
  const longest = Math.max(KEPT.ms, (1000 * KEPT.points) / rate);
  const paused = ms > PAUSE.ms && (ms * rate) / 1000 > PAUSE.points ? [here(spent)] : [];
  const later = [...way, ...paused]
    .map((point) => ({...point, age: point.age + ms, noted: point.noted + ms}))
    .filter(({age}) => age < longest);
  const on = paused.length > 0 ? [...later, here(spent)] : later;
  return {...learning, way: on.slice(-KEPT.count), free: free === null ? null : free + ms};
}

/** Writes down where the lane is: from here on its pace is another. */
export function wayOn({learning, spent}: LaneState): Learning {
  const last = learning.way.at(-1);
  if (last !== undefined && last.age <= 0) return learning;
  return {...learning, way: [...learning.way, here(spent)].slice(-KEPT.count)};
}

/** Writes down that the bucket was empty when the refused request was sent, and that nothing is sent until the hold is over. */
export function wayEmptied(
  {learning, spent: now, hold, members}: LaneState,
  {age, after, wait}: Refusal,
  by: string,
): Learning {
  const spent = now - after;
  const loose = members.reduce((sum, {id, out}) => sum + (id === by ? 0 : out), 0);
  const empty = {age, spent, empty: true, due: wait === null ? null : age + wait, loose, noted: 0, by};
  const before = learning.way.filter((point) => point.age > age);
  return {...learning, way: [...before, empty, {...here(spent), age: -hold}].slice(-KEPT.count), free: -hold, quiet: 0};
}

/**
 * Points that were handed out `age` ms ago and not spent after all: what was written down since then counted them too, but
 * for an empty bucket that their own process met before it `sent` them, so many ms ago: there nothing after it counts.
 */
export function notSpent(
  state: LaneState,
  points: number,
  age: number,
  sent: {readonly by: string; readonly age: number} | null = null,
): LaneState {
  const {learning, spent} = state;
  const counts = (point: Milestone) =>
    point.noted < age && !(point.empty && point.by === sent?.by && sent.age < point.age);
  const way = learning.way.map((point) => (counts(point) ? {...point, spent: point.spent - points} : point));
  return {...state, spent: spent - points, learning: {...learning, way}};
}

function here(spent: number): Milestone {
  return {age: 0, spent, empty: false, due: null, loose: 0, noted: 0, by: ''};
}
