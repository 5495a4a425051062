import type {PriceWords, RuleFault, TariffWords} from '../../../domain/words/price.js';
import {zonedText} from '../../format.js';
import type {Catalogue, Entry} from '../catalogue.js';
import {counted} from './count.js';
import {fact} from './fact.js';

const BOUND_NAMES: Readonly<Record<string, string>> = {
  min_price: 'the minimum price',
  map_price: 'the minimum advertised price (MAP)',
  break_even: 'break-even',
  salvage: 'the salvage value',
  rules_min: 'the minimum of the rules',
  max_price: 'the maximum price',
  msrp: 'the recommended price (MSRP)',
  emergency: 'the emergency cap',
  list_price: 'the multiple of the list price',
  rules_max: 'the maximum of the rules',
};

const OWNERS = {rules: 'the rules', file: 'the imported file', platform: 'the platform'};

/** A decimal fraction as a percentage with a sign where it is a move: "-0.1" → "−10 %". */
function percent(fraction: string, signed = false): string {
  const value = Math.round(Number(fraction) * 1000) / 10;
  const sign = value < 0 ? '−' : signed && value > 0 ? '+' : '';
  return `${sign}${Math.abs(value)} %`;
}

function boundText({
  bound,
  source,
  breakEven,
  margin,
}: {
  bound: string;
  source: string;
  breakEven: string;
  margin: string;
}): string {
  const name = BOUND_NAMES[source] ?? source;
  if (source !== 'break_even' && breakEven !== '')
    return `${bound} = ${name}; break-even ${breakEven} does not hold: below cost is allowed`;
  if (source !== 'break_even' || margin === '' || Number(margin) === 0) return `${bound} = ${name}`;
  return `${bound} = ${name} ${breakEven}, with ${percent(margin)} margin`;
}

function ruleText(rule: string, at: string): string {
  if (rule === '') return at === '' ? 'built-in rules' : `no rule, the defaults of ${at}`;
  return `rule "${rule}" (${at})`;
}

const until = (instant: string, zone: string) =>
  instant === '' ? 'until it is taken off' : `until ${zonedText(instant, zone)}`;

/** What a rules file may hold at a place, by the tokens of the schema. */
const EXPECTED: Readonly<Record<string, string>> = {
  text: 'a text',
  texts: 'a text or a list of texts',
  percent: 'a percentage such as 15% (or a fraction such as 0.15)',
  weight: 'a percentage from 0% to 100% (or a fraction from 0 to 1)',
  share: 'a percentage below 100%, such as 30%, or off',
  amount: 'an amount such as 12.50, with no more decimals than the currency has',
  distance: 'a percentage such as 1% or an amount such as 0.10',
  comparison: "a number, or a comparison in quotes such as '>0' or '>=5 <20'",
  date: 'a date such as 2026-11-30 or an instant such as 2026-11-30T18:00',
  against: 'lowest, median, {rival: NAME} or {position: 2}',
  days: 'a number of days',
  hours: 'a number of hours',
  yesno: 'true or false',
  factor: 'a number such as 2 or 1.1',
  list: 'a list, each entry beginning with a dash',
  rounding: 'none, or {ending: [.90, .95, .99]}',
  ending: 'endings below one whole unit, such as .99',
  version: '1, as in "version: 1"',
  target: 'a margin or a markup beside strategy: cost',
  'one-target': 'either a margin or a markup, not both',
  'premium-by': 'a distance beside position: premium, such as by: 5%',
  margin: 'a margin below 100%',
  charge: 'a percentage such as 15%, or {mode: marginal, steps: [{up_to: 10.00, rate: 15%}, {rate: 8%}]}',
  'below-one': 'a percentage below 100%, such as 15% (or a fraction such as 0.15)',
  'fee-mode': 'marginal (each rate on its part of the price) or whole (one rate on the whole price)',
  'fee-steps': 'a list of steps, each such as {up_to: 10.00, rate: 15%}',
  'fee-ends': 'a step with an up_to, but for the last, which has none',
  'fee-rising': 'higher than the up_to of the step before',
  relative: 'the shop to go by beside strategy: relative, such as relative: {to: amz, by: -8%}',
  tiers: 'the quantity steps beside strategy: tier, such as tiers: [{from: 2, off: 5%}, {from: 6, off: 10%}]',
  pieces: 'a whole number of pieces, 2 or more',
  'tier-rising': 'more pieces than the step before',
  'tier-deeper': 'more off than the step before',
  'tier-total': 'less off: as it is, a buyer pays no more for all these pieces than for one fewer',
  parts: 'what the bundle holds beside strategy: bundle, such as parts: [{sku: POT-01}, {sku: CUP-01, quantity: 4}]',
  quantity: 'a whole number, 1 or more',
  'part-twice': 'a SKU that is not among the parts yet: say its quantity instead',
  'part-more': 'two pieces or more',
  offset: 'a percentage above -100% and below 100%, such as -8% or 5%',
  ladder: 'a list of rungs, each such as {after_days: 120, off: 10%}',
  rung: 'a rung with after_days, cover_days or days_to_season_end beside its off',
  off: 'a percentage above 0% and below 100%',
  object: 'keys and values',
  string: 'a text',
  number: 'a number',
  array: 'a list, each entry beginning with a dash',
};

