import type {Clock} from '../../../ports/clock.js';
import type {Http} from '../../http.js';
import type {Told} from '../../results.js';
import type {Door, Operation} from '../door.js';
import {results, upload} from './file.js';
import {BEGIN, type BeginPayload, CANCEL, isUnderWay, LOOK, type LookAnswer} from './operations.js';

/** What a bulk operation is run through. `files`: HTTP to wherever Shopify keeps files, with no token. */
export interface Way {
  readonly door: Door;
  readonly files: Http;
  readonly clock: Clock;
}

/** How an operation ended. */
export interface Ended {
  /** False: it may still be writing. */
  readonly over: boolean;
  /** It came to its end as it should. */
  readonly completed: boolean;
  /** What came of the line of that number. */
  readonly answerTo: (line: number) => Told;
}

/** So often an operation is asked for again while others of the app are in its way, and so long apart in ms. */
const BEGINNINGS = 6;
const BUSY_MS = 5000;
const IN_THE_WAY: ReadonlySet<string> = new Set(['OPERATION_IN_PROGRESS', 'LIMIT_REACHED']);
/** The first look at an operation, and the longest time between two, in ms. */
export const FIRST_LOOK_MS = 1000;
export const LATE_LOOK_MS = 5000;
/** Time to take an operation back after Ctrl-C, in ms. */
const CANCEL_MS = 5000;

/**
 * Runs a mutation once for each of the variables. Null: surely nothing was begun, and it can be sent otherwise. A line
 * without an answer is lost: it is read back, after the operation is over.
 */
export async function run(
  way: Way,
  operation: Operation,
  lines: readonly object[],
  signal: AbortSignal,
): Promise<Ended | null> {
  const path = await upload(way.door, way.files, lines, signal);
  const id = path === null ? null : await begin(way, operation, path, signal);
  if (id === null) return null;
  if (id === undefined) return unfinished('the start of the bulk operation was not answered');
  try {
    return await end(way, id, lines.length, signal);
  } catch (error) {
    if (signal.aborted) await cancel(way.door, id);
    return unfinished(String(error instanceof Error ? error.message : error));
  }
}

/** The operation's id; null: it was surely not begun; undefined: nobody knows. */
async function begin(
  {door, clock}: Way,
  {text}: Operation,
  path: string,
  signal: AbortSignal,
): Promise<string | null | undefined> {
  for (let attempt = 1; ; attempt++) {
    const told = await door.tell(BEGIN, {mutation: text, path}, signal);
    if (told.kind === 'lost') return undefined;
    if (told.kind === 'refused' || (told.kind === 'unsent' && told.reason !== undefined)) return null;
    if (told.kind === 'done') {
      const {bulkOperation, userErrors} = told.data['bulkOperationRunMutation'] as BeginPayload;
      if (bulkOperation !== null && userErrors.length === 0) return bulkOperation.id;
      if (!userErrors.some(({code}) => IN_THE_WAY.has(code ?? ''))) return null;
    }
    if (attempt >= BEGINNINGS) return null;
    // Broken off, the next attempt does not leave, and says so.
    await clock.sleep(BUSY_MS, signal).catch(() => undefined);
  }
}

async function end({door, files, clock}: Way, id: string, lines: number, signal: AbortSignal): Promise<Ended> {
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LATE_LOOK_MS, wait * 1.5)) {
    await clock.sleep(wait, signal);
    const {bulkOperation: seen} = await door.ask<LookAnswer>(LOOK, {id}, signal);
    if (seen === null) return unfinished('the shop does not know its bulk operation any more');
    if (isUnderWay(seen)) continue;
    const url = seen.url ?? seen.partialDataUrl;
    const answers = url === null ? new Map<number, Told>() : await results(files, url, lines, signal);
    const {status, errorCode} = seen;
    const message = `the bulk operation ended as ${[status, errorCode].filter((each) => each !== null).join(', ')}`;
    return {
      over: true,
      completed: status === 'COMPLETED',
      answerTo: (line) => answers.get(line) ?? {kind: 'lost', code: `BULK_${status}`, message},
    };
  }
}

function unfinished(message: string): Ended {
  return {over: false, completed: false, answerTo: () => ({kind: 'lost', code: 'BULK_NO_ANSWER', message})};
}

/** Stops what nobody waits for any more; what it has done stays done and is read back. */
export async function cancel(door: Door, id: string): Promise<void> {
  await door.tell(CANCEL, {id}, AbortSignal.timeout(CANCEL_MS)).catch(() => undefined);
}
