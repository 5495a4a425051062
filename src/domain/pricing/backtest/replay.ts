import {DAY} from '../learner/panel.js';
import {economicsOf} from '../strategies/economics.js';
import {type Course, nightFacts, ownFacts, type ReplayInput, RING, recordedPrice, type Scene} from './night.js';
import {noteDay, noteRecorded} from './note.js';
import {newTally, POLICIES, type Tally} from './tally.js';

/** A replay, to be taken night by night in their order. */
export interface Replay {
  readonly tally: Tally;
  night(column: number): void;
}

export function openReplay(input: ReplayInput): Replay {
  const size = input.fit.memory.subjects.length;
  const tally = newTally(size, input.to - input.from);
  const courses = POLICIES.map(
    (): Course => ({price: new Float64Array(size * RING), changedAt: new Float64Array(size).fill(Number.NaN)}),
  );
  return {
    tally,
    night: (column) => {
      const known = input.beliefsOn(column);
      for (let sku = 0; sku < size; sku++) {
        const today = input.offers[sku] ?? null;
        if (today !== null) replaySku(input, tally, courses, {sku, column, today, belief: known[sku] ?? null});
      }
    },
  };
}

/** One SKU's night: each policy sets its price, and what it would have sold that day is added up. */
function replaySku(input: ReplayInput, tally: Tally, courses: readonly Course[], scene: Scene): void {
  const {sku, column} = scene;
  const {memory} = input.fit;
  const recorded = recordedPrice(input, sku, column);
  const before = (course: Course) => course.price[sku * RING + ((column + RING - 1) % RING)] ?? 0;
  const [done] = courses;
  if (done === undefined) return;
  const doneBefore = before(done);
  // A SKU joins on its first known day, every policy with the price that stood then or the day before.
  const start = doneBefore > 0 ? 0 : recordedPrice(input, sku, column - 1) || recorded;
  if (doneBefore === 0 && start === 0) return;
  const night = nightFacts(input, scene);
  const unit = economicsOf(night);
  const state = memory.panel.state[sku * memory.panel.width + column];
  const counts = state !== DAY.unknown && input.fit.beliefs[sku] !== null;
  if (counts) noteRecorded(tally, input, scene, 'code' in unit ? null : unit);
  POLICIES.forEach((policy, which) => {
    const course = courses[which];
    if (course === undefined) return;
    const old = start > 0 ? start : before(course);
    const moved = Math.log(old / (start > 0 ? start : doneBefore));
    const price =
      policy === 'done'
        ? recorded || old
        : (input.price[policy](ownFacts(night, input.fit, scene, {course, old, moved})) ?? old);
    course.price[sku * RING + (column % RING)] = price;
    if (start > 0) for (let back = 1; back < RING; back++) course.price[sku * RING + ((column + back) % RING)] = start;
    if (price !== old) {
      course.changedAt[sku] = night.now;
      if (counts) tally.moves[sku * POLICIES.length + which] = (tally.moves[sku * POLICIES.length + which] ?? 0) + 1;
    }
    if (counts) noteDay(tally, input, scene, {which, price, moved, unit: 'code' in unit ? null : unit});
  });
}
