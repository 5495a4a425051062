import type {Change, Plan, PlanHead, PlanKind} from '../../domain/change/types.js';

export type PlanState = 'open' | 'blocked' | 'applied' | 'superseded' | 'expired';

export interface PlanRow {
  readonly id: string;
  readonly shopId: number;
  readonly kind: PlanKind;
  readonly state: PlanState;
  readonly createdAt: number;
  readonly summary: Plan['summary'];
  readonly breaker: Plan['breaker'];
}

/** The rows of a plan that is too long to be held, each as JSON, a page at a time. */
export interface PlanTexts {
  /** Numbered from 1 on, without a gap. */
  readonly changes: AsyncIterable<readonly string[]>;
  readonly skipped: AsyncIterable<readonly string[]>;
}

export interface PlanRepository {
  /** An id no stored plan has: "P-" and five characters of Crockford's base 32. */
  nextId(): Promise<string>;
  save(plan: Plan, state: PlanState): Promise<void>;
  /** The same of a plan that is too long to be held. */
  saveTexts(head: PlanHead, texts: PlanTexts, state: PlanState): Promise<void>;
  get(id: string): Promise<Plan | null>;
  /** All of a plan but its changes and what it leaves alone. */
  head(id: string): Promise<PlanHead | null>;
  /** The changes of a plan in their order, a page at a time; none where there is no such plan. */
  changes(id: string): AsyncIterable<readonly Change[]>;
  state(id: string): Promise<PlanState | null>;
  setState(id: string, state: PlanState): Promise<void>;
  list(filter: {
    readonly shopId?: number;
    readonly state?: PlanState;
    readonly kind?: PlanKind;
    readonly limit: number;
  }): Promise<readonly PlanRow[]>;
}
