import type {Outcome} from '../../ports/platform.js';
import {type Door, reasonOf, refuseShop, shopFailure} from '../answers.js';
import {type HttpAnswer, HttpFault} from '../http.js';
import {Unsent} from '../limited.js';
import {isBlocked} from './ask.js';
import type {Body} from './edits.js';
import {twoAtOnce} from './pool.js';
import {BODY_BYTES} from './wire.js';

/** An item of a batch: where it goes, what it says, and which changes it makes. An update's body has the id. */
export interface Entry {
  readonly path: string;
  readonly verb: 'create' | 'update';
  readonly body: Body;
  readonly changes: readonly number[];
}

/** The answer to one item of a batch. */
export interface Item {
  readonly id: number;
  readonly error?: {readonly code?: string; readonly message?: string; readonly data?: {readonly status?: number}};
}

/** What came of an entry. */
export type Sent<E extends Entry> =
  | {readonly entry: E; readonly state: 'done'; readonly item: Item}
  | {
      readonly entry: E;
      readonly state: 'refused' | 'unknown' | 'planned';
      readonly code: string;
      readonly message: string;
    };

/** Something happened that ends the whole push: what was not sent yet is planned, then this is thrown. */
export class Broken extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('the push ends here');
    this.name = 'Broken';
    this.reason = reason;
  }
}

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
  let broken: Broken | null = null;
  for await (const sent of twoAtOnce(parts, async (part) => {
    if (broken !== null) return part.map((entry) => planned(entry, 'NOT_SENT', 'not sent'));
    try {
      return await send(door, part, signal);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      broken ??= error;
      return part.map((entry) => planned(entry, 'NOT_SENT', 'not sent'));
    }
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

async function send<E extends Entry>(door: Door, part: readonly E[], signal: AbortSignal): Promise<readonly Sent<E>[]> {
  signal.throwIfAborted();
  const answer = await answerTo(door, part, signal);
  if (!('status' in answer) || !isRefusal(answer) || part.length === 1) return judged(part, answer);
  const half = Math.ceil(part.length / 2);
  return [...(await send(door, part.slice(0, half), signal)), ...(await send(door, part.slice(half), signal))];
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
    if (error instanceof Unsent || error instanceof HttpFault) throw new Broken(shopFailure(shop, error));
    if (signal.aborted) throw error;
    throw new Broken(error);
  }
}

/** A no to the whole request, which came before anything was done. */
function isRefusal({status}: HttpAnswer): boolean {
  return [400, 404, 409, 413, 422].includes(status);
}

function judged<E extends Entry>(part: readonly E[], answer: HttpAnswer | HttpFault): readonly Sent<E>[] {
  if (answer instanceof HttpFault)
    return part.map((entry) => ({entry, state: 'unknown', code: answer.kind.toUpperCase(), message: answer.message}));
  const {status} = answer;
  if (status === 200) return itemized(part, answer.body);
  const message = `HTTP ${status} ${reasonOf(answer)}`.trim();
  if (status === 429) return part.map((entry) => planned(entry, 'RATE_LIMITED', message));
  if (isRefusal(answer)) return part.map((entry) => ({entry, state: 'refused', code: codeOf(answer), message}));
  // A page of a firewall: it stands before the shop, and may as well have kept back the answer.
  const code = isBlocked(answer) ? 'FIREWALL' : 'SERVER_ERROR';
  return part.map((entry) => ({entry, state: 'unknown', code, message}));
}

/** What the answer says of each item: answers of one verb stand in the order that was sent. */
function itemized<E extends Entry>(part: readonly E[], body: unknown): readonly Sent<E>[] {
  const places = {create: 0, update: 0};
  return part.map((entry) => {
    const list = (body as Record<string, unknown> | null)?.[entry.verb];
    const item = Array.isArray(list) ? (list[places[entry.verb]++] as Item | null | undefined) : undefined;
    return itemJudged(entry, item);
  });
}

function itemJudged<E extends Entry>(entry: E, item: Item | null | undefined): Sent<E> {
  if (item?.error !== undefined) {
    const {code = 'REFUSED', message = '', data} = item.error;
    const state = (data?.status ?? 400) >= 500 ? 'unknown' : 'refused';
    return {entry, state, code: code.toUpperCase(), message};
  }
  const named = entry.verb === 'update' ? item?.id === entry.body['id'] : (item?.id ?? 0) > 0;
  if (item === undefined || item === null || !named)
    return {entry, state: 'unknown', code: 'NO_ANSWER', message: 'the answer does not name this row'};
  return {entry, state: 'done', item};
}

function codeOf({status, body}: HttpAnswer): string {
  const code = (body as {code?: unknown} | null)?.code;
  return typeof code === 'string' ? code.toUpperCase() : `HTTP_${status}`;
}

function planned<E extends Entry>(entry: E, code: string, message: string): Sent<E> {
  return {entry, state: 'planned', code, message};
}

/** The outcomes of changes that were not done. */
export function outcomesOf(
  changes: readonly number[],
  {state, code, message}: {state: 'refused' | 'unknown' | 'planned'; code: string; message: string},
): readonly Outcome[] {
  return changes.map((n) => ({n, state: state === 'refused' ? 'rejected' : state, code, message}));
}
