import type {Target} from '../../domain/change/types.js';
import {addValues} from './add.js';
import type {LooseVariant} from './by-name.js';
import {deliver, outcomesOf} from './deliver.js';
import {type Body, productBody, Refused, variantBody} from './edits.js';
import {findTargets} from './find.js';
import {requestVariants} from './finish.js';
import {liveVariants} from './live.js';
import {optionsWish} from './new.js';
import {pricesBody} from './prices.js';
import {NO_OPTION, PRODUCT_FIELDS} from './wire.js';
import {notFound, type Outcomes, rejected, type Task, type Work} from './work.js';

const LISTING_NEEDS = 'id,handle,metadata,categories.id';
const PRICE_NEEDS = [
  'id',
  'amount',
  'currency_code',
  'min_quantity',
  'max_quantity',
  'price_rules.attribute',
  'price_rules.value',
];

/** Writes what stands on products; their variants are not touched. */
export async function* updateListings(work: Work, tasks: readonly Task[]): Outcomes {
  const {door, names, signal} = work;
  const found = await findTargets(
    door,
    tasks.map(({target}) => target),
    LISTING_NEEDS,
    signal,
  );
  const entries = [];
  for (const [i, task] of tasks.entries()) {
    const product = found[i]?.product ?? null;
    if (product === null) yield notFound(task);
    else {
      const body = {id: product.id, ...productBody(task.values, product, names)};
      entries.push({id: product.id, changes: [task.n], body});
    }
  }
  const request = (part: readonly {readonly body: Body}[]) => ({
    method: 'POST' as const,
    path: '/admin/products/batch?fields=id',
    body: {update: part.map(({body}) => body)},
  });
  for await (const sent of deliver({...door, request}, entries, signal)) {
    if (sent.state !== 'done') yield* outcomesOf(sent);
    else yield* sent.entry.changes.map((n) => ({n, state: 'applied' as const, remoteId: sent.entry.id}));
  }
}

/**
 * Writes what stands on variants, of any number of products in one request. Prices are read, merged and written: the
 * request replaces a variant's whole list of them.
 */
export async function* updateOffers(work: Work, tasks: readonly Task[]): Outcomes {
  const live = await liveVariants(work, tasks, needsOf(tasks));
  const entries = [];
  for (const [i, task] of tasks.entries()) {
    const variant = live[i] ?? null;
    if (variant === null) {
      yield notFound(task);
      continue;
    }
    try {
      entries.push({id: variant.id, changes: [task.n], body: await offerBody(work, task, variant)});
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      yield rejected(task.n, error.code, error.message);
    }
  }
  for await (const sent of deliver({...work.door, request: requestVariants}, entries, work.signal)) {
    if (sent.state !== 'done') yield* outcomesOf(sent);
    else yield* sent.entry.changes.map((n) => ({n, state: 'applied' as const, remoteId: sent.entry.id}));
  }
}

function needsOf(tasks: readonly Task[]): string {
  const named = (name: string) => tasks.some(({values}) => values[name] !== undefined);
  return [
    ...(named('price') ? PRICE_NEEDS.map((name) => `prices.${name}`) : []),
    ...(named('gtin') ? ['ean', 'upc', 'barcode'] : []),
  ].join(',');
}

async function offerBody(work: Work, task: Task, live: LooseVariant): Promise<Body> {
  const {values} = task;
  const prices =
    values['price'] === undefined ? {} : {prices: pricesBody(values['price'], work.currency, live.prices ?? [])};
  const options = values['options'] === undefined ? {} : {options: await optionsBody(work, task, live)};
  return {id: live.id, ...variantBody(values, live), ...prices, ...options};
}

/** A variant's options become others of the same titles; values that its product does not know yet are added to it first. */
async function optionsBody(work: Work, task: Task, {product_id}: LooseVariant): Promise<Body> {
  const wished = optionsWish(task);
  const target: Target = {kind: 'listing', key: {remoteId: product_id}};
  const [found] = await findTargets(work.door, [target], PRODUCT_FIELDS, work.signal);
  const product = found?.product ?? null;
  if (product === null) throw new Refused('NOT_FOUND', 'the shop does not have its product');
  const named = wished.length === 0 ? [{name: NO_OPTION.title, value: NO_OPTION.value}] : wished;
  await addValues(work, product, named);
  return Object.fromEntries(named.map(({name, value}) => [name, value]));
}
