import {canonicalJson, sameValue} from '../../domain/change/fields.js';
import type {Change} from '../../domain/change/types.js';
import {type Inspected, inspect} from './inspect.js';
import type {Engine, Job} from './job.js';
import type {Move} from './journal.js';
import {keep} from './keep.js';
import {waitSettled} from './settle.js';

/** A row that was read back, what the journal is told, and whether it is as wished. */
export interface Verified {
  readonly inspected: Inspected;
  readonly move: Move;
}

/**
 * Reads back every applied change, and those found done beforehand, and writes down what the shop really holds: the
 * journal, the mirror, bases, overlays and the price ledger, in one commit a batch.
 */
export async function verifyAll(engine: Engine, job: Job): Promise<void> {
  const {journal, already} = job;
  const rows = [...journal.rows('applied'), ...journal.rows('planned').filter(({change}) => already.has(change.n))];
  if (rows.length === 0) return;
  await waitSettled(engine, journal.rows('applied'));
  for await (const part of inspect(
    engine,
    job.shop.id,
    rows.map(({change}) => change),
  )) {
    await keep(
      engine,
      job,
      part.map((inspected) => ({inspected, move: judge(inspected, already.has(inspected.change.n))})),
    );
    job.step.advance(part.filter(({change}) => already.has(change.n)).length);
  }
}

/** The remote side decides; souk's own base is written along with the verdict. */
function judge({change, live, comparison, local}: Inspected, already: boolean): Move {
  const {n} = change;
  const {standing, observed} = comparison;
  const remoteId = live.offer?.remoteId ?? live.listing?.remoteId;
  const id = remoteId === undefined ? {} : {remoteId};
  const seen = observed === null ? null : canonicalJson(observed);
  if (asWished(change, standing, observed)) {
    const code = already && local === 'after' ? 'ROW_ALREADY' : null;
    return {n, state: 'verified', code, message: null, observed: seen, ...id};
  }
  if (already)
    return {n, state: 'drifted', code: standing === 'gone' ? 'ROW_GONE' : 'ROW_DRIFTED', message: null, observed: seen};
  return {n, state: 'mismatched', code: 'ROW_MISMATCHED', message: null, observed: seen, ...id};
}

function asWished(
  change: Change,
  standing: Inspected['comparison']['standing'],
  observed: Inspected['comparison']['observed'],
): boolean {
  if (standing === 'after' || change.op === 'archive' || observed === null) return standing === 'after';
  return Object.entries(observed).every(([field, value]) => sameValue(value, change.fields[field]?.after ?? null));
}
