import {expect} from 'chai';
import {BUILT_IN_RULES, DEMAND_DEFAULTS, type Rules, type Strategy} from '../../../src/domain/pricing/rules.js';
import {type Course, duel} from './duel.js';

const NIGHTS = 300;
const SEEDS = [1, 2, 3];

const rules = (fallback: Strategy): Rules => ({...BUILT_IN_RULES, fallback});
const against = (position: 'match' | 'undercut' | 'premium', percent: string): Rules =>
  rules({kind: 'competition', position, by: {percent}, against: 'lowest', alone: 'list', condition: 'new'});
const AUTO = rules({kind: 'auto', ...DEMAND_DEFAULTS});
const UNDERCUT = against('undercut', '0.01');
/** The two that priced a book at 23,698,655.93 dollars: 1.270589 and 0.9983 of each other. */
const DEAR = against('premium', '0.270589');
const NEAR = against('undercut', '0.0017');

type Pair = readonly [string, Rules, Rules];

/** Every course of a pair; with the even seeds they look at each other in turn, with the odd ones at the same time. */
function courses([, one, two]: Pair, listPrices = true): Course[] {
  return SEEDS.flatMap((seed) =>
    duel({seed, rules: [one, two], nights: NIGHTS, second: seed % 2 === 0, listPrices}).flat(),
  );
}

/** The least and the most of a course over its last hundred nights, in parts of its first price, and how often it moved. */
function lately({prices, first}: Course): {readonly least: number; readonly most: number; readonly moves: number} {
  const last = prices.slice(-100);
  const moves = last.filter((price, night) => night > 0 && price !== last[night - 1]).length;
  return {least: Math.min(...last) / first, most: Math.max(...last) / first, moves};
}

describe('two souks that face each other for 300 nights', () => {
  for (const pair of [
    ['auto against auto', AUTO, AUTO],
    ['undercut against auto', UNDERCUT, AUTO],
    ['premium against auto', DEAR, AUTO],
  ] as const) {
    it(`neither race to the floor nor run away upwards: ${pair[0]}`, () => {
      for (const course of courses(pair, pair[1] !== DEAR)) {
        // Nobody stays in the lowest quarter between the floor and the first price, or climbs far above that price.
        const {least, most, moves} = lately(course);
        const floor = course.floor / course.first;
        expect(least).to.be.above(floor + (1 - floor) / 4);
        expect(most).to.be.below(1.4);
        // They come to rest.
        expect(moves).to.be.at.most(25);
      }
    });
  }

  for (const pair of [
    ['premium against slightly below', DEAR, NEAR],
    ['premium against premium', DEAR, DEAR],
    ['premium against match', DEAR, against('match', '0')],
  ] as const) {
    it(`do not climb without end: ${pair[0]}`, () => {
      for (const course of courses(pair)) {
        // A premium on the first price, which is the list price, of the dearer of the two.
        expect(Math.max(...course.prices)).to.be.below(1.6 * course.first);
        expect(Math.max(...course.prices)).to.be.below(course.ceiling);
      }
      for (const course of courses(pair, false)) expect(Math.max(...course.prices)).to.be.at.most(4 * course.floor);
    });
  }

  it('do not race to the floor by undercutting each other: the war is noticed, and rests', () => {
    for (const course of courses(['', UNDERCUT, UNDERCUT]))
      expect(Math.min(...course.prices)).to.be.above(1.1 * course.floor);
  });

  it('never sell below the floor, whoever undercuts whom, and then only by so much a night', () => {
    for (const {prices, floor} of courses(['', UNDERCUT, UNDERCUT])) {
      expect(Math.min(...prices)).to.be.at.least(floor);
      prices.forEach((price, night) => {
        expect(price).to.be.at.least(Math.floor(0.9 * (prices[night - 1] ?? price)));
      });
    }
  });
});
