import {message} from '../errors.js';
import {exponentOf, formatAmount, type Minor} from '../money.js';
import {gapAt} from './cost.js';
import type {RoundingRule} from './rules.js';
import {fromTo, type Guarded, type Window} from './soft.js';
import type {Range} from './solve.js';

/** An ending further away than this share of the price is no rounding any more: cheap goods keep their price. */
const FARTHEST = 0.25;

/**
 * Guard 6: the nearest price with one of the endings inside `window`; of two as near, the lower. Where no ending lies
 * within the window and a quarter of the price, the price stays as it is. `barred`: prices that no ending may come to.
 */
export function roundPrice(
  price: Minor,
  rule: RoundingRule,
  window: Window,
  currency: string,
  barred: readonly Range[] = [],
): Guarded {
  const unit = 10 ** exponentOf(currency);
  const whole = Math.floor(price / unit) * unit;
  const reach = price * FARTHEST;
  const candidates = [whole - unit, whole, whole + unit]
    .flatMap((each) => rule.endings.map((ending) => each + ending))
    .filter((each) => each > 0 && each >= window.low && each <= window.high && Math.abs(each - price) <= reach)
    .filter((each) => gapAt(barred, each) === null);
  const nearest = candidates.reduce<Minor | null>((best, each) => {
    if (best === null) return each;
    const closer = Math.abs(each - price) - Math.abs(best - price);
    return closer < 0 || (closer === 0 && each < best) ? each : best;
  }, null);
  const endings = rule.endings.map((ending) => formatAmount(ending, currency)).join(' ');
  if (nearest === null) return kept(price, message('ROUNDING_NONE', {endings}));
  if (nearest === price) return kept(price, message('ROUNDING_RIGHT', {endings}));
  const to = formatAmount(nearest, currency);
  return {
    price: nearest,
    verdict: {
      code: 'rounding',
      verdict: 'clamp',
      to,
      why: message('ROUNDED', {...fromTo(price, nearest, currency), endings}),
    },
  };
}

function kept(price: Minor, why: ReturnType<typeof message>): Guarded {
  return {price, verdict: {code: 'rounding', verdict: 'pass', why}};
}
