import type {Outcome} from '../../ports/platform.js';
import {deliver, type Entry, type Item, outcomesOf, type Sent} from './deliver.js';
import type {Draft, VariantDraft} from './drafts.js';
import {type Body, keptOn, listingEdit, offerEdit} from './edits.js';
import {findTargets, offerId} from './find.js';
import {variationAttributes} from './options.js';
import {ownBody} from './own.js';
import {Refused} from './refused.js';
import {slugOf} from './slug.js';
import type {WireAttribute, WireImage} from './wire.js';
import {type Outcomes, rejected, type Task, type Work} from './work.js';

interface ProductEntry extends Entry {
  readonly draft: Draft;
}

interface VariantEntry extends Entry {
  readonly product: number;
  readonly tasks: readonly Task[];
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

/** What is made has the SKU it is named by. */
function skuOf({op, target}: Task): {sku?: string} {
  return op === 'create' && target.key.sku !== undefined ? {sku: target.key.sku} : {};
}

interface Ready {
  readonly draft: Draft;
  readonly id: number;
  readonly images: readonly WireImage[];
}

async function* writeVariants(work: Work, ready: readonly Ready[]): Outcomes {
  const entries: VariantEntry[] = [];
  for (const {draft, id, images} of ready) {
    const attributes = draft.attributes ?? draft.goods?.product.attributes ?? [];
    for (const variant of draft.variants) {
      const known: Outcome[] = [];
      const entry = variantEntry(work, variant, {id, images, attributes, sources: sourcesOf(draft)}, known);
      yield* known;
      if (entry !== null) entries.push(entry);
    }
  }
  for await (const sent of deliver(work.door, work.rows, entries, work.signal)) {
    const {product, changes, tasks} = sent.entry;
    if (sent.state === 'done')
      yield* changes.map((n) => ({n, state: 'applied' as const, remoteId: `${product}/${sent.item.id}`}));
    else if (sent.state === 'refused') yield* await refusedOf(work, sent, tasks);
    else yield* outcomesOf(changes, sent);
  }
}

function sourcesOf({listing, goods}: Draft): readonly string[] {
  const wished = listing?.values['images'];
  if (!Array.isArray(wished)) return keptOn(goods?.product ?? null).pictures ?? [];
  return (wished as readonly {readonly url: string}[]).map(({url}) => url);
}

interface Parent {
  readonly id: number;
  readonly images: readonly WireImage[];
  readonly sources: readonly string[];
  readonly attributes: readonly WireAttribute[];
}

function variantEntry({writing}: Work, variant: VariantDraft, parent: Parent, known: Outcome[]): VariantEntry | null {
  const {live, tasks, options} = variant;
  const before = keptOn(live);
  const shown = live?.image === null || live === null ? [] : [live.image];
  const pictures = [...parent.images, ...shown];
  const sources = [...parent.images.map((_, i) => parent.sources[i] ?? ''), before.offerImage ?? ''];
  let own = before;
  let body: Body = {};
  const sent: Task[] = [];
  for (const task of tasks) {
    try {
      const edit = offerEdit(
        {...skuOf(task), ...task.values},
        live,
        {variation: true, pictures, sources},
        own,
        writing,
      );
      body = {...body, ...edit.body};
      own = edit.own;
      sent.push(task);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      known.push(rejected(task.n, error.code, error.message));
    }
  }
  if (sent.length === 0) return null;
  const chosen = options === null ? {} : {attributes: variationAttributes(options, parent.attributes)};
  return {
    product: parent.id,
    tasks: sent,
    changes: sent.map(({n}) => n),
    path: `/products/${parent.id}/variations`,
    verb: live === null ? 'create' : 'update',
    body: {...(live === null ? {} : {id: live.id}), ...body, ...chosen, ...ownBody(own, before)},
  };
}

/** A refusal; of a create for a SKU that the shop has, with the id of that offer. */
async function refusedOf(
  {door, signal}: Work,
  sent: Exclude<Sent<Entry>, {state: 'done'}>,
  tasks: readonly Task[],
): Promise<readonly Outcome[]> {
  const {changes} = sent.entry;
  const made = tasks.filter(
    ({n, op, target}) => changes.includes(n) && op === 'create' && target.key.sku !== undefined,
  );
  const taken = sent.code === 'PRODUCT_INVALID_SKU' && made.length > 0;
  const found = taken
    ? await findTargets(
        door,
        made.map(({target}) => target),
        signal,
      )
    : [];
  return changes.map((n) => {
    const {goods = null, offer = null} = found[made.findIndex((task) => task.n === n)] ?? {};
    const there = goods === null || offer === null ? undefined : offerId(goods, offer);
    return rejected(n, sent.code, sent.message, there);
  });
}
