import {expect} from 'chai';
import fc from 'fast-check';
import {composePrice} from '../../../src/domain/pricing/compose.js';
import {type PriceCut, type PriceWar, type RivalSeen, warAt} from '../../../src/domain/pricing/war.js';
import {cutsThatMatter} from '../../../src/domain/pricing/war-reach.js';
import {DAY, factsWith, NOW, rulesWith} from './support.js';

const HOUR = 3_600_000;

/** Our cuts by night, and a rival that is looked at at noon before and after each. */
interface Story {
  readonly cuts: PriceCut[];
  readonly seen: RivalSeen[];
}

/** One cut a night of so much; `answers` says how far the rival follows each at noon (1: all the way). */
function nights(first: number, share: number, answers: readonly number[], rival = 'acme', from = 1000): Story {
  const cuts: PriceCut[] = [];
  const seen: RivalSeen[] = [{rival, at: first - 14 * HOUR, total: 1000}];
  let ours = from;
  let theirs = 1000;
  answers.forEach((answer, night) => {
    const to = Math.round(ours * (1 - share));
    cuts.push({at: first + night * DAY, from: ours, to});
    theirs *= (to / ours) ** answer;
    seen.push({rival, at: first + night * DAY + 10 * HOUR, total: Math.round(theirs)});
    ours = to;
  });
  return {cuts, seen};
}

const joined = (...stories: Story[]): Story => ({
  cuts: stories.flatMap(({cuts}) => cuts).sort((a, b) => a.at - b.at),
  seen: stories.flatMap(({seen}) => seen).sort((a, b) => a.at - b.at),
});
const at = (story: Story, days: number): PriceWar | null => warAt(story.cuts, story.seen, NOW + days * DAY, 14);

describe('a price war', () => {
  const war = nights(NOW, 0.03, [1, 1, 1]);

  it('is three cuts in a week, each answered, that came to more than six percent', () => {
    expect(at(war, 2)).to.equal(null); // the third cut is made, and not answered yet
    expect(at(war, 3)).to.deep.equal({
      state: 'pause',
      rival: 'acme',
      cuts: 3,
      move: '-0.0870',
      began: NOW + 2 * DAY + 10 * HOUR,
      until: NOW + 16 * DAY + 10 * HOUR,
      round: 1,
      pauseDays: 14,
    });
  });

  it('is not where cuts are small, few, far apart, or not answered', () => {
    expect(at(nights(NOW, 0.015, [1, 1, 1]), 3)).to.equal(null);
    expect(at(nights(NOW, 0.015, [1, 1, 1, 1, 1]), 5)?.cuts).to.equal(5); // together they come to 7 %
    expect(at(nights(NOW, 0.09, [1, 1]), 3)).to.equal(null);
    expect(at(nights(NOW, 0.03, [1, 0, 0, 1]), 6)).to.equal(null);
    expect(at(nights(NOW, 0.03, [0.3, 0.3, 0.3]), 5)).to.equal(null);
    const slow = joined(nights(NOW, 0.03, [1]), nights(NOW + 4 * DAY, 0.03, [1]), nights(NOW + 8 * DAY, 0.03, [1]));
    expect(at(slow, 10)).to.equal(null);
  });

  it('is with one rival: two that fall once each are none', () => {
    const one = nights(NOW, 0.03, [1, 1, 0], 'acme');
    const other = nights(NOW, 0.03, [0, 0, 1], 'nord');
    expect(warAt(one.cuts, joined(one, other).seen, NOW + 5 * DAY, 14)).to.equal(null);
  });

  it('does not count what nobody saw as an answer, nor as none', () => {
    const blind = {cuts: war.cuts, seen: war.seen.slice(0, 1)};
    expect(at(blind, 5)).to.equal(null);
    const third = nights(NOW, 0.03, [1, 1, 1, 1]);
    // The look after the second night is missing; three others are answered.
    expect(at({...third, seen: third.seen.filter((_, index) => index !== 2)}, 5)?.state).to.equal('pause');
  });

  it('rests fourteen days, lets one cut try, and waits for its answer', () => {
    expect(at(war, 16)?.state).to.equal('pause');
    expect(at(war, 17)).to.include({state: 'try', round: 1});
    const tried = (answer: number) => joined(war, nights(NOW + 18 * DAY, 0.02, [answer], 'acme', 913));
    expect(at(tried(0), 18.2)).to.include({state: 'wait', until: NOW + 20 * DAY});
    expect(at(tried(0), 21)).to.equal(null); // nobody answered: peace
    expect(at(tried(1), 21)).to.include({
      state: 'pause',
      round: 2,
      pauseDays: 28,
      until: NOW + 18 * DAY + 10 * HOUR + 28 * DAY,
    });
  });

  it('doubles the pause up to ninety days, and then forgets', () => {
    let story = war;
    let end = NOW + 16 * DAY + 10 * HOUR;
    const pauses: (number | undefined)[] = [];
    for (const _ of [2, 3, 4]) {
      const next = Math.ceil((end - NOW) / DAY);
      story = joined(story, nights(NOW + next * DAY, 0.02, [1], 'acme', 900));
      const state = at(story, next + 1);
      pauses.push(state?.pauseDays);
      end = state?.until ?? 0;
    }
    expect(pauses).to.deep.equal([28, 56, 90]);
    expect(at(story, (end - NOW) / DAY - 1)?.state).to.equal('pause');
    expect(at(story, (end - NOW) / DAY + 1)).to.equal(null);
  });

  it('is forgotten where no cut tries within two weeks', () => {
    expect(at(war, 30)?.state).to.equal('try');
    expect(at(war, 31)).to.equal(null);
  });

  it('says the same whatever the calendar says, and never rests longer than ninety days', () => {
    const some = fc.record({
      gaps: fc.array(fc.integer({min: 1, max: 40}), {minLength: 1, maxLength: 25}),
      answers: fc.array(fc.constantFrom(0, 1, 1, 1), {minLength: 25, maxLength: 25}),
      share: fc.integer({min: 1, max: 9}),
      later: fc.integer({min: 0, max: 60}),
      shift: fc.integer({min: -1000, max: 1000}),
    });
    fc.assert(
      fc.property(some, ({gaps, answers, share, later, shift}) => {
        const tell = (start: number) => {
          let night = 0;
          const stories = gaps.map((gap, index) => {
            night += gap > 20 ? gap - 15 : 1;
            return nights(start + night * DAY, share / 100, [answers[index] ?? 0]);
          });
          const {cuts, seen} = joined(...stories);
          return warAt(cuts, seen, start + (night + later) * DAY, 14);
        };
        const here = tell(NOW);
        const there = tell(NOW + shift * DAY);
        expect(
          there === null ? null : {...there, began: there.began - shift * DAY, until: there.until - shift * DAY},
        ).to.deep.equal(here);
        if (here !== null) expect(here.pauseDays).to.be.within(14, 90);
      }),
      {numRuns: 300},
    );
  });
});

