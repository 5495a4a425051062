import type {OptionValue} from '../../domain/catalog/types.js';
import type {Outcome} from '../../ports/platform.js';
import {type Draft, takeStock} from './draft.js';
import {type Found, offerId, offerOfOptions} from './find.js';
import {attributesWith, mustFit, optionsWish, titlesOf} from './options.js';
import {Refused} from './refused.js';
import {slugFault, slugOf} from './slug.js';
import {keyOf} from './translate.js';
import {type Goods, isParent, type WireVariation} from './wire.js';
import {notFound, rejected, type Task} from './work.js';

/** Puts tasks together by product. What becomes of a task that is not sent is said to `known`. */
export function draftsOf(tasks: readonly Task[], found: readonly Found[], known: Outcome[]): readonly Draft[] {
  const drafts = new Map<string, Draft>();
  const draft = (goods: Goods | null, key: string): Draft => {
    const name = goods === null ? `new ${key}` : `id ${goods.product.id}`;
    const open: Draft = drafts.get(name) ?? {
      ...{goods, key, listing: null, singles: [], variants: [], type: null, attributes: null},
    };
    drafts.set(name, open);
    return open;
  };
  const slugs = new Map<string, string>();
  const stocks: Task[] = [];
  const late: {task: Task; at: Found}[] = [];
  for (const [i, task] of tasks.entries()) {
    const at = found[i] ?? {goods: null, offer: null};
    if (task.target.kind === 'listing') takeListing(task, at, slugs, draft, known);
    else if (task.op === 'create') late.push({task, at});
    else if (task.target.kind === 'stock' && at.offer === null) stocks.push(task);
    else takeUpdate(task, at, draft, known);
  }
  // After the products they are of.
  for (const {task, at} of late) refusing(task, known, () => takeCreate(task, at, draft, known));
  for (const task of stocks) takeStock(task, drafts.values(), known);
  return [...drafts.values()].filter((each) => isWhole(each, known));
}

type Open = (goods: Goods | null, key: string) => Draft;

function takeListing(
  task: Task,
  {goods, taken}: Found,
  slugs: Map<string, string>,
  draft: Open,
  known: Outcome[],
): void {
  const key = task.target.key.product ?? '';
  if (task.op === 'update') {
    if (goods === null) known.push(notFound(task));
    else draft(goods, key).listing = task;
    return;
  }
  const slug = slugOf(key);
  const other = taken ?? slugs.get(slug);
  const fault = slugFault(key) ?? (other === undefined ? null : `in an address it would be ${slug}, as ${other} is`);
  if (goods !== null && keyOf(goods.product) === key)
    known.push(rejected(task.n, 'EXISTS', `the key ${key} is taken`, String(goods.product.id)));
  else if (fault !== null) known.push(rejected(task.n, 'KEY_INVALID', fault));
  else {
    slugs.set(slug, key);
    draft(null, key).listing = task;
  }
}

function takeUpdate(task: Task, {goods, offer}: Found, draft: Open, known: Outcome[]): void {
  if (goods === null || offer === null) {
    known.push(notFound(task));
    return;
  }
  const own = draft(goods, keyOf(goods.product));
  if (offer.id === goods.product.id) {
    refusing(task, known, () => {
      if (task.values['options'] !== undefined) mustFit(optionsWish(task), []);
      own.singles.push(task);
    });
    return;
  }
  const variation = offer as WireVariation;
  refusing(task, known, () => {
    const options = task.values['options'] === undefined ? null : optionsWish(task);
    if (options !== null) widen(own, options);
    const there = own.variants.find(({live}) => live?.id === variation.id);
    if (there === undefined) own.variants.push({live: variation, tasks: [task], options});
    else {
      there.tasks.push(task);
      there.options = options ?? there.options;
    }
  });
}

function takeCreate(task: Task, {goods, offer}: Found, draft: Open, known: Outcome[]): void {
  const key = task.target.key.product ?? '';
  const wished = optionsWish(task);
  const here = goods !== null && keyOf(goods.product) === key ? goods : null;
  const there =
    offer ?? (here === null ? null : (offerOfOptions(here, task.target.key.options ?? textOf(task)) ?? null));
  if (goods !== null && there !== null) {
    known.push(rejected(task.n, 'EXISTS', 'the shop has it already', offerId(goods, there)));
    return;
  }
  const own = draft(here, key);
  if (here !== null && !isParent(here.product))
    throw new Refused('OPTIONS_DIFFER', 'its product is sold as it is, without options');
  const empty = own.variants.length === 0 && own.singles.length === 0 && (here?.variations ?? []).length === 0;
  if (wished.length === 0) {
    if (!empty) throw new Refused('OPTIONS_DIFFER', 'its product has options, and it has none');
    own.type = 'simple';
    own.singles.push(task);
    return;
  }
  if (own.singles.length > 0) throw new Refused('OPTIONS_DIFFER', 'its product is sold as it is, without options');
  widen(own, wished, empty);
  own.variants.push({live: null, tasks: [task], options: wished});
}

function textOf({values}: Task): string {
  return typeof values['options'] === 'string' ? values['options'] : '';
}

/** The product's attributes with these values. The first variation says which options there are. */
function widen(draft: Draft, wished: readonly OptionValue[], first = false): void {
  const present = draft.attributes ?? draft.goods?.product.attributes ?? [];
  const kept = first
    ? present.filter(({name, variation}) => variation !== true || wished.some((each) => each.name === name))
    : present;
  if (!first) mustFit(wished, titlesOf({attributes: present}));
  draft.attributes = attributesWith(kept, wished) ?? (kept.length === present.length ? draft.attributes : kept);
}

/** A new product without a listing of its own has nothing to be made of. */
function isWhole(draft: Draft, known: Outcome[]): boolean {
  if (draft.goods !== null) return true;
  if (draft.listing !== null) {
    draft.type ??= 'variable';
    return true;
  }
  const tasks = [...draft.singles, ...draft.variants.flatMap(({tasks}) => tasks)];
  known.push(...tasks.map(({n}) => rejected(n, 'NOT_FOUND', 'the shop has no such product')));
  return false;
}

function refusing({n}: Task, known: Outcome[], work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    known.push(rejected(n, error.code, error.message));
  }
}
