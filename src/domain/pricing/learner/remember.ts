import type {Memory} from './memory.js';
import {column, DAY, lnPrice, RIVAL_SLOTS, shiftRows} from './panel.js';

/** What one SKU did on one day. Money is minor units; null is unknown. */
export interface SeenDay {
  /** Days since 1970-01-01, in the shop's zone. */
  readonly day: number;
  readonly price: number | null;
  readonly units: number | null;
  readonly startStock: number | null;
}

/** A rival's offer as it stood from a day on; `price` null: not offered, or out of stock. */
export interface SeenRival {
  readonly day: number;
  readonly rival: string;
  readonly price: number | null;
}

/** A sighting holds until the next one, but not longer than this. */
const CARRY_DAYS = 7;

/** Notes a day of a SKU. A day without price, units or any stock says nothing; one that sold out says "at least". */
export function seeDay(memory: Memory, sku: number, {day, price, units, startStock}: SeenDay): void {
  const at = columnOf(memory, day);
  if (at < 0) return;
  const {panel} = memory;
  const cell = sku * panel.width + at;
  const known = lnPrice(price) > 0 && units !== null && startStock !== 0;
  panel.price[cell] = lnPrice(price);
  panel.units[cell] = Math.max(0, units ?? 0);
  const soldOut = startStock !== null && units !== null && units >= startStock;
  panel.state[cell] = known ? (soldOut ? DAY.soldOut : DAY.open) : DAY.unknown;
}

/** Notes a rival of a SKU; of one rival the sightings come oldest first. */
export function seeRival(memory: Memory, sku: number, {day, rival, price}: SeenRival): void {
  const subject = memory.subjects[sku];
  const at = columnOf(memory, day);
  if (subject === undefined || at < 0) return;
  let slot = subject.rivals.indexOf(rival);
  if (slot < 0) slot = subject.rivals.push(rival) - 1;
  if (slot >= RIVAL_SLOTS) return;
  const {width, rivals} = memory.panel;
  const cells = rivals[sku] ?? new Float32Array(RIVAL_SLOTS * width);
  rivals[sku] = cells;
  cells.fill(lnPrice(price), slot * width + at, slot * width + Math.min(width, at + CARRY_DAYS));
}

/** The column of a day; seasons move along when the oldest days go. */
function columnOf(memory: Memory, day: number): number {
  const {panel, season} = memory;
  const from = panel.from;
  const at = column(panel, day);
  shiftRows(season, panel.width, panel.from - from);
  return at;
}
