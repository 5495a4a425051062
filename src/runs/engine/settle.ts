import {canonicalJson} from '../../domain/change/canonical.js';
import type {Comparison} from '../../domain/change/compare.js';
import type {Change} from '../../domain/change/types.js';
import {inspect} from './inspect.js';
import type {Engine, Job, Refusal} from './job.js';
import type {Move} from './journal.js';
import {learnDrifted} from './learn.js';

/**
 * Reads back what nobody knows and decides: done, to be sent, or drifted. Nothing is sent again before the shop was
 * asked, and not before it had time to show what it took. `again` says whether a row that did not arrive may be sent
 * once more; else it stays unknown.
 */
export async function settleUnknown(engine: Engine, job: Job, again: (n: number) => boolean): Promise<void> {
  const {journal, refused, plan, shop} = job;
  const rows = journal.rows('unknown');
  if (rows.length === 0) return;
  await waitSettled(engine);
  const asked = rows.map(({change}) => named(change, refused.get(change.n)));
  for await (const part of inspect(engine, shop.id, asked, plan.changes)) {
    const moves = part.flatMap(({change, live, comparison}) => {
      const refusal = refused.get(change.n);
      const move =
        refusal === undefined
          ? decide(change, comparison)
          : decideRefused(change, comparison, refusal, journal.attempts(change.n));
      if (move.state === 'planned' && !again(change.n)) return [];
      const remoteId = live.offer?.remoteId ?? live.listing?.remoteId;
      return [remoteId === undefined || move.state !== 'applied' ? move : {...move, remoteId}];
    });
    await engine.renew();
    await journal.write(moves);
    await learnDrifted(engine, job, part, moves);
    for (const {n} of moves) refused.delete(n);
  }
}

/** A thing that the shop said it has already is looked up by the id it gave: its name may not find it yet. */
function named(change: Change, refusal: Refusal | undefined): Change {
  if (refusal?.existingId === undefined) return change;
  const {target} = change;
  return {...change, target: {...target, key: {...target.key, remoteId: refusal.existingId}}};
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

/**
 * A change that the shop refused, seen in the shop: if it is as wished, an earlier request did it, or one that came
 * twice. What an unanswered create left behind otherwise than wished is read back like any yes; all else stays refused.
 */
function decideRefused(
  change: Change,
  {standing, observed}: Comparison,
  {code, message}: Refusal,
  attempts: number,
): Move {
  const {n, op} = change;
  const seen = observed === null ? null : canonicalJson(observed);
  const ours = standing === 'after' || (op === 'create' && standing === 'other' && attempts > 1);
  if (ours) return {n, state: 'applied', code: null, message: null};
  return {n, state: 'rejected', code, message, observed: seen};
}

/**
 * Waits until a write that the shop accepted is visible to a read. Always the whole time: how long ago a request was
 * sent can not be told by a clock that may have been put forward since.
 */
export async function waitSettled({platform, clock, signal}: Engine): Promise<void> {
  const {settleMs} = platform.capabilities;
  if (settleMs > 0) await clock.sleep(settleMs, signal);
}
