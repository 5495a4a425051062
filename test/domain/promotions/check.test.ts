import {expect} from 'chai';
import {type CheckedOffer, type CheckInput, checkPromotion} from '../../../src/domain/promotions/check.js';
import {lowestHeld, referenceFrom} from '../../../src/domain/promotions/reference.js';
import {END, promotionOf, START} from './samples.js';

const mug: CheckedOffer = {
  offerId: 7,
  label: 'MUG-01',
  basePrice: 1000,
  baseCompareAt: null,
  stock: 5,
  bounds: [{source: 'break-even', at: 700}],
  lowest: 1000,
  held: null,
};

function findings(parts: Partial<CheckInput>) {
  const found = checkPromotion({
    promotion: promotionOf(),
    offers: [mug],
    others: [],
    now: START - 1,
    currency: 'EUR',
    ...parts,
  });
  return found.map(({severity, sku, said, loss}) => ({severity, sku, ...said, ...(loss === undefined ? {} : {loss})}));
}

const codes = (parts: Partial<CheckInput>) => findings(parts).map(({severity, code}) => `${severity} ${code}`);

describe('check of a promotion', () => {
  it('finds nothing in a sound one', () => {
    expect(findings({})).to.deep.equal([]);
  });

  it('finds a window that can not be, and one that is over or due', () => {
    expect(codes({promotion: promotionOf({endsAt: START})})).to.deep.equal(['error PROMO_ENDS_BEFORE_START']);
    expect(codes({now: END})).to.deep.equal(['error PROMO_ALREADY_OVER']);
    expect(codes({now: END - 1})).to.deep.equal(['warning PROMO_ALREADY_DUE']);
    expect(codes({now: END - 1, promotion: promotionOf({status: 'running'})})).to.deep.equal([]);
  });

  it('finds a scope without offers', () => {
    expect(codes({offers: []})).to.deep.equal(['error PROMO_SCOPE_EMPTY']);
  });

  it('finds each bound that breaks, with the number, as a loss that can be accepted', () => {
    const bounds = [
      {source: 'break-even', at: 900},
      {source: 'map_price', at: 850},
      {source: 'min_price', at: 851},
    ];
    const numbers = {sku: 'MUG-01', price: '8.50', currency: 'EUR'};
    expect(findings({offers: [{...mug, bounds}]})).to.deep.equal([
      {
        severity: 'error',
        sku: 'MUG-01',
        code: 'PROMO_BELOW_BOUND',
        params: {...numbers, bound: '9.00', source: 'break-even', short: '0.50'},
        loss: true,
      },
      {
        severity: 'error',
        sku: 'MUG-01',
        code: 'PROMO_BELOW_BOUND',
        params: {...numbers, bound: '8.51', source: 'min_price', short: '0.01'},
        loss: true,
      },
    ]);
    expect(codes({offers: [{...mug, bounds: []}]})).to.deep.equal(['warning PROMO_COST_UNKNOWN']);
    const [lost] = findings({offers: [{...mug, gaps: [{from: 801, to: 870}]}]});
    expect(lost).to.deep.include({code: 'PROMO_BELOW_BOUND', loss: true});
    expect(lost?.params).to.include({source: 'break_even', bound: '8.71'});
    expect(codes({offers: [{...mug, gaps: [{from: 801, to: 849}]}]})).to.deep.equal([]);
  });

  it('finds 满200减200 for 满200减20, and half price', () => {
    const off = (amount: number) => promotionOf({terms: {kind: 'fixed', amount}});
    expect(codes({promotion: off(1000)})).to.deep.equal(['error PROMO_NOT_POSITIVE']);
    expect(codes({promotion: off(500), offers: [{...mug, bounds: [{source: 'break-even', at: 1}]}]})).to.deep.equal([
      'warning PROMO_OFFER_LARGE',
    ]);
    const half = promotionOf({terms: {kind: 'percentage', percent: '50'}});
    expect(codes({promotion: half, offers: [{...mug, bounds: [{source: 'break-even', at: 1}]}]})).to.deep.equal([
      'warning PROMO_DISCOUNT_LARGE',
    ]);
  });

  it('finds offers without a price, without stock, and discounts that vanish', () => {
    expect(codes({offers: [{...mug, basePrice: null}]})).to.deep.equal(['warning PROMO_NO_BASE']);
    expect(codes({offers: [{...mug, stock: 0}]})).to.deep.equal(['warning PROMO_NO_STOCK']);
    expect(codes({offers: [{...mug, stock: null}]})).to.deep.equal([]);
    expect(codes({offers: [{...mug, basePrice: 3, bounds: [{source: 'break-even', at: 1}]}]})).to.deep.equal([
      'warning PROMO_NO_EFFECT',
    ]);
  });

  it('finds a struck-through price above the lowest of the 30 days before', () => {
    const [found] = findings({offers: [{...mug, lowest: 900}]});
    expect(found?.params).to.deep.equal({
      sku: 'MUG-01',
      strike: '10.00',
      price: '8.50',
      lowest: '9.00',
      off: '5.5',
      currency: 'EUR',
    });
    expect(codes({offers: [{...mug, lowest: 900}], promotion: promotionOf({strike: false})})).to.deep.equal([]);
    expect(codes({offers: [{...mug, lowest: null}]})).to.deep.equal([]);
  });

  it('finds another promotion on the same offer at the same time, and who wins', () => {
    const other = promotionOf({
      id: 'M-2',
      name: 'Sale',
      terms: {kind: 'percentage', percent: '20'},
      startsAt: END - 1,
      endsAt: END + 1,
    });
    const [found] = findings({others: [{promotion: other, offers: new Set([7])}]});
    expect(found).to.deep.include({severity: 'warning', code: 'PROMO_OVERLAP', sku: 'MUG-01'});
    expect(found?.params).to.deep.include({other: 'M-2', price: '8.50', otherPrice: '8.00', wins: 'Sale'});
    expect(codes({others: [{promotion: other, offers: new Set([8])}]})).to.deep.equal([]);
    expect(codes({others: [{promotion: {...other, startsAt: END}, offers: new Set([7])}]})).to.deep.equal([]);
  });
});

describe('lowest price of the days before', () => {
  const day = 86_400_000;
  const history = [
    {at: 0, price: 500},
    {at: 10 * day, price: 800},
    {at: 45 * day, price: 700},
    {at: 60 * day, price: 600},
  ];

  it('counts what held in the window, also when it was set before', () => {
    expect(lowestHeld(history, referenceFrom(60 * day), 60 * day)).to.equal(700);
    expect(lowestHeld(history, referenceFrom(44 * day), 44 * day)).to.equal(800);
    expect(lowestHeld(history, referenceFrom(39 * day), 39 * day)).to.equal(500);
    expect(lowestHeld(history, referenceFrom(61 * day), 61 * day)).to.equal(600);
    expect(lowestHeld([], 0, day)).to.equal(null);
    expect(lowestHeld(history, -2 * day, -day)).to.equal(null);
  });
});
