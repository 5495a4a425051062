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
  let nearest: Minor | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let start = whole - unit; start <= whole + unit; start += unit)
    for (const ending of rule.endings) {
      const each = start + ending;
      const away = Math.abs(each - price);
      if (away > reach || away > least || (away === least && each >= (nearest ?? each))) continue;
      if (each <= 0 || each < window.low || each > window.high || gapAt(barred, each) !== null) continue;
      nearest = each;
      least = away;
    }
  const endings = endingsOf(rule, currency);
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

const texts = new WeakMap<RoundingRule, {readonly currency: string; readonly text: string}>();

/** The endings as a person reads them; the same of every price of a shop. */
function endingsOf(rule: RoundingRule, currency: string): string {
  const known = texts.get(rule);
  if (known?.currency === currency) return known.text;
  const text = rule.endings.map((ending) => formatAmount(ending, currency)).join(' ');
  texts.set(rule, {currency, text});
  return text;
}

function kept(price: Minor, why: ReturnType<typeof message>): Guarded {
  return {price, verdict: {code: 'rounding', verdict: 'pass', why}};
}
