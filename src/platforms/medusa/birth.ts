import type {Outcome} from '../../ports/platform.js';
import type {Entry} from './deliver.js';
import {productBody, Refused} from './edits.js';
import {type NewVariant, newVariant, optionsWish} from './new.js';
import {NO_OPTION, OWN, type WireProduct} from './wire.js';
import {rejected, type Task, type Work} from './work.js';

/** A product to be made, with the variants that come along. */
export interface Birth extends Entry {
  readonly listing: Task;
  readonly offers: readonly NewVariant[];
}

const CREATED =
  'id,handle,metadata,variants.id,variants.sku,variants.options.value,variants.options.option.title,variants.inventory_items.inventory_item_id';

/** A product with those of its variants that can be; what becomes of the others is said to `known`. */
export function birthOf(work: Work, listing: Task, offers: readonly Task[], known: Outcome[]): Birth {
  const titles = optionsWish(offers[0]).map(({name}) => name);
  const taken: NewVariant[] = [];
  for (const [rank, task] of offers.entries()) {
    try {
      taken.push(newVariant(work, task, titles, rank));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      known.push(rejected(task.n, error.code, error.message));
    }
  }
  return {
    listing,
    offers: taken,
    changes: [listing.n, ...taken.map(({task}) => task.n)],
    body: birthBody(work, listing, titles, taken),
  };
}

function birthBody(
  {place, names}: Work,
  {target, values}: Task,
  titles: readonly string[],
  offers: readonly NewVariant[],
) {
  const body = productBody(values, null, names);
  const metadata = (body['metadata'] ?? {}) as Record<string, unknown>;
  const valuesOf = (title: string) => [...new Set(offers.map(({options}) => options[title] ?? ''))];
  const named =
    titles.length === 0
      ? [{title: NO_OPTION.title, values: [NO_OPTION.value]}]
      : titles.map((title) => ({title, values: valuesOf(title)}));
  return {
    title: target.key.product,
    ...body,
    handle: target.key.product,
    options: named,
    metadata: withoutEmpty({...metadata, [OWN.options]: titles}),
    variants: offers.map((offer) => offer.body),
    ...(place.channel === null ? {} : {sales_channels: [{id: place.channel}]}),
    ...(place.profile === null ? {} : {shipping_profile_id: place.profile}),
  };
}

/** An empty text takes a name out of metadata that is there; in new metadata it has no place. */
function withoutEmpty(metadata: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== ''));
}

/** Creates of products; the answer names what is needed to go on. */
export function requestBirths(births: readonly Entry[]) {
  return {
    method: 'POST' as const,
    path: `/admin/products/batch?fields=${CREATED}`,
    body: {create: births.map(({body}) => body)},
  };
}

/** The product of an answer with this handle. */
export function createdIn(body: unknown, handle: string | undefined): WireProduct | undefined {
  const created = (body as {created?: readonly WireProduct[]} | null)?.created;
  return Array.isArray(created) ? (created as WireProduct[]).find((each) => each.handle === handle) : undefined;
}
