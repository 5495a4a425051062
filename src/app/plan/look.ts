import type {Shop} from '../../domain/catalog/types.js';
import {sameValue, targetText} from '../../domain/change/fields.js';
import type {Change, Plan} from '../../domain/change/types.js';
import type {PlanRow, PlanState} from '../../ports/data.js';
import type {Context} from '../context.js';

export interface ListedPlan {
  readonly row: PlanRow;
  readonly shop: string;
  /** `expired` once it is too old to be applied. */
  readonly state: PlanState;
}

/** The latest plans first. */
export async function listPlans(
  context: Context,
  filter: {readonly shop?: Shop; readonly limit: number},
): Promise<readonly ListedPlan[]> {
  const names = new Map((await context.data.shops.list()).map(({id, name}) => [id, name]));
  const wanted = filter.shop === undefined ? {} : {shopId: filter.shop.id};
  const rows = await context.data.plans.list({...wanted, limit: filter.limit});
  const listed: ListedPlan[] = [];
  for (const row of rows) listed.push({row, shop: names.get(row.shopId) ?? '', state: await stateOf(context, row)});
  return listed;
}

async function stateOf(context: Context, row: PlanRow): Promise<PlanState> {
  if (row.state !== 'open' && row.state !== 'blocked') return row.state;
  const plan = await context.data.plans.get(row.id);
  return plan !== null && plan.expiresAt < context.clock.real() ? 'expired' : row.state;
}

/** `plan`: as it will be sent. `move`: the largest move of the price first, up or down. `sku`: by name. */
export type PlanOrder = 'plan' | 'move' | 'sku';

export function sortChanges(changes: readonly Change[], order: PlanOrder): readonly Change[] {
  if (order === 'sku') return [...changes].sort((a, b) => (targetText(a.target) < targetText(b.target) ? -1 : 1));
  return order === 'move' ? [...changes].sort((a, b) => moveOf(b) - moveOf(a) || a.n - b.n) : changes;
}

/** Size of a price's move as a fraction, without its direction; 0 for changes without a price. */
function moveOf({fields}: Change): number {
  const price = fields['price'] ?? fields['base_price'];
  const from = Number(price?.before ?? Number.NaN);
  const to = Number(price?.after ?? Number.NaN);
  return from > 0 && Number.isFinite(to) ? Math.abs(to / from - 1) : 0;
}

/** What two plans have in common, and what differs, by target. */
export interface PlanDiff {
  readonly same: number;
  readonly onlyA: readonly Change[];
  readonly onlyB: readonly Change[];
  readonly differ: readonly {readonly a: Change; readonly b: Change; readonly fields: readonly string[]}[];
}

export function diffPlans(a: Plan, b: Plan): PlanDiff {
  const name = ({target}: Change) => `${target.kind} ${targetText(target)}`;
  const ofB = new Map(b.changes.map((change) => [name(change), change]));
  const ofA = new Set(a.changes.map(name));
  const differ: {a: Change; b: Change; fields: string[]}[] = [];
  let same = 0;
  for (const change of a.changes) {
    const other = ofB.get(name(change));
    if (other === undefined) continue;
    const fields = [...new Set([...Object.keys(change.fields), ...Object.keys(other.fields)])].filter(
      (field) => !sameValue(change.fields[field]?.after ?? null, other.fields[field]?.after ?? null),
    );
    if (fields.length === 0 && change.op === other.op) same += 1;
    else differ.push({a: change, b: other, fields});
  }
  return {
    same,
    onlyA: a.changes.filter((change) => !ofB.has(name(change))),
    onlyB: b.changes.filter((change) => !ofA.has(name(change))),
    differ,
  };
}
