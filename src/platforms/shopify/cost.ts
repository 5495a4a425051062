import type {Lane, Verdict} from '../../ports/limiter.js';
import type {Http, HttpAnswer, HttpRequest} from '../http.js';
import {type Limits, verdictOf} from '../limited.js';
import {TOKEN_PATH} from './session.js';

/** Points come back at the pace of the shop's plan: 100 a second on the smallest (shopify.dev, rate limits). What the shop tells counts. */
const LANE: Lane = {name: 'admin', limit: {kind: 'bucket', rate: 100, burst: 1000}};
/** What an operation is taken to cost until the shop has said it. */
const MUTATION_POINTS = 10;
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
}

/** The limit of one shop: points by the cost of a query. What an operation costs is learnt from its answers. */
export function costLimits(): CostLimits {
  const known = new Map<string, number>();
  return {
    lane: ({path}) => (path === TOKEN_PATH ? null : LANE),
    cost: (request) => {
      const {operationName = '', query = ''} = (request.body ?? {}) as {operationName?: string; query?: string};
      return known.get(operationName) ?? (query.startsWith('mutation') ? MUTATION_POINTS : QUERY_POINTS);
    },
    judge,
    learn: (request, {body}) => {
      const {operationName = ''} = (request.body ?? {}) as {operationName?: string};
      const points = bodyOf(body).extensions?.cost?.requestedQueryCost;
      if (points !== undefined && points > 0) known.set(operationName, points);
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

/** Whether an answer says that the points are used up: by its status, or in a 200. */
export function isThrottled({status, body}: HttpAnswer): boolean {
  return status === 429 || bodyOf(body).errors?.some(({extensions}) => extensions?.code === 'THROTTLED') === true;
}

/** Reads what an answer says of the limit: points that were taken, are left, and come back a second. */
function judge(answer: HttpAnswer): Verdict {
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
