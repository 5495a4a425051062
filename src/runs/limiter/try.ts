import {declaredRate, SURE} from './pace.js';
import {roomier} from './room.js';
import {GUESS, type LaneState} from './state.js';
import {wayOn} from './way.js';

/** A sure rate is tried upwards now and then, for limits are raised at times: twice as much each time nothing happens. */
const RAISE = {step: 0.003, most: 0.05, points: 1000} as const;
/** An unsure one is tried up to its ceiling soon: a refusal there, after many points, tells it exactly. */
const UNSURE = {steps: 4, points: 6} as const;
/** Points beyond those of a burst that make sure that a window has passed. */
const WINDOW = 1.1;
/** A rate that stood and one that did not may lie so close together. */
const NEAR = 0.012;
/** A guess that was cut for nothing is tried again so much higher after so many points. */
const REGUESS = {points: 100, factor: 1.2} as const;

/** The lane after points were accepted: a rate that is never refused may be too low. */
export function allowed(state: LaneState, points: number): LaneState {
  if (points === 0) return state;
  const quiet = state.learning.quiet + points;
  const {step, patience} = stepOf(state);
  if (quiet < patience) return {...state, learning: {...state.learning, quiet, streak: 0}};
  const {rate, learning} = state;
  const raised = Math.max(0, learning.raised) + 1;
  const touched = {...state, learning: {...wayOn(state), quiet: 0, streak: 0, raised, stood: rate}};
  if (state.source === 'guess') return {...touched, rate: Math.min(GUESS.rate, rate * step), room: roomier(state.room)};
  if (rate * step < declaredRate(state)) return {...touched, rate: rate * step, room: roomier(state.room)};
  const burst = state.declared.kind === 'bucket' ? state.declared.burst : state.burst;
  return {...touched, source: 'declared', rate: declaredRate(state), burst, lumpy: false};
}

/** By how much the rate is raised, and after how many points without a refusal. */
function stepOf(state: LaneState): {readonly step: number; readonly patience: number} {
  const {source, rate, lumpy, burst, learning} = state;
  if (source === 'guess') return {step: REGUESS.factor, patience: REGUESS.points};
  if (source !== 'learned') return {step: 1, patience: Number.POSITIVE_INFINITY};
  const {doubt, ceiling, raised} = learning;
  // Where windows count, a rate has stood its test when one has passed: then half the way up to what did not stand is tried.
  const gap = ceiling / rate - 1;
  if (lumpy && gap > NEAR) return {step: 1 + gap / 2, patience: WINDOW * burst};
  if (!lumpy && doubt >= SURE && gap > 0) return {step: 1 + doubt / UNSURE.steps, patience: UNSURE.points / doubt};
  return {step: 1 + Math.min(RAISE.most, RAISE.step * 2 ** Math.max(0, raised)), patience: RAISE.points};
}
