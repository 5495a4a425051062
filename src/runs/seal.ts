import {createHash} from 'node:crypto';
import {canonicalPages, canonicalPieces} from '../domain/change/canonical.js';
import type {Change, Plan, PlanDraft, PlanHead, Skipped} from '../domain/change/types.js';

/** What a draft gets when it becomes a plan. Instants are real, ms UTC. */
export interface PlanStamp {
  readonly id: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Gives a draft its id, its age and its hash. */
export function sealPlan(draft: PlanDraft, stamp: PlanStamp): Plan {
  const {id, createdAt, expiresAt} = stamp;
  const body: Omit<Plan, 'hash'> = {...draft, format: 'souk-plan', version: 1, id, createdAt, expiresAt};
  return {...body, hash: hashOf(body)};
}

/** The same of a draft whose changes, and what it leaves alone, are read a page at a time. */
export async function sealPages(
  draft: Omit<PlanDraft, 'changes' | 'skipped'>,
  stamp: PlanStamp,
  lists: {readonly changes: AsyncIterable<readonly Change[]>; readonly skipped: AsyncIterable<readonly Skipped[]>},
): Promise<PlanHead> {
  const {id, createdAt, expiresAt} = stamp;
  const body: Omit<PlanHead, 'hash'> = {...draft, format: 'souk-plan', version: 1, id, createdAt, expiresAt};
  const hash = createHash('sha256');
  for await (const piece of canonicalPages({...body}, {...lists})) hash.update(piece);
  return {...body, hash: hash.digest('hex')};
}

/** True when the plan is what was sealed. It finds damage; it authorises nothing: guards run again at apply. */
export function planIntact(plan: Plan): boolean {
  const {hash, ...body} = plan;
  return hash === hashOf(body);
}

function hashOf(body: Omit<Plan, 'hash'>): string {
  const hash = createHash('sha256');
  for (const piece of canonicalPieces({...body})) hash.update(piece);
  return hash.digest('hex');
}
