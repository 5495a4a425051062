import type {FieldValue, Target} from '../../domain/change/types.js';
import type {Outcome} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import type {NameIds} from './edits.js';
import type {Place} from './place.js';

/** What every kind of write needs. */
export interface Work {
  readonly door: Door;
  readonly currency: string;
  readonly place: Place;
  readonly names: NameIds;
  readonly signal: AbortSignal;
}

/** A change that was looked through: its values are ones that Medusa has a place for. */
export interface Task {
  readonly n: number;
  readonly target: Target;
  readonly values: Readonly<Record<string, FieldValue>>;
}

export type Outcomes = AsyncGenerator<Outcome>;

export function rejected(n: number, code: string, message: string, existingId?: string): Outcome {
  return {n, state: 'rejected', code, message, ...(existingId === undefined ? {} : {existingId})};
}

export function notFound({n}: Task): Outcome {
  return rejected(n, 'NOT_FOUND', 'the shop does not have it');
}

/** The one address for variants of any products: the server goes by their ids and never by the product in the path. */
export const VARIANTS_PATH = '/admin/products/batch/variants/batch';
