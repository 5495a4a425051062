import type {Change, FieldValue} from '../../domain/change/types.js';
import type {Outcome} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import {Stopped} from '../results.js';
import {archiveAll} from './archive.js';
import {createAll} from './create.js';
import {type NameIds, Refused, valuesOf} from './edits.js';
import {categoriesOf, ensureCategories, ensureTags} from './names.js';
import type {Place} from './place.js';
import {writeStocks} from './stock.js';
import {updateListings, updateOffers} from './update.js';
import {BATCH_ROWS} from './wire.js';
import {type Outcomes, rejected, type Task, type Work} from './work.js';

/** What a push is made with. */
export interface Pushing {
  readonly door: Door;
  readonly currency: string;
  readonly place: (signal: AbortSignal) => Promise<Place>;
}

/** The kinds of writes in the order they are made: what is new before what is in it, what goes last. */
const STEPS: readonly {
  readonly takes: (change: Change) => boolean;
  readonly run: (work: Work, tasks: readonly Task[]) => Outcomes;
}[] = [
  {takes: ({op, target}) => op === 'create' && target.kind !== 'stock', run: createAll},
  {takes: ({op, target}) => op === 'update' && target.kind === 'listing', run: updateListings},
  {takes: ({op, target}) => op === 'update' && target.kind === 'offer', run: updateOffers},
  {takes: ({op, target}) => op !== 'archive' && target.kind === 'stock', run: writeStocks},
  {takes: ({op}) => op === 'archive', run: archiveAll},
];

/** Sends one batch. Each change is sent once; what the server says of it is what is answered. */
export async function* pushBatch(pushing: Pushing, changes: readonly Change[], signal: AbortSignal): Outcomes {
  signal.throwIfAborted();
  if (changes.length > BATCH_ROWS) throw new RangeError(`${changes.length} changes in a batch of ${BATCH_ROWS}`);
  const tasks = new Map<Change, Task>();
  for (const change of changes) {
    const task = taskOf(change);
    if ('state' in task) yield task;
    else tasks.set(change, task);
  }
  if (tasks.size === 0) return;
  const work = await workOf(pushing, [...tasks.values()], signal);
  const left = new Set(tasks.values());
  try {
    for (const {takes, run} of STEPS) {
      const own = [...tasks].flatMap(([change, task]) => (takes(change) ? [task] : []));
      for (const task of own) left.delete(task);
      if (own.length > 0) yield* run(work, own);
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    for (const {n} of left) yield {n, state: 'planned', code: 'NOT_SENT', message: 'not sent'};
    throw error.reason;
  }
}

/** The change as it can be sent, or what became of it already. */
function taskOf(change: Change): Task | Outcome {
  const {n, op, target} = change;
  try {
    if (target.kind === 'promotion') throw new Refused('FIELD_UNKNOWN', 'souk sets the prices of promotions itself');
    const values = op === 'archive' ? {} : valuesOf(change);
    if (op === 'update' && Object.keys(values).length === 0) return {n, state: 'applied'};
    return {n, target, values};
  } catch (error) {
    if (error instanceof Refused) return rejected(n, error.code, error.message);
    throw error;
  }
}

async function workOf({door, currency, place}: Pushing, tasks: readonly Task[], signal: AbortSignal): Promise<Work> {
  return {door, currency, place: await place(signal), names: await namesFor(door, tasks, signal), signal};
}

/** Tags and categories are things of their own in Medusa: those that are wished and not there are made first. */
async function namesFor(door: Door, tasks: readonly Task[], signal: AbortSignal): Promise<NameIds> {
  const wished = (name: string): FieldValue[] => tasks.flatMap(({values}) => values[name] ?? []);
  const filed = tasks.some(({values}) => values['category'] !== undefined);
  const paths = wished('category').filter((path) => typeof path === 'string' && path !== '') as string[];
  return {
    tags: await ensureTags(door, wished('tags').map(String), signal),
    categories: await ensureCategories(door, paths, signal),
    paths: filed ? await categoriesOf(door, signal) : new Map(),
  };
}
