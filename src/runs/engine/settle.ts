import type {Comparison} from '../../domain/change/compare.js';
import {canonicalJson} from '../../domain/change/fields.js';
import type {Change} from '../../domain/change/types.js';
import {inspect} from './inspect.js';
import type {Engine, Job, Row} from './job.js';
import type {Move} from './journal.js';

/** A change is sent so often at most; then a person must look. */
const MOST_ATTEMPTS = 3;

/**
 * Reads back what nobody knows and decides: done, to be sent, or drifted. Nothing is sent again before the shop was
 * asked, and not before it had time to show what it took.
 *
 * `sent-now`: rows whose attempts are used up stay unknown. `resume`: everything is decided afresh.
 */
export async function settleUnknown(engine: Engine, job: Job, when: 'sent-now' | 'resume'): Promise<void> {
  const rows = job.journal.rows('unknown').filter(({entry}) => when === 'resume' || entry.attempts <= MOST_ATTEMPTS);
  if (rows.length === 0) return;
  await waitSettled(engine, rows);
  const byNumber = new Map(rows.map((row) => [row.change.n, row]));
  for await (const part of inspect(
    engine,
    job.shop.id,
    rows.map(({change}) => change),
  )) {
    const moves = part.flatMap(({change, live, comparison}) => {
      const attempts = byNumber.get(change.n)?.entry.attempts ?? 0;
      const move = decide(change, comparison);
      if (move.state === 'planned' && when === 'sent-now' && attempts >= MOST_ATTEMPTS) return [];
      const remoteId = live.offer?.remoteId ?? live.listing?.remoteId;
      return [remoteId === undefined || move.state !== 'applied' ? move : {...move, remoteId}];
    });
    await job.journal.write(moves);
  }
}

/** A change that was sent, seen in the shop. */
function decide(change: Change, {standing, observed}: Comparison): Move {
  const {n, op} = change;
  const seen = observed === null ? null : canonicalJson(observed);
  if (standing === 'after') return {n, state: 'applied', code: null, message: null};
  if (standing === 'before') return {n, state: 'planned', code: null, message: null};
  if (op === 'create') return {n, state: 'applied', code: null, message: null, observed: seen};
  return {n, state: 'drifted', code: standing === 'gone' ? 'ROW_GONE' : 'ROW_DRIFTED', message: null, observed: seen};
}

/** Waits until a write that the shop accepted would be visible to a read. */
export async function waitSettled({platform, clock, signal}: Engine, rows: readonly Row[]): Promise<void> {
  const last = rows.reduce((latest, {entry}) => Math.max(latest, entry.settledAt ?? entry.sentAt ?? 0), 0);
  const wait = Math.min(platform.capabilities.settleMs, last + platform.capabilities.settleMs - clock.real());
  if (wait > 0) await clock.sleep(wait, signal);
}
