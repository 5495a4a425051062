import {z} from 'zod';

/**
 * The shape of `pricing.yaml` (MODEL.md §6). The `error` of each leaf is a token of the message catalogue that says what
 * is expected there. What one field alone can not tell (two targets at once) is checked in `rules-file.ts`.
 */
const name = z.string({error: 'text'}).trim().min(1, {error: 'text'});

/** A text of this form or a number of this range; the token is said whatever of it fails. */
function textOrNumber(
  form: RegExp,
  token: string,
  range: {readonly above?: number; readonly from?: number; readonly below?: number},
) {
  const error = token;
  let number = z.number({error});
  if (range.above !== undefined) number = number.gt(range.above, {error});
  if (range.from !== undefined) number = number.gte(range.from, {error});
  if (range.below !== undefined) number = number.lt(range.below, {error});
  return z.union([z.string({error}).regex(form, {error}), number], {error});
}

/** "15%", or a fraction from 0 to below 1: a text of 100 % or more is refused as a number of 1 is. */
const BELOW_ALL = /^(0*\d{1,2}(\.\d*)?|\.\d+)\s*%$/u;
const percent = textOrNumber(BELOW_ALL, 'below-one', {from: 0, below: 1});
/** The same where the reader says its own word about 100 % and more. */
const anyPercent = textOrNumber(/^(\d+(\.\d*)?|\.\d+)\s*%$/u, 'percent', {from: 0, below: 1});
/** Above −100 % and below 100 %, for what stands in relation to another price. */
const offset = textOrNumber(/^[+-]?(0*\d{1,2}(\.\d*)?|\.\d+)\s*%$/u, 'offset', {above: -1, below: 1});
const signedPercent = textOrNumber(/^[+-]?(\d+(\.\d*)?|\.\d+)\s*%$/u, 'percent', {above: -1, below: 1});
/** The same, and 100 % too. */
const weight = textOrNumber(/^(100(\.0*)?|\d{1,2}(\.\d*)?|\.\d+)\s*%$/u, 'weight', {from: 0, below: 1.000_001});
const markup = textOrNumber(/^\d+(\.\d*)?\s*%$/u, 'percent', {from: 0});
const amount = textOrNumber(/^\d*\.?\d+$/u, 'amount', {from: 0});
const distance = textOrNumber(/^(\d+(\.\d*)?|\.\d+)\s*%?$/u, 'distance', {from: 0});
const texts = z.union([name, z.array(name).min(1, {error: 'texts'})], {error: 'texts'});
const comparison = textOrNumber(
  /^\s*((<=|>=|!=|<|>|=)?\s*\d*\.?\d+)(\s*(,|\s|and)\s*(<=|>=|!=|<|>|=)\s*\d*\.?\d+)*\s*$/u,
  'comparison',
  {},
);
const date = z.string({error: 'date'}).regex(/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/u, {error: 'date'});
const share = z.union([textOrNumber(BELOW_ALL, 'share', {from: 0, below: 1}), z.literal('off')], {error: 'share'});

/** Which offers are meant: AND between the keys, OR within a list. */
export const when = z.strictObject({
  sku: texts.optional(),
  product: texts.optional(),
  title: texts.optional(),
  vendor: texts.optional(),
  category: texts.optional(),
  tag: texts.optional(),
  status: texts.optional(),
  price: comparison.optional(),
  stock: comparison.optional(),
  cost: comparison.optional(),
});

/** A rung of a clearance: so much off once any of its conditions is met. */
const rung = z.strictObject({
  after_days: z.number({error: 'days'}).nonnegative({error: 'days'}).optional(),
  cover_days: z.number({error: 'days'}).nonnegative({error: 'days'}).optional(),
  days_to_season_end: z.number({error: 'days'}).optional(),
  off: anyPercent,
});

/** From so many pieces on, so much off each. */
const quantityStep = z.strictObject({
  from: z.number({error: 'pieces'}).int({error: 'pieces'}).min(2, {error: 'pieces'}),
  off: percent,
});

/** A SKU of a bundle, and how many of it. */
const part = z.strictObject({
  sku: name,
  quantity: z.number({error: 'quantity'}).int({error: 'quantity'}).min(1, {error: 'quantity'}).optional(),
});

const strategyOptions = {
  strategy: z
    .enum(['hold', 'cost', 'competition', 'relative', 'tier', 'bundle', 'demand', 'clearance', 'auto'])
    .optional(),
  margin: anyPercent.optional(),
  markup: markup.optional(),
  position: z.enum(['match', 'undercut', 'premium']).optional(),
  by: distance.optional(),
  against: z
    .union(
      [
        z.enum(['lowest', 'median']),
        z.strictObject({rival: name}),
        z.strictObject({position: z.number().int().positive()}),
      ],
      {error: 'against'},
    )
    .optional(),
  relative: z.strictObject({to: name, by: signedPercent.optional()}, {error: 'relative'}).optional(),
  tiers: z.array(quantityStep, {error: 'tiers'}).min(1, {error: 'tiers'}).optional(),
  parts: z.array(part, {error: 'parts'}).min(1, {error: 'parts'}).optional(),
  off: percent.optional(),
  alone: z.enum(['list', 'hold']).optional(),
  condition: name.optional(),
  revenue_weight: weight.optional(),
  least_gain: percent.optional(),
  target_days: z.number({error: 'days'}).positive({error: 'days'}).optional(),
  ladder: z.array(rung, {error: 'ladder'}).min(1, {error: 'ladder'}).optional(),
  days_between: z.number({error: 'days'}).nonnegative({error: 'days'}).optional(),
};

