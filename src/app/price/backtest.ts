import {setImmediate} from 'node:timers/promises';
import type {Shop} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import {type Fit, fitAll, nightLearner} from '../../domain/pricing/backtest/fit.js';
import type {ReplayInput} from '../../domain/pricing/backtest/night.js';
import {openReplay} from '../../domain/pricing/backtest/replay.js';
import {type Backtest, type BacktestCounts, rowsFor} from '../../domain/pricing/backtest/result.js';
import {POLICIES, type Tally} from '../../domain/pricing/backtest/tally.js';
import {floorOf} from '../../domain/pricing/cost.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {asksDemand, type Rules} from '../../domain/pricing/rules.js';
import {dayAt, drawnStep, earlierDay, type Period, stepKey, zoneDays} from '../../domain/sales/calendar.js';
import type {Context} from '../context.js';
import {type PeriodAsk, periodOf} from '../report/ask.js';
import {findShop} from '../shop/find.js';
import {shopNow} from '../shop/now.js';
import {pullOnce} from '../shop/pull.js';
import {type RecordedPast, readPast} from './backtest-past.js';
import {openFacts} from './facts.js';
import {nextPrice} from './next-price.js';
import {isoDay} from './past-days.js';
import {priceByRules, withStrategy} from './reprice.js';
import {loadRules} from './rules.js';

export interface BacktestAsk extends PeriodAsk {
  readonly shop: string | undefined;
  /** A rules file instead of the shop's own. */
  readonly rules?: string;
}

/** The hour of a night at which prices are set, after the shop's midnight. */
const NIGHT_MS = 2 * 3_600_000;

/**
 * Today's rules, night by night over the recorded past, with what was known each night only; and, by the demand as it fits
 * all of the past, what they would have brought beside what was done and three plain ways. `byDemand`: the rules price by demand themselves. Writes nothing.
 *
 * @throws KnownError usage for the period; input BACKTEST_NO_PAST
 */
export async function backtestPrices(
  context: Context,
  ask: BacktestAsk,
): Promise<{readonly backtest: Backtest; readonly byDemand: boolean}> {
  const shop = await findShop(context, ask.shop);
  await pullOnce(context, shop);
  const rules = await loadRules(context, shop, ask.rules);
  const period = await pastPeriod(context, shop, ask);
  const {byOffer} = await openFacts(context, shop, rules);
  const past = await readPast(context, shop, byOffer.values(), {period, fees: rules.fees});
  const fit = fitAll(past.memory);
  const {panel} = past.memory;
  const recorded: Period = {from: isoDay(panel.from + past.from), to: period.to};
  const tally = await replayed(context, shop, {past, fit, rules, recorded});
  const names = past.memory.categories;
  const backtest: Backtest = {
    shop: shop.name,
    currency: shop.terms.currency,
    zone: shop.terms.zone,
    period: recorded,
    rules: rules.origin,
    totals: rowsFor(tally, fit, null),
    rows: names.length < 2 ? [] : names.flatMap((name) => rowsFor(tally, fit, name)),
    course: courseOf(tally, recorded),
    counts: countsOf(tally, fit, past),
  };
  return {backtest, byDemand: asksDemand(rules)};
}

/** The period that was asked for, as far as it is over. */
async function pastPeriod(context: Context, shop: Shop, ask: BacktestAsk): Promise<Period> {
  const today = dayAt(await shopNow(context, shop), shop.terms.zone);
  const {from, to} = periodOf(ask, today);
  const over = {from, to: earlierDay(to, today)};
  if (over.from >= over.to) throw new KnownError('input', 'BACKTEST_NO_PAST', {shop: shop.name, from, to});
  return over;
}

interface Course {
  readonly past: RecordedPast;
  readonly fit: Fit;
  readonly rules: Rules;
  readonly recorded: Period;
}

async function replayed(context: Context, shop: Shop, {past, fit, rules, recorded}: Course): Promise<Tally> {
  const days = zoneDays(recorded, shop.terms.zone);
  const by = (each: Rules) => (facts: OfferFacts) => nextPrice(priceByRules(facts, each), facts);
  const instantOf = (column: number) => days.instantOf(column - past.from) + NIGHT_MS;
  const firstFloor = (sku: number) => {
    const offer = past.offers[sku];
    return offer === undefined ? null : floorOf({...offer, ...past.costOn(offer, instantOf(past.from))});
  };
  const input: ReplayInput = {
    ...past,
    fit,
    price: {
      rules: by(rules),
      hold: by(withStrategy(rules, {kind: 'hold'})),
      'cost-plus': by(withStrategy(rules, {kind: 'cost', target: {markup: '0.30'}})),
      match: by(
        withStrategy(rules, {
          kind: 'competition',
          position: 'match',
          by: {percent: '0'},
          against: 'lowest',
          alone: 'hold',
          condition: 'new',
        }),
      ),
    },
    instantOf,
    beliefsOn: asksDemand(rules) ? nightLearner(past.memory, firstFloor) : () => [],
  };
  const replay = openReplay(input);
  const progress = context.progress.start('backtest', past.to - past.from);
  for (let column = past.from; column < past.to; column++) {
    context.signal.throwIfAborted();
    replay.night(column);
    progress.advance(1);
    // A signal is heard only between two turns of the loop.
    await setImmediate();
  }
  progress.end();
  return replay.tally;
}

/** What the rules would have gained, added up step by step. */
function courseOf({nightly, costed}: Tally, period: Period): Backtest['course'] {
  if (!costed.some((days) => days > 0)) return null;
  const step = drawnStep(period);
  const [done, rules] = [POLICIES.indexOf('done'), POLICIES.indexOf('rules')];
  const sums = new Map<string, number>();
  let sum = 0;
  zoneDays(period, 'utc').dates.forEach((date, night) => {
    sum += (nightly[night * POLICIES.length + rules] ?? 0) - (nightly[night * POLICIES.length + done] ?? 0);
    sums.set(stepKey(date, step, period.from), sum);
  });
  return {step, points: [...sums].map(([key, gain]) => ({key, gain: Math.round(gain)}))};
}

function countsOf(tally: Tally, {beliefs}: Fit, {offers, from, to, memory, stockOn}: RecordedPast): BacktestCounts {
  const counted = offers.flatMap((_, sku) => ((tally.days[sku] ?? 0) > 0 ? [sku] : []));
  let unstocked = 0;
  for (const sku of counted)
    for (let column = from; column < to; column++)
      if (memory.panel.state[sku * memory.panel.width + column] !== 0 && stockOn(sku, column) === null) unstocked++;
  return {
    nights: to - from,
    offers: offers.length,
    counted: counted.length,
    prior: counted.filter((sku) => beliefs[sku]?.grade === 'prior').length,
    uncosted: counted.filter((sku) => (tally.costed[sku] ?? 0) === 0).length,
    days: counted.reduce((sum, sku) => sum + (tally.days[sku] ?? 0), 0),
    unstocked,
  };
}
