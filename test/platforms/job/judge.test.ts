import {expect} from 'chai';
import {newTally} from '../../torture/tally.js';
import {judgeEffects, judgeMade} from './judge.js';
import type {TestShop} from './lab.js';
import type {Taken} from './taken.js';

const wished = new Map([
  ['A', ['1.07', '1.00']],
  ['B', ['2.07']],
]);
const row = (sku: string, before: string, after: string, id = sku): Taken => ({id, sku, before, after});
const right = [row('A', '1.00', '1.07'), row('B', '2', '2.07'), row('A', '1.07', '1.00')];

/** A shop of which only what is made is looked at. */
const holding = (skus: readonly string[], products = skus) =>
  ({skus: async () => skus, products: async () => products}) as unknown as TestShop;

describe('the judge of the whole job', () => {
  const fresh = () => ({...newTally(), changes: 0});
  const judged = (taken: readonly Taken[]) => () => judgeEffects(taken, wished, fresh());

  it('lets through what took effect once and in its turn, and counts what came again', () => {
    const tally = fresh();
    judgeEffects([...right, row('B', '2.07', '2.07')], wished, tally);
    expect(tally).to.include({repeats: 1, changes: 3});
  });

  it('finds a price that was lost, one that took effect twice, one out of turn and one that nobody wished', () => {
    expect(judged(right.slice(1))).to.throw('what took effect');
    expect(judged([...right, row('B', '2.07', '2.00'), row('B', '2.00', '2.07')])).to.throw('what took effect');
    expect(judged([row('A', '1.07', '1.00'), row('A', '1.00', '1.07'), row('B', '2', '2.07')])).to.throw();
    expect(judged([...right, row('C', '3.00', '3.07')])).to.throw('what took effect');
  });

  it('finds what is there twice, what is missing, and what was made twice on the way', async () => {
    const both = [row('A', '', '1.00'), row('B', '', '2.07')];
    const failed = (shop: TestShop, taken: readonly Taken[] = both) =>
      judgeMade(shop, taken, wished).then(
        () => false,
        () => true,
      );
    expect(await failed(holding(['B', 'A']))).to.equal(false);
    expect(await failed(holding(['A', 'B', 'B']))).to.equal(true);
    expect(await failed(holding(['A']))).to.equal(true);
    expect(await failed(holding(['A', 'B'], ['mug', 'mug']))).to.equal(true);
    expect(await failed(holding(['A', 'B']), [...both, row('B', '', '2.07', 'another')])).to.equal(true);
  });
});
