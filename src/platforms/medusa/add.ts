import type {OptionValue} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import {reasonOf, refuseShop, shopFailure, tell} from '../answers.js';
import type {HttpAnswer} from '../http.js';
import {deliver, outcomesOf} from './deliver.js';
import {Refused} from './edits.js';
import type {Half} from './finish.js';
import {type NewVariant, newVariant, optionsWish, variantIn} from './new.js';
import {optionOrder} from './options.js';
import {NO_OPTION, OWN, type WireProduct, type WireVariant} from './wire.js';
import {type Outcomes, rejected, type Task, type Work} from './work.js';

const CREATED = 'id,sku,options.value,options.option.title,inventory_items.inventory_item_id';

/** Adds variants to a product that is there. Those that need more than one request are left in `halves`. */
export async function* addVariants(work: Work, product: WireProduct, tasks: readonly Task[], halves: Half[]): Outcomes {
  const {door, signal} = work;
  const wished = tasks.flatMap((task) => optionsWish(task));
  const empty = (product.variants ?? []).length === 0;
  const titles = empty ? optionsWish(tasks[0]).map(({name}) => name) : titlesOf(product);
  const offers: NewVariant[] = [];
  for (const [i, task] of tasks.entries()) {
    try {
      offers.push(newVariant(work, task, titles, (product.variants ?? []).length + i));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      yield rejected(task.n, error.code, error.message);
    }
  }
  if (offers.length === 0) return;
  const taken = wished.filter(({name}) => titles.includes(name));
  try {
    if (empty) await replaceOptions(work, product, titles, taken);
    else await addValues(work, product, taken);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    for (const {task} of offers) yield rejected(task.n, error.code, error.message);
    return;
  }
  const entries = offers.map((offer) => ({offer, changes: [offer.task.n], body: offer.body}));
  const request = (part: typeof entries) => ({
    method: 'POST' as const,
    path: `/admin/products/${product.id}/variants/batch?fields=${CREATED}`,
    body: {create: part.map(({body}) => body)},
  });
  for await (const sent of deliver({...door, request}, entries, signal)) {
    const {task, half} = sent.entry.offer;
    if (sent.state !== 'done') {
      yield* outcomesOf(sent);
      continue;
    }
    const created = (sent.answer.body as {created?: readonly WireVariant[]} | null)?.created ?? [];
    const named = {...product, metadata: {...product.metadata, [OWN.options]: titles}, variants: created};
    const variant = variantIn(named, task);
    if (variant === null)
      yield {n: task.n, state: 'unknown', code: 'NO_ANSWER', message: 'the answer does not name this row'};
    else if (!half) yield {n: task.n, state: 'applied', remoteId: variant.id};
    else halves.push({task, variant, item: variant.inventory_items?.[0]?.inventory_item_id ?? null, adopted: false});
  }
}

/** Titles of a product's options; the one that stands for none is none. */
function titlesOf(product: WireProduct): readonly string[] {
  const there = (product.options ?? []).map(({title}) => title);
  return optionOrder(product).filter((title) => there.includes(title) && title !== NO_OPTION.title);
}

/** A product without variants takes the options of its first ones. */
async function replaceOptions(
  work: Work,
  product: WireProduct,
  titles: readonly string[],
  wished: readonly OptionValue[],
): Promise<void> {
  const named = titles.length === 0 ? [{name: NO_OPTION.title, value: NO_OPTION.value}] : wished;
  const wanted = new Set(named.map(({name}) => name));
  const kept = (product.options ?? []).filter(({title}) => wanted.has(title));
  const gone = (product.options ?? []).filter(({title}) => !wanted.has(title)).map(({id}) => id);
  const fresh = [...wanted].filter((name) => !kept.some(({title}) => title === name));
  const add = fresh.map((title) => ({title, values: valuesOf(named, title), is_exclusive: true}));
  if (gone.length > 0 || add.length > 0) await changeOptions(work, product, {add, remove: gone});
  await addValues(
    work,
    {...product, options: kept},
    named.filter(({name}) => !fresh.includes(name)),
  );
  const metadata = {[OWN.options]: titles};
  const body = {update: [{id: product.id, metadata}]};
  await tell<{updated: unknown}>(
    work.door,
    {method: 'POST', path: '/admin/products/batch?fields=id', body, repeatable: true},
    'updated',
    work.signal,
  );
}

/** Values that the product's options do not know yet. @throws Refused for an option it does not have. */
export async function addValues(work: Work, product: WireProduct, wished: readonly OptionValue[]): Promise<void> {
  const options = product.options ?? [];
  const update = [...new Set(wished.map(({name}) => name))].flatMap((title) => {
    const option = options.find((each) => each.title === title);
    if (option === undefined) {
      const has = options.map((each) => each.title).join(', ');
      throw new Refused('OPTIONS_DIFFER', `its product has the options "${has}" and no "${title}"`);
    }
    const known = new Set((option.values ?? []).map(({value}) => value));
    const add = valuesOf(wished, title).filter((value) => !known.has(value));
    return add.length === 0 ? [] : [{product_option_id: option.id, add: add.map((value) => ({value}))}];
  });
  if (update.length > 0) await changeOptions(work, product, {update});
}

function valuesOf(wished: readonly OptionValue[], title: string): readonly string[] {
  return [...new Set(wished.filter(({name}) => name === title).map(({value}) => value))];
}

/** @throws Refused with the server's reason when it refuses. */
async function changeOptions({door: {http, shop}, signal}: Work, {id}: WireProduct, body: object): Promise<void> {
  const path = `/admin/products/${id}/options/batch?fields=id`;
  let answer: HttpAnswer;
  try {
    answer = await http.send({method: 'POST', path, body, repeatable: false}, signal);
  } catch (error) {
    throw shopFailure(shop, error);
  }
  refuseShop(shop, answer);
  const {status} = answer;
  if (status >= 400 && status < 500) throw new Refused('OPTIONS_REFUSED', reasonOf(answer) || `HTTP ${status}`);
  if (status !== 200) throw new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop, why: `HTTP ${status}`});
}
