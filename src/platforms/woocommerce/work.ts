import type {Target} from '../../domain/change/types.js';
import type {Outcome} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import type {Values, Writing} from './edits.js';

/** What every kind of write needs. */
export interface Work {
  readonly door: Door;
  readonly rows: number;
  readonly writing: Writing;
  readonly signal: AbortSignal;
}

/** A change that was looked through: its values are ones that the shop has a place for. */
export interface Task {
  readonly n: number;
  readonly op: 'create' | 'update' | 'archive';
  readonly target: Target;
  readonly values: Values;
}

export type Outcomes = AsyncGenerator<Outcome>;

export function rejected(n: number, code: string, message: string, existingId?: string): Outcome {
  return {n, state: 'rejected', code, message, ...(existingId === undefined ? {} : {existingId})};
}

export function notFound({n}: Task): Outcome {
  return rejected(n, 'NOT_FOUND', 'the shop does not have it');
}

/** What is made has the SKU it is named by. */
export function skuOf({op, target}: Task): {sku?: string} {
  return op === 'create' && target.key.sku !== undefined ? {sku: target.key.sku} : {};
}
