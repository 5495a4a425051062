import type {PullKind, PullPage} from '../../ports/platform.js';
import {parts} from '../parts.js';

/** A look around: when it began (ms UTC) and the last SKU it asked for; null: it came to its end. */
interface Round {
  readonly begun: number;
  readonly after: string | null;
}

/** How old a look around may be (ms) before another one, so many SKUs a question, and what is asked. */
export interface Looking<K extends PullKind, W extends {readonly sku: string}> {
  readonly now: number;
  readonly everyMs: number;
  readonly size: number;
  /** Everything there is to ask for. */
  wanted(): Promise<readonly W[]>;
  read(part: readonly W[]): Promise<Omit<PullPage<K>, 'cursor'>>;
}

/**
 * Asks for every SKU in turn, where the last time was long enough ago. A look around that was broken off goes on where it
 * stopped; one that is young enough is not repeated.
 */
export async function* inRounds<K extends PullKind, W extends {readonly sku: string}>(
  {now, everyMs, size, wanted, read}: Looking<K, W>,
  cursor: string | null,
  signal: AbortSignal,
): AsyncGenerator<PullPage<K>> {
  const last = cursor === null ? null : (JSON.parse(cursor) as Round);
  const young = last !== null && last.begun <= now && now - last.begun < everyMs;
  const round: Round = young ? last : {begun: now, after: null};
  const at = (after: string | null) => JSON.stringify({begun: round.begun, after} satisfies Round);
  if (!(young && last.after === null)) {
    const skus = (await wanted()).filter(({sku}) => round.after === null || sku > round.after);
    const inOrder = [...skus].sort((a, b) => (a.sku < b.sku ? -1 : Number(a.sku > b.sku)));
    for (const part of parts(inOrder, size)) {
      signal.throwIfAborted();
      yield {...(await read(part)), cursor: at(part.at(-1)?.sku ?? null)} as PullPage<K>;
    }
  }
  yield {records: [], refused: [], cursor: at(null)};
}
