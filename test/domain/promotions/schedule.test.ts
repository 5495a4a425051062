import {expect} from 'chai';
import {dueAt, standing, switches} from '../../../src/domain/promotions/schedule.js';
import type {Promotion, PromotionStatus} from '../../../src/domain/promotions/types.js';
import {END, promotionOf, START} from './samples.js';

const HOUR = 3_600_000;

/** Ids by what is due, empty lists left out. */
function due(promotions: readonly Promotion[], now: number): Record<string, string[]> {
  const entries = Object.entries(dueAt(promotions, now)).map(
    ([what, list]: [string, readonly Promotion[]]) => [what, list.map(({id}) => id)] as const,
  );
  return Object.fromEntries(entries.filter(([, ids]) => ids.length > 0));
}

const inStatus = (status: PromotionStatus) => [promotionOf({status})];

describe('what is due', () => {
  it('starts at the first instant and ends at the last, which is not in the window', () => {
    expect(due(inStatus('scheduled'), START - 1)).to.deep.equal({});
    expect(due(inStatus('scheduled'), START)).to.deep.equal({starts: ['M-1']});
    expect(due(inStatus('scheduled'), END - 1)).to.deep.equal({starts: ['M-1']});
    expect(due(inStatus('running'), END - 1)).to.deep.equal({runs: ['M-1']});
    expect(due(inStatus('running'), END)).to.deep.equal({ends: ['M-1']});
  });

  it('catches up what was missed', () => {
    expect(due(inStatus('running'), END + 1000 * HOUR)).to.deep.equal({ends: ['M-1']});
    expect(due(inStatus('scheduled'), END)).to.deep.equal({missed: ['M-1']});
  });

  it('changes nothing twice when the clock goes back', () => {
    expect(due(inStatus('running'), START - HOUR)).to.deep.equal({early: ['M-1']});
    expect(standing(dueAt(inStatus('running'), START - HOUR)).map(({id}) => id)).to.deep.equal(['M-1']);
    for (const status of ['ended', 'cancelled'] as const)
      expect(due(inStatus(status), START + HOUR), status).to.deep.equal({});
  });

  it('lists the coming switches in order, ends before starts', () => {
    const next = promotionOf({id: 'M-2', startsAt: END, endsAt: END + HOUR});
    const running = promotionOf({status: 'running'});
    const texts = switches([next, running, promotionOf({id: 'M-3', status: 'ended'})], START, END + 1).map(
      ({what, promotion}) => `${what} ${promotion.id}`,
    );
    expect(texts).to.deep.equal(['end M-1', 'start M-2']);
  });
});
