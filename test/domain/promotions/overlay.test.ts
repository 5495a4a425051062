import {expect} from 'chai';
import fc from 'fast-check';
import {parseAmount} from '../../../src/domain/money.js';
import {decide} from '../../../src/domain/promotions/decide.js';
import {lowestOverlay, overlayFor, promotionPrice} from '../../../src/domain/promotions/overlay.js';
import {amountTerms, percentTerms} from '../../../src/domain/promotions/terms.js';
import type {PromotionTerms} from '../../../src/domain/promotions/types.js';
import {offerOf, overlayOn, promotionOf} from './samples.js';

const percent = (text: string): PromotionTerms => ({kind: 'percentage', percent: text});
const minor = (text: string, currency: string) => parseAmount(text, currency);

describe('price under a promotion', () => {
  it('rounds a percentage half up to the currency’s smallest coin', () => {
    const of = (terms: string, base: string, currency: string) => promotionPrice(percent(terms), minor(base, currency));
    expect(of('15', '12.50', 'USD')).to.equal(1063);
    expect(of('15', '12.30', 'USD')).to.equal(1046);
    expect(of('12.5', '0.99', 'USD')).to.equal(87);
    expect(of('15', '990', 'JPY')).to.equal(842);
    expect(of('33.33', '100', 'JPY')).to.equal(67);
    expect(of('15', '1.250', 'KWD')).to.equal(1063);
    expect(of('0.05', '1.000', 'KWD')).to.equal('no-effect');
  });

  it('takes a fixed amount off, and never gives the goods away', () => {
    const off = (amount: number, base: number | null) => promotionPrice({kind: 'fixed', amount}, base);
    expect(off(200, 1200)).to.equal(1000);
    expect(off(200, 201)).to.equal(1);
    expect(off(200, 200)).to.equal('not-positive');
    expect(off(20_000, 200)).to.equal('not-positive');
    expect(off(200, null)).to.equal('no-base');
    expect(off(200, 0)).to.equal('no-base');
    expect(promotionPrice(percent('99'), 1)).to.equal('not-positive');
    expect(promotionPrice(percent('1'), 30)).to.equal('no-effect');
  });

  it('strikes the base through when asked, else keeps what the base shows', () => {
    const offer = {basePrice: 1000, baseCompareAt: 1500};
    expect(overlayFor(promotionOf(), offer)).to.deep.equal({promotion: 'M-1', price: 850, compareAt: 1000});
    expect(overlayFor(promotionOf({strike: false}), offer)).to.deep.equal({
      promotion: 'M-1',
      price: 850,
      compareAt: 1500,
    });
  });

  it('does not stack: the lower price stands, of equal ones the smaller id', () => {
    const make = (promotion: string, price: number) => ({promotion, price, compareAt: null});
    expect(lowestOverlay([make('M-1', 900), make('M-2', 850)])?.promotion).to.equal('M-2');
    expect(lowestOverlay([make('M-2', 850), make('M-1', 850)])?.promotion).to.equal('M-1');
    expect(lowestOverlay([])).to.equal(null);
  });

  it('is above zero and below the base, whatever the terms', () => {
    const terms = fc.oneof(
      fc.integer({min: 1, max: 9999}).map((hundredths) => percent(String(hundredths / 100))),
      fc.integer({min: 1, max: 10_000_000}).map((amount): PromotionTerms => ({kind: 'fixed', amount})),
    );
    const bases = fc.oneof(
      fc.integer({min: -10, max: 200}),
      fc.integer({min: 1, max: Number.MAX_SAFE_INTEGER}),
      fc.constant(Number.NaN),
    );
    fc.assert(
      fc.property(terms, bases, (each, base) => {
        const price = promotionPrice(each, base);
        return typeof price === 'string' || (Number.isSafeInteger(price) && price > 0 && price < base);
      }),
      {numRuns: 2000},
    );
  });

  it('reads terms as people type them, and nothing else', () => {
    expect(percentTerms('15')).to.deep.equal(percent('15'));
    expect(percentTerms(' 12.50 % ')).to.deep.equal(percent('12.5'));
    for (const text of ['', '0', '0.00', '100', '-5', '15,5', '1e1', 'NaN', '0.001', '%'])
      expect(percentTerms(text), text).to.equal(null);
    expect(amountTerms('2.00', 'EUR')).to.deep.equal({kind: 'fixed', amount: 200});
    expect(amountTerms('2', 'JPY')).to.deep.equal({kind: 'fixed', amount: 2});
    for (const text of ['', '0', '-2', '2,00', '1e999', 'NaN', '2.001', '€2'])
      expect(amountTerms(text, 'EUR'), text).to.equal(null);
  });
});

