import type {Outcome} from '../../ports/platform.js';
import {getItem} from './ask.js';
import {type Patch, patchesFor} from './patches.js';
import type {Pushing} from './push.js';
import type {Sent} from './read.js';
import {type Submitted, submit} from './submit.js';
import type {WireItem} from './wire.js';

/** All that a write must keep is asked for before it. */
export const NEEDED = 'summaries,attributes,fulfillmentAvailability';

/** A change with what it wishes. */
export interface Task extends Sent {
  readonly n: number;
}

/** Changes of one listing: one question, and one request for all of them. */
export type Group = readonly [sku: string, tasks: readonly Task[]];

/** A change with the attributes it makes of the listing as it is now. */
export interface Ready {
  readonly task: Task;
  readonly patches: readonly Patch[];
}

/** What came of a group. `ends`: why nothing else need be sent. */
export interface Done {
  readonly outcomes: readonly Outcome[];
  readonly ends?: unknown;
}

/** What of a group can be sent to a listing as it is, and what is refused beforehand. Null: there is no such listing. */
export function readyOf(
  tasks: readonly Task[],
  item: WireItem | null,
  {reading}: Pick<Pushing, 'reading'>,
): {readonly outcomes: readonly Outcome[]; readonly ready: readonly Ready[]} {
  if (item === null) {
    const said = {state: 'rejected', code: 'NOT_FOUND', message: 'the shop does not have it'} as const;
    return {outcomes: tasks.map(({n}) => ({n, ...said})), ready: []};
  }
  const outcomes: Outcome[] = [];
  const ready: Ready[] = [];
  for (const task of tasks) {
    const patches = patchesFor(task.values, item, reading());
    if ('code' in patches) outcomes.push({n: task.n, state: 'rejected', ...patches});
    else ready.push({task, patches});
  }
  return {outcomes, ready};
}

/** Reads one listing and sends its changes in one request, which is done once at most. */
export async function writeGroup(pushing: Pushing, [sku, tasks]: Group, signal: AbortSignal): Promise<Done> {
  let item: WireItem | null;
  try {
    item = await getItem(pushing.seller, sku, NEEDED, signal);
  } catch (ends) {
    return {outcomes: tasks.map(notSent), ends};
  }
  const {outcomes: refused, ready} = readyOf(tasks, item, pushing);
  const outcomes = [...refused];
  if (item === null || ready.length === 0) return {outcomes};
  const productType = productTypeOf(item, pushing);
  const send = async (part: readonly Ready[]): Promise<Submitted> => {
    const body = {productType, patches: part.flatMap(({patches}) => patches)};
    const said = await submit(pushing.seller, sku, body, signal);
    if (said.state === 'applied' || said.state === 'unknown') awaitIn(pushing, sku, part);
    outcomes.push(...part.map(({task: {n}}) => outcomeOf(n, sku, said)));
    return said;
  };
  if (ready.length === 1) return {outcomes, ends: (await send(ready)).ends};
  return {outcomes, ends: await together(ready, send, outcomes)};
}

/** Of changes sent together those whose attribute is named as at fault; all of them where none is. */
export function guiltyOf(ready: readonly Ready[], attributes: ReadonlySet<string | undefined>): readonly Ready[] {
  const guilty = ready.filter(({patches}) =>
    patches.some(({path}) => attributes.has(path.slice(path.lastIndexOf('/') + 1))),
  );
  return guilty.length === 0 ? ready : guilty;
}

/** What was sent, so that a read waits for it. */
export function awaitIn({awaited}: Pick<Pushing, 'awaited'>, sku: string, part: readonly Ready[]): void {
  awaited.set(sku, [...(awaited.get(sku) ?? []), ...part.map(({task}) => task)]);
}

/** All in one request; one that is refused was not done at all, and then each says for itself what is wrong with it. */
async function together(
  ready: readonly Ready[],
  send: (part: readonly Ready[]) => Promise<Submitted>,
  outcomes: Outcome[],
): Promise<unknown> {
  const before = outcomes.length;
  const first = await send(ready);
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

/** The product type that a listing tells of itself here, else the one to name. */
export function productTypeOf(
  {summaries = []}: WireItem,
  {seller, productType}: Pick<Pushing, 'seller' | 'productType'>,
): string {
  return summaries.find(({marketplaceId}) => marketplaceId === seller.marketplace)?.productType ?? productType;
}

function outcomeOf(n: number, sku: string, {state, code, message}: Submitted): Outcome {
  return state === 'applied' ? {n, state, remoteId: sku} : {n, state, code, message};
}

export function notSent({n}: Task): Outcome {
  return {n, state: 'planned', code: 'NOT_SENT', message: 'not sent'};
}
