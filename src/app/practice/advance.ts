import type {Shop} from '../../domain/catalog/types.js';
import {formatAmount} from '../../domain/money.js';
import type {SimulationSummary} from '../../ports/platform.js';
import type {Context} from '../context.js';
import {findPractice} from './find.js';
import {parseSpan} from './span.js';

/** Days that passed in a practice shop. */
export interface AdvanceResult extends SimulationSummary {
  readonly shop: Shop;
  /** The revenue as decimal text. */
  readonly amount: string;
}

/** Lets simulated time pass in a practice shop: buyers buy, rivals move, goods arrive, returns come back. */
export async function advancePractice(
  context: Context,
  name: string | undefined,
  span: string,
): Promise<AdvanceResult> {
  const ms = parseSpan(span);
  const {shop, simulation} = await findPractice(context, name);
  const step = context.progress.start(span, null);
  try {
    const passed = await simulation.advance((await simulation.now()) + ms, context.signal);
    return {shop, ...passed, amount: formatAmount(passed.revenue, passed.currency)};
  } finally {
    step.end();
  }
}
