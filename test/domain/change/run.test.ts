import {expect} from 'chai';
import {CHANGE_MOVES, type ChangeState, RUN_MOVES, type RunState} from '../../../src/domain/change/run.js';

const changes = Object.entries(CHANGE_MOVES) as (readonly [ChangeState, readonly ChangeState[]])[];
const runs = Object.entries(RUN_MOVES) as (readonly [RunState, readonly RunState[]])[];

/** Every state that can be reached from one, itself left out unless a way leads back. */
function reached<S extends string>(moves: Readonly<Record<S, readonly S[]>>, from: S): ReadonlySet<S> {
  const found = new Set<S>();
  const look = (state: S) => {
    for (const next of moves[state])
      if (!found.has(next)) {
        found.add(next);
        look(next);
      }
  };
  look(from);
  return found;
}

describe('the states of runs and changes', () => {
  it('are those of the model, each with its moves to others of them', () => {
    expect(changes.map(([state]) => state).sort()).to.deep.equal(
      [
        ['applied', 'drifted', 'mismatched', 'planned', 'rejected'],
        ['sending', 'skipped', 'undone', 'unknown', 'verified'],
      ].flat(),
    );
    expect(runs.map(([state]) => state).sort()).to.deep.equal(['abandoned', 'done', 'interrupted', 'open', 'partial']);
    for (const [, next] of changes) expect(Object.keys(CHANGE_MOVES)).to.include.members([...next]);
    for (const [, next] of runs) expect(Object.keys(RUN_MOVES)).to.include.members([...next]);
  });

  it('never send blindly: a request follows on "planned" alone, and what is unknown is read back to get there', () => {
    const senders = changes.filter(([, next]) => next.includes('sending')).map(([state]) => state);
    expect(senders).to.deep.equal(['planned']);
    const planners = changes.filter(([, next]) => next.includes('planned')).map(([state]) => state);
    expect(planners.sort()).to.deep.equal(['sending', 'skipped', 'unknown']);
    expect(CHANGE_MOVES.applied).to.include('mismatched');
  });

  it('let every change and every run come to an end, and an end is an end', () => {
    for (const state of ['planned', 'sending', 'unknown', 'applied'] as const) {
      expect(reached(CHANGE_MOVES, state), state).to.include('verified').and.to.include('drifted');
    }
    expect([CHANGE_MOVES.rejected, CHANGE_MOVES.drifted]).to.deep.equal([[], []]);
    expect(reached(RUN_MOVES, 'interrupted')).to.include('done').and.to.include('abandoned');
    for (const over of ['done', 'partial', 'abandoned'] as const) expect(RUN_MOVES[over]).to.deep.equal([]);
  });
});
