import {formatOptions, parseOptions} from '../../domain/catalog/key.js';
import type {OptionValue} from '../../domain/catalog/types.js';
import {type Body, Refused, variantBody} from './edits.js';
import {optionsOf} from './options.js';
import {pricesBody, stockWish} from './prices.js';
import {NO_OPTION, OWN, type WireProduct, type WireVariant} from './wire.js';
import type {Task, Work} from './work.js';

/** A variant to be made. `half`: it needs more than one request, and counts as not made before the last of them. */
export interface NewVariant {
  readonly task: Task;
  readonly body: Body;
  /** Its value of each option. */
  readonly options: Readonly<Record<string, string>>;
  readonly half: boolean;
}

/** The options that an offer is wished with; its key names them where its fields do not. */
export function optionsWish(task: Task | undefined): readonly OptionValue[] {
  const text = task?.values['options'] ?? task?.target.key.options ?? '';
  return typeof text === 'string' ? (parseOptions(text) ?? []) : [];
}

/** @throws Refused when the variant can not be one of a product with these options. */
export function newVariant({currency, place}: Work, task: Task, titles: readonly string[], rank: number): NewVariant {
  const {target, values} = task;
  const wished = optionsWish(task);
  if (wished.length !== titles.length || wished.some(({name}) => !titles.includes(name))) {
    const [has, needs] = [wished.map(({name}) => name).join(', '), titles.join(', ')];
    throw new Refused('OPTIONS_DIFFER', `its options are "${has}", those of its product "${needs}"`);
  }
  const options =
    titles.length === 0
      ? {[NO_OPTION.title]: NO_OPTION.value}
      : Object.fromEntries(wished.map(({name, value}) => [name, value]));
  const stock = stockWish(values['stock']);
  if (stock !== null && place.location === null)
    throw new Refused('NO_LOCATION', 'the shop has no stock location, or several and none is chosen');
  const {thumbnail = null, ...own} = variantBody(values, null);
  const half = stock !== null || thumbnail !== null;
  const metadata = {...((own['metadata'] ?? {}) as Body), ...(half ? {[OWN.unfinished]: true} : {})};
  const sku = target.key.sku === undefined ? {} : {sku: target.key.sku};
  return {
    task,
    options,
    half,
    body: {
      title: wished.map(({value}) => value).join(' / ') || 'Default variant',
      ...sku,
      ...own,
      ...(Object.keys(metadata).length === 0 ? {} : {metadata}),
      options,
      prices: pricesBody(values['price'] ?? null, currency, []),
      manage_inventory: stock !== null,
      variant_rank: rank,
    },
  };
}

/** The variant of a product that a task made or would make. */
export function variantIn(product: WireProduct, task: Task): WireVariant | null {
  const {sku} = task.target.key;
  const options = formatOptions(optionsWish(task));
  const same = (each: WireVariant) =>
    sku === undefined ? formatOptions(optionsOf(product, each)) === options : each.sku === sku;
  return product.variants?.find(same) ?? null;
}
