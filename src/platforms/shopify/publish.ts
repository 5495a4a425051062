import type {Change} from '../../domain/change/types.js';
import type {Results, Told} from '../results.js';
import {deliver} from './deliver.js';
import {type Line, may} from './desk.js';
import type {UserError} from './errors.js';

/** What lets an app put products on sales channels. */
export const PUBLISHING = 'write_publications';
/** Where products go when nobody says otherwise. */
const USUAL = 'Online Store';
const NOWHERE = 'none';
const EVERYWHERE = 'all';

/** A sales channel, as Shopify keeps what is published there. */
export interface Shelf {
  readonly id: string;
  readonly name: string;
}

/** Where active products are to be. */
export interface Shelves {
  readonly chosen: readonly Shelf[];
  /** Names that were asked for, of which the shop has none. */
  readonly unknown: readonly string[];
  readonly all: readonly Shelf[];
}

// `name` is marked for removal in favour of the catalogue's title; but by it the admin and the merchant know a channel.
const ALL = {
  name: 'SoukPublications',
  text: 'query SoukPublications { publications(first: 50, catalogType: APP) { nodes { id name } } }',
};

/** Where this shop wants active products; null: the app may not put them anywhere, or nobody wants it to. */
export async function shelvesOf(line: Line, signal: AbortSignal): Promise<Shelves | null> {
  const names = line.channels === '' ? [USUAL] : line.channels.split(',').map((name) => name.trim());
  if (names.includes(NOWHERE) || !may((await line.desk(signal)).scopes, PUBLISHING)) return null;
  const {publications} = await line.door.ask<{publications: {nodes: readonly Shelf[]}}>(ALL, {}, signal);
  const all = publications.nodes;
  if (names.includes(EVERYWHERE)) return {chosen: all, unknown: [], all};
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return {
    chosen: all.filter(({name}) => names.some((wanted) => same(wanted, name))),
    unknown: names.filter((wanted) => !all.some(({name}) => same(wanted, name))),
    all,
  };
}

/** The channels to put products on, where any are to become active; null: there are none, or nobody wants them. */
export async function openShelves(line: Line, wanted: boolean, signal: AbortSignal): Promise<Shelves | null> {
  const found = wanted ? await shelvesOf(line, signal) : null;
  return found === null || found.chosen.length === 0 ? null : found;
}

const PUBLISH = {
  name: 'SoukPublish',
  text: `mutation SoukPublish($id: ID!, $input: [PublicationInput!]!) {
  publishablePublish(id: $id, input: $input) { userErrors { field message } }
}`,
};

/**
 * Puts products on the chosen channels, before they become active: what breaks off in between leaves a draft, which is
 * seen, and never an active product that nobody can buy. Answers those that are there now; the others are told.
 */
export async function publish<T extends {readonly numbers: readonly number[]; readonly id: string}>(
  line: Line,
  {chosen}: Shelves,
  rows: readonly T[],
  results: Results,
  signal: AbortSignal,
): Promise<readonly T[]> {
  const input = chosen.map(({id}) => ({publicationId: id}));
  const there: T[] = [];
  const errands = rows.map((row) => ({
    product: row.id,
    variables: {id: row.id, input},
    told: (told: Told) => {
      if (isPublished(row.numbers, told, results)) there.push(row);
    },
  }));
  await deliver(line, PUBLISH, errands, signal);
  return there;
}

function isPublished(numbers: readonly number[], told: Told, results: Results): boolean {
  if (told.kind !== 'done') {
    results.told(numbers, told);
    return false;
  }
  const {userErrors} = told.data['publishablePublish'] as {readonly userErrors: readonly UserError[]};
  const [error] = userErrors;
  if (error === undefined) return true;
  for (const n of numbers)
    results.rejected(n, 'NOT_PUBLISHED', `not put on the sales channels, and left as a draft: ${error.message}`);
  return false;
}

/** True for a change after which a product is for sale that was not. */
export function activates({target, op, fields}: Omit<Change, 'n'>): boolean {
  return target.kind === 'listing' && op !== 'archive' && fields['status']?.after === 'active';
}
