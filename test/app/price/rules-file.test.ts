import {readFile} from 'node:fs/promises';
import {expect} from 'chai';
import {rulesHash} from '../../../src/app/price/rules.js';
import {parseRules} from '../../../src/app/price/rules-file.js';
import {rulesJsonSchema} from '../../../src/app/price/rules-schema.js';
import {KnownError, type Message} from '../../../src/domain/errors.js';
import {DEFAULT_LADDER} from '../../../src/domain/pricing/ladder.js';
import {rulesFor} from '../../../src/domain/pricing/rules.js';
import {render} from '../../../src/ui/messages/catalogue.js';
import {en as english} from '../../../src/ui/messages/en/index.js';
import {factsWith} from '../../domain/pricing/support.js';

const TERMS = {currency: 'USD', zone: 'Europe/Berlin'};
const rules = (text: string) => parseRules(text, 'pricing.yaml', TERMS);

function fault(text: string): {code: string; at: string; params: Record<string, unknown>} {
  try {
    rules(text);
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    expect(error.category).to.equal('input');
    const params = error.params as Record<string, unknown>;
    return {code: error.code, at: `${String(params['line'])}:${String(params['column'])}`, params};
  }
  return {code: 'none', at: '', params: {}};
}

const offer = factsWith().offer;

describe('a rules file', () => {
  it('switches pricing by demand on in one line, and takes its options', () => {
    const plain = {revenueWeight: '0', leastGain: '0.004', targetDays: 60, condition: 'new'};
    expect(rulesFor(rules('version: 1\ndefaults: {strategy: auto}'), offer).strategy).to.deep.equal({
      kind: 'auto',
      ...plain,
    });
    const own = rules(`version: 1
defaults: {least_gain: 1%}
rules:
  - {strategy: clearance, target_days: 30, revenue_weight: 100%}
`);
    expect(rulesFor(own, offer).strategy).to.deep.equal({
      kind: 'clearance',
      revenueWeight: '1',
      leastGain: '0.01',
      targetDays: 30,
      condition: 'new',
      ladder: DEFAULT_LADDER,
      daysBetween: 7,
    });
    expect(fault('version: 1\ndefaults: {strategy: auto, revenue_weight: 120%}').code).to.equal('RULES_VALUE_INVALID');
    expect(fault('version: 1\ndefaults: {strategy: auto, target_days: 0}').code).to.equal('RULES_VALUE_INVALID');
  });

  it('reads the ladder of a clearance, and says which rung is none', () => {
    const ladder = rules(`version: 1
defaults: {days_between: 10}
rules:
  - strategy: clearance
    ladder:
      - {after_days: 90, cover_days: 200, off: 15%}
      - {days_to_season_end: 10, off: 0.4}
`);
    expect(rulesFor(ladder, offer).strategy).to.deep.include({
      daysBetween: 10,
      ladder: [
        {afterDays: 90, coverDays: 200, daysToSeasonEnd: null, off: '0.15'},
        {afterDays: null, coverDays: null, daysToSeasonEnd: 10, off: '0.4'},
      ],
    });
    const wrong = (text: string) => {
      const {code, at, params} = fault(`version: 1\nrules:\n  - strategy: clearance\n    ${text}\n`);
      return [code, at, params['path'] ?? params['key'], params['expected'] ?? params['nearest']];
    };
    expect(wrong('ladder: [{off: 10%}]')).to.deep.equal(['RULES_VALUE_INVALID', '4:14', 'rules[1].ladder[1]', 'rung']);
    expect(wrong('ladder: [{after_days: 9, off: 0%}]')).to.deep.equal([
      'RULES_VALUE_INVALID',
      '4:35',
      'rules[1].ladder[1].off',
      'off',
    ]);
    expect(wrong('ladder: [{after_days: 9}]').slice(2)).to.deep.equal(['rules[1].ladder[1].off', 'percent']);
    expect(wrong('ladder: [{after_day: 9, off: 10%}]').slice(2)).to.deep.equal(['after_day', 'after_days']);
    expect(wrong('ladder: []').slice(2)).to.deep.equal(['rules[1].ladder', 'ladder']);
    expect(wrong('ladder: 10%').slice(2)).to.deep.equal(['rules[1].ladder', 'ladder']);
    expect(wrong('days_between: soon').slice(2)).to.deep.equal(['rules[1].days_between', 'days']);
    expect(wrong('ladder: [{after_days: -1, off: 10%}]').slice(2)).to.deep.equal([
      'rules[1].ladder[1].after_days',
      'days',
    ]);
  });

  it('takes the first rule that matches, its gaps filled by the defaults', () => {
    const parsed = rules(`version: 1
defaults: {margin: 20%, by: 2%}
rules:
  - name: others
    when: {category: [Plates, Bowls]}
    strategy: hold
  - name: mugs
    when: {category: mugs, stock: '>0', vendor: 'Ac*'}
    strategy: competition
  - strategy: cost
`);
    expect(rulesFor(parsed, offer)).to.deep.include({
      name: 'mugs',
      line: 7,
      strategy: {
        kind: 'competition',
        position: 'undercut',
        by: {percent: '0.02'},
        against: 'lowest',
        alone: 'list',
        condition: 'new',
      },
    });
    expect(rulesFor(parsed, {...offer, stock: 0})).to.deep.include({
      name: '3',
      line: 10,
      strategy: {kind: 'cost', target: {margin: '0.2'}},
    });
    expect(rulesFor(parsed, {...offer, category: 'Bowls'}).strategy).to.deep.equal({kind: 'hold'});
  });

  it("lets a rule's own target beat the other kind of default", () => {
    const parsed = rules('version: 1\ndefaults: {margin: 20%}\nrules:\n  - strategy: cost\n    markup: 50%\n');
    expect(rulesFor(parsed, offer).strategy).to.deep.equal({kind: 'cost', target: {markup: '0.5'}});
  });

  it('merges the guards of all rules that match to the tighter; what nobody says is the default', () => {
    const parsed = rules(`version: 1
rules:
  - when: {tag: kitchen}
    guards: {step: {down: 5%}, min_margin: 8%}
  - strategy: hold
    guards: {min_margin: 12%, min_price: 3.50}
guards: {step: {down: 7%, up: 20%}, min_margin: 1%}
`);
    expect(rulesFor(parsed, offer).guards).to.include({
      stepDown: '0.05',
      stepUp: '0.2',
      stepWeek: '0.25',
      minMargin: '0.12',
      minPrice: 350,
    });
    expect(rulesFor(parsed, {...offer, tags: []}).guards).to.include({stepDown: '0.07', minMargin: '0.12'});
  });

  it('reads fees by steps, minimum and revenue share, and says which step is none', () => {
    const {fees} = rules(`version: 1
fees:
  rate: {mode: whole, steps: [{up_to: 10.00, rate: 8%}, {rate: 15%}]}
  minimum: 0.30
  revenue_share: 20%
`);
    expect(fees).to.deep.include({
      rate: null,
      tiers: {
        mode: 'whole',
        steps: [
          {upTo: 1000, rate: '0.08'},
          {upTo: null, rate: '0.15'},
        ],
        minimum: 30,
      },
      revenueShare: {mode: 'whole', steps: [{upTo: null, rate: '0.2'}], minimum: null},
    });
    const flat = rules('version: 1\nfees: {rate: 15%, minimum: 0.30}').fees.tiers;
    expect(flat).to.deep.equal({mode: 'whole', steps: [{upTo: null, rate: '0.15'}], minimum: 30});
    const wrong = (text: string) => {
      const {at, params} = fault(`version: 1\nfees:\n  ${text}\n`);
      return [at, params['path'] ?? params['key'], params['expected'] ?? params['nearest']];
    };
    const steps = (text: string) => wrong(`rate: {mode: marginal, steps: [${text}]}`);
    expect(steps('{up_to: 10, rate: 8%}')).to.deep.equal(['3:42', 'fees.rate.steps[1].up_to', 'fee-ends']);
    expect(steps('{rate: 8%}, {rate: 9%}')).to.deep.equal(['3:34', 'fees.rate.steps[1]', 'fee-ends']);
    expect(steps('{up_to: 10, rate: 8%}, {up_to: 10, rate: 9%}, {rate: 7%}').slice(1)).to.deep.equal([
      'fees.rate.steps[2].up_to',
      'fee-rising',
    ]);
    expect(steps('{up_to: 1.005, rate: 8%}, {rate: 9%}').slice(1)).to.deep.equal([
      'fees.rate.steps[1].up_to',
      'amount',
    ]);
    expect(steps('{upto: 10, rate: 8%}, {rate: 9%}').slice(1)).to.deep.equal(['upto', 'up_to']);
    expect(wrong('rate: {steps: [{rate: 8%}]}')).to.deep.equal(['3:9', 'fees.rate', 'charge']);
    expect(wrong('rate: lots')).to.deep.equal(['3:9', 'fees.rate', 'percent']);
    expect(wrong('rate: [8%]')).to.deep.equal(['3:9', 'fees.rate', 'charge']);
    expect(wrong('revenue_share: 120%').slice(1)).to.deep.equal(['fees.revenue_share', 'below-one']);
    expect(wrong('rate: 100%').slice(1)).to.deep.equal(['fees.rate', 'below-one']);
    expect(steps('{up_to: 10, rate: 150%}, {rate: 9%}').slice(1)).to.deep.equal([
      'fees.rate.steps[1].rate',
      'below-one',
    ]);
    expect(wrong('minimum: 1,50').slice(1)).to.deep.equal(['fees.minimum', 'amount']);
  });

  it('reads to which shop a price is relative', () => {
    const said = rules('version: 1\ndefaults: {relative: {to: amz, by: -8%}}\nrules: [{strategy: relative}]');
    expect(rulesFor(said, offer).strategy).to.deep.equal({kind: 'relative', to: 'amz', by: '-0.08'});
    const wrong = (text: string) => {
      const {at, params} = fault(`version: 1\nrules: [{strategy: relative${text}}]`);
      return [at, params['path'] ?? params['key'], params['expected'] ?? params['nearest']];
    };
    expect(wrong('')).to.deep.equal(['2:20', 'rules[1].strategy', 'relative']);
    expect(wrong(', relative: amz')).to.deep.equal(['2:40', 'rules[1].relative', 'relative']);
    expect(wrong(', relative: {by: 8%}').slice(1)).to.deep.equal(['rules[1].relative.to', 'text']);
    expect(wrong(', relative: {to: amz, by: -100%}').slice(1)).to.deep.equal(['rules[1].relative.by', 'offset']);
    expect(wrong(', relative: {to: amz, off: 8%}')[1]).to.equal('off');
  });

  it('reads quantity steps, and refuses those by which a buyer pays less for more', () => {
    const said = rules(`version: 1
defaults: {tiers: [{from: 2, off: 5%}]}
rules:
  - {when: {sku: A}, strategy: tier, tiers: [{from: 3, off: 0.1}, {from: 9, off: 12.5%}]}
  - {strategy: tier}
`);
    const pack = {...offer, pack: 2};
    expect(rulesFor(said, pack).strategy).to.deep.equal({kind: 'tier', steps: [{from: 2, off: '0.05'}]});
    expect(rulesFor(said, {...pack, sku: 'A'}).strategy).to.deep.include({
      steps: [
        {from: 3, off: '0.1'},
        {from: 9, off: '0.125'},
      ],
    });
    const wrong = (tiers: string) => {
      const {params} = fault(`version: 1\nrules: [{strategy: tier${tiers}}]`);
      return [params['path'] ?? params['key'], params['expected'] ?? params['nearest']];
    };
    const at = 'rules[1].tiers';
    expect(wrong('')).to.deep.equal(['rules[1].strategy', 'tiers']);
    expect(wrong(', tiers: []')).to.deep.equal([at, 'tiers']);
    expect(wrong(', tiers: [{from: 1, off: 5%}]')).to.deep.equal([`${at}[1].from`, 'pieces']);
    expect(wrong(', tiers: [{from: 2, off: 0%}]')).to.deep.equal([`${at}[1].off`, 'off']);
    expect(wrong(', tiers: [{from: 6, off: 5%}, {from: 6, off: 9%}]')).to.deep.equal([`${at}[2].from`, 'tier-rising']);
    expect(wrong(', tiers: [{from: 2, off: 5%}, {from: 6, off: 5%}]')).to.deep.equal([`${at}[2].off`, 'tier-deeper']);
    expect(wrong(', tiers: [{from: 2, off: 5%}, {from: 6, off: 30%}]')).to.deep.equal([`${at}[2].off`, 'tier-total']);
  });

  it('reads what a bundle holds, and refuses one that is none', () => {
    const bundle = (text: string) => `version: 1\ndefaults: {off: 5%}\nrules: [{strategy: bundle${text}}]`;
    expect(rulesFor(rules(bundle(', parts: [{sku: POT}, {sku: "001", quantity: 4}]')), offer).strategy).to.deep.equal({
      kind: 'bundle',
      parts: [
        {sku: 'POT', quantity: 1},
        {sku: '001', quantity: 4},
      ],
      off: '0.05',
    });
    const wrong = (text: string) => {
      const {params} = fault(bundle(text));
      return [params['path'] ?? params['key'], params['expected'] ?? params['nearest']];
    };
    expect(wrong('')).to.deep.equal(['rules[1].strategy', 'parts']);
    expect(wrong(', parts: [{sku: POT}]')).to.deep.equal(['rules[1].parts', 'part-more']);
    expect(wrong(', parts: [{sku: POT}, {sku: POT}]')).to.deep.equal(['rules[1].parts[2]', 'part-twice']);
    expect(wrong(', parts: [{sku: POT, quantity: 0}]')).to.deep.equal(['rules[1].parts[1].quantity', 'quantity']);
    expect(wrong(', parts: [{sku: 17}]')).to.deep.equal(['rules[1].parts[1].sku', 'text']);
    const plain = 'version: 1\nrules: [{strategy: bundle, parts: [{sku: POT, quantity: 2}]}]';
    expect(rulesFor(rules(plain), offer).strategy).to.include({kind: 'bundle', off: '0.08'});
  });

  it('refuses 100 % and more as a text as it does as a number, and says so', () => {
    const wrong = (text: string) => {
      const {code, params} = fault(`version: 1\n${text}`);
      return [code, params['path'], params['expected']];
    };
    const places: readonly (readonly [text: (rate: string) => string, path: string, expected: string])[] = [
      [(rate) => `guards: {min_margin: ${rate}}`, 'guards.min_margin', 'below-one'],
      [(rate) => `guards: {step: {down: ${rate}}}`, 'guards.step.down', 'below-one'],
      [(rate) => `guards: {step: {week: ${rate}}}`, 'guards.step.week', 'below-one'],
      [
        (rate) => `guards: {emergency: [{since: 2026-01-01, increase: ${rate}}]}`,
        'guards.emergency[1].increase',
        'below-one',
      ],
      [
        (rate) => `guards: {parity: [{shop: a, relation: equal, offset: ${rate}}]}`,
        'guards.parity[1].offset',
        'offset',
      ],
      [(rate) => `defaults: {least_gain: ${rate}}`, 'defaults.least_gain', 'below-one'],
      [(rate) => `defaults: {off: ${rate}}`, 'defaults.off', 'below-one'],
      [(rate) => `fees: {payment_rate: ${rate}}`, 'fees.payment_rate', 'below-one'],
      [(rate) => `fees: {return_rate: ${rate}}`, 'fees.return_rate', 'below-one'],
      [(rate) => `breaker: {move: ${rate}}`, 'breaker.move', 'below-one'],
      [(rate) => `breaker: {share: ${rate}}`, 'breaker.share', 'share'],
    ];
    for (const [text, path, expected] of places) {
      for (const rate of ['100%', '100.0 %', '150%', '1', '1.5'])
        expect(wrong(text(rate)), text(rate)).to.deep.equal(['RULES_VALUE_INVALID', path, expected]);
      for (const rate of ['99.9%', '08%', '0.5'])
        expect(fault(`version: 1\n${text(rate)}`).code, text(rate)).to.equal('none');
    }
    expect(wrong('guards: {parity: [{shop: a, relation: equal, offset: -100%}]}')[2]).to.equal('offset');
    const said = render(english, {
      code: 'RULES_VALUE_INVALID',
      params: fault('version: 1\nguards: {min_margin: 120%}').params,
    } as Message);
    expect(said.text).to.contain('guards.min_margin should be a percentage below 100%, such as 15%');
  });

  it('takes the longer pause after a price war, and none at all where it is 0', () => {
    const said = rules(
      'version: 1\nrules: [{strategy: hold, guards: {war_pause_days: 30}}]\nguards: {war_pause_days: 7}',
    );
    expect(rulesFor(said, offer).guards.warPauseDays).to.equal(30);
    expect(rulesFor(rules('version: 1\nguards: {war_pause_days: 0}'), offer).guards.warPauseDays).to.equal(0);
    expect(rulesFor(rules('version: 1'), offer).guards.warPauseDays).to.equal(14);
    expect(fault('version: 1\nguards: {war_pause_days: -1}').params).to.include({
      path: 'guards.war_pause_days',
      expected: 'days',
    });
  });

  it('reads comparisons, endings, dates and fees in the shop’s currency and zone', () => {
    const parsed = rules(`version: 1
rules: [{when: {price: '>=5 <20', cost: 4.5}, strategy: hold}]
rounding: {ending: [.90, ".95", 0.99]}
guards: {emergency: [{since: 2026-02-01, increase: 10%}]}
fees: {rate: 15%, fixed: 0.30}
breaker: {share: 50%, revenue: off, move: 0.05}
`);
    expect(parsed.rules[0]?.when).to.deep.equal([
      {field: 'price', is: '>=', value: 500},
      {field: 'price', is: '<', value: 2000},
      {field: 'cost', is: '=', value: 450},
    ]);
    expect(parsed.rounding).to.deep.equal({endings: [90, 95, 99]});
    expect(parsed.guards.emergency?.[0]).to.include({since: Date.UTC(2026, 0, 31, 23), increase: '0.1'});
    expect(parsed.fees).to.include({rate: '0.15', fixed: 30, packing: null});
    expect(parsed.breaker).to.include({share: 0.5, revenue: null, moveAbove: 0.05, meanMove: 0.15});
  });

  it('takes a BOM and CRLF, and has the same hash whatever its comments', () => {
    const one = rules('\uFEFFversion: 1\r\nrules:\r\n  - strategy: hold\r\n');
    const other = rules('# a comment\nversion: 1\n\nrules:\n  - {strategy: hold} # the same\n');
    expect(rulesHash(one)).to.equal(rulesHash(other));
    expect(rulesHash(one)).not.to.equal(rulesHash(rules('version: 1\nrules: []\n')));
  });

  it('reads the template that is shipped', async () => {
    const parsed = rules(await readFile('templates/pricing.yaml', 'utf8'));
    expect(parsed.fallback).to.deep.equal({kind: 'hold'});
    expect(parsed.rules.map(({name}) => name)).to.deep.equal(['contested', 'never cheap']);
  });
});

