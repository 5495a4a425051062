import type {Memory} from './memory.js';
import {RIVAL_SLOTS} from './panel.js';

/** So much variation of our own price is needed before a rival's answer to it is believed by half. */
const RIDGE = 0.03;

/** Slope of rivals' ln prices on ours of the day before: 0 does not care, 1 follows. By SKU and slot. */
export function reactions(memory: Memory): Float32Array {
  const {panel, subjects} = memory;
  const {width, days} = panel;
  const slopes = new Float32Array(panel.skus * RIVAL_SLOTS);
  const answers: {readonly at: number; readonly name: string; readonly xy: number; readonly xx: number}[] = [];
  const byName = new Map<string, {xy: number; xx: number}>();
  const ours = new Float64Array(days);
  subjects.forEach(({rivals}, sku) => {
    const theirs = panel.rivals[sku];
    if (theirs === null || theirs === undefined) return;
    for (let day = 0; day < days; day++) ours[day] = panel.price[sku * width + day] ?? 0;
    rivals.slice(0, RIVAL_SLOTS).forEach((name, slot) => {
      const at = sku * RIVAL_SLOTS + slot;
      const {xy, xx} = answerOf(ours, theirs.subarray(slot * width, slot * width + days));
      answers.push({at, name, xy, xx});
      const all = byName.get(name) ?? {xy: 0, xx: 0};
      byName.set(name, {xy: all.xy + xy, xx: all.xx + xx});
    });
  });
  for (const {at, name, xy, xx} of answers) {
    const all = byName.get(name);
    const typical = all === undefined ? 0 : all.xy / (all.xx + RIDGE);
    slopes[at] = Math.min(1, Math.max(0, (xy + RIDGE * typical) / (xx + RIDGE)));
  }
  return slopes;
}

/** Sums of squares of our price the day before, and of its product with theirs, both less their means. */
function answerOf(ours: Float64Array, theirs: Float32Array): {readonly xy: number; readonly xx: number} {
  let [count, sumX, sumY, sumXY, sumXX] = [0, 0, 0, 0, 0];
  for (let day = 1; day < theirs.length; day++) {
    const y = theirs[day] ?? 0;
    const x = ours[day - 1] ?? 0;
    if (y === 0 || x === 0) continue;
    count++;
    sumX += x;
    sumY += y;
    sumXY += x * y;
    sumXX += x * x;
  }
  if (count < 2) return {xy: 0, xx: 0};
  return {xy: sumXY - (sumX * sumY) / count, xx: Math.max(0, sumXX - (sumX * sumX) / count)};
}
