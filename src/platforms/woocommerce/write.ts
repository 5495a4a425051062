import type {Outcome} from '../../ports/platform.js';
import {deliver, outcomesOf} from './deliver.js';
import type {Draft} from './draft.js';
import {type Body, keptOn, listingEdit, offerEdit} from './edits.js';
import type {Entry, Item, Sent} from './judge.js';
import {ownBody} from './own.js';
import {Refused} from './refused.js';
import {slugOf} from './slug.js';
import {refusedOf} from './taken.js';
import type {WireImage} from './wire.js';
import {type Outcomes, rejected, skuOf, type Task, type Work} from './work.js';
import {writeVariants} from './write-variants.js';

interface ProductEntry extends Entry {
  readonly draft: Draft;
}

/** Writes products first, all in one request where they fit, then the variations of those that were written. */
export async function* writeDrafts(work: Work, drafts: readonly Draft[]): Outcomes {
  const known: Outcome[] = [];
  const entries = drafts.flatMap((draft) => productEntry(work, draft, known) ?? []);
  const waiting = new Set(entries.map(({draft}) => draft));
  const ready = drafts
    .filter((draft) => !waiting.has(draft) && draft.goods !== null)
    .map((draft) => ({draft, id: draft.goods?.product.id ?? 0, images: draft.goods?.product.images ?? []}));
  yield* known;
  for await (const sent of deliver(work.door, work.rows, entries, work.signal)) {
    const {draft, changes} = sent.entry;
    if (sent.state === 'done') {
      const {id, images = draft.goods?.product.images ?? []} = sent.item as Item & {images?: readonly WireImage[]};
      ready.push({draft, id, images});
      yield* changes.map((n) => ({n, state: 'applied' as const, remoteId: String(id)}));
    } else {
      yield* sent.state === 'refused' ? await refusedOf(work, sent, ownTasks(draft)) : outcomesOf(changes, sent);
      yield* dependents(draft, sent);
    }
  }
  yield* writeVariants(work, ready);
}

function ownTasks({listing, singles}: Draft): readonly Task[] {
  return listing === null ? singles : [listing, ...singles];
}

/** The variations of a product that was not written. */
function dependents(
  {variants}: Draft,
  {state, code, message}: Exclude<Sent<Entry>, {state: 'done'}>,
): readonly Outcome[] {
  const changes = variants.flatMap(({tasks}) => tasks.map(({n}) => n));
  if (state === 'refused') return outcomesOf(changes, {state, code, message: `its product: ${message}`});
  return outcomesOf(changes, {state: 'planned', code: 'NOT_SENT', message: 'its product was not written'});
}

/** The product's part of a draft; null where it stays as it is. A task that can not be sent is said and left out. */
function productEntry({writing}: Work, draft: Draft, known: Outcome[]): ProductEntry | null {
  const live = draft.goods?.product ?? null;
  const before = keptOn(live);
  const slug = slugOf(draft.key);
  let own = live === null && slug !== draft.key ? {...before, key: draft.key} : before;
  let body: Body = {};
  const changes: number[] = [];
  for (const task of ownTasks(draft)) {
    try {
      const edit =
        task === draft.listing
          ? listingEdit(task.values, live, own, writing)
          : offerEdit({...skuOf(task), ...task.values}, live, {variation: false}, own, writing);
      body = {...body, ...edit.body};
      own = edit.own;
      changes.push(task.n);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      known.push(rejected(task.n, error.code, error.message));
    }
  }
  const kept = {
    ...(draft.type === null ? {} : {type: draft.type}),
    ...body,
    ...(draft.attributes === null ? {} : {attributes: draft.attributes}),
    ...ownBody(own, before),
  };
  if (live !== null) {
    if (changes.length === 0 && draft.attributes === null) return null;
    return {draft, path: '/products', verb: 'update', changes, body: {id: live.id, ...kept}};
  }
  if (draft.listing === null || !changes.includes(draft.listing.n)) {
    const left = [...draft.singles, ...draft.variants.flatMap(({tasks}) => tasks)].filter(
      ({n}) => !known.some((each) => each.n === n),
    );
    known.push(...left.map(({n}) => rejected(n, 'NOT_FOUND', 'its product was not made')));
    return null;
  }
  return {draft, path: '/products', verb: 'create', changes, body: {name: draft.key, slug, ...kept}};
}
