import {expect} from 'chai';
import {KnownError} from '../../../src/domain/errors.js';
import {lineOf, reportOf, rowNamed, shopOf} from './ledger.js';

const OCTOBER = {from: '2026-10-01', to: '2026-11-01'};
const always = (sku: string, cost: number) => [
  {sku, cost, feeRate: null, feeFixed: null, returnCost: null, effectiveFrom: null},
];

/** Two orders in October; one unit comes back in November, one of September's comes back in October. */
const LINES = [
  lineOf('S1', '2026-09-20T10:00:00+02:00', 'A', 2, 2000),
  lineOf('O1', '2026-10-03T10:00:00+02:00', 'A', 2, 2000, {discount: 400, fee: 120}),
  lineOf('O1', '2026-10-03T10:00:00+02:00', 'B', 1, 1000),
  lineOf('S1', '2026-10-05T10:00:00+02:00', 'A', -1, 2000),
  lineOf('O2', '2026-10-31T23:30:00+01:00', 'B', 3, 1000),
  lineOf('O3', '2026-10-10T10:00:00+02:00', 'A', 5, 2000, {status: 'Cancelled'}),
  lineOf('O1', '2026-11-02T10:00:00+01:00', 'A', -1, 2000, {discount: 200}),
];
const SHOP = shopOf({
  costs: new Map([
    ['A', always('A', 900)],
    ['B', always('B', 400)],
  ]),
});

