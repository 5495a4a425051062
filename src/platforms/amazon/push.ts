import type {Change} from '../../domain/change/types.js';
import type {Outcome} from '../../ports/platform.js';
import {atOnce} from '../at-once.js';
import {getItem, type Seller} from './ask.js';
import {type Patch, patchesFor, wishesOf} from './patches.js';
import {type Awaited, type Sent, skuOf} from './read.js';
import {type Submitted, submit} from './submit.js';
import type {Reading} from './translate.js';
import type {WireItem} from './wire.js';

/** What a push is made with. */
export interface Pushing {
  readonly seller: Seller;
  readonly reading: () => Reading;
  /** The product type to name where the listing does not tell its own. */
  readonly productType: string;
  readonly awaited: Awaited;
}

/** Most changes of a batch: what the published pace lets through in a minute is far above it. */
export const BATCH_ROWS = 100;
export const BATCH_BYTES = 1_000_000;
/** Requests under way at once: an answer takes longer than the pace lets pass between two. */
const LINES = 8;
/** All that a write must keep is asked for before it. */
const NEEDED = 'summaries,attributes,fulfillmentAvailability';

/** A change with what it wishes. */
interface Task extends Sent {
  readonly n: number;
}

/** Changes of one listing: one question, and one request for all of them. */
type Group = readonly [sku: string, tasks: readonly Task[]];

interface Done {
  readonly outcomes: readonly Outcome[];
  readonly ends?: unknown;
}

/** Sends one batch. Each request is sent once; after one that ends the work the rest is planned, and its reason thrown. */
export async function* pushBatch(
  pushing: Pushing,
  changes: readonly Change[],
  signal: AbortSignal,
): AsyncGenerator<Outcome> {
  signal.throwIfAborted();
  if (changes.length > BATCH_ROWS) throw new RangeError(`${changes.length} changes in a batch of ${BATCH_ROWS}`);
  const groups = new Map<string, Task[]>();
  for (const change of changes) {
    const {n, target} = change;
    const wished = wishesOf(change, pushing.reading().currency);
    if ('code' in wished) yield {n, state: 'rejected', ...wished};
    else if (Object.keys(wished.values).length === 0) yield {n, state: 'applied'};
    else groups.set(skuOf(target), [...(groups.get(skuOf(target)) ?? []), {n, target, values: wished.values}]);
  }
  let ends: unknown;
  const write = async ([sku, tasks]: Group): Promise<Done> => {
    if (ends !== undefined) return {outcomes: tasks.map(notSent)};
    const done = await writeGroup(pushing, sku, tasks, signal);
    ends ??= done.ends;
    return done;
  };
  for await (const {outcomes} of atOnce([...groups], LINES, write)) yield* outcomes;
  if (ends !== undefined) throw ends;
}

async function writeGroup(pushing: Pushing, sku: string, tasks: readonly Task[], signal: AbortSignal): Promise<Done> {
  let item: WireItem | null;
  try {
    item = await getItem(pushing.seller, sku, NEEDED, signal);
  } catch (ends) {
    return {outcomes: tasks.map(notSent), ends};
  }
  if (item === null) {
    const said = {state: 'rejected', code: 'NOT_FOUND', message: 'the shop does not have it'} as const;
    return {outcomes: tasks.map(({n}) => ({n, ...said}))};
  }
  const outcomes: Outcome[] = [];
  const ready: {readonly task: Task; readonly patches: readonly Patch[]}[] = [];
  for (const task of tasks) {
    const patches = patchesFor(task.values, item, pushing.reading());
    if ('code' in patches) outcomes.push({n: task.n, state: 'rejected', ...patches});
    else ready.push({task, patches});
  }
  if (ready.length === 0) return {outcomes};
  const productType = productTypeOf(item, pushing);
  const send = async (part: typeof ready): Promise<Submitted> => {
    const said = await submit(
      pushing.seller,
      sku,
      {productType, patches: part.flatMap(({patches}) => patches)},
      signal,
    );
    if (said.state === 'applied' || said.state === 'unknown')
      pushing.awaited.set(sku, [...(pushing.awaited.get(sku) ?? []), ...part.map(({task}) => task)]);
    outcomes.push(...part.map(({task: {n}}) => outcomeOf(n, sku, said)));
    return said;
  };
  if (ready.length === 1) return {outcomes, ends: (await send(ready)).ends};
  return {outcomes, ends: await together(ready, send, outcomes)};
}

/** All in one request; one that is refused was not done at all, and then each says for itself what is wrong with it. */
async function together<T extends {readonly task: Task}>(
  ready: readonly T[],
  send: (part: T[]) => Promise<Submitted>,
  outcomes: Outcome[],
): Promise<unknown> {
  const before = outcomes.length;
  const first = await send([...ready]);
  if (first.state !== 'rejected') return first.ends;
  outcomes.length = before;
  for (const [at, each] of ready.entries()) {
    const {ends} = await send([each]);
    if (ends === undefined) continue;
    outcomes.push(...ready.slice(at + 1).map(({task}) => notSent(task)));
    return ends;
  }
  return undefined;
}

function productTypeOf({summaries = []}: WireItem, {seller, productType}: Pushing): string {
  return summaries.find(({marketplaceId}) => marketplaceId === seller.marketplace)?.productType ?? productType;
}

function outcomeOf(n: number, sku: string, {state, code, message}: Submitted): Outcome {
  return state === 'applied' ? {n, state, remoteId: sku} : {n, state, code, message};
}

function notSent({n}: Task): Outcome {
  return {n, state: 'planned', code: 'NOT_SENT', message: 'not sent'};
}
