import type {OptionValue} from '../../domain/catalog/types.js';
import type {Line} from './desk.js';
import {aliased, type Group, type Grouped, giveGroups, groupsByCode, groupsOf, type No} from './option-groups.js';

/** Options that a variant of a product wants. */
export interface OptionNeed {
  readonly productId: string;
  readonly options: readonly OptionValue[];
}

type Wanted = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/**
 * Sees that all options are there, and returns every product's groups; a word of the server's that was no yes ends it.
 * Whatever breaks in between, the next attempt finds what there is and adds the rest.
 */
export async function ensureOptions(
  line: Line,
  needs: readonly OptionNeed[],
  signal: AbortSignal,
): Promise<{readonly groups: ReadonlyMap<string, Grouped>} | {readonly no: No}> {
  const wanted = wantedOf(needs);
  const {defaultLanguageCode} = (await line.desk(signal)).channel;
  let groups = await groupsOf(line, wanted.keys(), signal);
  for (const add of [addGroups, addValues]) {
    const said = await add(line, wanted, groups, defaultLanguageCode, signal);
    if (said === null) continue;
    if (said !== 'changed') return {no: said};
    groups = await groupsOf(line, wanted.keys(), signal);
  }
  return {groups};
}

/** The ids of a variant's options among its product's groups; null where the product has other options than those. */
export function optionIds(groups: readonly Group[], options: readonly OptionValue[]): readonly string[] | null {
  const ids = groups.flatMap(({name, options: values}) => {
    const wished = options.find((each) => each.name === name);
    const id = values.find((value) => value.name === wished?.value)?.id;
    return id === undefined ? [] : [id];
  });
  return ids.length === groups.length && ids.length === options.length ? ids : null;
}

/** By product and name of the option: the values that are wanted. */
function wantedOf(needs: readonly OptionNeed[]): Wanted {
  const wanted = new Map<string, Map<string, Set<string>>>();
  for (const {productId, options} of needs) {
    const groups = wanted.get(productId) ?? new Map<string, Set<string>>();
    for (const {name, value} of options) groups.set(name, (groups.get(name) ?? new Set<string>()).add(value));
    wanted.set(productId, groups);
  }
  return wanted;
}

type Said = 'changed' | No | null;

/**
 * Groups of products without variants. A group is known by its code, so that one that was made and not given to its
 * product is not made twice.
 */
async function addGroups(
  line: Line,
  wanted: Wanted,
  there: ReadonlyMap<string, Grouped>,
  languageCode: string,
  signal: AbortSignal,
): Promise<Said> {
  const fresh = [...wanted].flatMap(([productId, names]) => {
    const {groups, variants} = there.get(productId) ?? {groups: [], variants: 0};
    if (variants > 0) return [];
    return [...names]
      .filter(([name]) => !groups.some((group) => group.name === name))
      .map(([name, values]) => ({productId, name, values, code: `souk-${productId}-${name}`}));
  });
  if (fresh.length === 0) return null;
  const codes = fresh.map(({code}) => code);
  const known = await groupsByCode(line, codes, signal);
  const inputs = fresh
    .filter(({code}) => !known.has(code))
    .map(({code, name, values}) => ({
      code,
      translations: [{languageCode, name}],
      options: [...values].map((value, i) => ({code: `${i + 1}`, translations: [{languageCode, name: value}]})),
    }));
  const said = await aliased(line, 'CreateProductOptionGroupInput', 'createProductOptionGroup', inputs, signal);
  if (said !== null) return said;
  const made = await groupsByCode(line, codes, signal);
  const pairs = fresh.map(({productId, code}) => ({productId, groupId: made.get(code) ?? ''}));
  return (await giveGroups(line, pairs, signal)) ?? 'changed';
}

/** Values that a product's groups do not have yet. */
async function addValues(
  line: Line,
  wanted: Wanted,
  there: ReadonlyMap<string, Grouped>,
  languageCode: string,
  signal: AbortSignal,
): Promise<Said> {
  const inputs = [...wanted].flatMap(([productId, names]) =>
    (there.get(productId)?.groups ?? []).flatMap(({id, name, options}) =>
      [...(names.get(name) ?? [])]
        .filter((value) => !options.some((option) => option.name === value))
        .map((value, i) => ({
          productOptionGroupId: id,
          code: `${options.length + i + 1}`,
          translations: [{languageCode, name: value}],
        })),
    ),
  );
  if (inputs.length === 0) return null;
  return (await aliased(line, 'CreateProductOptionInput', 'createProductOption', inputs, signal)) ?? 'changed';
}
