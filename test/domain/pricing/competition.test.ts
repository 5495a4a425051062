import {expect} from 'chai';
import type {RivalRecord} from '../../../src/domain/facts.js';
import type {OfferFacts} from '../../../src/domain/pricing/facts.js';
import {cleanRivals} from '../../../src/domain/pricing/rivals.js';
import {DEFAULT_GUARDS, type Strategy} from '../../../src/domain/pricing/rules.js';
import {proposeCompetition} from '../../../src/domain/pricing/strategies/competition.js';
import {proposeCost} from '../../../src/domain/pricing/strategies/cost.js';
import {proposeHold} from '../../../src/domain/pricing/strategies/hold.js';
import {boundsWith, DAY, factsWith, NOW} from './support.js';

type Competition = Extract<Strategy, {kind: 'competition'}>;

const rival = (name: string, price: number | null, change: Partial<RivalRecord> = {}): RivalRecord => ({
  sku: 'MUG-01',
  rival: name,
  price,
  shipping: null,
  inStock: true,
  condition: null,
  seenAt: NOW - 3_600_000,
  ...change,
});
const undercut: Competition = {
  kind: 'competition',
  position: 'undercut',
  by: {percent: '0.01'},
  against: 'lowest',
  alone: 'list',
  condition: 'new',
};

function price(
  rivals: readonly RivalRecord[],
  options: Partial<Competition> = {},
  facts: Partial<OfferFacts> = {},
): number | string {
  const proposal = proposeCompetition(factsWith({rivals, ...facts}), {...undercut, ...options}, DEFAULT_GUARDS);
  return proposal.kind === 'proposal' ? proposal.price : proposal.reason.code;
}

const CLEANING = {condition: 'new', maxAgeHours: 48, dropBelowBreakEven: true};

function aside(rivals: readonly RivalRecord[], facts: Partial<OfferFacts> = {}): string[] {
  return cleanRivals(factsWith({rivals, ...facts}), CLEANING).aside.flatMap(({code, params}) =>
    code === 'RIVAL_ASIDE' ? [`${params.rival} ${params.why}`] : [],
  );
}

describe('cleaning rivals', () => {
  it('sets aside what can not be compared with, each with its reason', () => {
    expect(
      aside([
        rival('Main ', 900),
        rival('gone', null),
        rival('empty', 900, {inStock: false}),
        rival('last month', 900, {seenAt: NOW - 30 * DAY}),
        rival('tomorrow', 900, {seenAt: NOW + 1}),
        rival('used', 900, {condition: 'used'}),
        rival('zero', 0),
        rival('broken', Number.NaN),
        rival('fine', 1000),
        rival('penny', 1),
        rival('dear', 5000),
      ]),
    ).to.deep.equal([
      'Main  self',
      'gone not-offered',
      'empty out-of-stock',
      'last month stale',
      'tomorrow stale',
      'used condition',
      'zero no-price',
      'broken no-price',
      'penny outlier',
      'dear outlier',
    ]);
  });

  it('does not follow a single rival at 0.01, list price or not', () => {
    expect(aside([rival('penny', 1)])).to.deep.equal(['penny outlier']);
    expect(aside([rival('penny', 1)], {bounds: null})).to.deep.equal(['penny outlier']);
    const honest = [rival('a', 950), rival('penny', 1), rival('b', 990)];
    expect(aside(honest, {bounds: null}), 'an absurd price takes no honest one along').to.deep.equal(['penny outlier']);
  });

  it('keeps of two that contradict each other the one near our price, whatever their order', () => {
    const two = [rival('near', 1000), rival('far', 3000)];
    for (const rivals of [two, [...two].reverse()]) {
      const {offers} = cleanRivals(factsWith({rivals, bounds: null}), CLEANING);
      expect(offers.map(({rival: name}) => name)).to.deep.equal(['near']);
    }
  });

  it('sets a rival below our break-even aside', () => {
    expect(aside([rival('cheap', 610)])).to.deep.equal(['cheap below-break-even']);
  });

  it('counts shipping', () => {
    expect(price([rival('a', 800, {shipping: 200}), rival('b', 950)])).to.equal(941); // 9.50 − 1 %, half up
  });
});

