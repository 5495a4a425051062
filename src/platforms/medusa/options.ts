import type {OptionValue} from '../../domain/catalog/types.js';
import {NO_OPTION, OWN, type WireProduct, type WireVariant} from './wire.js';

/** Options of a variant in the order the shop shows them. */
export function optionsOf(product: WireProduct, {options = []}: WireVariant): readonly OptionValue[] {
  const named = options.map(({value, option}) => ({name: option?.title ?? '', value}));
  const [only] = named;
  if (named.length === 1 && only?.name === NO_OPTION.title && only.value === NO_OPTION.value) return [];
  const order = optionOrder(product);
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return named.sort((a, b) => place(a.name) - place(b.name) || (a.name < b.name ? -1 : 1));
}

/** Titles of a product's options, in order where souk made them. */
export function optionOrder({metadata, options}: WireProduct): readonly string[] {
  const kept = metadata?.[OWN.options];
  if (Array.isArray(kept)) return kept.filter((title) => typeof title === 'string');
  return [...(options ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({title}) => title);
}
