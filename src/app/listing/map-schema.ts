import {z} from 'zod';
import {DECIMAL_MARKS} from '../../domain/catalog/number-form.js';
import {MAP_FIELDS} from '../../formats/map/mapped.js';

/** The shape of a mapping file; the `error` of each leaf is a token of the message catalogue, as in `pricing.yaml`. */
const text = z.string({error: 'text'}).min(1, {error: 'text'});

const field = z.union(
  [
    text,
    z.strictObject({
      column: text.optional(),
      value: z.union([z.string({error: 'text'}), z.number().transform(String)], {error: 'text'}).optional(),
      decimal: z.enum(DECIMAL_MARKS, {error: 'text'}).optional(),
      unit: z.enum(['kg', 'g', 'lb', 'lbs', 'oz'], {error: 'text'}).optional(),
      split: text.optional(),
      words: z.record(z.string(), z.union([z.string(), z.number().transform(String)], {error: 'text'})).optional(),
    }),
  ],
  {error: 'object'},
);

/** A whole mapping file. */
export const mapSchema = z.strictObject({
  version: z.literal(1, {error: 'version'}),
  name: z.string({error: 'text'}).regex(/^[a-z\d][a-z\d-]{0,40}$/u, {error: 'text'}),
  delimiter: z.enum([',', ';', '\t', '|'], {error: 'text'}).optional(),
  columns: z.strictObject(Object.fromEntries(MAP_FIELDS.map((name) => [name, field.optional()]))),
  options: z.record(z.string(), field, {error: 'object'}).optional(),
});

/** The JSON Schema that the package publishes, for editors. */
export function mapJsonSchema(): object {
  return {...z.toJSONSchema(mapSchema, {target: 'draft-2020-12', io: 'input'}), title: 'souk listing mapping'};
}
