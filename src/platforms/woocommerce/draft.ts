import type {OptionValue} from '../../domain/catalog/types.js';
import type {Outcome} from '../../ports/platform.js';
import type {Goods, WireAttribute, WireVariation} from './wire.js';
import {notFound, type Task} from './work.js';

/** A variation that is written, by one task or by several (price and stock). `live` null: it is made. */
export interface VariantDraft {
  readonly live: WireVariation | null;
  readonly tasks: Task[];
  /** The options it shall have; null: they stay. */
  options: readonly OptionValue[] | null;
}

/** All that is done to one product, so that a product is written once. */
export interface Draft {
  readonly goods: Goods | null;
  /** Its key, where it is made. */
  readonly key: string;
  listing: Task | null;
  /** Tasks on what is sold where the product itself is. */
  readonly singles: Task[];
  readonly variants: VariantDraft[];
  /** What the product becomes where it is made, or has nothing that is sold yet. */
  type: 'simple' | 'variable' | null;
  /** Its attributes where they change. */
  attributes: readonly WireAttribute[] | null;
}

/** The stock of something that is made in the same push is written with it. */
export function takeStock(task: Task, drafts: Iterable<Draft>, known: Outcome[]): void {
  for (const {singles, variants} of drafts) {
    for (const tasks of [singles, ...variants.map((each) => each.tasks)]) {
      if (!tasks.some(({op, target}) => op === 'create' && sameOffer(target.key, task.target.key))) continue;
      tasks.push(task);
      return;
    }
  }
  known.push(notFound(task));
}

function sameOffer(one: Task['target']['key'], other: Task['target']['key']): boolean {
  if (one.sku !== undefined || other.sku !== undefined) return one.sku === other.sku;
  return one.product === other.product && (one.options ?? '') === (other.options ?? '');
}
