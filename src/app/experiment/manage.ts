import type {Shop} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import type {Experiment} from '../../domain/pricing/experiment/types.js';
import type {Context} from '../context.js';
import {shopNow} from '../shop/now.js';

/** Keeps a planned experiment under an id of its own: the coming night goes by it. */
export async function begin<T extends Experiment>(context: Context, planned: T): Promise<T> {
  return await context.data.transaction(async (data) => {
    const kept = {...planned, id: await data.experiments.nextId()};
    await data.experiments.put(kept);
    return kept;
  });
}

/**
 * The experiment of that id, whatever its case; without one the latest of the kind.
 *
 * @throws KnownError input EXPERIMENT_UNKNOWN for an id the shop does not have
 */
export async function findExperiment(
  context: Context,
  shop: Shop,
  id: string | undefined,
  kind?: Experiment['kind'],
): Promise<Experiment | null> {
  const all = await context.data.experiments.list(shop.id);
  if (id === undefined) return all.findLast((each) => kind === undefined || each.kind === kind) ?? null;
  const found = all.find((each) => each.id.toLowerCase() === id.trim().toLowerCase());
  if (found === undefined) throw new KnownError('input', 'EXPERIMENT_UNKNOWN', {id, shop: shop.name});
  return found;
}

/**
 * Ends an experiment before its time.
 *
 * @throws KnownError input EXPERIMENT_UNKNOWN, EXPERIMENT_OVER
 */
export async function stopExperiment(context: Context, shop: Shop, id: string): Promise<Experiment> {
  const found = await findExperiment(context, shop, id);
  if (found === null) throw new KnownError('input', 'EXPERIMENT_UNKNOWN', {id, shop: shop.name});
  if (found.state !== 'running') throw new KnownError('input', 'EXPERIMENT_OVER', {id: found.id, state: found.state});
  const stopped: Experiment = {...found, state: 'stopped', endedAt: await shopNow(context, shop)};
  await context.data.experiments.put(stopped);
  return stopped;
}