describe('small ledgers, counted by hand', () => {
  it('order basis: returns count on the day of their order', () => {
    const report = reportOf([{shop: SHOP, lines: LINES}], {period: OCTOBER, by: ['day']});
    expect(report.totals).to.deep.equal({
      orders: 2,
      units: 6,
      unitsReturned: 1,
      gmv: 8000,
      discounts: 400,
      returns: 1800,
      tax: 0,
      netSales: 5800,
      taxUnknown: 0,
      aov: 4000,
      returnRate: '0.1667',
      cogs: 2 * 900 + 400 + 1200 - 900,
      grossProfit: 3300,
      grossMargin: '0.5690',
      marginCoverage: '1.0000',
      fees: 120,
    });
    expect(rowNamed(report, '2026-10-03')).to.include({
      orders: 1,
      units: 3,
      unitsReturned: 1,
      gmv: 5000,
      netSales: 2800,
    });
    expect(rowNamed(report, '2026-10-05')).to.include({
      orders: 0,
      gmv: 0,
      returns: 0,
      netSales: 0,
      aov: null,
      returnRate: null,
      grossMargin: null,
    });
    expect(rowNamed(report, '2026-10-31')).to.include({orders: 1, units: 3, gmv: 3000});
    expect(report.rows).to.have.length(31);
    expect(report.totalsBefore).to.include({orders: 1, units: 2, unitsReturned: 1, gmv: 4000, netSales: 2000});
    expect(report.counts).to.deep.include({cancelledOrders: 1, returnsUnmatched: 0, linesCostUnknown: 0});
  });

  it('cash basis: returns count on the day they came back', () => {
    const report = reportOf([{shop: SHOP, lines: LINES}], {period: OCTOBER, basis: 'cash'});
    expect(report.totals).to.include({
      orders: 2,
      units: 6,
      unitsReturned: 1,
      gmv: 8000,
      discounts: 400,
      returns: 2000,
      netSales: 5600,
    });
    expect(rowNamed(report, '2026-10-05')).to.include({
      orders: 0,
      unitsReturned: 1,
      returns: 2000,
      netSales: -2000,
      returnRate: null,
    });
    expect(report.totalsBefore).to.include({unitsReturned: 0, netSales: 4000});
  });

  it('order basis: a return of an order that is older than both periods is left to its own; of an unknown one it counts, and is said', () => {
    const lines = [
      lineOf('OLD', '2026-03-01T10:00:00Z', 'A', 1, 2000),
      lineOf('OLD', '2026-10-02T10:00:00Z', 'A', -1, 2000),
      lineOf('GHOST', '2026-10-02T10:00:00Z', 'A', -1, 700),
      lineOf('GHOST2', '2026-11-20T10:00:00Z', 'A', -1, 700),
    ];
    const report = reportOf([{shop: SHOP, lines}], {period: OCTOBER});
    expect(report.totals).to.include({orders: 0, unitsReturned: 1, returns: 700, netSales: -700});
    expect(report.counts.returnsUnmatched).to.equal(1);
  });

  it('a return of a cancelled order counts nowhere', () => {
    const lines = [
      lineOf('C', '2026-10-02T10:00:00Z', 'A', 1, 2000, {status: 'cancelled'}),
      lineOf('C', '2026-10-03T10:00:00Z', 'A', -1, 2000),
    ];
    for (const basis of ['order', 'cash'] as const) {
      expect(reportOf([{shop: SHOP, lines}], {period: OCTOBER, basis}).totals, basis).to.include({
        orders: 0,
        gmv: 0,
        returns: 0,
        unitsReturned: 0,
      });
    }
  });

  it('prices with tax: taken out by the line, the offer’s rate, the shop’s rate; unknown is named and has no margin', () => {
    const offer = (taxRate: string | null) => ({product: 'p', title: 'P', category: '', taxRate});
    const at = '2026-10-02T10:00:00Z';
    const lines = [
      lineOf('1', at, 'OWN', 1, 1190, {tax: 100}),
      lineOf('1', at, 'BOOK', 1, 1070),
      lineOf('1', at, 'USUAL', 1, 1190),
    ];
    const costs = new Map(['OWN', 'BOOK', 'USUAL'].map((sku) => [sku, always(sku, 500)]));
    const shop = shopOf({
      pricesIncludeTax: true,
      taxRate: '0.19',
      costs,
      offers: new Map([
        ['BOOK', offer('0.07')],
        ['USUAL', offer(null)],
      ]),
    });
    const known = reportOf([{shop, lines}], {period: OCTOBER}).totals;
    expect(known).to.include({
      gmv: 3450,
      tax: 100 + 70 + 190,
      netSales: 3090,
      cogs: 1500,
      grossProfit: 1590,
      taxUnknown: 0,
    });
    const blind = reportOf([{shop: {...shop, taxRate: null}, lines}], {period: OCTOBER});
    expect(blind.totals).to.include({
      gmv: 3450,
      tax: 170,
      netSales: 3280,
      taxUnknown: 1190,
      cogs: 1000,
      grossProfit: 1090 + 1000 - 1000,
    });
    expect(blind.counts.linesTaxUnknown).to.equal(1);
  });

  it('unknown cost is never zero: the margin stands on the known part, with its share', () => {
    const at = '2026-10-02T10:00:00Z';
    const lines = [lineOf('1', at, 'A', 1, 3000), lineOf('1', at, 'NEW', 1, 1000)];
    const report = reportOf([{shop: shopOf({costs: new Map([['A', always('A', 1200)]])}), lines}], {
      period: OCTOBER,
      by: ['sku'],
    });
    expect(report.totals).to.include({
      netSales: 4000,
      cogs: 1200,
      grossProfit: 1800,
      grossMargin: '0.6000',
      marginCoverage: '0.7500',
    });
    expect(rowNamed(report, 'NEW')).to.include({
      cogs: null,
      grossProfit: null,
      grossMargin: null,
      marginCoverage: '0.0000',
    });
    expect(report.counts).to.include({linesCostUnknown: 1, skusCostUnknown: 1});
    const blind = reportOf([{shop: shopOf(), lines}], {period: OCTOBER}).totals;
    expect(blind).to.include({cogs: null, grossProfit: null, grossMargin: null, marginCoverage: '0.0000', fees: null});
  });

  it('costs are those of the order’s time, also for what comes back later', () => {
    const from = (cost: number, iso: string | null) => ({
      sku: 'A',
      cost,
      feeRate: null,
      feeFixed: null,
      returnCost: null,
      effectiveFrom: iso === null ? null : Date.parse(iso),
    });
    const shop = shopOf({costs: new Map([['A', [from(500, null), from(800, '2026-10-10T00:00:00Z')]]])});
    const lines = [
      lineOf('1', '2026-10-09T10:00:00Z', 'A', 2, 1000),
      lineOf('2', '2026-10-11T10:00:00Z', 'A', 1, 1000),
      lineOf('1', '2026-10-20T10:00:00Z', 'A', -1, 1000),
    ];
    for (const basis of ['order', 'cash'] as const) {
      expect(reportOf([{shop, lines}], {period: OCTOBER, basis}).totals.cogs, basis).to.equal(1000 + 800 - 500);
    }
  });

  it('daily history: the truth for units; money from orders where there are any, else price × units', () => {
    const day = (date: string, sku: string, units: number | null, price: number | null) => ({
      date,
      sku,
      units,
      price,
      startStock: null,
    });
    const days = [
      day('2026-10-01', 'A', 4, 2000),
      day('2026-10-02', 'A', 0, 2000),
      day('2026-10-03', 'A', 3, 2000),
      day('2026-10-04', 'A', 2, null),
      day('2026-10-05', 'A', null, 2000),
    ];
    const lines = [lineOf('O1', '2026-10-03T10:00:00+02:00', 'A', 2, 1500)];
    const report = reportOf([{shop: SHOP, lines, days}], {period: OCTOBER});
    expect(rowNamed(report, '2026-10-01')).to.include({orders: 0, units: 4, gmv: 8000, aov: null, cogs: 3600});
    expect(rowNamed(report, '2026-10-03')).to.include({orders: 1, units: 3, gmv: 3000, aov: 3000});
    expect(rowNamed(report, '2026-10-04')).to.include({units: 2, gmv: 0});
    expect(report.totals).to.include({orders: 1, units: 9, gmv: 11000, aov: 3000});
    expect(report.counts).to.include({dailyUnits: 6, dailyUnitsUnpriced: 2});
  });

  it('days are those of the shop’s zone', () => {
    const lines = [lineOf('1', '2026-10-31T23:30:00Z', 'A', 1, 1000)];
    expect(reportOf([{shop: SHOP, lines}], {period: OCTOBER}).totals.orders).to.equal(0);
    expect(reportOf([{shop: shopOf({zone: 'America/New_York'}), lines}], {period: OCTOBER}).totals.orders).to.equal(1);
  });
});

