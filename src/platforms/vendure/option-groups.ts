import {parts} from '../parts.js';
import type {Told} from '../results.js';
import type {Line} from './desk.js';
import {cutRows} from './send.js';

/** A word of the server's that was no yes. */
export type No = Exclude<Told, {kind: 'done'}>;

/** A product's group of options, as the server has it. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly options: readonly {readonly id: string; readonly name: string}[];
}

/** A product's groups, and whether it has variants: then no group may be added. */
export interface Grouped {
  readonly groups: readonly Group[];
  readonly variants: number;
}

interface WireGrouped {
  readonly id: string;
  readonly optionGroups: readonly Group[];
  readonly variantList: {readonly totalItems: number};
}

/** The groups of products. */
export async function groupsOf(
  {door}: Line,
  productIds: Iterable<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Grouped>> {
  const query = `query ($options: ProductListOptions) { products(options: $options) { items {
    id optionGroups { id name options { id name } } variantList(options: {take: 1}) { totalItems }
  } } }`;
  const found = new Map<string, Grouped>();
  for (const part of parts([...productIds], 200)) {
    const options = {take: 1000, filter: {id: {in: part}}};
    const {products} = await door.ask<{products: {items: WireGrouped[]}}>(query, {options}, signal);
    for (const {id, optionGroups, variantList} of products.items) {
      const groups = [...optionGroups].sort((a, b) => Number(a.id) - Number(b.id));
      found.set(id, {groups, variants: variantList.totalItems});
    }
  }
  return found;
}

/** Groups by their code, which is souk's own. */
export async function groupsByCode(
  {door}: Line,
  codes: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const query =
    'query ($options: ProductOptionGroupListOptions) { productOptionGroups(options: $options) { items { id code } } }';
  const found = new Map<string, string>();
  for (const part of cutRows(codes, (code) => code, {rows: 200, bytes: 60_000})) {
    const options = {take: 1000, filter: {code: {in: part}}};
    const {productOptionGroups} = await door.ask<{productOptionGroups: {items: {id: string; code: string}[]}}>(
      query,
      {options},
      signal,
    );
    for (const {id, code} of productOptionGroups.items) if (!found.has(code)) found.set(code, id);
  }
  return found;
}

/** One mutation for each input, as many to a request as go; null when all were done. */
export async function aliased(
  {door}: Line,
  type: string,
  field: string,
  inputs: readonly object[],
  signal: AbortSignal,
): Promise<No | null> {
  for (const part of cutRows(inputs, (input) => input, {bytes: 80_000, rows: door.aliases})) {
    const head = part.map((_, i) => `$i${i}: ${type}!`).join(', ');
    const fields = part.map((_, i) => `i${i}: ${field}(input: $i${i}) { id }`).join(' ');
    const variables = Object.fromEntries(part.map((input, i) => [`i${i}`, input]));
    const told = await door.tell(`mutation (${head}) { ${fields} }`, variables, signal);
    if (told.kind !== 'done') return told;
  }
  return null;
}

/** Gives groups to their products; giving one twice changes nothing. */
export async function giveGroups(
  {door}: Line,
  pairs: readonly {readonly productId: string; readonly groupId: string}[],
  signal: AbortSignal,
): Promise<No | null> {
  for (const part of parts(pairs, door.aliases)) {
    const head = part.map((_, i) => `$p${i}: ID!, $g${i}: ID!`).join(', ');
    const fields = part
      .map((_, i) => `a${i}: addOptionGroupToProduct(productId: $p${i}, optionGroupId: $g${i}) { id }`)
      .join(' ');
    const variables = Object.fromEntries(
      part.flatMap(({productId, groupId}, i) => [
        [`p${i}`, productId],
        [`g${i}`, groupId],
      ]),
    );
    const told = await door.tell(`mutation (${head}) { ${fields} }`, variables, signal);
    if (told.kind !== 'done') return told;
  }
  return null;
}
