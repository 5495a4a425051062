import type {ExperimentWords} from '../../../domain/words/experiment.js';
import {percentText} from '../../format.js';
import type {Catalogue} from '../catalogue.js';

const LEFT_OUT: Readonly<Record<string, string>> = {
  'no-price': 'have no price',
  'no-cost': 'have no known cost or fees',
  'no-sales': 'sold nothing in eight weeks, or share their SKU',
  held: 'are pinned, in a promotion, in another experiment, or priced by another',
  bounds: 'have a floor or ceiling between the two prices of the test',
  'own-path': 'are in a clearance, or priced by another price',
  alone: 'have nobody to be paired with in their category',
};

const DECIDED = {
  up: 'higher prices earn more',
  down: 'lower prices earn more',
  stay: 'neither higher nor lower prices earn more',
  none: 'its time is over, and no answer is sure',
};

const COLUMNS = {
  id: 'id',
  kind: 'kind',
  state: 'state',
  from: 'from',
  until: 'until',
  skus: 'SKUs',
  side: 'side',
  profit_a_day_before: 'profit a day before',
  profit_a_day_since: 'since',
  ratio: 'ratio',
  uplift: 'uplift',
  uplift_low: 'uplift, low',
  uplift_high: 'uplift, high',
};

const share = (fraction: string) => percentText(Number(fraction));

