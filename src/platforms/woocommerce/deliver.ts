import type {Outcome} from '../../ports/platform.js';
import {type Door, refuseShop, shopFailure} from '../answers.js';
import {atOnce} from '../at-once.js';
import {type HttpAnswer, HttpFault} from '../http.js';
import {Unsent} from '../limited.js';
import {Stopped} from '../results.js';
import {isBlocked} from './ask.js';
import {type Entry, isRefusal, judged, planned, type Sent} from './judge.js';
import {AT_ONCE, BODY_BYTES} from './wire.js';

/**
 * Sends entries by batches of at most `rows` items to each address, each once, two requests at once. Items stand alone in
 * an answer of 200, which says of each what became of it; a request that is refused as a whole was not done at all, and is
 * cut in halves until the item stands alone that is refused for itself.
 */
export async function* deliver<E extends Entry>(
  door: Door,
  rows: number,
  entries: readonly E[],
  signal: AbortSignal,
): AsyncGenerator<Sent<E>> {
  const parts = cut(entries, rows);
  let broken: Stopped | null = null;
  for await (const sent of atOnce(parts, AT_ONCE, async (part) => {
    const said: Sent<E>[] = [];
    try {
      if (broken === null) await send(door, part, signal, said);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      broken ??= error;
    }
    // A request that was cut may have been done in part: what was told stays told.
    const told = new Set(said.map(({entry}) => entry));
    const left = part.filter((entry) => !told.has(entry));
    return [...said, ...left.map((entry) => planned(entry, 'NOT_SENT', 'not sent'))];
  }))
    yield* sent;
  if (broken !== null) throw broken;
}

function cut<E extends Entry>(entries: readonly E[], rows: number): readonly (readonly E[])[] {
  const parts: E[][] = [];
  const open = new Map<string, {part: E[]; bytes: number}>();
  for (const entry of entries) {
    const bytes = Buffer.byteLength(JSON.stringify(entry.body), 'utf8') + 1;
    const last = open.get(entry.path);
    if (last === undefined || last.part.length >= rows || last.bytes + bytes > BODY_BYTES) {
      const part = [entry];
      parts.push(part);
      open.set(entry.path, {part, bytes});
    } else {
      last.part.push(entry);
      last.bytes += bytes;
    }
  }
  return parts;
}

/** Sends a part, in halves where it is refused, and notes what is said of each entry as soon as it is. */
async function send<E extends Entry>(
  door: Door,
  part: readonly E[],
  signal: AbortSignal,
  said: Sent<E>[],
): Promise<void> {
  signal.throwIfAborted();
  const answer = await answerTo(door, part, signal);
  if (!('status' in answer) || !isRefusal(answer) || part.length === 1) {
    said.push(...judged(part, answer));
    return;
  }
  const half = Math.ceil(part.length / 2);
  await send(door, part.slice(0, half), signal, said);
  await send(door, part.slice(half), signal, said);
}

async function answerTo(
  {http, shop}: Door,
  part: readonly Entry[],
  signal: AbortSignal,
): Promise<HttpAnswer | HttpFault> {
  const of = (verb: Entry['verb']) => part.filter((entry) => entry.verb === verb).map(({body}) => body);
  const [create, update] = [of('create'), of('update')];
  const body = {...(create.length > 0 ? {create} : {}), ...(update.length > 0 ? {update} : {})};
  try {
    const path = `${part[0]?.path ?? ''}/batch`;
    const answer = await http.send({method: 'POST', path, body, repeatable: false}, signal);
    if (!isBlocked(answer)) refuseShop(shop, answer);
    return answer;
  } catch (error) {
    if (error instanceof HttpFault && error.kind !== 'refused') return error;
    if (error instanceof Unsent || error instanceof HttpFault) throw new Stopped(shopFailure(shop, error));
    if (signal.aborted) throw error;
    throw new Stopped(error);
  }
}

/** The outcomes of changes that were not done. */
export function outcomesOf(
  changes: readonly number[],
  {state, code, message}: {state: 'refused' | 'unknown' | 'planned'; code: string; message: string},
): readonly Outcome[] {
  return changes.map((n) => ({n, state: state === 'refused' ? 'rejected' : state, code, message}));
}
