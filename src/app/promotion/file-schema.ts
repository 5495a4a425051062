import {z} from 'zod';
import {when} from '../price/rules-schema.js';

/** The shape of `promotions.yaml` (MODEL.md §6). The `error` of each leaf is a token of the catalogue: what is expected there. */
const text = z.string({error: 'text'}).trim().min(1, {error: 'text'});
const figure = z.union([z.string(), z.number()], {error: 'amount'});
const time = z.string({error: 'date'}).min(1, {error: 'date'});
const yesNo = z.boolean({error: 'yesno'});

const promotion = z.strictObject({
  name: text,
  percent: figure.optional(),
  amount: figure.optional(),
  when: when.optional(),
  all: yesNo.optional(),
  from: time,
  to: time,
  announced: time.optional(),
  strike: yesNo.optional(),
  accept_losses: yesNo.optional(),
});

/** A whole promotions file. */
export const promotionsSchema = z.strictObject({
  version: z.literal(1, {error: 'version'}),
  promotions: z.array(promotion, {error: 'list'}),
});

export type PromotionsFile = z.infer<typeof promotionsSchema>;

/** The JSON Schema that the package publishes, for editors. */
export function promotionsJsonSchema(): object {
  return {...z.toJSONSchema(promotionsSchema, {target: 'draft-2020-12', io: 'input'}), title: 'souk promotions.yaml'};
}