describe('several currencies', () => {
  const dollars = shopOf({name: 'amz', currency: 'USD', zone: 'America/New_York'});
  const ledgers = [
    {shop: shopOf(), lines: [lineOf('1', '2026-10-02T10:00:00Z', 'A', 1, 1000)]},
    {
      shop: dollars,
      lines: [
        lineOf('1', '2026-10-02T15:00:00Z', 'A', 3, 333, {currency: 'USD'}),
        lineOf('2', '2026-10-03T15:00:00Z', 'A', 1, 1, {currency: 'USD'}),
      ],
    },
  ];

  it('are never added silently', () => {
    expect(() => reportOf(ledgers, {period: OCTOBER})).to.throw(KnownError, 'REPORT_CURRENCIES');
    expect(() => reportOf(ledgers, {period: OCTOBER, currency: 'EUR'})).to.throw(KnownError, 'REPORT_RATE_MISSING');
    expect(() => reportOf(ledgers, {period: OCTOBER, currency: 'GBP', rates: {USD: '0.8'}})).to.throw(
      KnownError,
      'REPORT_RATE_MISSING',
    );
  });

  it('are added by the given rate, rounded once and split to the cent', () => {
    const report = reportOf(ledgers, {period: OCTOBER, by: ['shop'], currency: 'EUR', rates: {USD: '0.9214'}});
    expect(report.rates).to.deep.equal([{from: 'USD', to: 'EUR', rate: '0.9214'}]);
    expect(rowNamed(report, 'amz').gmv).to.equal(Math.round(1000 * 0.9214));
    expect(report.totals).to.include({gmv: 1921, orders: 3});
  });

  it('may have other numbers of digits', () => {
    const report = reportOf(ledgers, {period: OCTOBER, currency: 'JPY', rates: {USD: '150.5', EUR: '163'}});
    expect(report.totals.gmv).to.equal(1630 + 1505);
  });

  it('one order id in two shops is two orders', () => {
    expect(
      reportOf(ledgers, {period: OCTOBER, by: ['day'], currency: 'EUR', rates: {USD: '1'}}).totals.orders,
    ).to.equal(3);
  });
});
