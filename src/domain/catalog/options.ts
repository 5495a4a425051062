import type {OptionWish} from './row.js';
import type {OptionValue} from './types.js';

/** How Shopify writes "no options": one option named Title with the value Default Title. */
const DEFAULT: OptionValue = {name: 'Title', value: 'Default Title'};

/** True for no options, and for the one option that stands for none. */
export function isDefault(options: readonly OptionValue[]): boolean {
  const [only] = options;
  return only === undefined || (options.length === 1 && only.name === DEFAULT.name && only.value === DEFAULT.value);
}

/** The option that stands for none, for files that need one. */
export function orDefault(options: readonly OptionValue[]): readonly OptionValue[] {
  return options.length === 0 ? [DEFAULT] : options;
}

/** One text for the option values of a variant, equal for the same variant of a product, whatever its options are called. */
export function optionsKey(options: readonly {readonly name: string | null; readonly value: string}[]): string {
  const [only] = options;
  if (options.length === 1 && only?.value.trim() === DEFAULT.value) return '[]';
  return JSON.stringify(options.map(({value}) => value.trim()));
}

/** Options of the same names and values, in order; no options equal the default option. */
export function sameOptions(a: readonly OptionValue[], b: readonly OptionValue[]): boolean {
  if (isDefault(a) && isDefault(b)) return true;
  const text = (options: readonly OptionValue[]) =>
    JSON.stringify(options.map(({name, value}) => [name.trim(), value.trim()]));
  return text(a) === text(b);
}

/** Gives options the names that stand on other rows of the product or in the shop; null when one has no name anywhere. */
export function namedOptions(
  options: readonly OptionWish[],
  names: readonly (string | undefined)[],
): OptionValue[] | null {
  const named: OptionValue[] = [];
  for (const [index, {name, value}] of options.entries()) {
    const found = name ?? names[index] ?? (value === DEFAULT.value ? DEFAULT.name : undefined);
    if (found === undefined) return null;
    named.push({name: found, value});
  }
  return named;
}
