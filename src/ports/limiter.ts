/**
 * What is known of a platform's limit before anything was sent. Points are what a platform counts; a plain request costs
 * one. `bucket`: so many points a second, and `burst` saved up at most. `window`: so many in any stretch of that length.
 * `unknown`: to be learnt. `none`: the platform says that it has none.
 */
export type Limit =
  | {readonly kind: 'none'}
  | {readonly kind: 'unknown'}
  | {readonly kind: 'bucket'; readonly rate: number; readonly burst: number}
  | {readonly kind: 'window'; readonly quota: number; readonly windowMs: number};

/** Requests that share one limit, all of a platform's or those of one operation. */
export interface Lane {
  /** Under this name what was learnt is kept. */
  readonly name: string;
  readonly limit: Limit;
  /** Most requests under way at once, where the platform names a number; all processes together. */
  readonly atOnce?: number;
}

/**
 * What a platform told of its limit with an answer. `bucket`: points left, the most there can be, and how many come
 * back a second. `rate`: the pace alone. `window`: points left until the window ends in `resetMs`.
 */
export type Told =
  | {readonly kind: 'bucket'; readonly left: number; readonly burst: number; readonly rate: number}
  | {readonly kind: 'rate'; readonly rate: number}
  | {readonly kind: 'window'; readonly left: number; readonly quota: number; readonly resetMs: number};

/**
 * What became of a request, for the limit. `accepted`: counted by the platform, whatever it answered; `cost` when it
 * counted other than was asked for. `limited`: refused for the limit, not looked at. `busy`: the platform asks to be
 * left alone for a while. `lost`: no answer. `unsent`: it never left.
 */
export type Verdict =
  | {readonly kind: 'accepted'; readonly told?: Told; readonly cost?: number}
  | {readonly kind: 'limited'; readonly told?: Told; readonly retryAfterMs: number | null}
  | {readonly kind: 'busy'; readonly retryAfterMs: number}
  | {readonly kind: 'lost'}
  | {readonly kind: 'unsent'};

/** Leave to send one request. */
export interface Pass {
  /** Says what became of it; must be called once, whatever happened. */
  end(verdict: Verdict): void;
}

/**
 * Keeps a shop's requests inside the platform's limits: one for each shop credential, for all processes that share the
 * store. What it learns is kept there for the next run.
 *
 * @example
 * const pass = await limiter.enter({name: 'api', limit: {kind: 'bucket', rate: 2, burst: 40}}, 1, signal);
 * pass.end({kind: 'accepted'});
 */
export interface Limiter {
  /**
   * Waits until a request of that many points may be sent. Rejects with the signal's reason when it is aborted.
   *
   * @throws KnownError unreachable SHOP_ASKS_TO_WAIT when the platform itself asks for a wait that is too long to sit out.
   */
  enter(lane: Lane, cost: number, signal: AbortSignal): Promise<Pass>;
  /** Gives back what was not used. */
  close(): Promise<void>;
}
