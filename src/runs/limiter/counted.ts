import type {Report} from './report.js';
import type {LaneState, Member} from './state.js';

/** Entries of the log that a window is kept in, at most: what came in the same part of it is one entry. */
const PARTS = 400;
/** Past the end of a window clocks differ by so much: a share of its length, and ms. */
const PAST_END = {share: 0.0005, ms: 5} as const;

/**
 * How long a point is held against a declared window, in ms, from when it was certain that the platform had counted it: an
 * answer was there. Whatever is sent after that arrives after that, however long the line takes.
 */
export function heldMs(windowMs: number): number {
  return windowMs * (1 + PAST_END.share) + PAST_END.ms;
}

/** The lane with what the platform has counted by now, by the report. */
export function counted(state: LaneState, {arrived}: Report): LaneState {
  const {declared, log} = state;
  if (declared.kind !== 'window' || arrived.length === 0) return state;
  return {...state, log: arrived.reduce((all, {age, points}) => noted(all, age, points, declared.windowMs), log)};
}

/** The log `ms` later: what is older than a window is done with; what a process held that is gone may have been sent. */
export function logLater({declared, log}: LaneState, ms: number, gone: readonly Member[]): LaneState['log'] {
  if (declared.kind !== 'window') return log;
  const kept = log
    .map(({age, since, points}) => ({age: age + ms, since: since + ms, points}))
    .filter(({age}) => age < heldMs(declared.windowMs));
  const lost = gone.reduce((sum, {flying, pocket}) => sum + flying + pocket, 0);
  return lost === 0 ? kept : noted(kept, 0, lost, declared.windowMs);
}

/** Processes report in turns, so an entry may come after a younger one. */
function noted(log: LaneState['log'], age: number, points: number, windowMs: number): LaneState['log'] {
  const at = log.findLastIndex((entry) => entry.since >= age) + 1;
  const [older, younger] = [log[at - 1], log[at]];
  const near = windowMs / PARTS;
  if (younger !== undefined && age - younger.age < near)
    return log.with(at, {age: younger.age, since: Math.max(age, younger.since), points: younger.points + points});
  if (older !== undefined && older.since - age < near)
    return log.with(at - 1, {age: Math.min(age, older.age), since: older.since, points: older.points + points});
  return [...log.slice(0, at), {age, since: age, points}, ...log.slice(at)];
}
