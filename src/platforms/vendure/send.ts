import type {Results, Told} from '../results.js';
import type {Door} from './door.js';

/** One element of an array mutation and the change it is made for. `id`: what it writes, where it is there already. */
export interface Row {
  readonly n: number;
  readonly input: Readonly<Record<string, unknown>>;
  readonly id?: string;
}

/** Least and most of one request: the server's body limit is about 100 kB, and above a hundred rows a row takes longer. */
const MOST_BYTES = 85_000;
const MOST_ROWS = 100;

/** Rows cut so that each part fits into one request, by bytes as they go over the line. */
export function cutRows<T>(
  rows: readonly T[],
  inputOf: (row: T) => unknown,
  limit: {readonly bytes: number; readonly rows: number} = {bytes: MOST_BYTES, rows: MOST_ROWS},
): readonly (readonly T[])[] {
  const cut: T[][] = [];
  let part: T[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(inputOf(row)), 'utf8') + 1;
    if (part.length > 0 && (bytes + size > limit.bytes || part.length >= limit.rows)) {
      cut.push(part);
      part = [];
      bytes = 0;
    }
    part.push(row);
    bytes += size;
  }
  if (part.length > 0) cut.push(part);
  return cut;
}

/**
 * Sends an array mutation, which the server does whole or not at all. What it refuses is halved until the bad rows stand
 * alone: a refusal left nothing behind, so the good ones may be sent again. What got lost is not.
 *
 * @param name how an answer's element is told: by its place (updates), or by a field that input and answer share
 */
export async function sendRows(
  door: Door,
  {query, field, by}: {readonly query: string; readonly field: string; readonly by?: string},
  rows: readonly Row[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  for (const part of cutRows(rows, ({input}) => input)) await sendPart(part);

  async function sendPart(part: readonly Row[]): Promise<void> {
    const told = await door.tell(query, {input: part.map(({input}) => input)}, signal);
    if (told.kind === 'done') return answered(part, told);
    if (told.kind !== 'refused' || part.length === 1) {
      results.told(
        part.map(({n}) => n),
        told,
      );
      return;
    }
    const half = Math.ceil(part.length / 2);
    await sendPart(part.slice(0, half));
    await sendPart(part.slice(half));
  }

  function answered(part: readonly Row[], {data}: Extract<Told, {kind: 'done'}>): void {
    const list = Array.isArray(data[field]) ? (data[field] as readonly (Record<string, unknown> | null)[]) : [];
    const ids = by === undefined ? null : new Map(list.map((each) => [each?.[by], each?.['id']]));
    for (const {n, id, input} of part) {
      const found = ids === null || by === undefined ? id : ids.get(input[by]);
      if (typeof found === 'string') results.applied(n, found);
      else results.told([n], {kind: 'lost', code: 'NO_ANSWER', message: 'the answer does not name this row'});
    }
  }
}
