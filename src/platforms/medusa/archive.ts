import {deliver, type Entry, outcomesOf} from './deliver.js';
import {findTargets} from './find.js';
import {isUnfinished} from './translate.js';
import {notFound, type Outcomes, type Task, VARIANTS_PATH, type Work} from './work.js';

const PLACE =
  'id,handle,metadata,variants.id,variants.sku,variants.metadata,variants.options.value,variants.options.option.title';

/** Takes away what a run made, variants before products. Medusa keeps what is taken away, out of sight, and orders keep their own copy. */
export async function* archiveAll(work: Work, tasks: readonly Task[]): Outcomes {
  const {door, signal} = work;
  const found = await findTargets(
    door,
    tasks.map(({target}) => target),
    PLACE,
    signal,
  );
  const variants: (Entry & {readonly id: string})[] = [];
  const products: (Entry & {readonly id: string})[] = [];
  for (const [i, task] of tasks.entries()) {
    const {product = null, variant = null} = found[i] ?? {};
    const listing = task.target.kind === 'listing';
    const thing = listing ? product : variant;
    if (thing === null || (variant !== null && !listing && isUnfinished(variant))) yield notFound(task);
    else (listing ? products : variants).push({id: thing.id, changes: [task.n], body: {id: thing.id}});
  }
  yield* takeAway(work, variants, `${VARIANTS_PATH}?fields=id`);
  yield* takeAway(work, products, '/admin/products/batch?fields=id');
}

async function* takeAway(
  {door, signal}: Work,
  entries: readonly (Entry & {readonly id: string})[],
  path: string,
): Outcomes {
  const request = (part: typeof entries) => ({method: 'POST' as const, path, body: {delete: part.map(({id}) => id)}});
  for await (const sent of deliver({...door, request}, entries, signal)) {
    if (sent.state !== 'done') yield* outcomesOf(sent);
    else yield* sent.entry.changes.map((n) => ({n, state: 'applied' as const, remoteId: sent.entry.id}));
  }
}
