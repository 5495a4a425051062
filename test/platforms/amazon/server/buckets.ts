import {OPERATIONS, type OperationId} from './operations.js';

/** A token bucket for each operation, as usage plans are: `speed` times as quick, so that a test need not wait. */
export interface Buckets {
  /** Takes a token; false where there is none. */
  take(id: OperationId): boolean;
}

export function bucketsOf(speed: number, now: () => number): Buckets {
  const left = new Map(OPERATIONS.map(({id, burst}) => [id as OperationId, {tokens: burst as number, at: now()}]));
  return {
    take: (id) => {
      const plan = OPERATIONS.find((each) => each.id === id);
      const bucket = left.get(id);
      if (plan === undefined || bucket === undefined) return true;
      const at = now();
      const tokens = Math.min(plan.burst, bucket.tokens + ((at - bucket.at) / 1000) * plan.rate * speed);
      left.set(id, {tokens: tokens >= 1 ? tokens - 1 : tokens, at});
      return tokens >= 1;
    },
  };
}
