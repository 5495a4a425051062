import {randomUUID} from 'node:crypto';
import {LOCAL_FIELDS} from '../../domain/change/fields.js';
import type {Change} from '../../domain/change/types.js';
import type {Outcome} from '../../ports/platform.js';
import {refuseShop, shopFailure} from '../answers.js';
import {type Http, type HttpAnswer, HttpFault} from '../http.js';
import {Unsent} from '../limited.js';
import {BATCH_BYTES, BATCH_ROWS, type WireChange, type WireResult} from './wire.js';

/** What a push needs of the connector. */
export interface Line {
  readonly http: Http;
  readonly shop: string;
}

/**
 * Sends one batch, once. The line dropped, the answer late or unreadable, or a failure inside the shop: unknown, to be
 * read back. A 429 came before the shop looked at any row, and a batch whose turn did not come was never seen: planned
 * again.
 */
export async function* pushBatch(
  {http, shop}: Line,
  changes: readonly Change[],
  signal: AbortSignal,
): AsyncIterable<Outcome> {
  signal.throwIfAborted();
  if (changes.length > BATCH_ROWS) throw new RangeError(`${changes.length} changes in a batch of ${BATCH_ROWS}`);
  const wired = changes.map(wireChange);
  const sent = wired.filter((change) => change.op !== 'update' || Object.keys(change.fields).length > 0);
  for (const {n} of wired) if (!sent.some((change) => change.n === n)) yield {n, state: 'applied'};
  if (sent.length === 0) return;
  const body = {changes: sent};
  if (JSON.stringify(body).length > BATCH_BYTES) throw new RangeError('a batch larger than the shop takes');
  const answer = await answerTo({http, shop}, body, signal);
  yield* outcomes(sent, answer);
  if (answer instanceof Unsent) throw answer.reason;
}

/** Only what the shop keeps goes over the wire; souk's own base prices stay here. */
function wireChange({n, target, op, fields}: Change): WireChange {
  const own = Object.entries(fields).filter(([name]) => !LOCAL_FIELDS.has(name));
  return {
    n,
    kind: target.kind,
    op,
    key: target.key,
    fields: Object.fromEntries(own.map(([name, {after}]) => [name, after])),
  };
}

async function answerTo(
  {http, shop}: Line,
  body: unknown,
  signal: AbortSignal,
): Promise<HttpAnswer | HttpFault | Unsent> {
  try {
    const headers = {'x-request-id': randomUUID()};
    const answer = await http.send({method: 'POST', path: '/batch', body, headers, repeatable: false}, signal);
    refuseShop(shop, answer);
    return answer;
  } catch (error) {
    if (error instanceof Unsent) return error;
    if (error instanceof HttpFault && error.kind !== 'refused') return error;
    throw shopFailure(shop, error);
  }
}

async function* outcomes(sent: readonly WireChange[], answer: HttpAnswer | HttpFault | Unsent): AsyncIterable<Outcome> {
  if (answer instanceof Unsent) {
    for (const {n} of sent) yield {n, state: 'planned', code: 'NOT_SENT', message: answer.message};
    return;
  }
  if (answer instanceof HttpFault) {
    for (const {n} of sent) yield {n, state: 'unknown', code: answer.kind.toUpperCase(), message: answer.message};
    return;
  }
  const {status} = answer;
  if (status === 429) {
    for (const {n} of sent) yield {n, state: 'planned', code: 'RATE_LIMITED', message: 'HTTP 429'};
  } else if (status === 400 || status === 413) {
    for (const {n} of sent)
      yield {n, state: 'rejected', code: 'BATCH_REFUSED', message: `HTTP ${status}: ${reasonOf(answer)}`};
  } else if (status === 200) {
    const results = resultsOf(answer);
    for (const {n} of sent) yield outcomeOf(n, results.get(n));
  } else {
    for (const {n} of sent) yield {n, state: 'unknown', code: 'SERVER_ERROR', message: `HTTP ${status}`};
  }
}

/** The first answer to each row; a shop that answers twice says nothing new the second time. */
function resultsOf({body}: HttpAnswer): ReadonlyMap<number, WireResult> {
  const results = new Map<number, WireResult>();
  const listed = (body as {results?: unknown} | null)?.results;
  if (!Array.isArray(listed)) return results;
  for (const each of listed as readonly WireResult[]) if (!results.has(each.n)) results.set(each.n, each);
  return results;
}

function outcomeOf(n: number, result: WireResult | undefined): Outcome {
  if (result?.status === 'applied') return {n, state: 'applied', remoteId: result.id};
  if (result?.status !== 'rejected')
    return {n, state: 'unknown', code: 'NO_ANSWER', message: 'the answer does not name this row'};
  const {code, message, existing_id: existingId} = result;
  return {n, state: 'rejected', code, message, ...(existingId === undefined ? {} : {existingId})};
}

function reasonOf({body}: HttpAnswer): string {
  const error = (body as {error?: unknown} | null)?.error;
  return typeof error === 'string' ? error : '';
}