describe('what a promotion does to an offer', () => {
  const running = promotionOf({status: 'running'});

  it('sets, leaves, and takes back', () => {
    const set = decide(offerOf(1000), [running], undefined);
    expect(set).to.deep.equal({kind: 'set', overlay: {promotion: 'M-1', price: 850, compareAt: 1000}, replaces: null});
    const promoted = offerOf(1000, {price: 850});
    expect(decide(promoted, [running], overlayOn(850))).to.deep.equal({kind: 'leave'});
    expect(decide(promoted, [], overlayOn(850))).to.deep.equal({kind: 'take-back', promotion: 'M-1'});
    expect(decide(offerOf(1000), [], undefined)).to.deep.equal({kind: 'leave'});
  });

  it('leaves an offer outside the scope, by its base and not by the promoted price', () => {
    const cheap = promotionOf({id: 'M-2', scope: [{field: 'price', is: '<', value: 900}], terms: percent('50')});
    expect(decide(offerOf(1000), [cheap], undefined)).to.deep.equal({kind: 'leave'});
    const promoted = offerOf(1000, {price: 850});
    expect(decide(promoted, [running, cheap], overlayOn(850))).to.deep.equal({kind: 'leave'});
  });

  it('holds the announced price when the base is repriced, unless the base falls to it', () => {
    const dearer = offerOf(1200, {price: 850});
    expect(decide(dearer, [running], overlayOn(850))).to.deep.equal({kind: 'leave'});
    const cheaper = offerOf(850, {price: 850});
    const lower = {promotion: 'M-1', price: 723, compareAt: 850};
    expect(decide(cheaper, [running], overlayOn(850))).to.deep.equal({kind: 'set', overlay: lower, replaces: 'M-1'});
  });

  it('keeps an offer that has left the scope until the promotion ends', () => {
    const inStock = promotionOf({status: 'running', scope: [{field: 'stock', is: '>', value: 0}]});
    const {selectable} = offerOf(1000);
    const soldOut = offerOf(1000, {price: 850, selectable: {...selectable, stock: 0}});
    expect(decide(soldOut, [inStock], overlayOn(850))).to.deep.equal({kind: 'leave'});
    expect(decide({...soldOut, price: 1000}, [inStock], undefined)).to.deep.equal({kind: 'leave'});
  });

  it('hands over to a better promotion, and back when that one ends', () => {
    const better = promotionOf({id: 'M-2', terms: percent('30'), status: 'scheduled'});
    const over = {promotion: 'M-2', price: 700, compareAt: 1000};
    const promoted = offerOf(1000, {price: 850});
    expect(decide(promoted, [running, better], overlayOn(850))).to.deep.equal({
      kind: 'set',
      overlay: over,
      replaces: 'M-1',
    });
    const back = {promotion: 'M-1', price: 850, compareAt: 1000};
    const cheapest = offerOf(1000, {price: 700});
    expect(decide(cheapest, [running], overlayOn(700, {promotion: 'M-2'}))).to.deep.equal({
      kind: 'set',
      overlay: back,
      replaces: 'M-2',
    });
  });

  it('leaves a price that somebody edited during the promotion', () => {
    const edited = offerOf(1000, {price: 899});
    const found = {kind: 'edited', promotion: 'M-1', expected: 850, live: 899};
    expect(decide(edited, [], overlayOn(850))).to.deep.equal({...found, over: true});
    expect(decide(edited, [running], overlayOn(850))).to.deep.equal({...found, over: false});
  });

  it('says why there is no price', () => {
    const off = promotionOf({terms: {kind: 'fixed', amount: 2000}});
    expect(decide(offerOf(1000), [off], undefined)).to.deep.equal({
      kind: 'none',
      promotion: 'M-1',
      why: 'not-positive',
    });
    expect(decide(offerOf(null), [off], undefined)).to.deep.equal({kind: 'none', promotion: 'M-1', why: 'no-base'});
  });

  it('is back at the base after set and take-back, for any base, and decides once', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 1_000_000}),
        fc.integer({min: 1, max: 9999}),
        fc.integer({min: 1, max: 1_000_000}),
        (base, hundredths, later) => {
          const promotion = promotionOf({terms: percent(String(hundredths / 100))});
          const set = decide(offerOf(base), [promotion], undefined);
          if (set.kind !== 'set') return set.kind === 'none';
          const stands = overlayOn(set.overlay.price, {compareAt: set.overlay.compareAt});
          const promoted = offerOf(base, {price: set.overlay.price});
          const again = decide(promoted, [promotion], stands);
          const ended = decide({...promoted, basePrice: later}, [], stands);
          return again.kind === 'leave' && ended.kind === 'take-back';
        },
      ),
    );
  });
});
