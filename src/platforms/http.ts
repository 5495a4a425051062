import type {Clock} from '../ports/clock.js';

/** One request of a connector. `repeatable`: it may be sent again without harm, whatever became of it (reads; never a create). */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly repeatable: boolean;
  /** What is answered is no JSON: the body is taken as text, whatever it is. */
  readonly text?: true;
  /** Waits longer than usual for the answer, in ms. */
  readonly timeoutMs?: number;
}

/** An answer of any status: what a status means is for the caller to say. `body` is the parsed JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/**
 * Why there is no answer. `refused`: nobody was reached, the request was surely not looked at. `timeout`, `reset`: it
 * may have been done. `garbled`: it was answered, with something that is no JSON.
 */
export type HttpFaultKind = 'refused' | 'timeout' | 'reset' | 'garbled';

export class HttpFault extends Error {
  readonly kind: HttpFaultKind;

  constructor(kind: HttpFaultKind, text: string, cause?: unknown) {
    super(text, cause === undefined ? undefined : {cause});
    this.name = 'HttpFault';
    this.kind = kind;
  }
}

/** Sends requests; throws {@link HttpFault}, or the signal's reason once it is aborted. */
export interface Http {
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
  close(): void;
}

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 150;
const LONGEST_WAIT_MS = 5 * 60_000;
/** Statuses that may be gone the next moment. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Sends repeatable requests again while the shop is busy or the line is bad; all others exactly once. A wait that the
 * shop asks for and that is too long is not begun: the answer is given as it is.
 */
export function patient(http: Http, clock: Clock): Http {
  return {
    close: () => http.close(),
    send: async (request, signal) => {
      for (let attempt = 1; ; attempt++) {
        const last = !request.repeatable || attempt >= ATTEMPTS;
        try {
          const answer = await http.send(request, signal);
          if (last || !PASSING.has(answer.status)) return answer;
          const wait = waitOf(answer, attempt, clock.real());
          if (wait > LONGEST_WAIT_MS) return answer;
          await clock.sleep(wait, signal);
        } catch (error) {
          if (last || !(error instanceof HttpFault)) throw error;
          await clock.sleep(backoff(attempt), signal);
        }
      }
    },
  };
}

/** How long to wait after an answer that asks for patience: what it asks, else longer each time. */
function waitOf({headers}: HttpAnswer, attempt: number, now: number): number {
  const asked = retryAfterMs(headers['retry-after'], now);
  return asked === null ? backoff(attempt) : asked + Math.random() * FIRST_WAIT_MS;
}

/** Doubling, with full jitter above a half, so that many clients do not come back at once. */
export function backoff(attempt: number): number {
  return FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}

/** `Retry-After` in ms: seconds or a date (RFC 9110 §10.2.3). Null when there is none that can be read. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

export interface HttpOptions {
  readonly baseUrl: string;
  /** Longest time for a whole request and its answer, in ms. */
  readonly timeoutMs: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections?: number;
}
