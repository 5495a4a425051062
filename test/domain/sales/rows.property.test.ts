import {expect} from 'chai';
import fc from 'fast-check';
import {DIMENSIONS, type Dimension} from '../../../src/domain/sales/dimensions.js';
import type {Figures} from '../../../src/domain/sales/figures.js';
import type {SaleLine} from '../../../src/domain/sales/measure.js';
import {lineOf, reportOf, shopOf} from './ledger.js';

const PERIOD = {from: '2026-03-20', to: '2026-04-20'};
const START = Date.parse('2026-02-01T00:00:00Z');
const ADDITIVE = [
  'units',
  'unitsReturned',
  'gmv',
  'discounts',
  'returns',
  'tax',
  'netSales',
  'taxUnknown',
  'cogs',
  'grossProfit',
  'fees',
] as const satisfies readonly (keyof Figures)[];
const BY: readonly (readonly Dimension[])[] = [
  ...DIMENSIONS.map((each) => [each]),
  ['week', 'shop'],
  ['product', 'day'],
  ['shop', 'category', 'month'],
];

const line: fc.Arbitrary<SaleLine> = fc
  .record({
    order: fc.integer({min: 1, max: 12}),
    hour: fc.integer({min: 0, max: 24 * 100}),
    sku: fc.constantFrom('A', 'B', 'C', 'D'),
    quantity: fc.constantFrom(1, 1, 2, 3, -1, -2, 0, 0.5),
    price: fc.integer({min: 0, max: 99_999}),
    discount: fc.option(fc.integer({min: 0, max: 500})),
    tax: fc.option(fc.integer({min: 0, max: 500})),
    fee: fc.option(fc.integer({min: -50, max: 500})),
    currency: fc.constantFrom('EUR', 'USD', 'JPY'),
    status: fc.constantFrom(null, null, null, 'paid', 'cancelled'),
  })
  .map(({order, hour, sku, quantity, price, discount, tax, fee, currency, status}) =>
    lineOf(`O${order}`, new Date(START + hour * 3_600_000).toISOString(), sku, quantity, price, {
      discount,
      tax,
      fee,
      currency,
      status,
    }),
  );

const offer = (product: string, category: string, taxRate: string | null) => ({
  product,
  title: product.toUpperCase(),
  category,
  taxRate,
});
const MAIN = shopOf({
  pricesIncludeTax: true,
  taxRate: null,
  offers: new Map([
    ['A', offer('tee', 'Shirts', '0.19')],
    ['B', offer('tee', 'Shirts', null)],
    ['C', offer('mug', '', '0.07')],
  ]),
  costs: new Map([
    ['A', [{sku: 'A', cost: 321, feeRate: null, feeFixed: null, returnCost: null, effectiveFrom: null}]],
  ]),
});
const OTHER = shopOf({name: 'amz', zone: 'America/New_York', currency: 'USD', costs: MAIN.costs});

describe('rows of a report', () => {
  it('add up to the totals in every column that can be added, for every --by, basis and rate', () => {
    const ask = fc.record({
      by: fc.constantFrom(...BY),
      basis: fc.constantFrom('order' as const, 'cash' as const),
      rate: fc.constantFrom('0.9214', '1.0862', '0.3333333'),
    });
    fc.assert(
      fc.property(fc.array(line, {maxLength: 40}), fc.array(line, {maxLength: 20}), ask, (a, b, {by, basis, rate}) => {
        const ledgers = [
          {shop: MAIN, lines: a},
          {shop: OTHER, lines: b},
        ];
        const report = reportOf(ledgers, {
          period: PERIOD,
          by,
          basis,
          currency: 'EUR',
          rates: {USD: rate, JPY: '0.0061'},
        });
        for (const field of ADDITIVE) {
          const sum = report.rows.reduce((total, {figures}) => total + (figures[field] ?? 0), 0);
          expect(sum, `${by.join()} ${field}`).to.equal(report.totals[field] ?? 0);
        }
        for (const {figures} of [...report.rows, {figures: report.totals}]) {
          expect(figures.netSales).to.equal(figures.gmv - figures.discounts - figures.returns - figures.tax);
        }
        const orders = report.rows.reduce((total, {figures}) => total + figures.orders, 0);
        expect(orders).to.be.at.least(report.totals.orders);
        if (by.join() === 'shop') expect(orders).to.equal(report.totals.orders);
      }),
      {numRuns: 200},
    );
  });

  it('cover every step of the period, whatever was sold', () => {
    fc.assert(
      fc.property(fc.array(line, {maxLength: 10}), (lines) => {
        const euros = lines.map((each) => ({...each, currency: 'EUR'}));
        expect(reportOf([{shop: MAIN, lines: euros}], {period: PERIOD, by: ['day']}).rows).to.have.length(31);
        expect(reportOf([{shop: MAIN, lines: euros}], {period: PERIOD, by: ['shop', 'week']}).rows).to.have.length(5);
      }),
      {numRuns: 20},
    );
  });
});