describe('two hundred nights among rivals', () => {
  it('need only the cuts that can matter, and cost few against one that always follows', () => {
    const some = fc.record({
      wish: fc.array(fc.boolean(), {minLength: 250, maxLength: 250}),
      answer: fc.array(fc.boolean(), {minLength: 250, maxLength: 250}),
      share: fc.integer({min: 2, max: 9}),
      follower: fc.boolean(),
      raise: fc.array(fc.integer({min: 0, max: 9}), {minLength: 250, maxLength: 250}),
      pause: fc.constantFrom(7, 14, 30, 90),
    });
    fc.assert(
      fc.property(some, ({wish, answer, share, follower, raise, pause}) => {
        const cuts: PriceCut[] = [];
        const seen: RivalSeen[] = [];
        let [ours, theirs] = [1_000_000_000, 1_000_000_000];
        for (let night = 0; night < wish.length; night++) {
          const now = NOW + night * DAY;
          seen.push({rival: 'acme', at: now - HOUR, total: Math.round(theirs)});
          const war = warAt(cuts, seen, now, pause);
          const matter = cutsThatMatter(cuts, now, [7, 14, 30, 90]);
          expect(warAt(matter, seen, now, pause)).to.deep.equal(war);
          if (raise[night] === 0) ours = Math.round(ours * 1.08);
          if (wish[night] !== true || war?.state === 'pause' || war?.state === 'wait') continue;
          const to = Math.round(ours * (1 - share / 100));
          cuts.push({at: now, from: ours, to});
          if (follower || answer[night] === true) theirs *= to / ours;
          ours = to;
        }
        // Of up to 250 cuts that were wanted against one that always follows few are made.
        if (follower && pause >= 14 && !raise.includes(0)) expect(cuts.length).to.be.at.most(24);
      }),
      {numRuns: 60},
    );
  });
});

describe('the guard against price wars', () => {
  const war = at(nights(NOW - 4 * DAY, 0.03, [1, 1, 1]), 0);
  const priced = (basePrice: number, strategy: string, state: PriceWar | null = war) =>
    composePrice(
      {basePrice, manual: false, overrideBounds: false, strategy, reasons: []},
      factsWith({war: state}),
      rulesWith(),
    );

  it('holds a cut in the pause, and lets the price rise', () => {
    const held = priced(950, 'competition');
    expect(held.kind === 'skipped' && held.skipped.reason.code).to.equal('PRICE_WAR');
    expect(priced(1050, 'competition').kind).to.equal('change');
  });

  it('lets no ending make a cut in the pause', () => {
    const rounded = composePrice(
      {basePrice: 1045, manual: false, overrideBounds: false, strategy: 'competition', reasons: []},
      factsWith({war, base: 1040, weekAgo: 1040}),
      rulesWith({}, {rounding: {endings: [99]}}),
    );
    expect(rounded.kind === 'change' && rounded.change.fields['base_price']?.after).to.equal('10.99');
  });

  it('holds a second cut while the first waits for its answer, and lets the first one try', () => {
    if (war === null) throw new Error('no war');
    expect(priced(950, 'competition', {...war, state: 'wait'}).kind).to.equal('skipped');
    expect(priced(950, 'competition', {...war, state: 'try'}).kind).to.equal('change');
    expect(priced(950, 'competition', null).kind).to.equal('change');
  });

  it('is nothing to a price that answers nobody, or knows the answer', () => {
    expect(priced(950, 'cost').kind).to.equal('change');
    expect(priced(950, 'clearance').kind).to.equal('change');
    expect(priced(950, 'auto').kind).to.equal('change');
  });

  it('gives way to the ceiling', () => {
    const low = composePrice(
      {basePrice: 950, manual: false, overrideBounds: false, strategy: 'competition', reasons: []},
      factsWith({
        war,
        bounds: {sku: 'MUG-01', listPrice: null, minPrice: null, maxPrice: 970, mapPrice: null, msrp: null},
      }),
      rulesWith(),
    );
    expect(low.kind === 'change' && low.change.fields['base_price']?.after).to.equal('9.70');
  });
});