const guards = z.strictObject({
  step: z.strictObject({down: percent.optional(), up: percent.optional(), week: percent.optional()}).optional(),
  days_between: z.number({error: 'days'}).nonnegative({error: 'days'}).optional(),
  min_margin: percent.optional(),
  allow_below_cost: z.boolean({error: 'yesno'}).optional(),
  list_factor: z.number({error: 'factor'}).min(1, {error: 'factor'}).optional(),
  cost_max_age_days: z.number({error: 'days'}).positive({error: 'days'}).optional(),
  rival_max_age_hours: z.number({error: 'hours'}).positive({error: 'hours'}).optional(),
  war_pause_days: z.number({error: 'days'}).nonnegative({error: 'days'}).optional(),
  min_price: amount.optional(),
  max_price: amount.optional(),
  parity: z
    .array(
      z.strictObject({
        shop: name,
        relation: z.enum(['equal', 'not-below', 'not-above']),
        offset: offset.optional(),
      }),
    )
    .optional(),
  index: z
    .array(
      z.strictObject({
        category: name,
        low: z.number({error: 'factor'}).positive({error: 'factor'}).optional(),
        high: z.number({error: 'factor'}).positive({error: 'factor'}).optional(),
      }),
    )
    .optional(),
  emergency: z
    .array(z.strictObject({since: date, until: date.optional(), increase: percent.optional(), when: when.optional()}))
    .optional(),
});

/** One rate, or rates by steps of the price. */
const charge = z.union(
  [
    anyPercent,
    z.strictObject({
      mode: z.enum(['marginal', 'whole'], {error: 'fee-mode'}),
      steps: z
        .array(z.strictObject({up_to: amount.optional(), rate: anyPercent}), {error: 'fee-steps'})
        .min(1, {error: 'fee-steps'}),
    }),
  ],
  {error: 'charge'},
);

const rounding = z.union([z.literal('none'), z.strictObject({ending: z.union([amount, z.array(amount).min(1)])})], {
  error: 'rounding',
});

const rule = z.strictObject({
  name: name.optional(),
  when: when.optional(),
  ...strategyOptions,
  guards: guards.optional(),
  rounding: rounding.optional(),
});

/** A whole rules file. */
export const rulesSchema = z.strictObject({
  version: z.literal(1, {error: 'version'}),
  defaults: z.strictObject(strategyOptions).optional(),
  rules: z.array(rule, {error: 'list'}).optional(),
  guards: guards.optional(),
  rounding: rounding.optional(),
  breaker: z
    .strictObject({
      move: percent.optional(),
      share: share.optional(),
      mean_move: share.optional(),
      largest_move: share.optional(),
      large_moves: share.optional(),
      at_floor: share.optional(),
      rows_fallen: share.optional(),
      revenue: share.optional(),
    })
    .optional(),
  fees: z
    .strictObject({
      rate: charge.optional(),
      fixed: amount.optional(),
      minimum: amount.optional(),
      revenue_share: charge.optional(),
      payment_rate: percent.optional(),
      payment_fixed: amount.optional(),
      packing: amount.optional(),
      freight_per_kg: amount.optional(),
      return_rate: percent.optional(),
      return_cost: amount.optional(),
    })
    .optional(),
});

export type RulesFile = z.infer<typeof rulesSchema>;
export type RuleEntry = z.infer<typeof rule>;
export type StrategyEntry = Pick<
  RuleEntry,
  | 'strategy'
  | 'margin'
  | 'markup'
  | 'position'
  | 'by'
  | 'against'
  | 'alone'
  | 'relative'
  | 'tiers'
  | 'parts'
  | 'off'
  | 'condition'
  | 'revenue_weight'
  | 'least_gain'
  | 'target_days'
  | 'ladder'
  | 'days_between'
>;
export type ChargeEntry = z.infer<typeof charge>;
export type GuardEntry = z.infer<typeof guards>;
export type WhenEntry = z.infer<typeof when>;
export type RoundingEntry = z.infer<typeof rounding>;

/** The JSON Schema that the package publishes, for editors. */
export function rulesJsonSchema(): object {
  return {
    ...z.toJSONSchema(rulesSchema, {target: 'draft-2020-12', io: 'input'}),
    title: 'souk pricing.yaml',
  };
}