describe('competition', () => {
  const three = [rival('a', 1100), rival('b', 1000), rival('c', 1300)];

  it('undercuts, matches and asks a premium', () => {
    expect(price(three)).to.equal(990);
    expect(price(three, {by: {amount: 5}})).to.equal(995);
    expect(price(three, {position: 'match'})).to.equal(1000);
    expect(price(three, {position: 'premium', by: {percent: '0.05'}})).to.equal(1050);
  });

  it('takes the median, a named rival or a position', () => {
    expect(price(three, {position: 'match', against: 'median'})).to.equal(1100);
    expect(price([...three, rival('d', 1201)], {position: 'match', against: 'median'})).to.equal(1150);
    expect(price(three, {position: 'match', against: {rival: 'C'}})).to.equal(1300);
    expect(price(three, {position: 'match', against: {position: 2}})).to.equal(1100);
  });

  it('undercuts by at least one unit', () => {
    const cheap = {base: 40, bounds: boundsWith({minPrice: 10}), cost: null};
    expect(price([rival('a', 30)], {}, cheap)).to.equal(29);
    expect(price([rival('a', 1000)], {by: {amount: 0}})).to.equal(999);
  });

  it('moves up again when it is lowest by a gap: it is never its own rival', () => {
    expect(price([rival('main', 800), rival('a', 1500)], {}, {base: 800})).to.equal(1485);
  });

  it('asks a premium on the list price at most, and says so', () => {
    const premium = {...undercut, position: 'premium' as const, by: {percent: '0.27'}};
    const proposal = proposeCompetition(factsWith({rivals: [rival('a', 1300)]}), premium, DEFAULT_GUARDS);
    // 12.00 + 27 %, not 13.00 + 27 %.
    expect(proposal).to.deep.include({kind: 'proposal', price: 1524});
    expect(proposal.evidence.map(({code}) => code)).to.deep.equal(['COMPETITION_CALMED']);
    expect(price([rival('a', 1100)], premium)).to.equal(1397);
  });

  it('follows rivals to four times the floor where no upper bound is known', () => {
    const open = {bounds: boundsWith({}), base: 2400};
    expect(price([rival('a', 4000)], {}, open)).to.equal(4 * 624);
    expect(price([rival('a', 4000)], {}, {...open, base: 3000})).to.equal(3000);
    expect(price([rival('a', 4000)], {}, {...open, bounds: boundsWith({maxPrice: 9000})})).to.equal(3960);
  });

  it('waits a night with a rise after a cut, so that two who price at one hour do not leapfrog down', () => {
    const cut = {base: 900, weekAgo: 1000, changedAt: NOW - DAY};
    expect(price([rival('a', 1000)], {}, cut)).to.equal(900);
    expect(price([rival('a', 1000)], {}, {...cut, changedAt: NOW - 2 * DAY})).to.equal(990);
    expect(price([rival('a', 1000)], {}, {...cut, weekAgo: 800})).to.equal(990);
    expect(price([rival('a', 850)], {}, cut)).to.equal(842);
  });

  it('stands alone on the list price, or where it is', () => {
    expect(price([])).to.equal(1200);
    expect(price([rival('gone', null)], {alone: 'hold'})).to.equal(1000);
    expect(price([], {}, {bounds: boundsWith({minPrice: 700})})).to.equal(1000);
    expect(price(three, {against: {rival: 'nobody'}})).to.equal(1200);
    expect(price(three, {against: {position: 9}})).to.equal(1200);
  });

  it('does not climb to the list price because nobody looked at the rivals lately', () => {
    expect(price([rival('a', 900, {seenAt: NOW - 5 * DAY})])).to.equal(1000);
    expect(price([rival('a', 900, {seenAt: NOW - 5 * DAY}), rival('gone', null)])).to.equal(1000);
  });

  it('needs a floor to stand on', () => {
    expect(price(three, {}, {cost: null, bounds: null})).to.equal('COST_UNKNOWN');
    expect(price(three, {}, {cost: null, bounds: boundsWith({minPrice: 0})})).to.equal('COST_UNKNOWN');
    expect(price(three, {}, {cost: null, bounds: boundsWith({minPrice: 500})})).to.equal(990);
  });
});

describe('the other strategies', () => {
  it('skip, with the reason, what they can not know', () => {
    const skipped = (proposal: ReturnType<typeof proposeHold>) =>
      proposal.kind === 'skip' ? proposal.reason.code : proposal.price;
    expect(skipped(proposeHold(factsWith({base: null})))).to.equal('PRICE_UNKNOWN');
    expect(skipped(proposeHold(factsWith()))).to.equal(1000);
    expect(skipped(proposeCost(factsWith({cost: null}), {margin: '0.2'}))).to.equal('COST_UNKNOWN');
    expect(skipped(proposeCost(factsWith({cost: {amount: 0, learntAt: 0}}), {margin: '0.2'}))).to.equal(
      'COST_NOT_POSITIVE',
    );
    expect(skipped(proposeCost(factsWith(), {margin: '0.9'}))).to.equal('MARGIN_IMPOSSIBLE');
    expect(skipped(proposeCost(factsWith(), {margin: '0.2'}))).to.equal(816);
  });
});
