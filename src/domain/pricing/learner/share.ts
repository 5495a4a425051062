import type {Memory, ShareForm} from './memory.js';
import {RIVAL_SLOTS} from './panel.js';

/** ln of our share at ln price `x` over the reference, against a pressure of rivals. Without rivals it is 0. */
export function lnShare(x: number, theta: number, pressure: number): number {
  if (pressure <= 0) return 0;
  // share = own / (own + pressure), own = e^(−θx); written so that neither term overflows.
  return -Math.log1p(pressure * Math.exp(theta * x));
}

/** A share is never nothing: its logarithm is asked for. */
const LEAST = 1e-30;

/** Writes the share of one SKU by column. */
export function writeShares(memory: Memory, sku: number, form: ShareForm, into: Float32Array): void {
  const {panel, reference, subjects} = memory;
  const {width, days, price} = panel;
  const rivals = panel.rivals[sku];
  if (rivals === null || rivals === undefined) return;
  const base = reference[sku] ?? 0;
  const slots = Math.min(RIVAL_SLOTS, subjects[sku]?.rivals.length ?? 0);
  const {theta, weight} = form;
  for (let day = 0; day < days; day++) {
    let pressure = 0;
    for (let slot = 0; slot < slots; slot++) {
      const theirs = rivals[slot * width + day] ?? 0;
      if (theirs !== 0) pressure += weight * Math.exp(-theta * (theirs - base));
    }
    const ours = price[sku * width + day] ?? 0;
    into[day] = ours === 0 || pressure <= 0 ? 1 : Math.max(LEAST, Math.exp(lnShare(ours - base, theta, pressure)));
  }
}
