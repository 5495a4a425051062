import {createHash} from 'node:crypto';
import {targetText} from '../../domain/change/fields.js';
import type {Change, Plan} from '../../domain/change/types.js';
import {KnownError} from '../../domain/errors.js';

/** Which part of a plan to apply; the rest stays planned. */
export interface Selection {
  /** SKUs, or product keys. */
  readonly only?: readonly string[];
  /** At most so many changes, in the order in which they are sent. */
  readonly limit?: number;
  /** A share such as "5%". */
  readonly canary?: string;
}

/** The chosen changes, in the plan's order. Fails when nothing is chosen of a plan that holds something. */
export function select(plan: Plan, {only, limit, canary}: Selection): readonly Change[] {
  let chosen = only === undefined || only.length === 0 ? plan.changes : named(plan.changes, only);
  if (canary !== undefined) chosen = sample(plan.id, chosen, shareOf(canary));
  if (limit !== undefined) chosen = chosen.slice(0, limit);
  if (chosen.length === 0 && plan.changes.length > 0) throw new KnownError('usage', 'SELECTION_EMPTY', {plan: plan.id});
  return chosen;
}

/** "5%" → 0.05. More than 0 and at most 100 %. */
export function shareOf(text: string): number {
  const match = /^(\d{1,3}(?:\.\d{1,4})?)\s?%$/u.exec(text.trim());
  const percent = match?.[1] === undefined ? Number.NaN : Number(match[1]);
  if (!(percent > 0 && percent <= 100)) throw new KnownError('usage', 'CANARY_INVALID', {text});
  return percent / 100;
}

/** Offers by SKU with the creation of their product, and everything of a product named by its key. */
function named(changes: readonly Change[], only: readonly string[]): readonly Change[] {
  const wanted = new Set(only.map((text) => text.trim()));
  const hit = ({target: {key}}: Change) =>
    wanted.has(key.sku ?? '') || (wanted.has(key.product ?? '') && key.product !== undefined);
  const parents = new Set(
    changes.filter((change) => hit(change) && change.op === 'create').map(({target}) => target.key.product),
  );
  return changes.filter((change) => {
    const parent = change.op === 'create' && change.target.kind === 'listing' && parents.has(change.target.key.product);
    return hit(change) || parent;
  });
}

/** A spread of whole products that is the same every time: the order is that of a hash, not of the catalogue. */
function sample(seed: string, changes: readonly Change[], share: number): readonly Change[] {
  const wanted = Math.ceil(changes.length * share);
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const group = change.target.key.product ?? targetText(change.target);
    groups.set(group, [...(groups.get(group) ?? []), change]);
  }
  const rank = (text: string) => createHash('sha256').update(`${seed}\n${text}`).digest('hex');
  const order = [...groups.keys()]
    .map((group) => ({group, rank: rank(group)}))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const chosen = new Set<Change>();
  for (const {group} of order) {
    if (chosen.size >= wanted) break;
    for (const change of groups.get(group) ?? []) chosen.add(change);
  }
  return changes.filter((change) => chosen.has(change));
}
