import type {Outcome} from '../../ports/platform.js';
import {reasonOf, refuseShop, shopFailure} from '../answers.js';
import {type HttpAnswer, HttpFault} from '../http.js';
import {Unsent} from '../limited.js';
import {itemPath, type Seller} from './ask.js';
import type {Patch} from './patches.js';

/** What became of one request. `ends`: why no other need be sent. */
export interface Submitted {
  readonly state: Outcome['state'];
  readonly code: string;
  readonly message: string;
  readonly ends?: unknown;
}

/** What Amazon finds fault with. */
export interface Issue {
  readonly code?: string;
  readonly message?: string;
  readonly severity?: string;
  readonly attributeNames?: readonly string[];
}

/** Statuses by which Amazon refuses a request for itself. */
const REFUSED: ReadonlySet<number> = new Set([400, 404, 413, 415, 422]);

/** So often a request is sent that Amazon had no room for: a bucket of few tokens runs over by the jitter of the line. */
export const ATTEMPTS = 4;

/** Changes one listing, in one request that is done once at most. */
export async function submit(
  seller: Seller,
  sku: string,
  body: {readonly productType: string; readonly patches: readonly Patch[]},
  signal: AbortSignal,
): Promise<Submitted> {
  const {http, shop} = seller.door;
  const path = itemPath(seller, sku, {includedData: 'issues'});
  try {
    for (let attempt = 1; ; attempt++) {
      const answer = await http.send({method: 'PATCH', path, body, repeatable: false}, signal);
      refuseShop(shop, answer);
      // Refused for the pace and not looked at: its turn comes again by the limiter, which has heard of it.
      if (answer.status !== 429 || attempt >= ATTEMPTS) return judge(answer);
    }
  } catch (error) {
    if (error instanceof HttpFault && error.kind !== 'refused')
      return {state: 'unknown', code: error.kind.toUpperCase(), message: error.message};
    // Broken off while it was under way: it may have been done. All else was never looked at.
    const state = signal.aborted && !(error instanceof Unsent) ? 'unknown' : 'planned';
    return {state, code: 'NOT_SENT', message: 'not sent', ends: shopFailure(shop, error)};
  }
}

/** What an answer says of the submission. A 200 says yes only with the word for it. */
export function judge(answer: HttpAnswer): Submitted {
  const {status, body} = answer;
  const why = reasonOf(answer);
  if (status === 429) return {state: 'planned', code: 'RATE_LIMITED', message: `HTTP 429 ${why}`.trim()};
  if (REFUSED.has(status))
    return {state: 'rejected', code: codeOf(body) ?? `HTTP_${status}`, message: why || `HTTP ${status}`};
  if (status !== 200) return {state: 'unknown', code: 'SERVER_ERROR', message: `HTTP ${status} ${why}`.trim()};
  const {status: word, issues} = (body ?? {}) as {status?: unknown; issues?: unknown};
  if (word === 'ACCEPTED') return {state: 'applied', code: '', message: ''};
  if (word === 'INVALID') return refusedFor(Array.isArray(issues) ? (issues as readonly Issue[]) : []);
  return {state: 'unknown', code: 'ANSWER_STRANGE', message: 'the answer does not say what became of it'};
}

/** Issues that are errors, each once; the first one's code stands for all. */
function refusedFor(issues: readonly Issue[]): Submitted {
  const errors = issues.filter(({severity}) => severity === 'ERROR');
  const named = errors.length > 0 ? errors : issues;
  const message = [...new Set(named.map((each) => each.message ?? ''))].filter((text) => text !== '').join(' ');
  return {state: 'rejected', code: named[0]?.code ?? 'INVALID', message: message || 'Amazon says INVALID and not why'};
}

function codeOf(body: unknown): string | null {
  const {errors} = (body ?? {}) as {errors?: readonly {code?: unknown}[]};
  const code = Array.isArray(errors) ? (errors[0] as {code?: unknown} | undefined)?.code : undefined;
  return typeof code === 'string' ? code : null;
}
