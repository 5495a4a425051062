import {expect} from 'chai';
import fc from 'fast-check';
import {
  type Read,
  readCode,
  readCost,
  readMoney,
  readOptionalPrice,
  readPrice,
  readRate,
  readStatus,
  readStock,
  readUrl,
  readWeight,
  readYesNo,
  writeCode,
} from '../../../src/domain/catalog/cells.js';
import {formatAmount} from '../../../src/domain/money.js';

function outcome<T>(read: Read<T>): T | string {
  return 'refused' in read ? read.refused.code : read.value;
}

describe('cells of catalogue files', () => {
  describe('prices', () => {
    const table: readonly [text: string, currency: string, expected: number | string][] = [
      ['12.50', 'USD', 1250],
      ['.5', 'USD', 50],
      ['12.', 'USD', 1200],
      ['12', 'USD', 1200],
      ['12.500', 'USD', 1250],
      ['$479.99 ', 'USD', 47999],
      [' 12.00\t', 'USD', 1200],
      ['12.50 EUR', 'EUR', 1250],
      ['eur 12.50', 'EUR', 1250],
      ['€12.50', 'EUR', 1250],
      ['980', 'JPY', 980],
      ['1.234', 'KWD', 1234],
      // What could be two amounts, or another currency's
      ['12,50', 'EUR', 'PRICE_COMMA'],
      ['1,234.50', 'USD', 'PRICE_COMMA'],
      ['1.234,50', 'EUR', 'PRICE_COMMA'],
      ['1,234', 'USD', 'PRICE_COMMA'],
      ['€9.00', 'USD', 'PRICE_CURRENCY'],
      ['$9.00', 'CAD', 'PRICE_CURRENCY'],
      ['¥980', 'JPY', 'PRICE_CURRENCY'],
      ['9.00 CHF', 'USD', 'PRICE_CURRENCY'],
      // What is no amount
      ['58.120000000000005', 'USD', 'PRICE_DECIMALS'],
      ['12.5', 'JPY', 'PRICE_DECIMALS'],
      ['1e999', 'USD', 'PRICE_FORM'],
      ['1e2', 'USD', 'PRICE_FORM'],
      ['NaN', 'USD', 'PRICE_FORM'],
      ['Infinity', 'USD', 'PRICE_FORM'],
      ['0x10', 'USD', 'PRICE_FORM'],
      ['$12 USD', 'USD', 'PRICE_FORM'],
      ['12 .50', 'USD', 'PRICE_FORM'],
      ['--5', 'USD', 'PRICE_FORM'],
      ['free', 'USD', 'PRICE_FORM'],
      ['USD', 'USD', 'PRICE_FORM'],
      ['99999999999999999999', 'USD', 'PRICE_FORM'],
      // What is no price
      ['0', 'USD', 'PRICE_ZERO'],
      ['0.00', 'USD', 'PRICE_ZERO'],
      ['-3', 'USD', 'PRICE_ZERO'],
    ];
    for (const [text, currency, expected] of table) {
      it(`reads ${JSON.stringify(text)} in ${currency} as ${expected}`, () => {
        expect(outcome(readPrice(text, currency))).to.equal(expected);
      });
    }

    it('reads every amount that souk writes', () => {
      const currency = fc.constantFrom('USD', 'JPY', 'KWD');
      fc.assert(
        fc.property(fc.integer({min: 1, max: 10 ** 12}), currency, (minor, code) => {
          expect(outcome(readPrice(formatAmount(minor, code), code))).to.equal(minor);
        }),
      );
    });

    it('never reads an amount from a text with a comma', () => {
      fc.assert(
        fc.property(fc.stringMatching(/^[\d.]{0,6},[\d.,]{0,6}$/u), (text) => {
          expect(outcome(readMoney(text, 'EUR'))).to.be.oneOf(['PRICE_COMMA', 'PRICE_FORM']);
        }),
      );
    });

    it('takes a compare-at of zero for none and a cost of zero for a cost', () => {
      expect(outcome(readOptionalPrice('0.00', 'USD'))).to.equal(null);
      expect(outcome(readOptionalPrice('-1', 'USD'))).to.equal('PRICE_ZERO');
      expect(outcome(readCost('0', 'USD'))).to.equal(0);
      expect(outcome(readCost('-0.01', 'USD'))).to.equal('PRICE_ZERO');
    });
  });

  it('reads stock as whole pieces, below zero too', () => {
    expect(['21', '21.0', '-6', '+3', ' 4 ', '0', '-0'].map((text) => outcome(readStock(text)))).to.deep.equal([
      21, 21, -6, 3, 4, 0, 0,
    ]);
    for (const text of ['shopify', '1.5', '1,000', '1e3', '', '9'.repeat(20)])
      expect(outcome(readStock(text)), text).to.equal('STOCK_FORM');
  });

  it('rounds weights to whole grams', () => {
    expect(['3629.0', '453.59237', '.5', '0'].map((text) => outcome(readWeight(text)))).to.deep.equal([
      3629, 454, 1, 0,
    ]);
    for (const text of ['S', '-1', '1e3', 'Infinity']) expect(outcome(readWeight(text)), text).to.equal('NUMBER_FORM');
  });

  it('takes the quote of spreadsheets off codes and refuses codes they destroyed', () => {
    expect(["'8720602828605", ' A-1 ', "'90s-tee", "''1"].map((text) => outcome(readCode(text)))).to.deep.equal([
      '8720602828605',
      'A-1',
      "'90s-tee",
      "'1",
    ]);
    expect(outcome(readCode('8.90638E+12'))).to.equal('ID_DAMAGED');
    expect(outcome(readCode('8,9E+12'))).to.equal('ID_DAMAGED');
    expect(outcome(readCode('1E10-B'))).to.equal('1E10-B');
  });

  it('reads every code it writes', () => {
    const code = fc.stringMatching(/^'{0,2}[\dA-Za-z-]{1,8}$/u).filter((text) => !/E\+/iu.test(text));
    fc.assert(
      fc.property(code, fc.boolean(), (text, quote) => {
        expect(outcome(readCode(writeCode(text, quote)))).to.equal(text);
      }),
    );
  });

  it('reads status, yes and no, rates and addresses, and nothing else for them', () => {
    expect(outcome(readStatus(' Active '))).to.equal('active');
    expect(outcome(readStatus('unlisted'))).to.equal('STATUS_UNKNOWN');
    expect(outcome(readYesNo('FALSE'))).to.equal(false);
    expect(outcome(readYesNo('maybe'))).to.equal('PUBLISHED_UNKNOWN');
    expect(outcome(readRate('0.190'))).to.equal('0.19');
    expect(outcome(readRate('19'))).to.equal('RATE_FORM');
    expect(outcome(readRate('1'))).to.equal('RATE_FORM');
    expect(outcome(readUrl('https://a.example/b c'))).to.equal('IMAGE_URL');
    expect(outcome(readUrl('front.webp'))).to.equal('IMAGE_URL');
    expect(outcome(readUrl('https://a.example/b.jpg?x=1'))).to.equal('https://a.example/b.jpg?x=1');
  });
});