const place = ({file, line, column}: {file: string; line: number; column: number}) => `${file}:${line}:${column}`;

/** Faults of a rules file that are shown beside the first. */
const FAULTS_SHOWN = 19;

const asked = (nearest: string) => (nearest === '' ? '' : ` Did you mean "${nearest}"?`);

function faultText({key, path, expected}: Omit<RuleFault, 'nearest'>): string {
  if (key !== '') return `there is no setting "${key}" here.`;
  return `${path === '' ? 'the file' : path} should be ${EXPECTED[expected] ?? expected}.`;
}

/** Every further fault on a line of its own. */
function others(file: string, more: readonly RuleFault[]): string {
  const lines = more
    .slice(0, FAULTS_SHOWN)
    .map((fault) => `\n  ${place({file, ...fault})}: ${faultText(fault)}${asked(fault.nearest)}`);
  const left = more.length - lines.length;
  return `${lines.join('')}${left === 0 ? '' : `\n  … ${left} more`}`;
}

/** Why a rival's offer is not compared with. */
const ASIDE: Readonly<Record<string, string>> = {
  self: 'that is you',
  'not-offered': 'not offered',
  'out-of-stock': 'out of stock',
  stale: 'seen too long ago',
  condition: 'another condition',
  outlier: 'less than half or more than double of what the others ask',
  'below-break-even': 'below your break-even',
  'no-price': 'not a price',
};

/** Names of the guards as a person reads them. */
const GUARD_NAMES: Readonly<Record<string, string>> = {
  inputs: 'the check of the inputs',
  authority: 'owner, pin or promotion',
  step: 'the step limit',
  war: 'the pause after a price war',
  index: 'the category index',
  parity: 'the parity with another shop',
  rounding: 'the rounding',
  floor: 'the floor',
  ceiling: 'the ceiling',
  bounds: 'the conflict of floor and ceiling',
};

type Parts = PriceWords['COST_PARTS'];

/** "15 %", or "15 % of what is up to 10.00, 8 % of what is above, at least 0.30". */
function tariffText({mode, steps, minimum}: TariffWords): string {
  const least = minimum === '' ? '' : `, at least ${minimum}`;
  if (steps.length === 1) return `${percent(steps[0]?.rate ?? '0')}${least}`;
  const [low, high] = mode === 'marginal' ? ['what is up to', 'what is above'] : ['a price up to', 'one above'];
  const said = steps.map(({upTo, rate}) => `${percent(rate)} of ${upTo === '' ? high : `${low} ${upTo}`}`);
  return `${said.join(', ')}${least}`;
}

/** "fees 15 % + 0.30"; after steps and minimum the fixed part stands apart. */
function feeText({fee, feeFixed}: Parts): string {
  const plain = fee.steps.length === 1 && fee.minimum === '';
  if (feeFixed === '' || Number(feeFixed) === 0) return `fees ${tariffText(fee)}`;
  return `fees ${tariffText(fee)}${plain ? ' + ' : ', and '}${feeFixed}`;
}

/** "cost 5.20 + freight 0.60, fees 15 % + 0.30, tax 19 %": only what is known and not zero. */
function costText(parts: Parts): string {
  const some = (name: string, amount: string) => (amount === '' || Number(amount) === 0 ? '' : ` + ${name} ${amount}`);
  const goods = `cost ${parts.cost}${some('freight', parts.freight)}${some('packing', parts.packing)}${some('returns', parts.returns)}`;
  const fees = feeText(parts);
  const payment =
    parts.paymentRate === ''
      ? ''
      : `, payment ${percent(parts.paymentRate)}${some('', parts.paymentFixed).replace('  ', ' ')}`;
  const tax = parts.taxRate === '' ? '' : `, tax ${percent(parts.taxRate)} inside`;
  const share = parts.share === null ? '' : `, revenue share ${tariffText(parts.share)}`;
  const gaps = parts.gaps.map(({from, to}) => (to === '' ? `from ${from} on` : `from ${from} to ${to}`));
  const lost = gaps.length === 0 ? '' : `; ${gaps.join(' and ')} the fees take more than a higher price brings`;
  return `break-even ${parts.breakEven}: ${goods}, ${fees}${payment}${share}${tax}${lost}`;
}

