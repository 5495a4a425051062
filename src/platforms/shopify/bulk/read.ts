import {BEGIN_READING, type BeginPayload, isUnderWay, LOOK_READING, type LookReadingAnswer} from './operations.js';
import {cancel, FIRST_LOOK_MS, LATE_LOOK_MS, type Way} from './run.js';

/** An object of a bulk query: its fields, and whose it is where its connection was within another. */
export interface BulkObject {
  readonly id: string;
  readonly __parentId?: string;
}

/** The file of a large shop takes longer than an answer of the API. */
const FILE_MS = 10 * 60_000;

/**
 * Asks for all the objects of a query in one bulk operation. Null where they were not to be had that way, or not in time:
 * other operations of the app are in the way, Shopify broke it off, or the file has not what the operation counted. It
 * reads only, so what is left of it harms nobody.
 *
 * @param text a query without variables, by edges, each node with its id
 * @param patienceMs how long to wait for its end
 */
export async function readAll<T extends BulkObject>(
  way: Way,
  text: string,
  patienceMs: number,
  signal: AbortSignal,
): Promise<readonly T[] | null> {
  const id = await begin(way, text, signal);
  if (id === null) return null;
  try {
    const ended = await end(way, id, patienceMs, signal);
    return ended === null ? null : await objectsOf<T>(way, ended, signal);
  } catch (error) {
    if (signal.aborted) await cancel(way.door, id);
    throw error;
  }
}

async function begin({door}: Way, query: string, signal: AbortSignal): Promise<string | null> {
  const told = await door.tell(BEGIN_READING, {query}, signal);
  if (told.kind !== 'done') return null;
  const {bulkOperation, userErrors} = told.data['bulkOperationRunQuery'] as BeginPayload;
  return userErrors.length === 0 ? (bulkOperation?.id ?? null) : null;
}

/** Where the objects are, and how many; null: not to be had. */
interface Ended {
  readonly url: string | null;
  readonly objects: number;
  readonly roots: number;
}

async function end({door, clock}: Way, id: string, patienceMs: number, signal: AbortSignal): Promise<Ended | null> {
  const began = clock.real();
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LATE_LOOK_MS, wait * 1.5)) {
    await clock.sleep(wait, signal);
    const {bulkOperation: seen} = await door.ask<LookReadingAnswer>(LOOK_READING, {id}, signal);
    if (seen === null) return null;
    const {status, url, objectCount, rootObjectCount} = seen;
    if (status === 'COMPLETED') return {url, objects: Number(objectCount), roots: Number(rootObjectCount)};
    if (!isUnderWay(seen)) return null;
    if (clock.real() - began > patienceMs) {
      await cancel(door, id);
      return null;
    }
  }
}

/** The objects of the file, where it has as many as the operation found: a file that was cut off must not pass for a shop. */
async function objectsOf<T extends BulkObject>(
  {files}: Way,
  {url, objects, roots}: Ended,
  signal: AbortSignal,
): Promise<readonly T[] | null> {
  if (url === null) return objects === 0 ? [] : null;
  const request = {method: 'GET', path: url, repeatable: true, text: true, timeoutMs: FILE_MS} as const;
  const answer = await files.send(request, signal).catch((error: unknown) => {
    if (signal.aborted) throw error;
    return null;
  });
  if (answer?.status !== 200) return null;
  const found = parsed<T>(String(answer.body));
  if (found === null || found.length !== objects) return null;
  return found.filter(({__parentId}) => __parentId === undefined).length === roots ? found : null;
}

function parsed<T>(text: string): readonly T[] | null {
  try {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as T);
  } catch {
    return null;
  }
}