describe('a fault in a rules file', () => {
  it('names line, column and the nearest key', () => {
    const found = fault('version: 1\nrules:\n  - name: mugs\n    startegy: cost\n');
    expect(found).to.deep.include({code: 'RULES_KEY_UNKNOWN', at: '4:5'});
    expect(found.params).to.include({key: 'startegy', nearest: 'strategy'});
    expect(found.params['more']).to.deep.equal([]);
    expect(fault('version: 1\nguard: {}\n')).to.deep.include({code: 'RULES_KEY_UNKNOWN', at: '2:1'});
    expect(fault('version: 1\nguards:\n  step: {donw: 5%}\n').params).to.include({
      key: 'donw',
      nearest: 'down',
      line: 3,
      column: 10,
    });
    expect(fault('version: 1\nrules: [{when: {brand: x}}]\n').params).to.include({key: 'brand', line: 2});
    expect(fault('version: 1\nrules: [{strategy: competition, against: {rivals: x}}]\n').params).to.include({
      key: 'rivals',
      nearest: 'rival',
    });
  });

  it('names all of several, in the order of the file', () => {
    const {code, params} = fault('version: 1\nguards:\n  min_margin: lots\n  step: 5\nbraker: {}\n');
    expect(params).to.include({line: 3, path: 'guards.min_margin'});
    expect(params['more']).to.deep.equal([
      {line: 4, column: 9, key: '', nearest: '', path: 'guards.step', expected: 'object'},
      {line: 5, column: 1, key: 'braker', nearest: 'breaker', path: '', expected: ''},
    ]);
    const {text} = render(english, {code, params} as unknown as Message);
    expect(text.split('\n').map((line) => line.trim())).to.deep.equal([
      'pricing.yaml:3:15: guards.min_margin should be a percentage below 100%, such as 15% (or a fraction such as 0.15).',
      'pricing.yaml:4:9: guards.step should be keys and values.',
      'pricing.yaml:5:1: there is no setting "braker" here. Did you mean "breaker"?',
    ]);
  });

  it('says what should stand there', () => {
    const expected = (text: string) => {
      const {code, params} = fault(text);
      return code === 'RULES_VALUE_INVALID' ? `${String(params['path'])}: ${String(params['expected'])}` : code;
    };
    expect(expected('rules: []\n')).to.equal('version: version');
    expect(expected('')).to.equal('version: version');
    expect(expected('version: 2\n')).to.equal('version: version');
    expect(expected('version: 1\nguards: {min_margin: 8}\n')).to.equal('guards.min_margin: below-one');
    expect(expected('version: 1\nguards: {step: {down: -5%}}\n')).to.equal('guards.step.down: below-one');
    expect(expected('version: 1\nguards: {min_price: 1.005}\n')).to.equal('guards.min_price: amount');
    expect(expected('version: 1\nguards: {min_price: .nan}\n')).to.equal('guards.min_price: amount');
    expect(expected('version: 1\nguards: {min_price: 1e999}\n')).to.equal('guards.min_price: amount');
    expect(expected('version: 1\nguards: {min_price: "12,50"}\n')).to.equal('guards.min_price: amount');
    expect(expected('version: 1\nrules: [{strategy: cost}]\n')).to.equal('rules[1].strategy: target');
    expect(expected('version: 1\nrules: [{strategy: cost, margin: 10%, markup: 10%}]\n')).to.equal(
      'rules[1].markup: one-target',
    );
    expect(expected('version: 1\nrules: [{strategy: cost, margin: 100%}]\n')).to.equal('rules[1].margin: margin');
    expect(expected('version: 1\nrules: [{strategy: undercut}]\n')).to.equal(
      'rules[1].strategy: hold | cost | competition | relative | tier | bundle | demand | clearance | auto',
    );
    expect(expected('version: 1\nrules: [{strategy: competition, position: premium}]\n')).to.equal(
      'rules[1].strategy: premium-by',
    );
    expect(expected('version: 1\nrules: [{when: {stock: many}}]\n')).to.equal('rules[1].when.stock: comparison');
    expect(expected('version: 1\nrules: [{when: {price: 1.234}}]\n')).to.equal('rules[1].when.price: amount');
    expect(expected('version: 1\nrounding: {ending: [1.99]}\n')).to.equal('rounding.ending: ending');
    expect(expected('version: 1\nguards: {emergency: [{since: 2026-13-45}]}\n')).to.equal(
      'guards.emergency[1].since: date',
    );
    expect(expected('version: 1\nrules: {}\n')).to.equal('rules: list');
  });

  it('is found where YAML itself is broken', () => {
    expect(fault('version: 1\nrules: [\n')).to.include({code: 'RULES_SYNTAX'});
    expect(fault('version: 1\nversion: 1\n')).to.include({code: 'RULES_SYNTAX', at: '2:1'});
    expect(
      fault(
        'a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n',
      ).code,
    ).to.equal('RULES_SYNTAX');
  });
});

describe('the published schema of pricing.yaml', () => {
  it('is fresh: node scripts/schemas.mjs', async () => {
    expect(JSON.parse(await readFile('schemas/pricing.schema.json', 'utf8'))).to.deep.equal(
      JSON.parse(JSON.stringify(rulesJsonSchema())),
    );
  });
});
