import {backtestPrices} from '../../app/price/backtest.js';
import type {Message} from '../../domain/errors.js';
import {message} from '../../domain/errors.js';
import type {Backtest} from '../../domain/pricing/backtest/result.js';
import {backtestDocument, backtestTable} from '../../reports/backtest.js';
import type {Answer} from '../answer.js';
import type {OutputFlags} from '../report-flags.js';
import type {Session} from '../session.js';
import {completed} from '../typed.js';
import {backtestWords, showBacktest} from './backtest.js';
import {answerIn} from './report-output.js';

/** The flags of `souk price backtest`, as parsed. */
export interface BacktestFlags extends OutputFlags {
  readonly shop?: string | undefined;
  readonly rules?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly last?: string | undefined;
}

/** Answers `souk price backtest`. */
export async function answerBacktest(session: Session, flags: BacktestFlags): Promise<Answer> {
  const {shop, from, to, last, rules} = flags;
  const {backtest, byDemand} = await backtestPrices(await session.context(), {
    shop,
    from,
    to,
    last,
    ...(rules === undefined ? {} : {rules}),
  });
  const warnings = warningsOf(backtest, from);
  const words = backtestWords(session.language, backtest, warnings, {
    version: session.config.version,
    byModel: byDemand,
  });
  const page = completed(session.typed, ['--format', 'html', '--open'], ['--format', '--output', '-o']);
  return await answerIn(
    session,
    {
      name: 'backtest',
      period: backtest.period,
      document: backtestDocument(backtest, words.label),
      table: backtestTable(backtest),
      warnings,
      page: async () => {
        const {backtestPage} = await import('../../reports/backtest-page.js');
        return await backtestPage(backtest, words);
      },
      show: (screen) => showBacktest(screen, backtest, words, page),
    },
    flags,
  );
}

/** What has to be said of the figures before anybody believes them. */
function warningsOf({counts, period}: Backtest, from: string | undefined): Message[] {
  const {offers, counted, prior, uncosted, days, unstocked} = counts;
  return [
    ...(from !== undefined && from < period.from ? [message('BACKTEST_LATER', {from: period.from})] : []),
    ...(counted < offers ? [message('BACKTEST_UNKNOWN', {skus: offers - counted, offers})] : []),
    ...(prior > 0 ? [message('BACKTEST_PRIOR', {skus: prior, counted})] : []),
    ...(uncosted > 0 ? [message('BACKTEST_UNCOSTED', {skus: uncosted, counted})] : []),
    ...(unstocked > 0 ? [message('BACKTEST_UNSTOCKED', {days: unstocked, of: days})] : []),
  ];
}
