import {expect} from 'chai';
import {lastAnswer} from '../../src/domain/last-answer.js';

describe('work that remembers its last answer', () => {
  it('is done anew for anything else than what was asked last', () => {
    const asked: (readonly [object, number])[] = [];
    const work = lastAnswer((thing: object, count: number) => {
      asked.push([thing, count]);
      return {thing, count};
    });
    const [one, other] = [{}, {}];
    expect(work(one, 1)).to.equal(work(one, 1));
    work(one, 2);
    work(other, 2);
    expect(work(one, 1)).to.deep.equal({thing: one, count: 1});
    expect(asked).to.have.length(4);
  });

  it('remembers nothing of work that failed', () => {
    let fails = true;
    const work = lastAnswer((count: number) => {
      if (fails) throw new RangeError('not yet');
      return count;
    });
    expect(() => work(3)).to.throw(RangeError);
    fails = false;
    expect(work(3)).to.equal(3);
  });
});
