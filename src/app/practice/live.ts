import {worstExit} from '../../domain/errors.js';
import {formatAmount} from '../../domain/money.js';
import type {Context} from '../context.js';
import {nightly} from '../nightly/nightly.js';
import type {AdvanceResult} from './advance.js';
import {findPractice} from './find.js';
import {parseSpan} from './span.js';

const DAY = 86_400_000;

/** Simulated days, each followed by its night. */
export interface LivedResult extends AdvanceResult {
  readonly nights: number;
  /** Changes that the nights wrote and verified. */
  readonly written: number;
  /** The worst exit of the nights. */
  readonly exit: number;
}

/** Lets simulated days pass in a practice shop with the nightly job after each of them, as they would in a real one. */
export async function livePractice(context: Context, name: string | undefined, span: string): Promise<LivedResult> {
  const ms = parseSpan(span);
  const {shop, simulation} = await findPractice(context, name);
  const from = await simulation.now();
  const step = context.progress.start(span, Math.ceil(ms / DAY));
  const sum = {days: 0, orders: 0, units: 0, returned: 0, revenue: 0, nights: 0, written: 0};
  const exits: number[] = [];
  try {
    for (let at = from; at < from + ms; ) {
      at = Math.min(at + DAY, from + ms);
      const passed = await simulation.advance(at, context.signal);
      for (const key of ['days', 'orders', 'units', 'returned', 'revenue'] as const) sum[key] += passed[key];
      const night = await nightly(context, [shop]);
      sum.nights += 1;
      sum.written += night.shops.reduce((total, each) => total + each.written, 0);
      exits.push(night.exit);
      step.advance(1);
    }
  } finally {
    step.end();
  }
  const {currency} = shop.terms;
  return {
    shop,
    ...sum,
    from,
    to: from + ms,
    currency,
    amount: formatAmount(sum.revenue, currency),
    exit: worstExit(exits),
  };
}
