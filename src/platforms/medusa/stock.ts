import {type LooseVariant, variantsBy} from './by-name.js';
import {deliver, outcomesOf} from './deliver.js';
import {Refused} from './edits.js';
import {requestVariants} from './finish.js';
import {levelsOf, requestLevels} from './levels.js';
import {type LiveVariant, liveVariants} from './live.js';
import {stockWish} from './prices.js';
import {notFound, type Outcomes, rejected, type Task, type Work} from './work.js';

const ITEMS = 'id,inventory_items.inventory_item_id';

/**
 * Writes stocks. Goods that are to be counted and were not are given an inventory item by the server first; those that
 * are not to be counted any more keep theirs, unused.
 */
export async function* writeStocks(work: Work, tasks: readonly Task[]): Outcomes {
  const live = await liveVariants(work, tasks, 'manage_inventory,inventory_items.inventory_item_id');
  const switched: Switch[] = [];
  const counted: Counting[] = [];
  for (const [i, task] of tasks.entries()) {
    const variant = live[i] ?? null;
    if (variant === null) {
      yield notFound(task);
      continue;
    }
    try {
      const stock = wishOf(work, task, variant);
      if (stock === null || !variant.manage_inventory || itemOf(variant) === null)
        switched.push({task, variant, stock});
      else counted.push({task, variant, stock});
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      yield rejected(task.n, error.code, error.message);
    }
  }
  yield* switchCounting(work, switched, counted);
  const stockings = counted.flatMap(({task, variant, stock}) => {
    const item = itemOf(variant);
    return item === null ? [] : [{half: {task, variant}, item, stock}];
  });
  for (const {task, variant} of counted)
    if (itemOf(variant) === null) yield rejected(task.n, 'NO_INVENTORY', 'the shop made no inventory item for it');
  for await (const sent of deliver(
    {...work.door, request: requestLevels},
    await levelsOf(work, stockings),
    work.signal,
  )) {
    if (sent.state !== 'done') yield* outcomesOf(sent);
    else yield {n: sent.entry.of.half.task.n, state: 'applied', remoteId: sent.entry.of.half.variant.id};
  }
}

interface Switch {
  readonly task: Task;
  readonly variant: LiveVariant;
  readonly stock: number | null;
}

interface Counting {
  readonly task: Task;
  readonly variant: LooseVariant;
  readonly stock: number;
}

function itemOf({inventory_items: kits = []}: LooseVariant): string | null {
  return kits[0]?.inventory_item_id ?? null;
}

function wishOf({place}: Work, {values}: Task, {inventory_items: kits = []}: LooseVariant): number | null {
  const stock = stockWish(values['stock']);
  if (stock !== null && place.location === null)
    throw new Refused('NO_LOCATION', 'the shop has no stock location, or several and none is chosen');
  if (stock !== null && kits.length > 1) throw new Refused('KIT', 'a kit is as many as its parts: write their stock');
  return stock;
}

/** Turns counting on or off; what is counted now is added to `counted`. */
async function* switchCounting(work: Work, switched: readonly Switch[], counted: Counting[]): Outcomes {
  const entries = switched.map((of) => ({
    of,
    changes: [of.task.n],
    body: {id: of.variant.id, manage_inventory: of.stock !== null},
  }));
  const begun = new Map<string, {readonly task: Task; readonly stock: number}>();
  for await (const sent of deliver({...work.door, request: requestVariants}, entries, work.signal)) {
    if (sent.state !== 'done') {
      yield* outcomesOf(sent);
      continue;
    }
    const {task, variant, stock} = sent.entry.of;
    if (stock === null) yield {n: task.n, state: 'applied', remoteId: variant.id};
    else begun.set(variant.id, {task, stock});
  }
  for (const variant of await variantsBy(work.door, 'id', begun.keys(), ITEMS, work.signal)) {
    const own = begun.get(variant.id);
    if (own !== undefined) counted.push({...own, variant});
  }
}
