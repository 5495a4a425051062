import type {Change, FieldValue} from '../../domain/change/types.js';
import type {Outcome} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import {Stopped} from '../results.js';
import {archiveAll} from './archive.js';
import {draftsOf} from './drafts.js';
import type {Writing} from './edits.js';
import {valuesOf} from './fields.js';
import {findTargets} from './find.js';
import {Refused} from './refused.js';
import {categoriesOf, ensureCategories, ensureTags} from './terms.js';
import {type Outcomes, rejected, type Task} from './work.js';
import {writeDrafts} from './write.js';

/** What a push is made with. `tags`: ids of tags that are known, to which those that are made are added. */
export interface Pushing {
  readonly door: Door;
  readonly rows: number;
  readonly currency: string;
  readonly cost: boolean;
  readonly unit: (signal: AbortSignal) => Promise<string | null>;
  readonly tags: Map<string, number>;
  readonly now: () => number;
}

/** Sends one batch. Each change is sent once; what the server says of it is what is answered. */
export async function* pushBatch(pushing: Pushing, changes: readonly Change[], signal: AbortSignal): Outcomes {
  signal.throwIfAborted();
  if (changes.length > pushing.rows) throw new RangeError(`${changes.length} changes in a batch of ${pushing.rows}`);
  const left = new Map<number, Task>();
  for (const change of changes) {
    const task = taskOf(change, pushing.cost);
    if ('state' in task) yield task;
    else left.set(task.n, task);
  }
  const tasks = [...left.values()];
  if (tasks.length === 0) return;
  try {
    for await (const outcome of work(pushing, tasks, signal)) {
      left.delete(outcome.n);
      yield outcome;
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    for (const n of left.keys()) yield {n, state: 'planned', code: 'NOT_SENT', message: 'not sent'};
    throw error.reason;
  }
}

async function* work(pushing: Pushing, tasks: readonly Task[], signal: AbortSignal): Outcomes {
  const {door, rows} = pushing;
  const writes = tasks.filter(({op}) => op !== 'archive');
  const own = {door, rows, signal, writing: await writingOf(pushing, writes, signal)};
  if (writes.length > 0) {
    const known: Outcome[] = [];
    const targets = writes.map(({target}) => target);
    const drafts = draftsOf(writes, await findTargets(door, targets, signal), known);
    yield* known;
    yield* writeDrafts(own, drafts);
  }
  const archived = tasks.filter(({op}) => op === 'archive');
  if (archived.length > 0) yield* archiveAll(own, archived);
}

/** The change as it can be sent, or what became of it already. */
function taskOf(change: Change, cost: boolean): Task | Outcome {
  const {n, op, target} = change;
  try {
    if (target.kind === 'promotion') throw new Refused('FIELD_UNKNOWN', 'souk sets the prices of promotions itself');
    const values = op === 'archive' ? {} : valuesOf(change, cost);
    if (op === 'update' && Object.keys(values).length === 0) return {n, state: 'applied'};
    return {n, op: target.kind === 'stock' && op === 'create' ? 'update' : op, target, values};
  } catch (error) {
    if (error instanceof Refused) return rejected(n, error.code, error.message);
    throw error;
  }
}

/** Tags and categories are things of their own: those that are wished and not there are made first. */
async function writingOf(
  {door, currency, cost, unit, tags, now}: Pushing,
  tasks: readonly Task[],
  signal: AbortSignal,
): Promise<Writing> {
  const wished = (name: string): FieldValue[] => tasks.flatMap(({values}) => values[name] ?? []);
  const filed = tasks.some(({values}) => values['category'] !== undefined);
  const weighed = tasks.some(({values}) => typeof values['weight_g'] === 'number');
  const fresh = wished('tags')
    .map(String)
    .filter((tag) => !tags.has(tag));
  if (fresh.length > 0) for (const [tag, id] of await ensureTags(door, fresh, signal)) tags.set(tag, id);
  const categories = filed ? await categoriesOf(door, signal) : new Map();
  const paths = wished('category').filter((path): path is string => typeof path === 'string' && path !== '');
  return {
    ...{currency, cost, tags, categories, now: now()},
    unit: weighed ? await unit(signal) : null,
    paths: paths.length === 0 ? new Map() : await ensureCategories(door, paths, categories, signal),
  };
}
