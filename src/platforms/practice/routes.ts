import {formatAmount} from '../../domain/money.js';
import type {ApiRequest} from './api.js';
import {FAULT_KINDS, type FaultOrder, faultsOn, setFaults} from './faults.js';
import {nowOf, readMeta, type ShopFile} from './store/file.js';
import {pass} from './store/market.js';
import {counts, feedPage, isFeed, lookUp, productPage} from './store/read.js';
import {BATCH_BYTES, BATCH_ROWS, PAGE_LIMIT, type WireChange} from './wire.js';

/** A request that the shop can not make sense of. */
export class BadRequest extends Error {}

/** What a request that only looks is answered with. */
export function read(file: ShopFile, {method, path, query, body}: ApiRequest): unknown {
  if (method === 'POST' && path === '/lookup') {
    const {targets} = json(body);
    if (!Array.isArray(targets) || targets.length > BATCH_ROWS)
      throw new BadRequest(`targets: a list of at most ${BATCH_ROWS}`);
    return lookUp(file, targets as Parameters<typeof lookUp>[1]);
  }
  if (method !== 'GET') throw new BadRequest(`no ${method} ${path}`);
  if (path === '/shop') {
    const {currency, zone, pricesIncludeTax} = file.terms;
    return {currency, zone, prices_include_tax: pricesIncludeTax, now: nowOf(file.db)};
  }
  const after = Number(query['cursor'] ?? 0);
  const limit = Number(query['limit'] ?? PAGE_LIMIT);
  if (!Number.isSafeInteger(after) || after < 0) throw new BadRequest('cursor: as this shop gave it');
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > PAGE_LIMIT)
    throw new BadRequest(`limit: 1 to ${PAGE_LIMIT}`);
  if (path === '/products') return productPage(file, after, limit);
  const feed = path.slice(1);
  if (isFeed(feed)) return feedPage(file, feed, after, limit);
  throw new BadRequest(`no ${method} ${path}`);
}

/** The changes of a batch, or why there are none. */
export function changesOf(body: string): readonly WireChange[] | string {
  if (body.length > BATCH_BYTES) return 'too large';
  try {
    const {changes} = json(body);
    if (!Array.isArray(changes) || changes.length > BATCH_ROWS) return `changes: a list of at most ${BATCH_ROWS}`;
    return changes as readonly WireChange[];
  } catch (error) {
    return error instanceof Error ? error.message : 'no JSON';
  }
}

function json(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (value !== null && typeof value === 'object') return value as Record<string, unknown>;
  } catch {
    // Said below, like any other body that is no object.
  }
  throw new BadRequest('the body is no JSON object');
}

/** The simulation's own doors: never limited, never faulty. */
export const CONTROL: Readonly<Record<string, (file: ShopFile, request: ApiRequest) => unknown>> = {
  'GET /simulation': (file) => ({
    now: nowOf(file.db),
    started_at: Number(readMeta(file.db, 'started_at')),
    seed: file.terms.seed,
    ...counts(file),
    faults: faultsOn(file),
  }),
  'POST /simulation/advance': (file, {body}) => {
    const {to} = json(body);
    if (typeof to !== 'number' || !Number.isSafeInteger(to)) throw new BadRequest('to: an instant in ms');
    const passed = file.db.transaction(() => pass(file, to)).immediate();
    return {...passed, revenue: formatAmount(passed.revenue, file.terms.currency)};
  },
  'POST /faults': (file, {body}) => {
    const {faults} = json(body);
    const known = (each: unknown) => FAULT_KINDS.some((kind) => kind === (each as FaultOrder | null)?.kind);
    if (!Array.isArray(faults) || !faults.every(known))
      throw new BadRequest(`faults: a list of ${FAULT_KINDS.join(', ')}`);
    setFaults(file, faults as readonly FaultOrder[]);
    return {faults: faultsOn(file)};
  },
};
