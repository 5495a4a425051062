import {reasonOf} from '../answers.js';
import {type HttpAnswer, HttpFault} from '../http.js';
import {isBlocked} from './ask.js';
import type {Body} from './edits.js';

/** An item of a batch: where it goes, what it says, and which changes it makes. An update's body has the id. */
export interface Entry {
  readonly path: string;
  readonly verb: 'create' | 'update';
  readonly body: Body;
  readonly changes: readonly number[];
}

/** The answer to one item of a batch. */
export interface Item {
  readonly id: number;
  readonly error?: {readonly code?: string; readonly message?: string; readonly data?: {readonly status?: number}};
}

/** What came of an entry. */
export type Sent<E extends Entry> =
  | {readonly entry: E; readonly state: 'done'; readonly item: Item}
  | {
      readonly entry: E;
      readonly state: 'refused' | 'unknown' | 'planned';
      readonly code: string;
      readonly message: string;
    };

/** A no to the whole request, which came before anything was done. */
export function isRefusal({status}: HttpAnswer): boolean {
  return [400, 404, 409, 413, 422].includes(status);
}

/** What an answer, or none, says of each entry of its request. */
export function judged<E extends Entry>(part: readonly E[], answer: HttpAnswer | HttpFault): readonly Sent<E>[] {
  if (answer instanceof HttpFault)
    return part.map((entry) => ({entry, state: 'unknown', code: answer.kind.toUpperCase(), message: answer.message}));
  const {status} = answer;
  if (status === 200) return itemized(part, answer.body);
  const message = `HTTP ${status} ${reasonOf(answer)}`.trim();
  if (status === 429) return part.map((entry) => planned(entry, 'RATE_LIMITED', message));
  if (isRefusal(answer)) return part.map((entry) => ({entry, state: 'refused', code: codeOf(answer), message}));
  // A page of a firewall: it stands before the shop, and may as well have kept back the answer.
  const code = isBlocked(answer) ? 'FIREWALL' : 'SERVER_ERROR';
  return part.map((entry) => ({entry, state: 'unknown', code, message}));
}

/** What the answer says of each item: answers of one verb stand in the order that was sent. */
function itemized<E extends Entry>(part: readonly E[], body: unknown): readonly Sent<E>[] {
  const places = {create: 0, update: 0};
  return part.map((entry) => {
    const list = (body as Record<string, unknown> | null)?.[entry.verb];
    const item = Array.isArray(list) ? (list[places[entry.verb]++] as Item | null | undefined) : undefined;
    return itemJudged(entry, item);
  });
}

function itemJudged<E extends Entry>(entry: E, item: Item | null | undefined): Sent<E> {
  if (item?.error !== undefined) {
    const {code = 'REFUSED', message = '', data} = item.error;
    const state = (data?.status ?? 400) >= 500 ? 'unknown' : 'refused';
    return {entry, state, code: code.toUpperCase(), message};
  }
  const named = entry.verb === 'update' ? item?.id === entry.body['id'] : (item?.id ?? 0) > 0;
  if (item === undefined || item === null || !named)
    return {entry, state: 'unknown', code: 'NO_ANSWER', message: 'the answer does not name this row'};
  return {entry, state: 'done', item};
}

function codeOf({status, body}: HttpAnswer): string {
  const code = (body as {code?: unknown} | null)?.code;
  return typeof code === 'string' ? code.toUpperCase() : `HTTP_${status}`;
}

export function planned<E extends Entry>(entry: E, code: string, message: string): Sent<E> {
  return {entry, state: 'planned', code, message};
}
