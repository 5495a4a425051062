import {BULK_SPEED, type BulkSpeed} from './bulk-speed.js';

/** What goes wrong with the next operation that is begun, or, with an upload, before it. */
export type BulkFault =
  | 'no-upload'
  | 'busy'
  | 'lost'
  | 'failed'
  | 'canceled'
  | 'expired'
  | 'silent'
  | 'twice'
  /** A query's: it comes to its end, and counts as right what it left out. */
  | 'short';

export interface BulkOperation {
  readonly id: string;
  readonly type: 'MUTATION' | 'QUERY';
  /** Under which name its results are fetched. */
  readonly file: string;
  readonly createdAt: string;
  readonly fault: BulkFault | null;
  readonly lines: readonly object[];
  readonly results: string[];
  status: 'CREATED' | 'RUNNING' | 'CANCELING' | 'COMPLETED' | 'FAILED' | 'CANCELED' | 'EXPIRED';
  errorCode: string | null;
  /** Objects of a query that were found, and those of them that are in no other. */
  found: {objects: number; roots: number};
}

/** Files and operations of one shop. */
export interface BulkState {
  speed: BulkSpeed;
  /** By key; null: not there yet. */
  readonly uploads: Map<string, string | null>;
  readonly operations: BulkOperation[];
  faults: BulkFault[];
}

export function newBulk(speed: BulkSpeed = BULK_SPEED): BulkState {
  return {speed, uploads: new Map(), operations: [], faults: []};
}

export function isUnderWay({status}: BulkOperation): boolean {
  return status === 'CREATED' || status === 'RUNNING' || status === 'CANCELING';
}
