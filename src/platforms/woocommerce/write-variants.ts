import type {Outcome} from '../../ports/platform.js';
import {deliver, outcomesOf} from './deliver.js';
import type {Draft, VariantDraft} from './draft.js';
import {type Body, keptOn, offerEdit} from './edits.js';
import type {Entry} from './judge.js';
import {variationAttributes} from './options.js';
import {ownBody} from './own.js';
import {Refused} from './refused.js';
import {refusedOf} from './taken.js';
import type {WireAttribute, WireImage} from './wire.js';
import {type Outcomes, rejected, skuOf, type Task, type Work} from './work.js';

interface VariantEntry extends Entry {
  readonly product: number;
  readonly tasks: readonly Task[];
}

/** A product that is there, whose variations can be written. */
export interface Ready {
  readonly draft: Draft;
  readonly id: number;
  readonly images: readonly WireImage[];
}

/** Writes variations, those of each product in requests of their own. */
export async function* writeVariants(work: Work, ready: readonly Ready[]): Outcomes {
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
