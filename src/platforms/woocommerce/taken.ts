import type {Outcome} from '../../ports/platform.js';
import {findTargets, offerId} from './find.js';
import type {Entry, Sent} from './judge.js';
import {rejected, type Task, type Work} from './work.js';

/** A refusal; of a create for a SKU that the shop has, with the id of that offer. */
export async function refusedOf(
  {door, signal}: Work,
  sent: Exclude<Sent<Entry>, {state: 'done'}>,
  tasks: readonly Task[],
): Promise<readonly Outcome[]> {
  const {changes} = sent.entry;
  const made = tasks.filter(
    ({n, op, target}) => changes.includes(n) && op === 'create' && target.key.sku !== undefined,
  );
  const taken = sent.code === 'PRODUCT_INVALID_SKU' && made.length > 0;
  const found = taken
    ? await findTargets(
        door,
        made.map(({target}) => target),
        signal,
      )
    : [];
  return changes.map((n) => {
    const {goods = null, offer = null} = found[made.findIndex((task) => task.n === n)] ?? {};
    const there = goods === null || offer === null ? undefined : offerId(goods, offer);
    return rejected(n, sent.code, sent.message, there);
  });
}
