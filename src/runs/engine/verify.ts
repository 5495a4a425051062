import {canonicalJson} from '../../domain/change/canonical.js';
import {sameValue} from '../../domain/change/fields.js';
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
  if (journal.rows('applied').length > 0) await waitSettled(engine);
  const asked = rows.map(({change}) => change);
  for await (const part of inspect(engine, job.shop.id, asked, job.plan.changes)) {
    await engine.renew();
    await keep(
      engine,
      job,
      part.map((inspected) => ({inspected, move: judge(job, inspected)})),
    );
    job.step.advance(part.filter(({change}) => already.has(change.n)).length);
  }
}

/** The remote side decides; souk's own base is written along with the verdict. */
function judge({already: found, journal}: Job, {change, live, comparison, local}: Inspected): Move {
  const {n} = change;
  const already = found.has(n);
  const {standing, observed} = comparison;
  const remoteId = live.offer?.remoteId ?? live.listing?.remoteId;
  const id = remoteId === undefined ? {} : {remoteId};
  const seen = observed === null ? null : canonicalJson(observed);
  if (asWished(change, standing, observed)) {
    // One that was sent and read back as not arrived may have come late: then it is this run's doing all the same.
    const code = already && local === 'after' && journal.attempts(n) === 0 ? 'ROW_ALREADY' : null;
    return {n, state: 'verified', code, message: null, observed: seen, ...id};
  }
  if (already)
    return {n, state: 'drifted', code: standing === 'gone' ? 'ROW_GONE' : 'ROW_DRIFTED', message: null, observed: seen};
  // Read back at once it is the shop's doing; after a resume it may as well be somebody's who was there meanwhile.
  const code = journal.sentHere(n) ? 'ROW_MISMATCHED' : 'ROW_CHANGED_SINCE';
  return {n, state: 'mismatched', code, message: null, observed: seen, ...id};
}

function asWished(
  change: Change,
  standing: Inspected['comparison']['standing'],
  observed: Inspected['comparison']['observed'],
): boolean {
  if (standing === 'after' || change.op === 'archive' || observed === null) return standing === 'after';
  return Object.entries(observed).every(([field, value]) => sameValue(value, change.fields[field]?.after ?? null));
}
