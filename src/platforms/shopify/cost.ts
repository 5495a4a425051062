import type {Lane, Verdict} from '../../ports/limiter.js';
import type {Http, HttpAnswer, HttpRequest} from '../http.js';
import {type Limits, verdictOf} from '../limited.js';
import {TOKEN_PATH} from './session.js';

/** Points come back at the pace of the shop's plan: 100 a second on the smallest (shopify.dev, rate limits). What the shop tells counts. */
const LANE = {name: 'admin', limit: {kind: 'bucket', rate: 100, burst: 1000}} as const satisfies Lane;
/** What an operation is taken to cost until the shop has said it. */
export const MUTATION_POINTS = 10;
const QUERY_POINTS = 100;

interface Cost {
  readonly requestedQueryCost?: number;
  readonly actualQueryCost?: number | null;
  readonly throttleStatus?: {
    readonly maximumAvailable: number;
    readonly currentlyAvailable: number;
    readonly restoreRate: number;
  };
}

interface Body {
  readonly errors?: readonly {readonly extensions?: {readonly code?: string}}[];
  readonly extensions?: {readonly cost?: Cost};
}

/** The limits of a shop, and what an answer says of the cost of its request. */
export interface CostLimits extends Limits {
  learn(request: HttpRequest, answer: HttpAnswer): void;
  /** Points that were left, and that come back a second, as the shop told last. */
  standing(): {readonly left: number; readonly rate: number};
  /** Points that the last request of an operation took in the end; 0: none was answered. */
  spent(operation: string): number;
}

/** The limit of one shop: points by the cost of a query. What an operation costs is learnt from its answers. */
export function costLimits(): CostLimits {
  const known = new Map<string, number>();
  const taken = new Map<string, number>();
  let standing: {readonly left: number; readonly rate: number} = {left: 0, rate: LANE.limit.rate};
  return {
    standing: () => standing,
    spent: (operation) => taken.get(operation) ?? 0,
    lane: ({path}) => (path === TOKEN_PATH ? null : LANE),
    cost: (request) => {
      const {operationName = '', query = ''} = (request.body ?? {}) as {operationName?: string; query?: string};
      return known.get(operationName) ?? (query.startsWith('mutation') ? MUTATION_POINTS : QUERY_POINTS);
    },
    judge: byCost,
    learn: (request, answer) => {
      const {operationName = ''} = (request.body ?? {}) as {operationName?: string};
      const points = pointsAsked(answer);
      if (points !== null) known.set(operationName, points);
      const {actualQueryCost, throttleStatus: told} = bodyOf(answer.body).extensions?.cost ?? {};
      if (typeof actualQueryCost === 'number') taken.set(operationName, actualQueryCost);
      if (told !== undefined) standing = {left: told.currentlyAvailable, rate: told.restoreRate};
    },
  };
}

/** HTTP whose answers teach the limits. */
export function learning(http: Http, limits: CostLimits): Http {
  return {
    close: () => http.close(),
    send: async (request, signal) => {
      const answer = await http.send(request, signal);
      limits.learn(request, answer);
      return answer;
    },
  };
}

/** Points that a request was taken to cost at most, as its answer says. */
export function pointsAsked({body}: HttpAnswer): number | null {
  const points = bodyOf(body).extensions?.cost?.requestedQueryCost ?? 0;
  return points > 0 ? points : null;
}

/** One query may cost 1000 points (shopify.dev, rate limits); some are left for what a list adds beside its rows. */
const MOST_POINTS = 900;
const MOST_ROWS = 100;

/**
 * How many rows the next question of the kind may ask for: twice as many cost twice as much at most, and for large pages
 * Shopify counts far less. Null: this one asked for no rows, or its cost is not known.
 */
export function affordable(variables: object, points: number | null): number | null {
  const {first, ids} = variables as {readonly first?: number; readonly ids?: readonly unknown[]};
  const rows = first ?? ids?.length ?? 0;
  if (rows === 0 || points === null) return null;
  return Math.max(1, Math.min(MOST_ROWS, Math.floor((rows * MOST_POINTS) / points)));
}

/** Whether an answer says that the points are used up: by its status, or in a 200. */
export function isThrottled({status, body}: HttpAnswer): boolean {
  return status === 429 || bodyOf(body).errors?.some(({extensions}) => extensions?.code === 'THROTTLED') === true;
}

/** Reads what an answer says of the limit: points that were taken, are left, and come back a second. */
export function byCost(answer: HttpAnswer): Verdict {
  const cost = bodyOf(answer.body).extensions?.cost;
  if (cost?.throttleStatus === undefined) return verdictOf(answer);
  const {maximumAvailable: burst, currentlyAvailable: left, restoreRate: rate} = cost.throttleStatus;
  const told = {kind: 'bucket', left, burst, rate} as const;
  if (isThrottled(answer)) return {kind: 'limited', told, retryAfterMs: null};
  return {kind: 'accepted', told, ...(typeof cost.actualQueryCost === 'number' ? {cost: cost.actualQueryCost} : {})};
}

function bodyOf(body: unknown): Body {
  return typeof body === 'object' && body !== null ? (body as Body) : {};
}