function competitionText({position, by, unit, against, rival, anchor, hours}: PriceWords['COMPETITION']): string {
  const far = by === '' ? '' : ` by ${unit === 'percent' ? percent(by) : by}`;
  const who = rival === '' ? anchor : `${rival} ${anchor}`;
  return `${position} ${against}${far}: ${who}${hours === '' ? '' : ` seen ${hours} h ago`}`;
}

const GRADES: Readonly<Record<string, string>> = {
  'own-data': 'own data',
  'mostly-category': 'mostly its category',
  prior: 'its category or goods in general',
};

function demandText(of: PriceWords['DEMAND']): string {
  const rivals =
    of.rivals === 0 ? '' : of.rivals === 1 ? ', 1 rival and its answer' : `, ${of.rivals} rivals and their answer`;
  const cover = of.cover === '' ? '' : `, stock for ${of.cover} days`;
  const gain = of.gain === '' ? '' : `, expected gain ${percent(of.gain, true)}`;
  const known = GRADES[of.grade] ?? of.grade;
  return `${of.class}: elasticity ${of.elasticity} (${of.low} to ${of.high}, ${known}), ${of.units} a day${rivals}${cover}${gain}`;
}

const PEER_FAULTS = {
  unknown: (peer: string) => `there is no shop ${peer}.`,
  self: (peer: string) => `${peer} is this shop itself.`,
  currency: (peer: string, shop: string) => `${peer} sells in another currency than ${shop}, and no rate is known.`,
  tax: (peer: string, shop: string) => `of ${peer} and ${shop} one has tax in its prices and one has not.`,
};

const PART_FAULTS = {
  unknown: (part: string) => `the shop has no ${part}.`,
  twice: (part: string) => `the shop has several offers with SKU ${part}.`,
  self: () => 'it can not be a part of itself.',
  currency: (part: string) => `${part} is sold in another currency.`,
  unpriced: (part: string) => `${part} has no price.`,
};

const REGULAR_FROM = {list: 'the list price', history: 'the highest of the last year', price: 'the price of now'};

const RUNG_CAUSES = {
  age: (days: string) => `in stock for ${counted(Number(days), 'day')}`,
  cover: (days: string) => `the stock lasts ${counted(Number(days), 'day')}`,
  season: (days: string) =>
    Number(days) < 0 ? 'the season is over' : `the season ends in ${counted(Number(days), 'day')}`,
};

const CLEARANCE_MISSING = {
  stock: 'how much is left is not known',
  demand: 'nothing is known yet of how it sells',
  costs: 'costs or fees are not known',
  salvage: 'what a piece is worth that stays is not known (salvage_value)',
};

/** What a clearance looks at; what is not known is said, too. */
function seenText({regular, regularFrom, age, cover, season}: PriceWords['CLEARANCE_SEES']): string {
  const parts = [
    age === '' ? 'age not known' : RUNG_CAUSES.age(age),
    cover === '' ? 'cover not known' : RUNG_CAUSES.cover(cover),
    season === '' ? 'no season’s end known' : RUNG_CAUSES.season(season),
  ];
  return `regular price ${regular} (${REGULAR_FROM[regularFrom]}), ${parts.join(', ')}`;
}

function staysText({price: figure, why, off, since, least}: PriceWords['CLEARANCE_STAYS']): string {
  switch (why) {
    case 'sold-out':
      return `${figure} as it is: nothing is left to clear`;
    case 'early':
      return `${figure} as it is: no rung of the ladder is reached`;
    case 'wait':
      return `${figure} as it is: changed ${since} days ago, and a clearance waits ${counted(Number(least), 'day')} between two cuts`;
    case 'rung':
      return off === ''
        ? `${figure} as it is: no rung of the ladder is reached, and no lower price would earn more`
        : `${figure} as it is: ${percent(off)} off is all that is due`;
  }
}

/** "price war with acme: 3 cuts, −8.1 % in a week, each answered; no cut until 2026-03-15 20:00". */
function warText({state, rival, cuts, move, until: end, round, pause, zone}: PriceWords['PRICE_WAR']): string {
  const again = round === 1 ? '' : `, answered again (war ${round}, ${counted(pause, 'day')} of pause)`;
  const war = `price war with ${rival}: ${counted(cuts, 'cut')} came to ${percent(move)}, each answered${again}`;
  const instant = zonedText(end, zone);
  if (state === 'pause') return `${war}; no cut until ${instant}`;
  if (state === 'wait') return `${war}; one cut tries whether it is over, no other until ${instant}`;
  return `${war}; one cut may try whether it is over`;
}

