import {type Economics, leftOf} from '../strategies/optimum.js';
import {expectedOn} from './fit.js';
import {type ReplayInput, recordedPrice, type Scene} from './night.js';
import {MEASURES, POLICIES, sumAt, type Tally} from './tally.js';

/** Adds up what was recorded of a day. `unit` null: its cost is not known. */
export function noteRecorded(tally: Tally, input: ReplayInput, {sku, column}: Scene, unit: Economics | null): void {
  const {panel} = input.fit.memory;
  const units = panel.units[sku * panel.width + column] ?? 0;
  const price = recordedPrice(input, sku, column);
  tally.days[sku] = (tally.days[sku] ?? 0) + 1;
  if (unit !== null) tally.costed[sku] = (tally.costed[sku] ?? 0) + 1;
  const values = {units, revenue: units * price, profit: unit === null ? 0 : units * leftOf(unit, price)};
  for (const measure of ['units', 'revenue', 'profit'] as const) {
    const at = sku * 3 + MEASURES[measure];
    tally.recorded[at] = (tally.recorded[at] ?? 0) + values[measure];
  }
}

/** Adds up what a policy would have sold on a day. */
export function noteDay(
  tally: Tally,
  input: ReplayInput,
  {sku, column}: Scene,
  day: {readonly which: number; readonly price: number; readonly moved: number; readonly unit: Economics | null},
): void {
  const {which, price, moved, unit} = day;
  const expected = expectedOn(input.fit, sku, column, {price, moved, stock: input.stockOn(sku, column)});
  if (expected === null) return;
  expected.forEach((units, scenario) => {
    const values = {units, revenue: units * price, profit: unit === null ? 0 : units * leftOf(unit, price)};
    for (const measure of ['units', 'revenue', 'profit'] as const) {
      const at = sumAt(sku, which, scenario, measure);
      tally.sums[at] = (tally.sums[at] ?? 0) + values[measure];
    }
    if (scenario > 0) return;
    const at = (column - input.from) * POLICIES.length + which;
    tally.nightly[at] = (tally.nightly[at] ?? 0) + values.profit;
  });
}
