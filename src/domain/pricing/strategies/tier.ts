import {type Message, message} from '../../errors.js';
import {formatAmount, type Minor} from '../../money.js';
import type {OfferFacts} from '../facts.js';
import {nameOf} from '../guards.js';
import {lessShare, partEvidence, wholeToReduce} from '../parts.js';
import type {GuardSettings, QuantityStep, Strategy} from '../rules.js';
import {type Proposal, propose, skip} from './types.js';

/**
 * A pack by the price of the single piece, less what the quantity step takes off (PRICING formulas 3.7). It must cost more
 * than one piece fewer at the step before, or a buyer who orders more pays less.
 */
export function proposeTier(
  facts: OfferFacts,
  {steps}: Extract<Strategy, {kind: 'tier'}>,
  guards: GuardSettings,
): Proposal {
  const evidence = partEvidence(facts);
  const whole = wholeToReduce(facts, guards);
  if (typeof whole !== 'number') return skip(whole, evidence);
  const [single] = facts.parts ?? [];
  const pack = single?.quantity ?? 1;
  const reached = offAt(steps, pack);
  const price = lessShare(whole, reached);
  const falls = totalFalls(facts, steps, {pack, unit: whole / pack, price});
  if (falls !== null) return skip(falls, evidence);
  const {currency} = facts;
  return propose(
    price,
    message('TIER', {
      price: formatAmount(price, currency),
      pack,
      single: formatAmount(whole / pack, currency),
      from: single?.sku ?? '',
      off: reached,
      currency,
    }),
    evidence,
  );
}

/** What the highest step that a quantity reaches takes off; '0' below the first. */
export function offAt(steps: readonly QuantityStep[], quantity: number): string {
  return steps.findLast(({from}) => from <= quantity)?.off ?? '0';
}

/**
 * The first quantity at which ordering one more costs no more than one fewer at the step before; null: totals rise. Steps
 * alone decide it, whatever a piece costs.
 */
export function fallingStep(steps: readonly QuantityStep[]): number | null {
  for (const {from, off} of steps) {
    const fewer = from - 1;
    if (from * (1 - Number(off)) <= fewer * (1 - Number(offAt(steps, fewer)))) return from;
  }
  return null;
}

/** The same in whole coins: where a piece costs next to nothing, rounding may swallow what one more should cost. */
function totalFalls(
  facts: OfferFacts,
  steps: readonly QuantityStep[],
  {pack, unit, price}: {readonly pack: number; readonly unit: Minor; readonly price: Minor},
): Message | null {
  const fewer = pack - 1;
  const total = lessShare(unit * fewer, offAt(steps, fewer));
  if (fewer < 1 || price > total) return null;
  const {currency} = facts;
  return message('TIER_TOTAL_FALLS', {
    sku: nameOf(facts),
    price: formatAmount(price, currency),
    fewer,
    total: formatAmount(total, currency),
    currency,
  });
}
