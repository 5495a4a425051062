import type {Outcome} from '../../ports/platform.js';
import {reasonOf, refuseShop, shopFailure} from '../answers.js';
import {type Http, type HttpAnswer, HttpFault, type HttpRequest} from '../http.js';
import {Unsent} from '../limited.js';
import {Stopped} from '../results.js';
import type {Body} from './edits.js';
import {BODY_BYTES} from './wire.js';

/** Part of a request: what it says, and which changes it makes. */
export interface Entry {
  readonly body: Body;
  readonly changes: readonly number[];
}

/** What came of an entry. `done` holds the answer; `refused` stands alone in its request. */
export type Sent<E extends Entry> =
  | {readonly entry: E; readonly state: 'done'; readonly answer: HttpAnswer}
  | {readonly entry: E; readonly state: 'refused'; readonly code: string; readonly message: string}
  | {readonly entry: E; readonly state: 'unknown' | 'planned'; readonly code: string; readonly message: string};

/** Where entries go, and how a request is made of them. */
export interface Way<E extends Entry> {
  readonly http: Http;
  readonly shop: string;
  request(entries: readonly NoInfer<E>[]): Omit<HttpRequest, 'repeatable'>;
}

/**
 * Sends entries in as few requests as the server's body limit lets, each once. A request is all or nothing there: one that
 * is refused was not done at all, and is cut in halves until the entry stands alone that is refused for itself. An answer
 * that is lost is never asked for again here.
 */
export async function* deliver<E extends Entry>(
  way: Way<E>,
  entries: readonly E[],
  signal: AbortSignal,
): AsyncGenerator<Sent<E>> {
  const queue = cut(entries);
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    signal.throwIfAborted();
    const answer = await answerTo(way, part, signal);
    if (answer instanceof Stopped) {
      for (const entry of [part, ...queue].flat()) yield planned(entry, 'NOT_SENT', 'not sent');
      throw answer;
    }
    if (isRefusal(answer) && part.length > 1) {
      const half = Math.ceil(part.length / 2);
      queue.unshift(part.slice(0, half), part.slice(half));
    } else yield* judged(part, answer);
  }
}

function cut<E extends Entry>(entries: readonly E[]): (readonly E[])[] {
  const parts: E[][] = [];
  let size = BODY_BYTES;
  for (const entry of entries) {
    const bytes = Buffer.byteLength(JSON.stringify(entry.body), 'utf8') + 1;
    if (size + bytes > BODY_BYTES) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(entry);
    size += bytes;
  }
  return parts;
}

async function answerTo<E extends Entry>(
  {http, shop, request}: Way<E>,
  part: readonly E[],
  signal: AbortSignal,
): Promise<HttpAnswer | HttpFault | Stopped> {
  try {
    const answer = await http.send({...request(part), repeatable: false}, signal);
    refuseShop(shop, answer);
    return answer;
  } catch (error) {
    if (error instanceof HttpFault && error.kind !== 'refused') return error;
    if (error instanceof Unsent || error instanceof HttpFault) return new Stopped(shopFailure(shop, error));
    if (signal.aborted) throw error;
    return new Stopped(error);
  }
}

/** A no that came before anything was done. */
function isRefusal(answer: HttpAnswer | HttpFault | Stopped): boolean {
  return 'status' in answer && [400, 404, 409, 413, 422].includes(answer.status);
}

function* judged<E extends Entry>(part: readonly E[], answer: HttpAnswer | HttpFault): Generator<Sent<E>> {
  for (const entry of part) {
    if (answer instanceof HttpFault) {
      yield {entry, state: 'unknown', code: answer.kind.toUpperCase(), message: answer.message};
    } else if (answer.status === 200) yield {entry, state: 'done', answer};
    else if (answer.status === 429) yield planned(entry, 'RATE_LIMITED', 'HTTP 429');
    else if (isRefusal(answer)) {
      yield {entry, state: 'refused', code: codeOf(answer), message: reasonOf(answer) || `HTTP ${answer.status}`};
    } else yield {entry, state: 'unknown', code: 'SERVER_ERROR', message: `HTTP ${answer.status} ${reasonOf(answer)}`};
  }
}

function codeOf({status, body}: HttpAnswer): string {
  const type = (body as {type?: unknown} | null)?.type;
  return typeof type === 'string' ? type.toUpperCase() : `HTTP_${status}`;
}

function planned<E extends Entry>(entry: E, code: string, message: string): Sent<E> {
  return {entry, state: 'planned', code, message};
}

/** The outcome of every change of an entry that was not done. */
export function outcomesOf<E extends Entry>(sent: Exclude<Sent<E>, {readonly state: 'done'}>): readonly Outcome[] {
  const {entry, state, code, message} = sent;
  return entry.changes.map((n) => ({n, state: state === 'refused' ? 'rejected' : state, code, message}));
}
