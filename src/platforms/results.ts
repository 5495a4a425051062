import type {Outcome} from '../ports/platform.js';

/** What came of a GraphQL mutation that was sent once. */
export type Told =
  | {readonly kind: 'done'; readonly data: Readonly<Record<string, unknown>>}
  /** An error in the answer. Of one field nothing was done; of aliased ones those before `field` were. */
  | {readonly kind: 'refused'; readonly code: string; readonly message: string; readonly field: string}
  /** Nobody knows: to be read back. */
  | {readonly kind: 'lost'; readonly code: string; readonly message: string}
  /** It never left, or was sent back unread. `reason`: nothing after it will be taken either. */
  | {readonly kind: 'unsent'; readonly code: string; readonly message: string; readonly reason?: unknown};

/** What became of each change of a batch: the first word counts. */
export interface Results {
  has(n: number): boolean;
  applied(n: number, remoteId?: string): void;
  rejected(n: number, code: string, message: string, existingId?: string): void;
  /** The word of a request that was refused, got lost or never left, for each of these. */
  told(numbers: Iterable<number>, told: Exclude<Told, {kind: 'done'}>): void;
  all(): Iterable<Outcome>;
}

/** Something happened that ends a whole push: what was not sent yet is planned, then the reason is thrown. */
export class Stopped extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('stopped', {cause: reason});
    this.name = 'Stopped';
    this.reason = reason;
  }
}

export function newResults(): Results {
  const outcomes = new Map<number, Outcome>();
  const set = (outcome: Outcome) => {
    if (!outcomes.has(outcome.n)) outcomes.set(outcome.n, outcome);
  };
  return {
    has: (n) => outcomes.has(n),
    applied: (n, remoteId) => set({n, state: 'applied', ...(remoteId === undefined ? {} : {remoteId})}),
    rejected: (n, code, message, existingId) =>
      set({n, state: 'rejected', code, message, ...(existingId === undefined ? {} : {existingId})}),
    told: (numbers, told) => {
      const {code, message} = told;
      const state = told.kind === 'refused' ? 'rejected' : told.kind === 'lost' ? 'unknown' : 'planned';
      for (const n of numbers) set({n, state, code, message});
      if (told.kind === 'unsent' && told.reason !== undefined) throw new Stopped(told.reason);
    },
    all: () => outcomes.values(),
  };
}
