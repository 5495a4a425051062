import type {Lane, Limiter, Told, Verdict} from '../ports/limiter.js';
import {type Http, type HttpAnswer, HttpFault, type HttpRequest, retryAfterMs} from './http.js';

/** What a connector knows of its platform's limits. */
export interface Limits {
  /** The lane a request goes by; null: it counts towards no limit. */
  lane(request: HttpRequest): Lane | null;
  /** Points it will cost as far as is known; one when absent. */
  cost?(request: HttpRequest): number;
  /** What an answer says of the limit; `verdictOf` when absent. */
  judge?(answer: HttpAnswer): Verdict;
}

/** A request that never left: its wait was broken off. `reason`: the signal's, or a known error. */
export class Unsent extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('not sent', {cause: reason});
    this.name = 'Unsent';
    this.reason = reason;
  }
}

/** HTTP that keeps to a shop's limits: every request waits for its turn. Throws {@link Unsent} for one whose turn did not come. */
export function limited(http: Http, limiter: Limiter, {lane, cost, judge = verdictOf}: Limits): Http {
  return {
    close: () => http.close(),
    send: async (request, signal) => {
      const way = lane(request);
      if (way === null) return await http.send(request, signal);
      const pass = await limiter.enter(way, cost?.(request) ?? 1, signal).catch((reason: unknown) => {
        throw new Unsent(reason);
      });
      let verdict: Verdict = {kind: 'lost'};
      try {
        const answer = await http.send(request, signal);
        verdict = judge(answer);
        return answer;
      } catch (error) {
        if (error instanceof HttpFault && error.kind === 'refused') verdict = {kind: 'unsent'};
        throw error;
      } finally {
        pass.end(verdict);
      }
    },
  };
}

/**
 * Reads an answer as most platforms mean it: 429 is the limit; 503 with `Retry-After` asks for a pause; and headers tell
 * how the limit stands.
 */
export function verdictOf(answer: HttpAnswer): Verdict {
  const {status, headers} = answer;
  const told = toldBy(headers);
  const wait = retryAfterMs(headers['retry-after'], Date.now());
  if (status === 429) return {kind: 'limited', retryAfterMs: wait, ...(told === null ? {} : {told})};
  if (status === 503 && wait !== null) return {kind: 'busy', retryAfterMs: wait};
  return {kind: 'accepted', ...(told === null ? {} : {told})};
}

/**
 * The limit by the headers that have become customary: `x-ratelimit-limit` and `-remaining`, with `-reset` (seconds until
 * the window ends) or with `-restore` (points that come back a second).
 */
function toldBy(headers: Readonly<Record<string, string>>): Told | null {
  const number = (name: string) => {
    const value = Number.parseFloat(headers[`x-ratelimit-${name}`] ?? '');
    return Number.isFinite(value) && value >= 0 ? value : null;
  };
  const [quota, left, reset, rate] = [number('limit'), number('remaining'), number('reset'), number('restore')];
  if (quota === null || left === null || quota < 1) return null;
  if (rate !== null && rate > 0) return {kind: 'bucket', left, burst: quota, rate};
  return reset === null || reset > LONGEST_S ? null : {kind: 'window', left, quota, resetMs: 1000 * reset};
}

/** A reset beyond this is no length of time but an instant, by a clock that is not ours. */
const LONGEST_S = 90_000;
