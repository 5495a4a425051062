import {deliver, type Entry, outcomesOf} from './deliver.js';
import {type Body, variantBody} from './edits.js';
import {levelsOf, requestLevels} from './levels.js';
import {pricesBody, stockWish} from './prices.js';
import {OWN, type WireVariant} from './wire.js';
import {type Outcomes, type Task, VARIANTS_PATH, type Work} from './work.js';

/** A variant that is there half. `adopted`: an earlier push made it, and nobody knows how far that came. */
export interface Half {
  readonly task: Task;
  readonly variant: WireVariant;
  readonly item: string | null;
  readonly adopted: boolean;
}

/**
 * Makes half-made variants whole: the stock first, then, in one request, the picture and the word that they are made. A
 * push that dies in between leaves variants that are read as not there, and the next one goes on here.
 */
export async function* finish(work: Work, halves: readonly Half[]): Outcomes {
  if (halves.length === 0) return;
  const ready: Half[] = [];
  const stocked = halves.flatMap((half) => {
    const stock = stockWish(half.task.values['stock']);
    if (stock !== null && half.item !== null) return [{half, item: half.item, stock}];
    ready.push(half);
    return [];
  });
  const levels = await levelsOf(work, stocked);
  for await (const sent of deliver({...work.door, request: requestLevels}, levels, work.signal)) {
    if (sent.state === 'done') ready.push(sent.entry.of.half);
    else yield* outcomesOf(sent);
  }
  const entries = ready.map((half) => ({half, changes: [half.task.n], body: lastWord(work, half)}));
  for await (const sent of deliver({...work.door, request: requestVariants}, entries, work.signal)) {
    if (sent.state !== 'done') yield* outcomesOf(sent);
    else yield {n: sent.entry.half.task.n, state: 'applied', remoteId: sent.entry.half.variant.id};
  }
}

/** What an adopted variant is made of may be from another plan: all of it is written again. */
function lastWord({currency}: Work, {task: {values}, variant, adopted}: Half): Body {
  const {metadata = {}, ...own} = variantBody(adopted ? values : pick(values, 'image'), adopted ? variant : null);
  const prices = adopted ? {prices: pricesBody(values['price'] ?? null, currency, variant.prices ?? [])} : {};
  return {id: variant.id, ...own, ...prices, metadata: {...(metadata as Body), [OWN.unfinished]: ''}};
}

function pick(values: Task['values'], name: string): Task['values'] {
  const value = values[name];
  return value === undefined ? {} : {[name]: value};
}

/** Updates of variants of any products. */
export function requestVariants(entries: readonly Entry[]) {
  return {
    method: 'POST' as const,
    path: `${VARIANTS_PATH}?fields=id`,
    body: {update: entries.map(({body}) => body)},
  };
}
