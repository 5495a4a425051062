import {expect} from 'chai';
import fc from 'fast-check';
import {breakEven, exactPrices, targetPrices} from '../../../src/domain/pricing/cost.js';
import {inTenThousandths, onePlus, times, wholeQuotient} from '../../../src/domain/pricing/factor.js';
import {Exact} from '../../../src/domain/pricing/solve.js';
import {factsWith} from './support.js';

const decimal = (most: number, digits: number) =>
  fc.integer({min: 0, max: most * 10 ** digits}).map((whole) => new Exact(whole).div(10 ** digits).toString());

describe('a price worked out in whole numbers', () => {
  it('is what exact decimals say, whichever way it is rounded, at whole numbers and halves too', () => {
    const MODES = {up: Exact.ROUND_CEIL, down: Exact.ROUND_FLOOR, 'half-up': Exact.ROUND_HALF_UP} as const;
    const amounts = fc.oneof(fc.integer({min: -5000, max: 5000}), fc.integer({min: 0, max: 2 ** 45}));
    const factors = fc.oneof(decimal(3, 1), decimal(3, 2), decimal(2, 6), decimal(1, 13));
    const ways = fc.constantFrom('up', 'down', 'half-up');
    fc.assert(
      fc.property(amounts, factors, ways, (amount, factor, way) => {
        const exact = new Exact(amount).times(factor).toDecimalPlaces(0, MODES[way]).toNumber() + 0;
        expect((times(amount, factor, way) ?? Number.NaN) + 0).to.equal(exact);
        const raised = new Exact(amount).times(new Exact(factor).plus(1)).toDecimalPlaces(0, MODES[way]).toNumber() + 0;
        expect((times(amount, onePlus(factor), way) ?? Number.NaN) + 0).to.equal(raised);
      }),
      {numRuns: 3000},
    );
  });

  it('is left to exact decimals where whole numbers do not hold it', () => {
    expect(times(100, '1.15', 'down')).to.equal(115); // 114.99999999999999 in floating point
    expect(times(3, '0.33333', 'up')).to.equal(1);
    expect(times(2 ** 50, '1.0001', 'up')).to.equal(1_126_012_496_833_309);
    expect(times(-5, '0.5', 'half-up')).to.equal(-3);
    expect(inTenThousandths('0.12345')).to.equal(null);
    expect(inTenThousandths('1e-7')).to.equal(null);
    expect(inTenThousandths('900719925473.1234')).to.equal(null);
    expect(inTenThousandths('99999999999.1234')).to.equal(999_999_999_991_234);
    expect(inTenThousandths('none')).to.equal(null);
    expect(inTenThousandths('-0.0001')).to.equal(-1);
    expect(inTenThousandths('12')).to.equal(120_000);
    expect(wholeQuotient(7, 2, 'half-up')).to.equal(4);
    expect(wholeQuotient(7, 0, 'up')).to.equal(null);
    expect(wholeQuotient(2 ** 53, 2, 'up')).to.equal(null);
    expect(wholeQuotient(Number.NaN, 2, 'up')).to.equal(null);
  });

  it('covers its costs and earns its target as exact decimals say, to the last unit', () => {
    const cases = fc.record({
      cost: fc.oneof(
        fc.integer({min: 1, max: 9_999_999}),
        fc.integer({min: 1, max: 90}).map((n) => n * 100),
      ),
      fixed: fc.integer({min: 0, max: 500}),
      rate: decimal(1, 3).map((rate) => new Exact(rate).times(0.6).toString()),
      payment: fc.option(decimal(1, 4).map((rate) => new Exact(rate).times(0.1).toString())),
      share: fc.option(decimal(1, 2).map((rate) => new Exact(rate).times(0.4).toString())),
      returns: fc.option(fc.tuple(decimal(1, 4), fc.integer({min: 0, max: 2000}))),
      tax: fc.constantFrom(null, '0.07', '0.19', '0.255'),
      goal: decimal(1, 2),
      kind: fc.constantFrom('margin', 'markup'),
    });
    fc.assert(
      fc.property(cases, ({cost, fixed, rate, payment, share, returns, tax, goal, kind}) => {
        const facts = factsWith({
          cost: {amount: cost, learntAt: 0},
          fees: {rate, fixed, source: 'shop'},
          tax: {included: tax !== null, rate: tax},
          selling: {
            paymentRate: payment,
            paymentFixed: null,
            revenueShare: share === null ? null : {mode: 'whole', steps: [{upTo: null, rate: share}], minimum: null},
            freight: null,
            packing: null,
            returnRate: returns?.[0] ?? null,
            returnCost: returns?.[1] ?? null,
          },
        });
        const even = breakEven(facts);
        if (!even.known) {
          expect(even.missing.code).to.equal('MARGIN_IMPOSSIBLE');
          return;
        }
        expect({price: even.price, gaps: even.gaps}).to.deep.equal(exactPrices(even.parts, {margin: '0'}));
        const target = kind === 'margin' ? {margin: goal} : {markup: goal};
        const found = targetPrices(facts, target);
        expect('code' in found ? null : found).to.deep.equal(exactPrices(even.parts, target));
      }),
      {numRuns: 3000},
    );
  });
});
