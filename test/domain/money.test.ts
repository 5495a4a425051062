import {expect} from 'chai';
import fc from 'fast-check';
import {
  allocate,
  amountOrNull,
  currencyKnown,
  exponentOf,
  formatAmount,
  parseAmount,
  scale,
} from '../../src/domain/money.js';

const currency = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'CNY');
const minor = fc.integer({min: -1_000_000_000, max: 1_000_000_000});

describe('money', () => {
  it('knows how many digits a currency has', () => {
    expect([exponentOf('USD'), exponentOf('JPY'), exponentOf('KWD')]).to.deep.equal([2, 0, 3]);
    expect(currencyKnown('EUR')).to.equal(true);
    expect(currencyKnown('euro')).to.equal(false);
    expect(() => exponentOf('XYZ')).to.throw(RangeError);
  });

  for (const [text, code, expected] of [
    ['12.50', 'USD', 1250],
    ['.5', 'USD', 50],
    ['12.', 'USD', 1200],
    [' 3 ', 'USD', 300],
    ['-3', 'USD', -300],
    ['-0', 'USD', 0],
    ['12.500', 'USD', 1250],
    ['980', 'JPY', 980],
    ['1.234', 'KWD', 1234],
    ['0', 'USD', 0],
  ] as const) {
    it(`reads "${text}" ${code} as ${expected}`, () => {
      expect(Object.is(parseAmount(text, code), expected)).to.equal(true);
    });
  }

  for (const text of [
    '',
    '.',
    '-',
    '12,50',
    '1.234,50',
    '$12',
    '12 USD',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '12.505',
    '١٢',
    '１２',
    '99999999999999999',
    '1 000',
  ]) {
    it(`refuses "${text}"`, () => {
      expect(parseAmount(text, 'USD')).to.equal(null);
    });
  }

  it('writes what it reads', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        expect(parseAmount(formatAmount(amount, code), code)).to.equal(amount === 0 ? 0 : amount);
      }),
    );
    expect(amountOrNull(null, 'USD')).to.equal(null);
    expect(formatAmount(-5, 'USD')).to.equal('-0.05');
  });

  it('splits so that the parts add up, none off by more than a unit from its share', () => {
    const weights = fc.array(fc.integer({min: 0, max: 1000}), {minLength: 1, maxLength: 12});
    fc.assert(
      fc.property(fc.integer({min: 0, max: 10_000_000}), weights, currency, (amount, shares, code) => {
        const parts = allocate(amount, shares, code);
        expect(parts.reduce((sum, part) => sum + part, 0)).to.equal(amount);
        expect(parts).to.have.length(shares.length);
        const total = shares.reduce((sum, share) => sum + share, 0);
        if (total > 0)
          for (const [i, share] of shares.entries())
            expect(Math.abs((parts[i] ?? 0) - (amount * share) / total)).to.be.at.most(1);
      }),
    );
  });

  it('rounds once, in the direction asked for', () => {
    expect([scale(1005, '0.1'), scale(1005, '0.1', 'down'), scale(1001, '0.1', 'up')]).to.deep.equal([101, 100, 101]);
    expect(scale(1, '1.005')).to.equal(1);
    expect(() => scale(Number.MAX_SAFE_INTEGER, 2)).to.throw(RangeError);
    fc.assert(
      fc.property(fc.integer({min: 0, max: 1_000_000_000}), fc.integer({min: 1, max: 400}), (amount, percent) => {
        const factor = percent / 100;
        expect(scale(amount, factor, 'down')).to.be.at.most(scale(amount, factor));
        expect(scale(amount, factor)).to.be.at.most(scale(amount, factor, 'up'));
      }),
    );
  });
});
