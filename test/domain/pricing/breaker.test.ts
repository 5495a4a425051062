import {expect} from 'chai';
import type {Change} from '../../../src/domain/change/types.js';
import {message} from '../../../src/domain/errors.js';
import {formatAmount} from '../../../src/domain/money.js';
import {
  type BreakerBasis,
  goalsOf,
  judgePlan,
  MoveTally,
  nameOf,
  type TallyTerms,
} from '../../../src/domain/pricing/breaker.js';
import {type BreakerLimits, DEFAULT_BREAKER} from '../../../src/domain/pricing/rules.js';

const BASIS: BreakerBasis = {offers: 100, first: false, manual: false, rows: null, revenue: null};

function moves(count: number, factor: number, change: Partial<Change> = {}): Omit<Change, 'n'>[] {
  return Array.from({length: count}, (_, index) => ({
    target: {kind: 'offer', key: {sku: `S-${index}`}},
    op: 'update',
    fields: {price: {before: '10.00', after: formatAmount(Math.round(1000 * factor), 'USD')}},
    reasons: [],
    guards: [],
    ...change,
  }));
}

type Basis = BreakerBasis & Partial<TallyTerms>;

function judged(changes: readonly Omit<Change, 'n'>[], {underWay, units, ...basis}: Basis, limits: BreakerLimits) {
  const terms = {currency: 'USD', moveAbove: limits.moveAbove, units: units ?? new Map()};
  const tally = new MoveTally(underWay === undefined ? terms : {...terms, underWay});
  for (const change of changes) tally.add(change);
  return judgePlan(tally, basis, limits);
}

const tripped = (changes: readonly Omit<Change, 'n'>[], basis: Partial<Basis> = {}, limits = {}) =>
  judged(changes, {...BASIS, ...basis}, {...DEFAULT_BREAKER, ...limits})
    .limits.filter((limit) => limit.tripped)
    .map(({code}) => code);

describe('the breaker', () => {
  it('lets an ordinary night through', () => {
    expect(tripped(moves(30, 0.91))).to.deep.equal([]);
    expect(tripped([])).to.deep.equal([]);
    expect(judged(moves(3, 1.05), BASIS, DEFAULT_BREAKER).tripped).to.equal(false);
  });

  it('trips when too many prices move far, and not when many move a little', () => {
    expect(tripped(moves(31, 0.91))).to.deep.equal(['share']);
    expect(tripped(moves(90, 0.93))).to.deep.equal([]);
  });

  it('trips on the mean and on the largest move', () => {
    expect(tripped(moves(20, 1.3))).to.deep.equal(['mean_move']);
    expect(tripped(moves(1, 1.6))).to.deep.equal(['largest_move']);
    expect(tripped(moves(1, 0.4))).to.deep.equal(['largest_move']);
  });

  it('does not judge share and mean of a first repricing, but does the rest', () => {
    expect(tripped(moves(100, 1.3), {first: true})).to.deep.equal([]);
    expect(tripped(moves(1, 1.6), {first: true})).to.deep.equal(['largest_move']);
    expect(judged(moves(1, 1.1), {...BASIS, first: true}, DEFAULT_BREAKER).first).to.equal(true);
    expect(judged(moves(1, 1.1), BASIS, DEFAULT_BREAKER)).to.not.have.property('first');
  });

  it('trips when too many prices would stand on their floor', () => {
    const floored = moves(31, 1.05, {guards: [{code: 'floor', verdict: 'clamp', to: '10.50'}]});
    expect(tripped(floored)).to.deep.equal(['at_floor']);
  });

  it('trips when a fifth of the rows is gone', () => {
    expect(tripped([], {rows: {before: 100, now: 80}})).to.deep.equal([]);
    expect(tripped([], {rows: {before: 100, now: 79}})).to.deep.equal(['rows_fallen']);
    expect(tripped([], {rows: {before: 100, now: 150}})).to.deep.equal([]);
  });

  it('weighs lower prices by what was sold lately', () => {
    const sold = {
      units: new Map([
        ['S-0', 90],
        ['S-1', 10],
      ]),
      revenue: 100_000,
    };
    expect(tripped(moves(2, 0.9), sold)).to.deep.equal([]); // exactly a tenth
    expect(tripped(moves(2, 0.88), sold)).to.deep.equal(['revenue']);
    expect(tripped(moves(2, 1.12), sold)).to.deep.equal([]);
  });

  it("counts a person's large moves by their share, and not a single one", () => {
    const large = {largeMove: true};
    expect(tripped(moves(1, 0.1, large), {manual: true})).to.deep.equal([]);
    expect(tripped(moves(2, 0.4, large), {manual: true})).to.deep.equal([]);
    expect(tripped(moves(6, 0.4, large), {manual: true, offers: 1000})).to.deep.equal(['mean_move']);
    expect(tripped(moves(6, 0.4, large), {manual: true}, {meanMove: null})).to.deep.equal(['large_moves']);
  });

  it('leaves very small shops to their owner, and a limit that is off alone', () => {
    expect(tripped(moves(3, 1.2), {offers: 3})).to.deep.equal([]);
    expect(tripped(moves(31, 0.91), {}, {share: null})).to.deep.equal([]);
  });

  it('counts a further step of a move that was let through as none, unless it turns round or goes further', () => {
    const goals = (minor: number) => ({underWay: new Map(moves(100, 1).map((change) => [nameOf(change), minor]))});
    expect(tripped(moves(100, 1.1))).to.deep.equal(['share']);
    expect(tripped(moves(100, 1.1), goals(1500))).to.deep.equal([]);
    expect(tripped(moves(100, 1.1), goals(1090))).to.deep.equal([]);
    expect(tripped(moves(100, 1.1), goals(1050))).to.deep.equal(['share']);
    expect(tripped(moves(100, 0.9), goals(1500))).to.deep.equal(['share']);
    expect(tripped(moves(100, 0.9), goals(500))).to.deep.equal([]);
    expect(tripped(moves(100, 1.6), goals(3000))).to.deep.equal(['largest_move']);
    const floored = {guards: [{code: 'floor', verdict: 'clamp' as const, to: '11.00'}]};
    expect(tripped(moves(100, 1.1, floored), goals(1500))).to.deep.equal(['at_floor']);
  });

  it('reads where prices were on their way to from the plan that was let through', () => {
    const why = message('STEP_CLAMPED', {
      move: '0.5',
      down: '0.10',
      up: '0.10',
      week: '0.25',
      from: '15.00',
      to: '11.00',
      currency: 'USD',
    });
    const step = {code: 'step', verdict: 'clamp', to: '11.00', why} as const;
    const target = (remoteId: string) => ({target: {kind: 'offer', key: {sku: 'S-0', remoteId}}}) as const;
    const plan = [...moves(1, 1.1, {...target('1'), guards: [step]}), ...moves(1, 1.05, target('2'))];
    expect([
      ...goalsOf(
        plan.map((change, n) => ({n, ...change})),
        'USD',
      ),
    ]).to.deep.equal([
      ['1', 1500],
      ['2', 1050],
    ]);
  });

  it('says what it measured', () => {
    const share = judged(moves(41, 0.9), BASIS, DEFAULT_BREAKER).limits.find(({code}) => code === 'share');
    expect(share).to.deep.include({measured: 0.41, limit: 0.3, tripped: true});
    expect(share?.why).to.deep.equal({
      code: 'BREAKER_SHARE',
      params: {measured: '0.4100', limit: '0.3', count: 41, offers: 100, setting: 'share', above: '0.08'},
    });
  });
});
