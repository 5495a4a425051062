import {bucketOf, type Rate} from './bucket.js';
import {type PracticeFault, type Side, takeFault} from './faults.js';
import {lie} from './lie.js';
import {BadRequest, CONTROL, changesOf, read} from './routes.js';
import type {ShopFile} from './store/file.js';
import {applyBatch} from './store/write.js';
import type {WireResult} from './wire.js';

/** A request to the practice shop. `body` is the text that came, empty for none. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly requestId: string;
}

/** What comes back: an answer, silence, or a dropped line. */
export type ApiReply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | {readonly kind: 'silence'}
  | {readonly kind: 'dropped'};

export interface ApiOptions {
  readonly rate: Rate;
  /** Real time in ms. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export type Api = (request: ApiRequest) => Promise<ApiReply>;

const LATE_MS = 60;

/**
 * The practice shop's API over its file: one handler for every way a request can come in. Each answer tells how the limit
 * stands: most requests at once, how many are left, and how many come back a second.
 */
export function apiOf(file: ShopFile, {rate, now, sleep}: ApiOptions): Api {
  const take = bucketOf(rate);
  return async (request) => {
    const route = `${request.method} ${request.path}`;
    const control = CONTROL[route];
    if (control !== undefined) return reply(() => control(file, request));
    const {wait, left} = take(now());
    const limit = {
      'x-ratelimit-limit': String(rate.burst),
      'x-ratelimit-remaining': String(left),
      'x-ratelimit-restore': String(rate.rate),
    };
    if (wait > 0) return answer(429, {error: 'too many requests'}, {...limit, 'retry-after': String(wait)});
    const side: Side = route === 'POST /batch' ? 'write' : 'read';
    const fault = takeFault(file, side);
    if (fault === 'delay') await sleep(LATE_MS);
    const said = side === 'write' ? writeWith(file, request, fault) : readWith(file, request, fault);
    return said.kind === 'answer' ? {...said, headers: {...limit, ...said.headers}} : said;
  };
}

function readWith(file: ShopFile, request: ApiRequest, fault: PracticeFault | null): ApiReply {
  const before = failBefore(fault);
  if (before !== null) return before;
  const done = reply(() => read(file, request));
  return failAfter(fault) ?? done;
}

function writeWith(file: ShopFile, request: ApiRequest, fault: PracticeFault | null): ApiReply {
  const before = failBefore(fault);
  if (before !== null) return before;
  const changes = changesOf(request.body);
  if (typeof changes === 'string') return answer(changes === 'too large' ? 413 : 400, {error: changes});
  if (fault === 'half') {
    applyBatch(file, request.requestId, changes.slice(0, Math.ceil(changes.length / 2)));
    return answer(500, {error: 'internal error'});
  }
  if (fault === 'twice') applyBatch(file, request.requestId, changes);
  const results = applyBatch(file, request.requestId, fault === 'lie' ? lie(changes, file.terms.currency) : changes);
  const said: WireResult[] = fault === 'duplicate' ? [...results, ...results] : results;
  return failAfter(fault) ?? answer(200, {results: said});
}

function failBefore(fault: PracticeFault | null): ApiReply | null {
  if (fault === 'limited') return answer(429, {error: 'too many requests'}, {'retry-after': '0'});
  if (fault === 'server-error') return answer(500, {error: 'internal error'});
  return fault === 'reset-before' ? {kind: 'dropped'} : null;
}

function failAfter(fault: PracticeFault | null): ApiReply | null {
  if (fault === 'timeout') return {kind: 'silence'};
  if (fault === 'reset-after') return {kind: 'dropped'};
  if (fault === 'strange-body') return answer(200, {status: 'ok'});
  if (fault !== 'wrong-body') return null;
  return {
    kind: 'answer',
    status: 200,
    headers: {'content-type': 'text/html'},
    body: '<html><title>One moment please</title></html>',
  };
}

function reply(work: () => unknown): ApiReply {
  try {
    return answer(200, work());
  } catch (error) {
    if (error instanceof BadRequest) return answer(400, {error: error.message});
    throw error;
  }
}

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): ApiReply {
  return {
    kind: 'answer',
    status,
    headers: {'content-type': 'application/json', ...headers},
    body: JSON.stringify(body),
  };
}
