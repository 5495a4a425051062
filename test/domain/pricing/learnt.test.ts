import {expect} from 'chai';
import type {OfferFacts} from '../../../src/domain/pricing/facts.js';
import type {DemandBelief} from '../../../src/domain/pricing/learner/belief.js';
import {learntOf} from '../../../src/domain/pricing/learnt.js';
import {BUILT_IN_RULES, DEMAND_DEFAULTS, rulesFor} from '../../../src/domain/pricing/rules.js';
import {proposePrice} from '../../../src/domain/pricing/strategies/index.js';
import {boundsWith, factsWith, NOW} from './support.js';

const BELIEF: DemandBelief = {
  reference: 1000,
  rate: 1,
  elasticity: 2.5,
  deviation: 0.4,
  grade: 'mostly-category',
  share: {theta: 4.5, weight: 0.6, reference: 1000},
  reactions: [['acme', 0.8]],
  tried: [500, 2000],
  days: 90,
  units: 77,
  trend: 1,
};
const seen = (rival: string, price: number) => ({
  sku: 'MUG-01',
  rival,
  price,
  shipping: null,
  inStock: true,
  condition: null,
  seenAt: NOW - 3_600_000,
});

function told(change: Partial<OfferFacts>) {
  const facts = factsWith({demand: BELIEF, stock: 60, bounds: boundsWith({}), ...change});
  const rules = rulesFor({...BUILT_IN_RULES, fallback: {kind: 'auto', ...DEMAND_DEFAULTS}}, facts.offer);
  return learntOf(facts, rules, proposePrice(facts, rules));
}

describe('what was learnt, as it is told', () => {
  it('has the elasticity with its interval and grade, the rate, the cover and the class', () => {
    const all = told({});
    expect(all).to.deep.include({elasticity: '2.50', grade: 'mostly-category', days: 90, units: 77, class: 'regular'});
    // An 80 % interval reaches 1.2816 standard deviations to each side.
    expect([all?.low, all?.high]).to.deep.equal(['1.99', '3.01']);
    expect(Number(all?.cover)).to.be.closeTo(60 / Number(all?.unitsADay), 2);
  });

  it('names the rivals that count, cheapest first, with how far they follow', () => {
    const gone = {...seen('gone', 900), inStock: false};
    const {rivals, class: kind} = told({rivals: [seen('acme', 990), seen('bolt', 950), gone]}) ?? {};
    expect(kind).to.equal('contested');
    expect(rivals).to.deep.equal([
      {rival: 'bolt', price: 950, follows: '0.00'},
      {rival: 'acme', price: 990, follows: '0.80'},
    ]);
  });

  it('tells the merchant’s own first markup where it took part, and how much', () => {
    expect(told({})?.markup).to.equal(null);
    const by = (times: number) => told({demand: {...BELIEF, markup: {times, weight: 0.234}}})?.markup;
    // Who knows that his buyers have an elasticity of e takes e / (e − 1) times the break-even: 1.8 at 2.25.
    expect(by(1.8)).to.deep.equal({times: '1.80', elasticity: '2.25', weight: '0.23'});
    expect(by(1.1), 'an elasticity of 11 is believed of nothing').to.include({elasticity: null});
    expect(by(0.9), 'below the break-even').to.include({times: '0.90', elasticity: null});
    expect(by(40), 'nearer to 1 the markup grows beyond all measure').to.include({elasticity: '1.12'});
  });

  it('says what is known of the demand where the cost is not, and nothing where nothing was learnt', () => {
    expect(told({cost: null})).to.deep.include({elasticity: '2.50', unitsADay: null, class: null, cover: null});
    expect(told({demand: null})).to.equal(null);
  });
});
