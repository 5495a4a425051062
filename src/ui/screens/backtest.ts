import type {Message} from '../../domain/errors.js';
import {message} from '../../domain/errors.js';
import type {Backtest, BacktestRow} from '../../domain/pricing/backtest/result.js';
import type {WordCode, Words} from '../../domain/words/index.js';
import {type BacktestWords, SHOWN_COLUMNS, shownRow} from '../../reports/backtest-page.js';
import {sparkline} from '../../reports/sparkline.js';
import {textsFor} from '../../reports/text.js';
import {plain} from '../format.js';
import {type Language, render} from '../messages/catalogue.js';
import type {Screen} from '../screen.js';

/** The words of a backtest, from the catalogue of a language. `byModel`: the rules price by learnt demand themselves. */
export function backtestWords(
  language: Language,
  backtest: Backtest,
  warnings: readonly Message[],
  {version, byModel}: {readonly version: string; readonly byModel: boolean},
): BacktestWords {
  const text = <C extends WordCode>(code: C, params: Words[C]): string => render(language, message(code, params)).text;
  const {shop, currency, period, rules, counts} = backtest;
  const locale = text('report.locale', {});
  const none = text('report.none', {});
  const texts = textsFor(locale, currency, none, period);
  return {
    locale,
    none,
    title: text('backtest.title', {shop, period: texts.period(period)}),
    facts: [
      text('backtest.rules', {rules: rules ?? ''}),
      text('backtest.nights', counts),
      currency,
      text('report.zone', {zone: backtest.zone}),
    ],
    headings: {
      shop: text('backtest.shop', {}),
      categories: text('backtest.categories', {}),
      notes: text('backtest.notes', {}),
    },
    charts: {profit: text('backtest.chart.profit', {currency}), course: text('backtest.chart.course', {currency})},
    label: (key) => text(`backtest.label.${key}`, {}),
    policy: (policy) => text(`backtest.policy.${policy}`, {}),
    range: (middle, low, high) => text('backtest.range', {middle, low, high}),
    warnings: warnings.map((warning) => render(language, warning).text),
    notes: [
      text('backtest.note.model', {}),
      ...(byModel ? [text('backtest.note.flatters', {})] : []),
      text('backtest.note.interval', {}),
      text('backtest.note.known', {}),
    ],
    footer: text('report.html.made', {version}),
  };
}

/** The whole shop by policy, then today's rules by category. `page`: the command that shows the same as a page. */
export function showBacktest(screen: Screen, backtest: Backtest, words: BacktestWords, page: string): void {
  const texts = textsFor(words.locale, backtest.currency, words.none, backtest.period);
  const figures = SHOWN_COLUMNS.map((key) => ({label: words.label(key), align: 'right' as const}));
  screen.line([words.title, ...words.facts].map(plain).join(', '));
  screen.line();
  screen.table(
    [{label: words.label('policy')}, ...figures],
    backtest.totals.map((row) => [words.policy(row.policy), ...shownRow(row, words, texts)]),
  );
  const ours: readonly BacktestRow[] = backtest.rows.filter(({policy}) => policy === 'rules');
  if (ours.length > 0) {
    screen.line();
    screen.line(`  ${screen.text('backtest.by-category', {policy: words.policy('rules')})}`);
    screen.table(
      [{label: words.label('category'), shrink: true}, ...figures],
      ours.map((row) => [plain(row.category ?? words.none), ...shownRow(row, words, texts)]),
    );
  }
  if (backtest.course !== null) {
    const line = sparkline(backtest.course.points.map(({gain}) => gain));
    screen.line();
    screen.line(`${words.charts.course}: ${line}`);
  }
  screen.line();
  for (const note of words.notes) screen.line(`  ${plain(note)}`);
  screen.say('backtest.more', {command: page});
}
