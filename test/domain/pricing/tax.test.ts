import {expect} from 'chai';
import fc from 'fast-check';
import {hardBounds} from '../../../src/domain/pricing/bounds.js';
import {recheck} from '../../../src/domain/pricing/guards.js';
import {DEFAULT_GUARDS} from '../../../src/domain/pricing/rules.js';
import {inTermsOf} from '../../../src/domain/pricing/tax.js';
import {render} from '../../../src/ui/messages/catalogue.js';
import {en} from '../../../src/ui/messages/en/index.js';
import {boundsWith, factsWith, rulesWith} from './support.js';

const net = {included: false, rate: null};
const gross = (rate: string | null) => ({included: true, rate});

describe('a price in the terms of another shop', () => {
  it('counts tax in or out, by the rate of the side that has it', () => {
    expect(inTermsOf(1190, gross('0.19'), net)).to.equal(1000);
    expect(inTermsOf(1000, net, gross('0.19'))).to.equal(1190);
    expect(inTermsOf(999, gross('0.19'), {included: false, rate: '0.07'})).to.equal(839);
    expect(inTermsOf(999, gross('0.19'), gross('0.07'))).to.equal(999);
    expect(inTermsOf(999, net, net)).to.equal(999);
  });

  it('is unknown where the rate is', () => {
    expect(inTermsOf(1190, gross(null), net)).to.equal(null);
    expect(inTermsOf(1000, net, gross(null))).to.equal(null);
  });

  it('comes back to the coin', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 10_000_000}), fc.integer({min: 1, max: 30}), (price, percent) => {
        const taxed = gross(String(percent / 100));
        const there = inTermsOf(price, net, taxed);
        expect(there === null ? null : inTermsOf(there, taxed, net)).to.equal(price);
      }),
    );
  });
});

describe('a floor below cost', () => {
  const supply = {
    sku: 'MUG-01',
    onOrder: null,
    leadTimeDays: null,
    replenishable: false,
    seasonEnd: null,
    salvageValue: 200,
    holdingCostDay: null,
    receivedOn: null,
  };
  const said = (bounds: Parameters<typeof boundsWith>[0]) => {
    const facts = factsWith({supply, bounds: boundsWith(bounds)});
    const verdicts = recheck(facts, rulesWith({allowBelowCost: true}), 650, {manual: false, overrideBounds: false});
    const floor = verdicts.find(({code}) => code === 'floor')?.why;
    if (floor === undefined) throw new Error('no verdict on the floor');
    return render(en, floor).text;
  };

  it('says which bound still holds, and which break-even does not', () => {
    const not = 'break-even 6.24 does not hold: below cost is allowed';
    expect(said({})).to.equal(`2.00 = the salvage value; ${not}`);
    expect(said({minPrice: 300})).to.equal(`3.00 = the minimum price; ${not}`);
    expect(said({minPrice: 300, mapPrice: 500})).to.equal(`5.00 = the minimum advertised price (MAP); ${not}`);
    expect(said({minPrice: 640})).to.equal('6.40 = the minimum price');
  });

  it('is the same number, named or not', () => {
    const facts = factsWith({supply, bounds: boundsWith({minPrice: 300})});
    expect(hardBounds(facts, {...DEFAULT_GUARDS, allowBelowCost: true}).floor?.price).to.equal(300);
  });
});
