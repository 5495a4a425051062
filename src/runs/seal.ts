import {createHash} from 'node:crypto';
import {canonicalPages, canonicalPieces} from '../domain/change/canonical.js';
import {CanonicalBytes} from '../domain/change/canonical-bytes.js';
import type {Change, Plan, PlanDraft, PlanHead, Skipped} from '../domain/change/types.js';
import {openSpool} from './spool.js';

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

/** Seals a plan that is made a page at a time and nowhere as a whole. */
export interface Seal {
  add(changes: readonly Change[], skipped: readonly Skipped[]): Promise<void>;
  finish(draft: Omit<PlanDraft, 'changes' | 'skipped'>, stamp: PlanStamp): Promise<PlanHead>;
  /** To be called whatever happens. */
  close(): Promise<void>;
}

/**
 * Opens a seal. What the breaker says stands before the changes in what is hashed, and is known after them: their texts
 * wait in `directory` until then.
 */
export function openSeal(directory: string): Seal {
  const lists = {changes: openSpool(directory), skipped: openSpool(directory)};
  const marks = {changes: '', skipped: ''};
  const bytes = new CanonicalBytes();
  const put = async (name: keyof typeof lists, page: readonly unknown[]): Promise<void> => {
    for (const each of page) {
      bytes.text(marks[name]);
      bytes.value(each);
      marks[name] = ',';
    }
    await lists[name].write(bytes.take());
  };
  return {
    add: async (changes, skipped) => {
      await put('changes', changes);
      await put('skipped', skipped);
    },
    finish: async (draft, {id, createdAt, expiresAt}) => {
      const body: Omit<PlanHead, 'hash'> = {...draft, format: 'souk-plan', version: 1, id, createdAt, expiresAt};
      const texts = {changes: lists.changes.read(), skipped: lists.skipped.read()};
      const hash = createHash('sha256');
      for await (const piece of canonicalPages({...body}, texts)) hash.update(piece);
      return {...body, hash: hash.digest('hex')};
    },
    close: async () => {
      await lists.changes.close();
      await lists.skipped.close();
    },
  };
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