const limitHint = ({setting}: {setting: string}) => `The limit is breaker.${setting} in pricing.yaml.`;

export const price: Catalogue<PriceWords> = {
  PRICE_INVALID: {
    text: ({sku, price: figure}) => `${sku}: ${figure} is not a price; a price is above zero.`,
    hint: ({sku}) => `souk price set ${sku} 12.50`,
  },
  PRICE_UNKNOWN: {text: ({sku}) => `${sku}: the shop shows no price.`, hint: ({sku}) => `souk price set ${sku} 12.50`},
  CURRENCY_MISMATCH: {
    text: ({sku, offer, shop}) => `${sku}: the offer is in ${offer}, the shop sells in ${shop}.`,
    hint: () => 'Prices in other currencies are read and kept, not changed.',
  },
  TAX_UNKNOWN: {
    text: ({sku, shop}) => `${sku}: prices of ${shop} include tax, and the rate is not known.`,
    hint: () => 'Give the rate: souk shop add NAME … --tax-rate 0.19, or a tax_rate column in the listings.',
  },
  COST_UNKNOWN: {text: ({sku}) => `${sku}: the cost is not known.`, hint: () => 'souk cost import costs.csv'},
  COST_NOT_POSITIVE: {
    text: ({sku, cost}) => `${sku}: a cost of ${cost} is no cost; it counts as unknown.`,
    hint: () => 'Mend the cost and import it again: souk cost import costs.csv',
  },
  COST_STALE: {
    text: ({sku, days, limit}) => `${sku}: the cost is ${days} days old; the limit is ${limit}.`,
    hint: () => 'souk cost import costs.csv',
  },
  FEES_UNKNOWN: {
    text: ({sku}) => `${sku}: the fees are not known, so neither is break-even.`,
    hint: () =>
      'Add fee_rate and fee_fixed (0 where there are none) to the costs, souk cost import costs.csv, or the schedule of the platform: souk fee import fees.csv',
  },
  MARGIN_IMPOSSIBLE: {
    text: ({margin, fees}) => `Fees of ${percent(fees)} and a margin of ${percent(margin)} leave nothing of any price.`,
    hint: () => 'Ask for a smaller margin.',
  },
  FLOOR_UNKNOWN: {
    text: ({sku}) =>
      `${sku}: no lower bound is known (lowest price, MAP, and, where below cost is allowed, salvage value), so no price is computed.`,
    hint: () => 'Give a min_price: souk bound import bounds.csv',
  },
  PRICE_OWNED: {
    text: ({sku, shop, owner}) => `${sku}: prices of ${shop} belong to ${OWNERS[owner]}.`,
    hint: ({shop}) => `souk shop show ${shop}`,
  },
  PRICE_PINNED: {
    text: ({sku, until: end, zone, reason}) =>
      `${sku}: pinned ${until(end, zone)}${reason === '' ? '' : ` (${reason})`}.`,
    hint: ({sku}) => `souk price pin ${sku} --off`,
  },
  PROMOTION_RUNNING: {
    text: ({sku, promotion, until: end, zone}) =>
      `${sku}: promotion ${promotion} runs${end === '' ? '' : ` ${until(end, zone)}`}; the price is frozen.`,
    hint: ({promotion}) => `souk promo show ${promotion}`,
  },
  BELOW_FLOOR: {
    text: (numbers) => `${numbers.sku}: ${numbers.price} ${numbers.currency} is below the floor ${boundText(numbers)}.`,
    hint: () => 'Raise the price, mend the bound, or add --override-bounds.',
  },
  ABOVE_CEILING: {
    text: (numbers) =>
      `${numbers.sku}: ${numbers.price} ${numbers.currency} is above the ceiling ${boundText(numbers)}.`,
    hint: () => 'Lower the price, mend the bound, or add --override-bounds.',
  },
  FLOOR_OUT_OF_REACH: {
    text: ({sku}) =>
      `No price of ${sku} from its lowest allowed one on leaves its margin: by the steps of its fees they grow as fast as the price.`,
    hint: ({sku}) => `souk price why ${sku}`,
  },
  BOUNDS_CONFLICT: {
    text: ({sku, floor, floorSource, ceiling, ceilingSource, currency}) =>
      `${sku}: the floor ${floor} (${BOUND_NAMES[floorSource] ?? floorSource}) is above the ceiling ${ceiling} ${currency} (${BOUND_NAMES[ceilingSource] ?? ceilingSource}).`,
    hint: () => 'Mend one of them: souk bound import bounds.csv',
  },
  STEP_WITHIN: {text: ({move}) => percent(move, true)},
  STEP_CLAMPED: {
    text: ({move, down, up, week}) =>
      `${percent(move, true)} is more than −${percent(down)} / +${percent(up)} a night or ${percent(week)} a week`,
  },
  PACE_CLAMPED: {text: ({days, least}) => `changed ${days} days ago; ${least} days lie between two changes`},
  PRICE_WAR: {text: warText},
  INDEX_WITHIN: {
    text: ({category, index}) => (index === '' ? `index of ${category} not known` : `index of ${category} ${index}`),
  },
  INDEX_CLAMPED: {
    text: ({category, index, low, high}) =>
      `index of ${category} is ${index}, outside ${low === '' ? '0' : low} to ${high === '' ? '∞' : high}`,
  },
  PARITY_UNKNOWN: {text: ({shop}) => `no price of this SKU known in ${shop}, or not what tax is in it`},
  PARITY: {text: ({shop, relation, theirs, bound}) => `${relation.replace('-', ' ')} ${bound}; ${shop} has ${theirs}`},
  ROUNDED: {text: ({from, to}) => `${from} → ${to}`},
  ROUNDING_NONE: {text: () => 'no ending near enough inside the bounds'},
  ROUNDING_RIGHT: {text: () => 'ends right'},
  FLOOR_WITHIN: {text: boundText},
  FLOOR_CLAMPED: {text: (numbers) => `${numbers.price} is below ${boundText(numbers)}`},
  CEILING_UNKNOWN: {text: () => 'no upper bound known'},
  CEILING_WITHIN: {text: boundText},
  CEILING_CLAMPED: {text: (numbers) => `${numbers.price} is above ${boundText(numbers)}`},
  BOUND_OVERRIDDEN: {text: (numbers) => `outside ${boundText(numbers)}: overridden by hand`},
  MOVE_LARGE: {text: ({from, to, move}) => `${from} → ${to} is a move of ${percent(move, true)}`},
  POINT_SLIPPED: {text: ({from, to}) => `${from} → ${to}: slipped decimal point?`},
  COMPARE_AT_CLEARED: {
    text: ({compareAt, currency}) => `the struck-through price ${compareAt} ${currency} is no longer above the price`,
  },
  RULES_SYNTAX: {
    text: (at) => `${place(at)}: this is not YAML: ${at.why}`,
    hint: () => 'Mend the line and run the command again; nothing was written.',
  },
  RULES_KEY_UNKNOWN: {
    text: (at) => `${place(at)}: ${faultText({...at, path: '', expected: ''})}${others(at.file, at.more)}`,
    hint: ({nearest, known}) =>
      nearest === '' ? `Known here: ${known}` : `Did you mean "${nearest}"? Known here: ${known}`,
  },
  RULES_VALUE_INVALID: {
    text: (at) => `${place(at)}: ${faultText({...at, key: ''})}${others(at.file, at.more)}`,
    hint: () => 'Mend the line and run the command again; nothing was written.',
  },
  RULE_UNUSED: {
    text: ({shop, rule, file, line}) => `${file}:${line}: no offer of ${shop} matches the rule "${rule}".`,
    hint: () => 'Compare its when: with souk listing list.',
  },
  RULES_UNREADABLE: {
    text: ({file, why}) => `${file} can not be read: ${why}`,
    hint: () => 'Check the path and its rights.',
  },
  HOLD: {text: ({price: figure}) => `${figure} as it is`},
  COST_PLUS: {
    text: ({kind, rate}) =>
      Number(rate) === 0 ? 'break-even' : `${kind} ${percent(rate)} on ${kind === 'margin' ? 'the price' : 'the cost'}`,
  },
  COST_PARTS: {text: costText},
  COMPETITION: {text: competitionText},
  COMPETITION_CALMED: {
    text: ({wanted, most, kind}) =>
      kind === 'list'
        ? `${most} instead of ${wanted}: a premium is asked on the list price at most`
        : `${most} instead of ${wanted}: no list price and no other upper bound is known, so rivals are not followed beyond four times the floor`,
  },
  COMPETITION_WAITS: {
    text: ({wanted}) => `${wanted} waits a night: the price was cut last night, and rivals have yet to see it`,
  },
  NO_RIVALS: {
    text: ({kind, aside}) =>
      `no rival to compare with${aside === 0 ? '' : ` (${aside} set aside)`}: ${kind === 'list' ? 'the list price' : 'the price as it is'}`,
  },
  RIVAL_ASIDE: {
    text: ({rival, price: figure, why}) =>
      `${rival}${figure === '' ? '' : ` ${figure}`} set aside: ${ASIDE[why] ?? why}`,
  },
  RIVAL_TOO_LOW: {text: ({sku, rival}) => `${sku}: below ${rival} there is no price above zero.`},
  RELATIVE: {
    text: ({peer, theirs, by}) =>
      Number(by) === 0 ? `${theirs} as in ${peer}` : `${percent(by, true)} on ${theirs} in ${peer}`,
  },
  PEER_UNFIT: {
    text: ({sku, peer, shop, why}) => `${sku}: ${PEER_FAULTS[why](peer, shop)}`,
    hint: ({why}) => (why === 'unknown' ? 'souk shop list' : 'Name another shop beside relative: in pricing.yaml.'),
  },
  PEER_UNPRICED: {
    text: ({sku, peer}) => `${sku}: no price of it is known in ${peer}.`,
    hint: ({peer}) => `souk shop pull --shop ${peer}`,
  },
  RELATIVE_UNBOUNDED: {
    text: ({sku, peer}) =>
      `${sku}: no upper bound is known, and a price that goes by ${peer} needs one: two such rules could drive each other up for ever.`,
    hint: () => 'Give a list_price or max_price: souk bound import bounds.csv',
  },
  TIER: {
    text: ({pack, single, from, off}) =>
      `${pack} × ${single} of ${from}${Number(off) === 0 ? '' : `, ${percent(off)} off`}`,
  },
  TIER_TOTAL_FALLS: {
    text: ({sku, price: figure, fewer, total, currency}) =>
      `${sku}: at ${figure} ${currency} a buyer would pay no more than for ${fewer} (${total}); left alone.`,
    hint: () => 'Take less off in tiers: of pricing.yaml.',
  },
  BUNDLE: {
    text: ({whole, off, pieces}) => `${percent(off)} off ${whole}, what its ${pieces} pieces cost one by one`,
  },
  SET_PART: {
    text: ({part, quantity, price: figure, cost, currency}) =>
      `${quantity} × ${part}: sold at ${figure === '' ? 'no known price' : `${figure} ${currency}`}, cost ${cost === '' ? 'not known' : cost}`,
  },
  PARTS_UNKNOWN: {
    text: ({sku}) => `${sku}: what it is made of is not known, or not sold by the piece in this shop.`,
    hint: ({sku}) => `souk item link ${sku} ITEM --pack 2`,
  },
  PART_UNFIT: {
    text: ({sku, part, why}) => `${sku}: ${PART_FAULTS[why](part)}`,
    hint: ({why, part}) =>
      why === 'unpriced' ? `souk price set ${part} 9.90` : 'Mend parts: in pricing.yaml, or the shop’s SKUs.',
  },
  SET_SAVES_NOTHING: {
    text: ({sku, whole, floor, currency}) =>
      `${sku}: its floor ${floor} ${currency} is no less than its pieces cost one by one (${whole}): nobody would save by it.`,
    hint: ({sku}) => `souk price why ${sku}`,
  },
  DEMAND_UNKNOWN: {
    text: ({sku}) => `${sku}: nothing is known yet of how it sells.`,
    hint: () => 'Pull a shop with orders or daily.csv, then: souk nightly',
  },
  DEMAND: {text: demandText},
  CLEARANCE_SEES: {text: seenText},
  CLEARANCE_STAYS: {text: staysText},
  CLEARANCE_RUNG: {
    text: ({off, regular, by, days}) => `${percent(off)} off the regular ${regular}: ${RUNG_CAUSES[by](days)}`,
  },
  CLEARANCE_STOCK: {
    text: ({ladder, gain, units, days, salvage}) =>
      `${counted(Number(units), 'piece')} to sell in ${counted(Number(days), 'day')}, ${salvage} for each that stays: earns most here, ${gain === '' ? '' : `${percent(gain)} `}more than now; the ladder says ${ladder}`,
  },
  CLEARANCE_LADDER_ALONE: {text: ({missing}) => `by the ladder alone: ${CLEARANCE_MISSING[missing]}`},
  SET_BY_HAND: {text: ({price: figure, currency}) => `set to ${figure} ${currency} by hand`},
  ADJUSTED_BY_HAND: {text: ({by}) => `moved by ${by} by hand`},
  BREAKER_SHARE: {
    text: (n) =>
      `${n.count} of ${n.offers} prices (${percent(n.measured)}) would move by more than ${percent(n.above)}. Limit: ${percent(n.limit)}.`,
    hint: limitHint,
  },
  BREAKER_MEAN: {
    text: (n) => `Prices would move by ${percent(n.measured)} on average. Limit: ${percent(n.limit)}.`,
    hint: limitHint,
  },
  BREAKER_LARGEST: {
    text: (n) => `One price would move by ${percent(n.measured)}. Limit: ${percent(n.limit)}.`,
    hint: limitHint,
  },
  BREAKER_LARGE: {
    text: (n) =>
      `${n.count} of ${n.offers} prices (${percent(n.measured)}) would move by more than half or look like slipped decimal points. Limit: ${percent(n.limit)}.`,
    hint: limitHint,
  },
  BREAKER_FLOOR: {
    text: (n) =>
      `${n.count} of ${n.offers} prices (${percent(n.measured)}) would stand on their floor. Limit: ${percent(n.limit)}.`,
    hint: limitHint,
  },
  BREAKER_ROWS: {
    text: (n) =>
      `The shop has ${n.count} offers where there were ${n.offers} (−${percent(n.measured)}). Limit: ${percent(n.limit)}.`,
    hint: limitHint,
  },
  BREAKER_REVENUE: {
    text: (n) =>
      `Lower prices would have cost ${percent(n.measured)} of the last 30 days' revenue. Limit: ${percent(n.limit)}.`,
    hint: limitHint,
  },
  OFFER_UNKNOWN: {
    text: ({sku, shop}) => `${shop} has no offer with the SKU ${sku}.`,
    hint: ({nearest, shop}) => (nearest === '' ? `souk listing list --shop ${shop}` : `Did you mean ${nearest}?`),
  },
  OFFER_UNREADABLE: {
    text: ({sku, shop, why}) => `${shop} has ${sku}, but its row can not be read. ${textOf(why)}`,
    hint: ({shop}) => `Mend the row, then: souk shop pull --shop ${shop}`,
  },
  OFFER_TWICE: {
    text: ({sku, shop, count}) => `${shop} has ${count} offers with the SKU ${sku}; souk can not tell which is meant.`,
    hint: ({shop}) => `souk doctor --shop ${shop}`,
  },
  AMOUNT_INVALID: {
    text: ({text, currency}) =>
      `"${text}" is no price in ${currency}: a plain decimal above zero, with no more digits than the currency has.`,
    hint: () => 'Write it as 12.50.',
  },
  COMPARE_AT_LOW: {
    text: ({compareAt, price: figure, currency}) =>
      `The struck-through price ${compareAt} is not above the price ${figure} ${currency}.`,
    hint: () => 'Give a higher one, or --compare-at none.',
  },
  STEP_INVALID: {
    text: ({text, currency}) => `"${text}" is no step: a sign, then a percentage or an amount in ${currency}.`,
    hint: () => 'Write it as --by +5% or --by=-2.00.',
  },
  NOTHING_MATCHES: {
    text: ({where, shop}) => `No offer with a price in ${shop} matches "${where}".`,
    hint: ({shop}) => `souk listing list --shop ${shop}`,
  },
  PIN_PAST: {text: ({until: end}) => `${end} is over.`, hint: () => 'Give a date to come, or leave --until out.'},
  HISTORY_NONE: {
    text: ({sku, shop}) => `No price of ${sku} in ${shop} has been recorded.`,
    hint: ({shop}) => `souk shop pull --shop ${shop} records today's prices.`,
  },
  DAYS_INVALID: {text: ({text}) => `"${text}" is no number of days.`, hint: () => 'Write it as --lowest 30d.'},
  STRATEGY_MISSING: {
    text: ({strategy, flags}) => `${flags} belong to --strategy ${strategy}.`,
    hint: ({strategy}) => `Add --strategy ${strategy}.`,
  },
  STRATEGY_FLAGS: {
    text: ({strategy, flags}) => `--strategy ${strategy} needs ${flags}.`,
    hint: () => 'souk reprice --strategy cost --margin 20% --dry-run',
  },
  PERCENT_INVALID: {
    text: ({text, flag}) => `"${text}" is no percentage for ${flag}.`,
    hint: ({flag}) => `Write it as ${flag} 20%.`,
  },
  WHY_GUARD: {
    text: ({guard, verdict, wanted, currency}) =>
      verdict === 'hold'
        ? `It would be ${wanted} ${currency} if ${GUARD_NAMES[guard] ?? guard} did not hold it.`
        : `It would be ${wanted} ${currency} without ${GUARD_NAMES[guard] ?? guard}.`,
  },
  WHY_HOLD: {text: ({sku}) => `No rule prices ${sku}: another price needs a rule with a strategy in pricing.yaml.`},
  WHY_REACTION: {
    text: ({wanted, currency, rival, follows}) =>
      `It would aim at ${wanted} ${currency} if rivals did not answer; ${rival} follows ${percent(follows)} of our moves.`,
  },
  WHY_ELASTICITY: {
    text: ({low, high, atLow, atHigh, currency}) =>
      `It would aim at ${atLow} ${currency} if the elasticity were ${low}, at ${atHigh} ${currency} if it were ${high}.`,
  },
  'price.why.learnt': {
    text: ({elasticity, low, high, grade, days, units}) =>
      `learnt from ${days} days and ${units} sold: elasticity ${elasticity}, 80 % sure from ${low} to ${high}, ${GRADES[grade] ?? grade}`,
  },
  'price.why.markup': {
    text: ({times, elasticity, weight}) =>
      `of that ${percent(weight)} is told by your own first markup: ${times} × break-even, as suits an elasticity of ${elasticity === '' ? 'more than 8' : elasticity}`,
  },
  'price.why.rival': {
    text: ({rival, price: figure, follows}) => `${rival} ${figure}: follows ${percent(follows)} of our moves`,
  },
  'price.why.head': {
    text: ({sku, now, next, currency, rule, place: at}) =>
      `${sku}  ${now} → ${next} ${currency}, ${ruleText(rule, at)}`,
  },
  'price.why.kept': {
    text: ({sku, now, currency, outcome, rule, place: at}) =>
      `${sku}  ${now} ${currency} ${outcome === 'unchanged' ? 'stays' : 'is left alone'}, ${ruleText(rule, at)}`,
  },
  'price.why.live': {text: ({live, currency}) => `A promotion runs: buyers pay ${live} ${currency}.`},
  'price.why.chosen': {text: ({strategy}) => `chosen: ${strategy}, then guards`},
  'price.why.strategy': {text: () => 'strategy'},
  'price.why.price': {text: () => 'price'},
  'price.why.because': {text: () => 'because'},
  'price.why.guard': {text: () => 'guard'},
  'price.why.verdict': {text: () => 'verdict'},
  'price.why.margin': {
    text: ({now, next}) =>
      `margin ${now === '' ? 'unknown' : percent(now)}${next === '' || next === now ? '' : `, then ${percent(next)}`}`,
  },
  'price.history.head': {
    text: ({sku, shop, currency, zone}) => `Prices of ${sku} in ${shop}, ${currency}, times in ${zone}`,
  },
  'price.history.at': {text: () => 'from'},
  'price.history.price': {text: () => 'price'},
  'price.history.compare': {text: () => 'struck through'},
  'price.history.source': {text: () => 'by'},
  'price.history.lowest': {
    text: ({days, price: figure, currency, since, until: end, promotion}) =>
      `Lowest of the ${days} days before ${promotion === '' ? end : `promotion ${promotion} (${end})`}: ${figure} ${currency}, from ${since}`,
  },
  'price.history.claim': {
    text: ({price: figure, currency, reference, off}) =>
      off === ''
        ? `The price of now, ${figure} ${currency}, is no reduction of it: none may be announced.`
        : `The price of now, ${figure} ${currency}, may be announced with ${reference} struck through, as ${off} % less at most.`,
  },
  'price.history.sold': {
    text: ({price: figure, currency, at, until: end, rule}) =>
      rule === 'lowest'
        ? `Lowest paid in the 7 days before ${end}: ${figure} ${currency}, ${at}`
        : `Nothing was sold in the 7 days before ${end}; paid last: ${figure} ${currency}, ${at}`,
  },
  'price.history.never-sold': {text: ({until: end}) => `No sale before ${end} is known.`},
  'price.history.no-lowest': {
    text: ({days, until: end}) =>
      `No price is known of the ${days} days before ${end}; a reduction has no reference price yet.`,
  },
  'price.history.partial': {
    text: ({days, since}) =>
      `The ledger begins ${since}, so it does not cover ${days} days: the figure is a lowest of what is known.`,
  },
  'price.pinned': {
    text: ({sku, shop, price: figure, currency, until: end, zone}) =>
      `${sku} in ${shop} is pinned at ${figure} ${currency} ${until(end, zone)}.`,
  },
  'price.unpinned': {text: ({sku, shop}) => `${sku} in ${shop} is no longer pinned.`},
};

/** What is wrong with a row, in the words of its own area. */
function textOf({code, params}: PriceWords['OFFER_UNREADABLE']['why']): string {
  const entry: Entry<never> | undefined = (fact as Readonly<Record<string, Entry<never>>>)[code];
  return entry === undefined ? code : entry.text(params as never);
}
