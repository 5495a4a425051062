import {type LooseVariant, variantsBy} from './by-name.js';
import {findTargets} from './find.js';
import {isUnfinished} from './translate.js';
import {PRODUCT_FIELDS} from './wire.js';
import type {Task, Work} from './work.js';

export type LiveVariant = LooseVariant;

/**
 * The variants of tasks as they are now, in order, with no more fields than are needed; null: the shop does not have it.
 * Most tasks name the server's own id or a SKU, and cost one question of a hundred each.
 */
export async function liveVariants(
  {door, signal}: Work,
  tasks: readonly Task[],
  fields: string,
): Promise<readonly (LiveVariant | null)[]> {
  const all = `id,product_id,sku,metadata,${fields}`;
  const keys = tasks.map(({target}) => target.key);
  const ids = new Map<string, LiveVariant>();
  for (const each of await variantsBy(
    door,
    'id',
    keys.flatMap(({remoteId}) => remoteId ?? []),
    all,
    signal,
  ))
    ids.set(each.id, each);
  const missing = keys.filter(({remoteId}) => remoteId === undefined || !ids.has(remoteId));
  const skus = new Map<string, LiveVariant>();
  for (const each of await variantsBy(
    door,
    'sku',
    missing.flatMap(({sku}) => sku ?? []),
    all,
    signal,
  ))
    if (each.sku !== null) skus.set(each.sku, each);
  const nameless = tasks.filter(({target: {key}}) => key.sku === undefined && !ids.has(key.remoteId ?? ''));
  const byOptions = await byTheirOptions({door, signal}, nameless);
  return tasks.map((task) => {
    const {remoteId = '', sku = ''} = task.target.key;
    const variant = ids.get(remoteId) ?? skus.get(sku) ?? byOptions.get(task) ?? null;
    return variant === null || isUnfinished(variant) ? null : variant;
  });
}

async function byTheirOptions(
  {door, signal}: Pick<Work, 'door' | 'signal'>,
  tasks: readonly Task[],
): Promise<ReadonlyMap<Task, LiveVariant>> {
  const found = new Map<Task, LiveVariant>();
  if (tasks.length === 0) return found;
  const states = await findTargets(
    door,
    tasks.map(({target}) => target),
    PRODUCT_FIELDS,
    signal,
  );
  for (const [i, task] of tasks.entries()) {
    const {product, variant} = states[i] ?? {};
    if (product && variant) found.set(task, {...variant, product_id: product.id});
  }
  return found;
}
