import {formatOptions} from '../../domain/catalog/key.js';
import type {Outcome} from '../../ports/platform.js';
import {addVariants} from './add.js';
import {type Birth, birthOf, createdIn, requestBirths} from './birth.js';
import {deliver, type Entry, outcomesOf} from './deliver.js';
import {type Found, findTargets} from './find.js';
import {finish, type Half} from './finish.js';
import {type NewVariant, optionsWish, variantIn} from './new.js';
import {optionsOf} from './options.js';
import {isUnfinished} from './translate.js';
import {PRODUCT_FIELDS, type WireProduct} from './wire.js';
import {type Outcomes, rejected, type Task, type Work} from './work.js';

/**
 * Makes products with their variants. Nothing is made that is there: every handle and SKU is looked up first, because a
 * create that was sent and not answered may have been done. A variant that is there half is made whole.
 */
export async function* createAll(work: Work, tasks: readonly Task[]): Outcomes {
  const {door, signal} = work;
  const found = await findTargets(
    door,
    tasks.map(({target}) => target),
    PRODUCT_FIELDS,
    signal,
  );
  const {known, births, additions, halves} = sort(work, tasks, found);
  yield* known;
  for await (const sent of deliver({...door, request: requestBirths}, births, signal)) {
    const {entry} = sent;
    if (sent.state === 'done') {
      const product = createdIn(sent.answer.body, entry.listing.target.key.product);
      if (product === undefined) yield* lost(entry);
      else {
        yield {n: entry.listing.n, state: 'applied', remoteId: product.id};
        yield* settled(product, entry.offers, halves);
      }
    } else if (sent.state === 'refused' && entry.offers.length > 0) {
      yield* withoutOffers(work, entry, additions);
    } else yield* outcomesOf(sent);
  }
  for (const [product, offers] of additions) yield* addVariants(work, product, offers, halves);
  yield* finish(work, halves);
}

interface Sorted {
  readonly known: readonly Outcome[];
  readonly births: readonly Birth[];
  readonly additions: Map<WireProduct, readonly Task[]>;
  readonly halves: Half[];
}

function sort(work: Work, tasks: readonly Task[], found: readonly Found[]): Sorted {
  const known: Outcome[] = [];
  const halves: Half[] = [];
  const additions = new Map<WireProduct, readonly Task[]>();
  const fresh = new Map<string, {listing: Task | null; offers: Task[]}>();
  for (const [i, task] of tasks.entries()) {
    const {product = null, variant: named = null} = found[i] ?? {};
    const handle = task.target.key.product ?? '';
    const twin = product === null || named !== null ? null : twinOf(product, task);
    const variant = named ?? twin;
    const here = product?.handle === handle ? product : null;
    if (task.target.kind === 'listing') {
      if (here !== null) known.push(rejected(task.n, 'EXISTS', `the handle ${handle} is taken`, here.id));
      else fresh.set(handle, {offers: [], ...fresh.get(handle), listing: task});
    } else if (variant !== null && here !== null && isUnfinished(variant)) {
      halves.push({task, variant, item: variant.inventory_items?.[0]?.inventory_item_id ?? null, adopted: true});
    } else if (variant !== null) known.push(rejected(task.n, 'EXISTS', 'the shop has it already', variant.id));
    else if (here !== null) additions.set(here, [...(additions.get(here) ?? []), task]);
    else fresh.set(handle, {listing: null, ...fresh.get(handle), offers: [...(fresh.get(handle)?.offers ?? []), task]});
  }
  const births: Birth[] = [];
  for (const {listing, offers} of fresh.values()) {
    if (listing === null) known.push(...offers.map(({n}) => rejected(n, 'NOT_FOUND', 'the shop has no such product')));
    else births.push(birthOf(work, listing, offers, known));
  }
  return {known, births, additions, halves};
}

/** A variant of the same options, which the product can not have twice. */
function twinOf(product: WireProduct, task: Task) {
  const wished = optionsWish(task).map(({name, value}) => ({name, value}));
  return product.variants?.find((each) => formatOptions(optionsOf(product, each)) === formatOptions(wished)) ?? null;
}

function* lost({changes}: Entry): Generator<Outcome> {
  for (const n of changes) yield {n, state: 'unknown', code: 'NO_ANSWER', message: 'the answer does not name this row'};
}

/** Variants that were made: whole ones are done, the others wait for what the server could not be told at once. */
function* settled(product: WireProduct, offers: readonly NewVariant[], halves: Half[]): Generator<Outcome> {
  for (const {task, half} of offers) {
    const variant = variantIn(product, task);
    if (variant === null)
      yield {n: task.n, state: 'unknown', code: 'NO_ANSWER', message: 'the answer does not name this row'};
    else if (!half) yield {n: task.n, state: 'applied', remoteId: variant.id};
    else halves.push({task, variant, item: variant.inventory_items?.[0]?.inventory_item_id ?? null, adopted: false});
  }
}

/** A product that was refused with its variants is made alone, so that one bad variant does not keep the others away. */
async function* withoutOffers(
  work: Work,
  {listing, offers, body}: Birth,
  additions: Map<WireProduct, readonly Task[]>,
): Outcomes {
  const alone = {listing, offers: [], changes: [listing.n], body: {...body, variants: []}};
  for await (const sent of deliver({...work.door, request: requestBirths}, [alone], work.signal)) {
    const product = sent.state === 'done' ? createdIn(sent.answer.body, listing.target.key.product) : undefined;
    if (sent.state !== 'done') yield* outcomesOf(sent);
    else if (product === undefined) yield* lost(alone);
    else yield {n: listing.n, state: 'applied', remoteId: product.id};
    if (product === undefined) {
      for (const {task} of offers)
        yield {n: task.n, state: 'planned', code: 'NOT_SENT', message: 'its product was not made'};
    } else {
      const [whole] = await findTargets(work.door, [listing.target], PRODUCT_FIELDS, work.signal);
      additions.set(
        whole?.product ?? product,
        offers.map(({task}) => task),
      );
    }
  }
}
