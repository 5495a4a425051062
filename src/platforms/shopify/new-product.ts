import {formatOptions} from '../../domain/catalog/key.js';
import type {OptionValue} from '../../domain/catalog/types.js';
import type {Desk} from './desk.js';
import {NO_OPTION} from './goods.js';
import {optionValues} from './payload.js';
import type {Wish} from './wish.js';

/**
 * A product to be made whole with its offers; or one that is there with the stand-in variant alone, whose place the first
 * offer takes; or one that was left half made: offers take the places of the variants that have their options. `productSet`
 * deletes the variants it is not told of: so it is sent for nothing else, and told of every one that is there.
 */
export interface NewProduct {
  readonly handle: string;
  readonly listing: Wish | null;
  readonly there: {
    readonly id: string;
    readonly standIn: string | null;
    readonly variants: readonly Standing[];
  } | null;
  readonly offers: readonly Wish[];
}

/** A variant that is there already. */
interface Standing {
  readonly id: string;
  readonly options: readonly OptionValue[];
}

/** The product as `productSet` takes it. */
export function inputOf({handle, listing, there, offers}: NewProduct, desk: Desk): object {
  const places = new Map((there?.variants ?? []).map(({id, options}) => [formatOptions(options), id]));
  const idOf = ({options}: Wish, i: number) =>
    (i === 0 ? there?.standIn : null) ?? places.get(formatOptions(options ?? [])) ?? null;
  const ids = offers.map(idOf);
  const others = (there?.variants ?? []).filter(({id}) => !ids.includes(id));
  const told = offers.map((wish, i) => ({
    ...(ids[i] === null ? {} : {id: ids[i]}),
    ...wish.input,
    ...(Object.keys(wish.item).length === 0 ? {} : {inventoryItem: wish.item}),
    ...stockOf(wish, desk),
    optionValues: optionValues(wish.options ?? []),
  }));
  const made = listing === null ? {} : {handle, status: 'DRAFT', ...listing.input};
  if (offers.length === 0) return made;
  const kept = others.map(({id, options}) => ({id, optionValues: optionValues(options)}));
  return {...made, productOptions: productOptions([...offers, ...others]), variants: [...told, ...kept]};
}

function stockOf({stock}: Wish, {location}: Desk): object {
  if (stock === null || location === null) return {};
  return {inventoryQuantities: [{locationId: location.id, name: 'available', quantity: stock.quantity}]};
}

/** Options of the product: names by the first offer, values in the order in which they come. */
function productOptions(offers: readonly Pick<Wish, 'options'>[]): readonly object[] {
  const of = ({options}: Pick<Wish, 'options'>): readonly OptionValue[] => (options?.length ? options : [NO_OPTION]);
  const [first] = offers;
  return (first === undefined ? [] : of(first)).map(({name}, i) => {
    const values = [...new Set(offers.map((offer) => of(offer)[i]?.value ?? ''))];
    return {name, position: i + 1, values: values.map((value) => ({name: value}))};
  });
}