export const experiment: Catalogue<ExperimentWords> = {
  TEST_PRICE: {text: ({id, anchor, by}) => `${percentText(Number(by), true)} on ${anchor}: price test ${id}`},
  TEST_BACK: {text: ({id, anchor}) => `back to ${anchor}: price test ${id} is over`},
  HOLDOUT_KEPT: {text: ({id, price}) => `keeps ${price}: set aside by ${id} to compare with`},
  TEST_RUNS: {
    text: ({id, shop}) => `${shop} has a price test already: ${id}.`,
    hint: ({id}) => `souk price test stop ${id}`,
  },
  HOLDOUT_RUNS: {
    text: ({id, shop}) => `${shop} has SKUs set aside already: ${id}.`,
    hint: ({id}) => `souk price test stop ${id}`,
  },
  TEST_HOPELESS: {
    text: ({pairs, least, days, most, rate, precision}) =>
      pairs < least
        ? `Only ${pairs} pairs of SKUs could be tested; ${least} are needed for an honest answer.`
        : `It would take ${days === '' ? 'for ever' : `${days} days`} to know the elasticity to ±${precision}; ${most} is the most. All together sell ${rate} a day.`,
    hint: () => 'Test more SKUs together, with a larger step or less precision: souk price test start --precision 1',
  },
  HOLDOUT_TOO_FEW: {
    text: ({held, least, of}) =>
      `${held} SKUs of ${of} that sell would be set aside; ${least} are needed to compare with.`,
    hint: () => 'Set a larger share aside: souk price test holdout --share 25%',
  },
  EXPERIMENT_UNKNOWN: {
    text: ({id, shop}) => `${shop} has no price test ${id}.`,
    hint: () => 'souk price test list',
  },
  EXPERIMENT_OVER: {text: ({id, state}) => `${id} is ${state} already.`, hint: ({id}) => `souk price test show ${id}`},
  EXPERIMENT_FIGURE: {
    text: ({text, flag}) => `"${text}" is no value for ${flag}.`,
    hint: () => 'souk price test start --help',
  },
  TEST_ENDED: {
    text: ({id, decided}) => `Price test ${id} ended: ${DECIDED[decided]}.`,
    hint: ({id, shop}) => `souk price test show ${id} --shop ${shop}`,
  },

  'test.plan': {
    text: ({skus, pairs, rate, step}) =>
      `${skus} SKUs in ${pairs} pairs, ${rate} sold a day: one of each pair at +${share(step)}, the other at −${share(step)}`,
  },
  'test.days': {
    text: ({days, precision, period, from, until}) =>
      `It needs ${days} days to know the elasticity to ±${precision}: ${from} to ${until}, prices swap every ${period} days`,
  },
  'test.left-out': {text: ({count, why}) => `  ${count} left out: ${LEFT_OUT[why] ?? why}`},
  'test.question': {text: ({days}) => `Begin tomorrow and run for ${days} days?`},
  'test.started': {text: ({id, from}) => `Started ${id}; its first prices are set by the night to ${from}.`},
  'test.not-started': {text: () => 'Nothing was started.'},
  'test.none': {text: ({shop}) => `No price tests in ${shop}. Plan one: souk price test start --dry-run`},
  'test.head': {
    text: ({id, state, from, until, over, days}) =>
      `${id} ${state}: ${from} to ${until}, ${over} of ${days} days are over`,
  },
  'test.estimate': {
    text: ({elasticity, low, high, pairs, units}) =>
      `elasticity ${elasticity}, 95 % sure from ${low} to ${high}, from ${pairs} pairs and ${units} sold`,
  },
  'test.no-estimate': {text: () => 'too little was sold at both prices to say anything yet'},
  'test.used': {
    text: ({used, seen}) =>
      `${used} of ${seen} days of pairs count: both in stock all day, at the prices that the test wanted`,
  },
  'test.verdict': {
    text: ({up, down, stay}) =>
      `higher prices earn more: ${share(up)} sure; lower ones: ${share(down)}; neither: ${share(stay)}`,
  },
  'test.decided': {text: ({decided, step}) => `${capital(DECIDED[decided])} (by ${share(step)} up or down).`},
  'test.undecided': {
    text: ({state}) =>
      state === 'running' ? 'No answer is sure yet.' : 'It ended without an answer that is 95 % sure.',
  },
  'test.stopped': {text: ({id}) => `Stopped ${id}. The rules price its SKUs again from tonight.`},
  'holdout.none': {
    text: ({shop}) =>
      `Nothing is set aside in ${shop} to compare with. How long an answer would take: souk price test holdout --dry-run`,
  },
  'holdout.plan': {text: ({held, of}) => `${held} of ${of} SKUs that sell will keep their prices`},
  'holdout.wait': {
    text: ({days, reach}) =>
      days === ''
        ? 'How long an answer takes is not known: too little was sold in eight weeks'
        : `An answer to ±${share(reach)} takes about ${days} days`,
  },
  'holdout.question': {text: ({held}) => `Set ${held} SKUs aside from tomorrow on?`},
  'holdout.started': {
    text: ({id, from}) => `Set aside as ${id} from ${from} on. See what the rules bring: souk report price`,
  },
  'holdout.head': {
    text: ({id, state, from, days, wait}) =>
      `${id} ${state} since ${from}: ${days} days${wait === '' ? '' : `; an answer was expected after ${wait}`}`,
  },
  'holdout.side': {text: ({held}) => (held ? 'old prices' : 'by the rules')},
  'holdout.column': {text: ({column}) => COLUMNS[column]},
  'holdout.title': {text: ({shop}) => `What the rules bring in ${shop}`},
  'holdout.chart': {text: () => 'Profit a day since, in per cent of that before'},
  'holdout.note.profit': {
    text: () =>
      'Profit a day is counted at today’s costs: before, over the eight weeks up to the day on which SKUs were set aside; since, over the days from then on. SKUs of a price test and those without a cost are left out.',
  },
  'holdout.note.uplift': {
    text: () =>
      'The uplift is the one ratio over the other, so that a season or a campaign, which moves both sides, falls out. Its interval is drawn over the SKUs.',
  },
  'holdout.uplift': {
    text: ({uplift, low, high}) =>
      `The rules earn ${signed(uplift)} beside the old prices, 95 % sure from ${signed(low)} to ${signed(high)}.`,
  },
  'holdout.no-uplift': {text: () => 'Too little is known of one side to compare them yet.'},
  'test.column': {text: ({column}) => COLUMNS[column]},
};

function signed(fraction: string): string {
  return percentText(Number(fraction), true);
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
