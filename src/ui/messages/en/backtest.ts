import type {BacktestWords} from '../../../domain/words/backtest.js';
import type {Catalogue} from '../catalogue.js';

const label = (text: string) => ({text: () => text});
const skusOf = (count: number, all: number) => `${count} of ${all} SKU${all === 1 ? '' : 's'}`;

export const backtest: Catalogue<BacktestWords> = {
  BACKTEST_NO_PAST: {
    text: ({shop, from, to}) => `Nothing is recorded of ${shop} from ${from} to ${to} that prices could be tried on.`,
    hint: ({shop}) => `souk shop pull --shop ${shop}`,
  },
  BACKTEST_UNKNOWN: {
    text: ({skus, offers}) => `${skusOf(skus, offers)} left out: nothing is known of how they sell.`,
    hint: () => 'Days without a price or sales teach nothing: souk order import FILE',
  },
  BACKTEST_PRIOR: {
    text: ({skus, counted}) =>
      `Of ${skusOf(skus, counted)} the prices hardly moved or little was sold: their elasticity is that of their category, or of goods in general.`,
    hint: () => 'souk price why SKU names the grade of one',
  },
  BACKTEST_UNCOSTED: {
    text: ({skus, counted}) => `${skusOf(skus, counted)} without a known cost: in units and revenue, not in profit.`,
    hint: () => 'souk cost import FILE',
  },
  BACKTEST_UNSTOCKED: {
    text: ({days, of}) =>
      `Of ${days} of ${of} days the stock is not recorded: as many could be sold there as were wanted, and no price knew of scarcity.`,
    hint: () => 'Keep the column start_stock in daily.csv',
  },
  BACKTEST_LATER: {
    text: ({from}) =>
      `The record begins too late for the first days that were asked for: the replay begins on ${from}.`,
    hint: () => 'Bring older sales in: souk order import FILE',
  },
  'backtest.title': {text: ({shop, period}) => `Backtest of ${shop}, ${period}`},
  'backtest.rules': {text: ({rules}) => (rules === '' ? 'the built-in rules' : `rules of ${rules}`)},
  'backtest.nights': {text: ({nights, counted}) => `${nights} nights, ${counted} SKUs`},
  'backtest.range': {text: ({middle, low, high}) => `${middle} (${low} to ${high})`},
  'backtest.by-category': {text: ({policy}) => `By category, ${policy}`},
  'backtest.more': {text: ({command}) => `every policy by category, with charts: ${command}`},
  'backtest.shop': label('The whole shop'),
  'backtest.categories': label('By category'),
  'backtest.notes': label('To know when reading this'),
  'backtest.chart.profit': {text: ({currency}) => `Expected profit (${currency})`},
  'backtest.chart.course': {text: ({currency}) => `What the rules would have gained so far (${currency})`},
  'backtest.note.model': label(
    'Expected units are the model’s: the demand as it fits the whole past, at the prices that each policy would have set. Compare "recorded" with "what was done" to see how well it fits.',
  ),
  'backtest.note.known': label(
    'Each night knew the sales, rivals, costs and stock of its day. Bounds, supply, categories and rules are today’s; what came back is not taken off.',
  ),
  'backtest.note.flatters': label(
    'These rules price by the kind of model that judges them here, which flatters them: only nights that they have priced show what they earn.',
  ),
  'backtest.note.interval': label(
    'In brackets: 80 % sure, as far as the doubt is in how much buyers care for prices. Chance of single days comes on top.',
  ),
  'backtest.label.category': label('category'),
  'backtest.label.policy': label('prices'),
  'backtest.label.units': label('expected units'),
  'backtest.label.units_low': label('expected units, low'),
  'backtest.label.units_high': label('expected units, high'),
  'backtest.label.revenue': label('revenue'),
  'backtest.label.profit': label('profit'),
  'backtest.label.gain': label('gain'),
  'backtest.label.gain_low': label('gain, low'),
  'backtest.label.gain_high': label('gain, high'),
  'backtest.label.changes': label('changes'),
  'backtest.policy.recorded': label('recorded'),
  'backtest.policy.done': label('what was done'),
  'backtest.policy.rules': label('today’s rules'),
  'backtest.policy.hold': label('hold'),
  'backtest.policy.cost-plus': label('cost + 30 %'),
  'backtest.policy.match': label('match the lowest'),
};
