import {parseOptions} from '../../domain/catalog/key.js';
import type {OptionValue} from '../../domain/catalog/types.js';
import {Refused} from './refused.js';
import type {WireAttribute, WireProduct} from './wire.js';
import type {Task} from './work.js';

/** The options that an offer is wished with; its key names them where its fields do not. */
export function optionsWish({values, target}: Task): readonly OptionValue[] {
  const text = values['options'] ?? target.key.options ?? '';
  const wished = typeof text === 'string' ? (parseOptions(text) ?? []) : [];
  // WooCommerce keeps the values of an attribute as one text with this mark between them.
  const barred = wished.find(({name, value}) => `${name}${value}`.includes('|'));
  if (barred !== undefined)
    throw new Refused('OPTION_INVALID', `WooCommerce takes no "|" in ${barred.name}=${barred.value}`);
  const empty = wished.find(({name, value}) => name === '' || value === '');
  if (empty !== undefined)
    throw new Refused('OPTION_INVALID', 'an option without a name or a value means "any" to WooCommerce');
  return wished;
}

/** Names of the options by which a product's variations differ, in their order. */
export function titlesOf({attributes}: Pick<WireProduct, 'attributes'>): readonly string[] {
  return attributes.filter(({variation}) => variation === true).map(({name}) => name);
}

/** @throws Refused when these are other options than the product has. */
export function mustFit(wished: readonly OptionValue[], titles: readonly string[]): void {
  const names = wished.map(({name}) => name);
  if (names.length === titles.length && names.every((name) => titles.includes(name))) return;
  throw new Refused(
    'OPTIONS_DIFFER',
    `its options are "${names.join(', ')}", those of its product "${titles.join(', ')}"`,
  );
}

/**
 * A product's attributes with these values among those its variations may have; null: they are there. The whole list is
 * sent, because what it does not name is taken away.
 */
export function attributesWith(
  present: readonly WireAttribute[],
  wished: readonly OptionValue[],
): readonly WireAttribute[] | null {
  const names = [...new Set(wished.map(({name}) => name))];
  const fresh = names.filter((name) => !present.some((each) => each.name === name && each.variation === true));
  const wider = present.map((attribute) => {
    const held = attribute.options ?? [];
    const values =
      attribute.variation === true ? valuesOf(wished, attribute.name).filter((value) => !held.includes(value)) : [];
    return values.length === 0 ? attribute : {...attribute, options: [...held, ...values]};
  });
  if (fresh.length === 0 && wider.every((attribute, i) => attribute === present[i])) return null;
  const added = fresh.map((name, i) => ({
    ...{id: 0, name, position: present.length + i, visible: true, variation: true},
    options: valuesOf(wished, name),
  }));
  return [...wider, ...added];
}

function valuesOf(wished: readonly OptionValue[], title: string): readonly string[] {
  return [...new Set(wished.filter(({name}) => name === title).map(({value}) => value))];
}

/** A variation's own part: its value of each attribute, which of the shop's own attributes goes by id. */
export function variationAttributes(
  wished: readonly OptionValue[],
  known: readonly WireAttribute[],
): readonly object[] {
  return wished.map(({name, value}) => {
    const id = known.find((each) => each.name === name)?.id ?? 0;
    return {...(id > 0 ? {id} : {}), name, option: value};
  });
}
